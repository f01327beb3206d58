"""How many there are of what admins look after, and whether the site is well."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, Select, func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Severity
from tpmlearn.models import AuditRow, GrantRow, InvigilatorCodeRow, InvitationRow, PersonRow
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.grants import is_open
from tpmlearn.records.releases import live_release_id, shown_release_id
from tpmlearn.records.schema_version import Schema, current, standing, steps
from tpmlearn.records.site import site_settings
from tpmlearn.words import _, ngettext


@dataclass(frozen=True)
class Overview:
    """Counts of what there is and works now; `last_act` is the newest line of the audit trail."""

    members: int
    leaving: int
    guests: int
    invitations: int
    codes: int
    grants: int
    last_act: datetime | None


@dataclass(frozen=True)
class Part:
    """A part of the site: what it is, how it is in words, and whether that is well."""

    name: str
    told: str
    is_well: bool


def overview(*, now: datetime) -> Overview:
    """All counts; one statement."""
    person, invited, code = PersonRow, InvitationRow, InvigilatorCodeRow
    found = db.session.execute(
        select(
            _number(select(func.count(person.email))),
            _number(select(func.count(person.erase_after))),
            _number(select(func.count()).select_from(person)),
            _number(
                select(func.count())
                .select_from(invited)
                .where(
                    invited.used_at.is_(None),
                    invited.revoked_at.is_(None),
                    invited.expires_at > now,
                )
            ),
            _number(
                select(func.count())
                .select_from(code)
                .where(code.revoked_at.is_(None), code.expires_at > now, code.uses < code.most_uses)
            ),
            _number(select(func.count()).select_from(GrantRow).where(is_open(now))),
            select(AuditRow.at).order_by(AuditRow.id.desc()).limit(1).scalar_subquery(),
        )
    ).one()
    members, leaving, everybody, invitations, codes, grants, last_act = found
    return Overview(members, leaving, everybody - members, invitations, codes, grants, last_act)


def parts() -> tuple[Part, ...]:
    """How the parts of the site are, as the worker that answers sees them; two statements."""
    site, library = site_settings(), current_library()
    schema = standing(current(), steps())
    live, shown = live_release_id(), shown_release_id(library)
    errors = sum(one.severity is Severity.ERROR for one in library.problems)
    modules = len(library.catalogue.modules)
    return (
        Part(
            _("Database"),
            _("answers; migrations %(schema)s", schema=schema),
            schema is not Schema.BEHIND,
        ),
        Part(
            _("Content"),
            ngettext(
                "%(modules)s modules, %(num)s error",
                "%(modules)s modules, %(num)s errors",
                errors,
                modules=modules,
            ),
            bool(modules) and not errors,
        ),
        Part(_("Release"), _release(live, shown), live == shown),
        Part(
            _("Mail"),
            _("a server is set")
            if site.mail_url
            else _("no server is set: mail stands in the log"),
            bool(site.mail_url),
        ),
    )


def _release(live: str | None, shown: str | None) -> str:
    if live == shown:
        return (
            _("%(live)s is live and shown", live=live[:10])
            if live
            else _("the content folder is shown")
        )
    folder = _("the folder")
    return _(
        "%(live)s is live, %(shown)s is shown",
        live=live[:10] if live else folder,
        shown=shown[:10] if shown else folder,
    )


def _number(statement: Select[int]) -> ScalarSelect[int]:
    return statement.scalar_subquery()
