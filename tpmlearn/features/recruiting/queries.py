"""Reads for the desk: candidates, one candidate, and what this recruiter opened."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.candidates import (
    PER_PAGE,
    CandidateLine,
    Wanted,
    called,
    chosen,
    short_sign,
)
from tpmlearn.domain.profiles.visibility import GrantKind
from tpmlearn.models import CandidateNoteRow, GrantRow, OpeningRow
from tpmlearn.records.candidates import Candidate, candidate
from tpmlearn.records.desk_candidates import candidate_names, candidates
from tpmlearn.records.grants import Grant, granted_to
from tpmlearn.records.looks import Seen
from tpmlearn.records.recruiter_roles import desk_role_or_first, role_choices
from tpmlearn.records.shortlists import Shortlist, shortlists_of
from tpmlearn.records.snapshots import Snapshot, snapshots_of
from tpmlearn.words import _

LOOKS_PER_PAGE = 100


@dataclass(frozen=True)
class DeskPage:
    """The candidates that are wanted, a page of them; `roles` are those of all candidates."""

    shown: tuple[CandidateLine, ...]
    found: int
    total: int
    page: int
    pages: int
    roles: tuple[tuple[str, str], ...]
    compare_with: list[tuple[str, str]]


@dataclass(frozen=True)
class Note:
    """A recruiter's note on a candidate, empty where there is none."""

    text: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True)
class CandidatePage:
    """One candidate against a role; all that it tells of them is made from what was looked at.

    `before` are earlier snapshots; on one of them, `taken_at` is when it was taken and `newer`
    whether something else was shown since.
    """

    grant: Grant
    called: str
    profile: Candidate
    roles: list[tuple[str, str]]
    note: Note
    shortlists: list[Shortlist]
    before: list[Snapshot]
    taken_at: datetime | None = None
    newer: bool = False


@dataclass(frozen=True)
class Look:
    """One opening of this recruiter's: `called` says of whom as long as the grant works."""

    at: datetime
    action: str
    called: str
    grant_id: str
    ended: bool


@dataclass(frozen=True)
class AuditPage:
    """What this recruiter opened, newest first; `months` has the first day of each."""

    looks: tuple[Look, ...]
    months: tuple[date, ...]
    page: int
    pages: int
    total: int


def desk_page(
    recruiter_id: int, wanted: Wanted, page: int, catalogue: Catalogue, *, now: datetime
) -> DeskPage:
    """A page of the candidates that are wanted; eleven statements, however many there are."""
    everybody = candidates(recruiter_id, catalogue, now=now)
    found = chosen(everybody, wanted)
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(page, pages)
    roles = {one.role_key: one.role for one in everybody}
    return DeskPage(
        shown=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        found=len(found),
        total=len(everybody),
        page=page,
        pages=pages,
        roles=tuple(sorted(roles.items(), key=lambda one: one[1].casefold())),
        compare_with=role_choices(recruiter_id, catalogue) if everybody else [],
    )


def candidate_page(
    recruiter_id: int, seen: Seen, compared: str, catalogue: Catalogue
) -> CandidatePage:
    """One candidate, against the role `compared` or, if there is none, the view's own."""
    grant = seen.grant
    role = desk_role_or_first(recruiter_id, (compared, grant.view.role), catalogue)
    return CandidatePage(
        grant=grant,
        called=called(seen.shown.name, grant.id),
        profile=candidate(seen.shown, role, catalogue),
        roles=role_choices(recruiter_id, catalogue),
        note=_note(recruiter_id, grant.id),
        shortlists=shortlists_of(recruiter_id),
        before=[one for one in snapshots_of(grant.id) if not one.is_newest],
    )


def as_it_was(page: CandidatePage, snapshot_id: str, taken_at: datetime) -> CandidatePage:
    """The page of a candidate as it was when a snapshot was taken."""
    newer = any(one.id == snapshot_id for one in page.before)
    return replace(page, taken_at=taken_at, newer=newer)


def audit_page(
    recruiter_id: int, month: date | None, page: int, zone: tzinfo, *, now: datetime
) -> AuditPage:
    """A page of what this recruiter opened, in one month or at all; five statements."""
    mine: list[ColumnElement[bool]] = [OpeningRow.reader_id == recruiter_id]
    first, last = db.session.execute(
        select(func.min(OpeningRow.opened_at), func.max(OpeningRow.opened_at)).where(*mine)
    ).one()
    if month:
        begins = datetime.combine(month, time(), zone)
        ends = datetime.combine(_next_month(month), time(), zone)
        mine += [OpeningRow.opened_at >= begins, OpeningRow.opened_at < ends]
    total = db.session.scalar(select(func.count()).where(*mine)) or 0
    pages = max(1, -(-total // LOOKS_PER_PAGE))
    page = min(page, pages)
    rows = db.session.execute(
        select(OpeningRow.opened_at, OpeningRow.action, GrantRow.id, GrantRow.kind)
        .join(GrantRow, GrantRow.id == OpeningRow.grant_id)
        .where(*mine)
        .order_by(OpeningRow.id.desc())
        .limit(LOOKS_PER_PAGE)
        .offset((page - 1) * LOOKS_PER_PAGE)
    )
    names = candidate_names(granted_to(recruiter_id, now=now))
    return AuditPage(
        looks=tuple(
            Look(at, action, names.get(grant) or _unnamed(grant, kind), grant, grant not in names)
            for at, action, grant, kind in rows
        ),
        months=_months(first, last, zone) if first and last else (),
        page=page,
        pages=pages,
        total=total,
    )


def _unnamed(grant_id: str, kind: str) -> str:
    """What is said of a grant that shows nothing here: never a name."""
    if kind == GrantKind.ACCOUNT:
        return called("", grant_id)
    sign = short_sign(grant_id)
    if kind == GrantKind.LINK:
        return _("Share link %(sign)s", sign=sign)
    return _("Public profile %(sign)s", sign=sign)


def _note(recruiter_id: int, grant_id: str) -> Note:
    row = db.session.get(CandidateNoteRow, (recruiter_id, grant_id))
    return Note(row.text, row.changed_at) if row else Note()


def _next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months(first: datetime, last: datetime, zone: tzinfo) -> tuple[date, ...]:
    """The months from the first to the last, newest first."""
    found = [first.astimezone(zone).date().replace(day=1)]
    while (following := _next_month(found[-1])) <= last.astimezone(zone).date():
        found.append(following)
    return tuple(reversed(found))
