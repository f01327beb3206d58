"""Reads for the lists of views, grants, openings and consents, and for what can be chosen."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.visibility import GrantKind
from tpmlearn.models import (
    ConsentRow,
    EvidenceRow,
    ExamSittingRow,
    GrantRow,
    OpeningRow,
    PersonRow,
    ViewRow,
)
from tpmlearn.records.grants import Grant, View, grants_of, view_from
from tpmlearn.records.progress import quiz_results
from tpmlearn.words import _

MOST_OPENINGS = 50
MOST_ENDED = 50
MOST_LISTED = 500


@dataclass(frozen=True)
class GrantLine:
    """A grant in its owner's list: opened `opened` times in all, the newest openings first.

    `recruiter` is the name of the account it is to, empty for other kinds.
    """

    grant: Grant
    opened: int
    openings: tuple[datetime, ...]
    recruiter: str


@dataclass(frozen=True)
class ViewLine:
    """A view with the grants of it that work, and the title of the role it compares with."""

    view: View
    role: str
    grants: tuple[GrantLine, ...]


@dataclass(frozen=True)
class Views:
    """All views of a person, and the newest of the grants that have ended."""

    views: tuple[ViewLine, ...]
    ended: tuple[GrantLine, ...]
    older: int


@dataclass(frozen=True)
class OpeningLine:
    """One opening: when, of which view under which grant, what was done, by whom, from where."""

    opened_at: datetime
    action: str
    view: str
    label: str
    reader: str
    network: str


@dataclass(frozen=True)
class ConsentLine:
    """A consent as it was given; `about` are (what, words) of that day."""

    about: tuple[tuple[str, str], ...]
    given_at: datetime
    withdrawn_at: datetime | None

    def words(self, what: str) -> str:
        """What was said of one thing; empty where nothing was."""
        return dict(self.about).get(what, "")


@dataclass(frozen=True)
class Choices:
    """What a view can be narrowed to: (key, words) of entries of the log and of results."""

    evidence: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str], ...]


def own_views(person_id: int, catalogue: Catalogue, *, now: datetime) -> Views:
    """All views of a person, newest first, with their grants and openings; four statements."""
    rows = db.session.scalars(
        select(ViewRow)
        .where(ViewRow.person_id == person_id, ViewRow.removed_at.is_(None))
        .order_by(ViewRow.created_at.desc(), ViewRow.id)
    ).all()
    opened, moments = _openings(person_id)
    recruiters = _recruiters(person_id)
    lines = [
        GrantLine(grant, opened[grant.id], tuple(moments[grant.id]), recruiters.get(grant.id, ""))
        for grant in grants_of(person_id, now=now)
    ]
    live: dict[str, list[GrantLine]] = defaultdict(list)
    for line in lines:
        if line.grant.is_active:
            live[line.grant.view.id].append(line)
    ended = [line for line in lines if not line.grant.is_active]
    return Views(
        views=tuple(
            ViewLine(
                view_from(row),
                role.title if (role := catalogue.roles.get(row.role)) else row.role,
                tuple(live[row.id]),
            )
            for row in rows
        ),
        ended=tuple(ended[:MOST_ENDED]),
        older=max(0, len(ended) - MOST_ENDED),
    )


def choices(person_id: int, catalogue: Catalogue) -> Choices:
    """What this person can choose one by one; three statements."""
    entries = db.session.execute(
        select(EvidenceRow.id, EvidenceRow.title)
        .where(EvidenceRow.person_id == person_id, EvidenceRow.removed_at.is_(None))
        .order_by(EvidenceRow.id.desc())
    )
    exams = db.session.execute(
        select(ExamSittingRow.id, ExamSittingRow.title, ExamSittingRow.finished_at)
        .where(
            ExamSittingRow.person_id == person_id,
            ExamSittingRow.finished_at.is_not(None),
            ExamSittingRow.drill == "",
        )
        .order_by(ExamSittingRow.finished_at.desc())
    )
    found = [
        (f"exam:{one.id}", f"{one.title}, {one.finished_at.date().isoformat()}") for one in exams
    ]
    for slug, attempts in quiz_results(person_id).items():
        module = catalogue.modules.get(slug)
        title = module.title if module else attempts[-1].module_title
        found.append((f"quiz:{slug}", _("Quiz: %(title)s", title=title)))
    return Choices(
        evidence=tuple((str(one.id), one.title) for one in entries), results=tuple(found)
    )


def openings(person_id: int) -> tuple[OpeningLine, ...]:
    """The newest openings under any grant of a person; one statement."""
    rows = db.session.execute(
        select(
            OpeningRow.opened_at,
            OpeningRow.action,
            OpeningRow.network,
            ViewRow.name,
            GrantRow.label,
            PersonRow.name.label("reader"),
        )
        .join(GrantRow, GrantRow.id == OpeningRow.grant_id)
        .join(ViewRow, ViewRow.id == GrantRow.view_id)
        .outerjoin(PersonRow, PersonRow.id == OpeningRow.reader_id)
        .where(GrantRow.person_id == person_id)
        .order_by(OpeningRow.id.desc())
        .limit(MOST_LISTED)
    )
    return tuple(
        OpeningLine(row.opened_at, row.action, row.name, row.label, row.reader or "", row.network)
        for row in rows
    )


def consents(person_id: int) -> tuple[ConsentLine, ...]:
    """What a person agreed to, newest first; one statement."""
    rows = db.session.scalars(
        select(ConsentRow).where(ConsentRow.person_id == person_id).order_by(ConsentRow.id.desc())
    )
    return tuple(
        ConsentLine(
            tuple((str(what), str(words)) for what, words in row.about.items()),
            row.given_at,
            row.withdrawn_at,
        )
        for row in rows
    )


def _recruiters(person_id: int) -> Mapping[str, str]:
    """The name of the account that each grant to an account is to."""
    rows = db.session.execute(
        select(GrantRow.id, PersonRow.name)
        .join(PersonRow, PersonRow.id == GrantRow.recruiter_id)
        .where(GrantRow.person_id == person_id, GrantRow.kind == GrantKind.ACCOUNT)
    )
    return {row.id: row.name for row in rows}


def _openings(person_id: int) -> tuple[Mapping[str, int], Mapping[str, list[datetime]]]:
    """How often each grant was opened, and its newest openings."""
    newest = func.row_number().over(partition_by=OpeningRow.grant_id, order_by=OpeningRow.id.desc())
    total = func.count().over(partition_by=OpeningRow.grant_id)
    ranked = (
        select(
            OpeningRow.grant_id, OpeningRow.opened_at, newest.label("place"), total.label("total")
        )
        .join(GrantRow, GrantRow.id == OpeningRow.grant_id)
        .where(GrantRow.person_id == person_id)
        .subquery()
    )
    counts: dict[str, int] = defaultdict(int)
    moments: dict[str, list[datetime]] = defaultdict(list)
    for grant_id, opened_at, _place, count in db.session.execute(
        select(ranked).where(ranked.c.place <= MOST_OPENINGS).order_by(ranked.c.place)
    ):
        counts[grant_id] = count
        moments[grant_id].append(opened_at)
    return counts, moments
