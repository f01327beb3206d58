"""Studies of a pass mark as they are kept: their state, panel, items, and what judges said."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import String, cast, func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.exams.standard_setting import Panel
from tpmlearn.models import (
    ItemVersionRow,
    PersonRole,
    PersonRow,
    StandardItemRow,
    StandardJudgeRow,
    StandardRatingRow,
    StandardStudyRow,
)
from tpmlearn.words import N_, _

UNNAMED, LEFT = N_("an author without a name"), N_("somebody who has left")


@dataclass(frozen=True)
class Study:
    """A study of the pass mark of an exam."""

    id: str
    chair_id: int | None
    exam: str
    candidate: str
    begun_at: datetime
    round_1_closed_at: datetime | None
    round_2_closed_at: datetime | None

    @property
    def round(self) -> int:
        """The round that is open, 1 or 2; 0 once both are closed."""
        if self.round_1_closed_at is None:
            return 1
        return 2 if self.round_2_closed_at is None else 0


@dataclass(frozen=True)
class Judge:
    """Somebody on a panel; `person_id` is None once they have left."""

    id: str
    person_id: int | None
    name: str


@dataclass(frozen=True)
class StudyItem:
    """An item of a study at its place, as it was worded when the study began."""

    position: int
    item: Item
    part: str
    marks: int


@dataclass(frozen=True)
class Ratings:
    """What was said: percent by judge, round and position."""

    said: Mapping[tuple[str, int], Mapping[int, int]]

    def first(self, judge: str) -> Mapping[int, int]:
        """What a judge said in round 1, by position."""
        return self.said.get((judge, 1), {})

    def last(self, judge: str) -> Mapping[int, int]:
        """What a judge said last: in round 2 or else in round 1."""
        return {**self.first(judge), **self.said.get((judge, 2), {})}

    @property
    def any_second(self) -> bool:
        """Whether anything was said in round 2."""
        return any(of == 2 and said for (_, of), said in self.said.items())


def study_row(study_id: str, *, lock: str = "") -> StandardStudyRow | None:
    """The row of a study; `lock` holds it until the end of the transaction: `read` beside others
    that read, `write` alone."""
    wanted = select(StandardStudyRow).where(StandardStudyRow.id == study_id)
    if lock:
        wanted = wanted.with_for_update(read=lock == "read")
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def study_from(row: StandardStudyRow) -> Study:
    """The study in a row."""
    return Study(
        row.id,
        row.person_id,
        row.exam,
        row.candidate,
        row.begun_at,
        row.round_1_closed_at,
        row.round_2_closed_at,
    )


def studies() -> list[tuple[Study, str, int]]:
    """All studies, the newest first, each with its chair's name and how many judges; one
    statement."""
    row, judge = StandardStudyRow, StandardJudgeRow
    judges = select(func.count()).where(judge.study_id == row.id).scalar_subquery()
    found = db.session.execute(
        select(row, row.person_id, PersonRow.name, judges)
        .outerjoin(PersonRow, PersonRow.id == row.person_id)
        .order_by(row.begun_at.desc(), row.id)
    )
    return [(study_from(one), _name(person, name), count) for one, person, name, count in found]


def judging_in(person_id: int) -> frozenset[str]:
    """The studies on whose panel somebody is; one statement."""
    row = StandardJudgeRow
    return frozenset(db.session.scalars(select(row.study_id).where(row.person_id == person_id)))


def judges_of(study_id: str) -> list[Judge]:
    """The panel of a study, in no order that tells when somebody joined; one statement."""
    row = StandardJudgeRow
    found = db.session.execute(
        select(row.id, row.person_id, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == row.person_id)
        .where(row.study_id == study_id)
        .order_by(row.id)
    )
    return [Judge(judge, person, _name(person, name)) for judge, person, name in found]


def _name(person: int | None, name: str | None) -> str:
    return _(LEFT) if person is None else name or _(UNNAMED)


def items_of(study_id: str) -> list[StudyItem]:
    """The items of a study in order; one statement."""
    row = StandardItemRow
    found = db.session.execute(
        select(row.position, ItemVersionRow.content, row.part, row.marks)
        .join(ItemVersionRow, ItemVersionRow.version == row.item_version)
        .where(row.study_id == study_id)
        .order_by(row.position)
    )
    return [StudyItem(position, thaw(content), *rest) for position, content, *rest in found]


def ratings_of(study_id: str) -> Ratings:
    """All that the panel of a study said; one statement."""
    row, judge = StandardRatingRow, StandardJudgeRow
    said: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    found = db.session.execute(
        select(row.judge_id, row.round, row.position, row.percent)
        .join(judge, judge.id == row.judge_id)
        .where(judge.study_id == study_id)
    )
    for who, of, position, percent in found:
        said[who, of][position] = percent
    return Ratings(said)


def complete(ratings: Ratings, judges: Sequence[Judge], items: int) -> list[Judge]:
    """The judges who spoke of every item in round 1: these count."""
    return [one for one in judges if len(ratings.first(one.id)) == items]


def panel_of(
    said: Sequence[Mapping[int, int]], positions: Sequence[int], marks: Sequence[int]
) -> Panel:
    """What several judges said as a panel; each must have spoken of every position."""
    rows = [[float(one[position]) for position in positions] for one in said]
    return Panel(
        np.array(rows, dtype=np.float64).reshape(len(rows), len(positions)),
        np.array(marks, dtype=np.float64),
    )


def authors() -> list[tuple[int, str]]:
    """(number, name) of everybody who is an author; one statement."""
    row = PersonRow
    # The column is JSON on both databases; as text it can be looked into on both.
    is_author = cast(row.roles, String).contains(f'"{PersonRole.AUTHOR}"')
    found = db.session.execute(
        select(row.id, row.name)
        .where(row.email.is_not(None), row.erase_after.is_(None), is_author)
        .order_by(row.name, row.id)
    )
    return [(number, name or _(UNNAMED)) for number, name in found]
