"""Views and the grants that open them: who may see what of whom, and every opening on record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from sqlalchemy import ColumnElement, Select, delete, insert, literal, or_, select, update

from tpmlearn.db import Moment, db, writing
from tpmlearn.domain.profiles.shown import Shown
from tpmlearn.domain.profiles.visibility import (
    Consent,
    GrantKind,
    GrantState,
    grant_state,
    read_consent,
)
from tpmlearn.models import (
    CandidateNoteRow,
    ConsentRow,
    GrantRow,
    OpeningRow,
    ShortlistEntryRow,
    SnapshotRow,
    ViewRow,
)
from tpmlearn.records.people import hashed, stays
from tpmlearn.records.snapshots import keep_snapshot


@dataclass(frozen=True)
class View:
    """A named choice of what is shown, compared with `role` at first."""

    id: str
    person_id: int
    name: str
    consent: Consent
    role: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Grant:
    """A view opened to somebody: a link's holders, one recruiter's account, or anybody."""

    id: str
    kind: GrantKind
    view: View
    label: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    state: GrantState
    recruiter_id: int | None
    has_passcode: bool
    slug: str | None
    ended_why: str = ""

    @property
    def is_active(self) -> bool:
        """Whether it shows anything."""
        return self.state is GrantState.ACTIVE


def grant_behind(token: str, *, now: datetime) -> Grant | None:
    """The grant that this link's token opens, whatever its state; one statement.

    None where its owner is leaving, even if it was made at that same moment.
    """
    return _one(GrantRow.token_hash == hashed(token), stays(GrantRow.person_id), now=now)


def public_grant(slug: str, *, now: datetime) -> Grant | None:
    """The public profile under this name, whatever its state; one statement."""
    return _one(GrantRow.slug == slug, stays(GrantRow.person_id), now=now)


def own_view(person_id: int, view_id: str) -> View | None:
    """A person's own view that is not removed; None for anybody else's."""
    row = db.session.scalar(
        select(ViewRow).where(
            ViewRow.id == view_id, ViewRow.person_id == person_id, ViewRow.removed_at.is_(None)
        )
    )
    return view_from(row) if row else None


def own_grant(person_id: int, grant_id: str, *, now: datetime) -> Grant | None:
    """A person's own grant; None for anybody else's."""
    return _one(GrantRow.id == grant_id, GrantRow.person_id == person_id, now=now)


def grants_of(person_id: int, *, now: datetime) -> list[Grant]:
    """All grants of a person, newest first; one statement."""
    return _all(GrantRow.person_id == person_id, now=now)


def granted_to(recruiter_id: int, *, now: datetime) -> list[Grant]:
    """The grants to a recruiter's account that work now, newest first; one statement."""
    found = _all(
        GrantRow.recruiter_id == recruiter_id,
        GrantRow.kind == GrantKind.ACCOUNT,
        stays(GrantRow.person_id),
        is_open(now),
        now=now,
    )
    return [grant for grant in found if grant.is_active]


def grant_to(recruiter_id: int, grant_id: str, *, now: datetime) -> Grant | None:
    """A grant to this recruiter's account that works now; None for any other; one statement."""
    grants = granted_to(recruiter_id, now=now)
    return next((grant for grant in grants if grant.id == grant_id), None)


def is_open(now: datetime) -> ColumnElement[bool]:
    """Whether a grant works at `now`: a condition for statements."""
    ends = or_(GrantRow.expires_at.is_(None), GrantRow.expires_at > now)
    return GrantRow.revoked_at.is_(None) & ends


