"""Consents to show a view, kept in the words of their day."""

from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.profiles.visibility import GrantKind
from tpmlearn.models import ConsentRow, GrantRow
from tpmlearn.records.grants import View, is_open
from tpmlearn.words import N_, SOURCE, _, current, dates

SHARING = "sharing"
"""The purpose of a consent to show a view."""


def consent_to_grant(row: GrantRow, view: View, now: datetime) -> ConsentRow:
    """The consent that a grant is, in the words of its day, to be added by the caller."""
    return ConsentRow(
        person_id=row.person_id,
        purpose=SHARING,
        grant_id=row.id,
        about=_about(row, view),
        given_at=now,
        withdrawn_at=None,
    )


def consent_anew(view_id: str, view: View, now: datetime) -> None:
    """End the consents to what a view showed before, and begin those to what it shows now."""
    for row in db.session.scalars(
        select(GrantRow).where(GrantRow.view_id == view_id, is_open(now))
    ).all():
        for old in db.session.scalars(
            select(ConsentRow).where(
                ConsentRow.grant_id == row.id, ConsentRow.withdrawn_at.is_(None)
            )
        ):
            old.withdrawn_at = now
        db.session.add(consent_to_grant(row, view, now))


def _about(row: GrantRow, view: View) -> dict[str, str]:
    """The facts by their names, which are always English, in the language in which they were shown.

    `language` is its tag, left out for English.
    """
    consent, tag = view.consent, current().tag
    to = {
        GrantKind.LINK: _("whoever has the link"),
        GrantKind.ACCOUNT: _("one recruiter's account"),
        GrantKind.PUBLIC: _("anybody, search engines too"),
    }[GrantKind(row.kind)]
    narrowed = {
        N_("skills"): consent.skills,
        N_("entries of the evidence log"): consent.evidence,
        N_("results"): consent.results,
    }
    return {
        N_("to"): to,
        N_("view"): view.name,
        N_("sections"): ", ".join(section.words for section in consent.shown) or _("nothing"),
        N_("name"): {"name": _("the name"), "initials": _("initials"), "none": _("no name")}[
            consent.naming
        ],
        **{
            what: _("all") if chosen is None else _("%(num)s chosen", num=len(chosen))
            for what, chosen in narrowed.items()
        },
        N_("interview questions from misconceptions"): _("yes") if consent.traps else _("no"),
        N_("until"): _until(row.expires_at) if row.expires_at else _("withdrawn"),
        **({} if tag == SOURCE else {N_("language"): tag}),
    }


def _until(moment: datetime) -> str:
    if current().tag == SOURCE:
        return f"{moment:%d %B %Y, %H:%M} UTC"
    return _("%(day)s, %(time)s UTC", day=dates.long_date(moment), time=dates.clock(moment))