def record_opening(
    grant: Grant,
    action: str,
    shown: Shown | None,
    *,
    reader_id: int | None,
    network: str,
    now: datetime,
) -> bool:
    """Put an opening on record, keep what it shows, and say whether the grant still worked then.

    For a GET: it ends the transaction that has read so far, begins one that writes and commits it.
    Nothing may be shown where it says False: the grant has ended meanwhile, or its view has changed
    since `grant` was read.
    """
    # The transaction that has read so far cannot become one that writes (see db.writing).
    db.session.rollback()
    with writing():
        recorded = db.session.scalar(
            insert(OpeningRow)
            .from_select(
                ["grant_id", "opened_at", "action", "reader_id", "network"],
                select(
                    GrantRow.id,
                    literal(now, Moment),
                    literal(action),
                    literal(reader_id, OpeningRow.reader_id.type),
                    literal(network),
                )
                .join(ViewRow, ViewRow.id == GrantRow.view_id)
                .where(
                    GrantRow.id == grant.id,
                    ViewRow.changed_at == grant.view.changed_at,
                    is_open(now),
                    stays(GrantRow.person_id),
                )
                .with_for_update(read=True),
            )
            .returning(OpeningRow.id)
        )
        if recorded is not None and shown is not None:
            keep_snapshot(grant.id, shown, now=now)
        db.session.commit()
    return recorded is not None


def half_of_address(address: str | None) -> str:
    """The first half of a network address, as in `203.0.x.x` and `2001:db8:x`; empty for none.

    It tells a company's network from a home's, and nobody's device.
    """
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    if mapped := getattr(found, "ipv4_mapped", None):
        found = mapped
    if found.version == 4:
        return ".".join([*str(found).split(".")[:2], "x", "x"])
    return ":".join([*found.exploded.split(":")[:2], "x"])


def end_grants(person_id: int, grant_ids: Iterable[str] | None = None, *, now: datetime) -> None:
    """End these grants of a person, or all; the caller commits.

    What others kept of them goes at once: snapshots, notes, places on shortlists. The openings
    stay, and the consents say when they were withdrawn.
    """
    mine = select(GrantRow.id).where(GrantRow.person_id == person_id)
    if grant_ids is not None:
        mine = mine.where(GrantRow.id.in_(list(grant_ids)))
    # First: an opening that is under way holds the grant, and its snapshot has to go as well.
    db.session.execute(
        update(GrantRow)
        .where(GrantRow.id.in_(mine), GrantRow.revoked_at.is_(None))
        .values(revoked_at=now, slug=None)
    )
    db.session.execute(
        update(ConsentRow)
        .where(ConsentRow.grant_id.in_(mine), ConsentRow.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    for table in (SnapshotRow, CandidateNoteRow, ShortlistEntryRow):
        db.session.execute(delete(table).where(table.grant_id.in_(mine)))


def _found() -> Select[GrantRow, ViewRow]:
    return select(GrantRow, ViewRow).join(ViewRow, ViewRow.id == GrantRow.view_id)


def _one(*conditions: ColumnElement[bool], now: datetime) -> Grant | None:
    row = db.session.execute(_found().where(*conditions)).one_or_none()
    return grant_from(row[0], row[1], now=now) if row else None


def _all(*conditions: ColumnElement[bool], now: datetime) -> list[Grant]:
    newest = _found().where(*conditions).order_by(GrantRow.created_at.desc(), GrantRow.id)
    return [grant_from(grant, view, now=now) for grant, view in db.session.execute(newest)]


def view_from(row: ViewRow) -> View:
    """The view that a row describes."""
    return View(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        consent=read_consent(
            row.sections,
            naming=row.naming,
            skills=row.skills,
            evidence=row.evidence,
            results=row.results,
            traps=row.traps,
        ),
        role=row.role,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def grant_from(row: GrantRow, view: ViewRow, *, now: datetime) -> Grant:
    """The grant that two rows describe."""
    return Grant(
        id=row.id,
        kind=GrantKind(row.kind),
        view=view_from(view),
        label=row.label,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        state=grant_state(expires_at=row.expires_at, revoked_at=row.revoked_at, now=now),
        recruiter_id=row.recruiter_id,
        has_passcode=row.passcode_hash is not None,
        slug=row.slug,
        ended_why=row.ended_why or "",
    )
