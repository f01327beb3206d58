"""The sittings of a person: what each gave, how it was answered, and what it stands at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.curves import Floats, ItemParameters
from tpmlearn.domain.assessment.partial_credit import outcomes
from tpmlearn.domain.assessment.standing import Given
from tpmlearn.domain.assessment.starting import longest
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ExamItemRow,
    ExamSittingRow,
    ItemVersionRow,
    SittingItemRow,
    SittingRow,
)

QUICK = ""


@dataclass(frozen=True)
class GivenItem:
    """An item of a sitting, without its text; times as in SittingItemRow."""

    position: int
    item: str
    version: str
    skill: str
    scored: bool
    why: Mapping[str, float]
    parameters: ItemParameters
    shown_at: datetime
    answered_at: datetime | None
    seconds: float | None
    correct: bool | None
    rapid: bool
    withdrawn: bool
    marks: int = 1
    score: int | None = None

    @property
    def counts(self) -> bool:
        """Whether its answer counts for the result."""
        return self.scored and not self.rapid and not self.withdrawn and self.correct is not None

    @property
    def likelihood(self) -> Floats | None:
        """The likelihood of its answer at each ability, shape (81,), where it counts."""
        if not self.counts:
            return None
        return likelihood_of(self.parameters, self.marks, self.score, correct=bool(self.correct))


def likelihood_of(
    parameters: ItemParameters, marks: int, score: int | None, *, correct: bool
) -> Floats:
    """The likelihood of an answer as it was kept, shape (81,): by its score where each row has a
    mark, else by right or wrong."""
    return outcomes(parameters, marks)[
        score if marks > 1 and score is not None else marks * correct
    ]


@dataclass(frozen=True)
class Sitting:
    """A sitting with its items in order; `area` is empty for the quick test."""

    id: str
    area: str
    bank_version: int | None
    quotas: Mapping[str, int]
    starts: Mapping[str, float]
    rho: float
    started_at: datetime
    finished_at: datetime | None
    end_reason: str
    counts: bool
    items: tuple[GivenItem, ...]
    code_id: str | None = None

    @property
    def open_item(self) -> GivenItem | None:
        """The item that waits for its answer; None between two parts and at the end."""
        last = self.items[-1] if self.items else None
        return last if last and last.answered_at is None else None

    @property
    def answered(self) -> tuple[GivenItem, ...]:
        """The items that have their answers."""
        return tuple(one for one in self.items if one.answered_at is not None)

    @property
    def most(self) -> int:
        """The most items that it gives, those that do not count among them."""
        return longest(sum(self.quotas.values()))


@dataclass(frozen=True)
class PastSitting:
    """A line of the list of tests; `answered` of its items have answers."""

    id: str
    area: str
    started_at: datetime
    finished_at: datetime | None
    counts: bool
    answered: int


_item = SittingItemRow
# Statements of every answer are written once: to put one together takes as long as to run it.
_ITEMS = (
    select(
        *(_item.position, _item.item, _item.item_version, _item.skill, _item.scored, _item.why),
        *(_item.b, _item.b_sd, _item.log_a, _item.log_a_sd, _item.guess),
        *(_item.shown_at, _item.answered_at, _item.seconds, _item.correct),
        *(_item.rapid, _item.withdrawn, _item.marks, _item.score),
    )
    .where(_item.sitting_id == bindparam("sitting"))
    .order_by(_item.position)
)
_OWN = select(
    SittingRow.id,
    SittingRow.area,
    SittingRow.bank_version,
    SittingRow.quotas,
    SittingRow.starts,
    SittingRow.rho,
    SittingRow.started_at,
    SittingRow.finished_at,
    SittingRow.end_reason,
    SittingRow.counts,
    SittingRow.code_id,
).where(SittingRow.id == bindparam("sitting"), SittingRow.person_id == bindparam("person"))
_HELD = _OWN.with_for_update()
_KEYS = (
    select(ItemVersionRow.item)
    .join(AttemptItemRow, AttemptItemRow.item_version == ItemVersionRow.version)
    .join(AttemptRow, AttemptRow.id == AttemptItemRow.attempt_id)
    .join(
        AnswerRow,
        (AnswerRow.attempt_id == AttemptItemRow.attempt_id)
        & (AnswerRow.position == AttemptItemRow.position),
    )
    .where(
        AttemptRow.person_id == bindparam("person"),
        ItemVersionRow.item.in_(bindparam("items", expanding=True)),
    )
    .distinct()
)
_SEEN = (
    select(_item.item, func.max(_item.shown_at))
    .join(SittingRow, SittingRow.id == _item.sitting_id)
    .where(SittingRow.person_id == bindparam("person"), _item.shown_at >= bindparam("since"))
    .group_by(_item.item)
    .union_all(
        select(ExamItemRow.item, func.max(ExamSittingRow.started_at))
        .join(ExamSittingRow, ExamSittingRow.id == ExamItemRow.sitting_id)
        .where(ExamSittingRow.person_id == bindparam("person"))
        .group_by(ExamItemRow.item)
    )
)


def find_sitting(person_id: int, sitting_id: str, *, for_update: bool = False) -> Sitting | None:
    """A person's own sitting, whole; None for anybody else's. Two statements.

    With `for_update` nobody else writes to it until the transaction ends.
    """
    key = {"sitting": sitting_id, "person": person_id}
    row = db.session.execute(_HELD if for_update else _OWN, key).one_or_none()
    if row is None:
        return None
    rows = db.session.execute(_ITEMS, {"sitting": sitting_id})
    items = tuple(_given_item(tuple(one)) for one in rows)
    return Sitting(**row._mapping, items=items)


def _given_item(row: tuple[Any, ...]) -> GivenItem:
    """A row of the statement above; five parameters stand in its middle."""
    position, item, version, skill, scored, why, *rest = row
    shown_at, answered_at, seconds, correct, rapid, withdrawn, marks, score = rest[5:]
    return GivenItem(
        position=position,
        item=item,
        version=version,
        skill=skill,
        scored=scored,
        why=why,
        parameters=ItemParameters(*rest[:5]),
        shown_at=shown_at,
        answered_at=answered_at,
        seconds=seconds,
        correct=correct,
        rapid=rapid,
        withdrawn=withdrawn,
        marks=marks,
        score=score,
    )


def past_sittings(person_id: int) -> list[PastSitting]:
    """All sittings of a person, newest first; one statement."""
    answered = (
        select(func.count())
        .where(SittingItemRow.sitting_id == SittingRow.id, SittingItemRow.answered_at.is_not(None))
        .correlate(SittingRow)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            SittingRow.id,
            SittingRow.area,
            SittingRow.started_at,
            SittingRow.finished_at,
            SittingRow.counts,
            answered,
        )
        .where(SittingRow.person_id == person_id)
        .order_by(SittingRow.started_at.desc())
    )
    return [PastSitting(*row) for row in rows]


def seen_items(person_id: int, since: datetime) -> dict[str, datetime]:
    """The items that a test does not give a person again, and when they were shown; one statement.

    Those of tests since a moment; those of exams for good, as the result of an exam explains them.
    """
    rows = db.session.execute(_SEEN, {"person": person_id, "since": since})
    return {item: moment for item, moment in rows}  # noqa: C416 - mypy knows no dict of rows


def keys_seen(person_id: int, items: Collection[str]) -> set[str]:
    """Those of some items whose key a person has seen, in a quiz, a case or a review, ever; one
    statement.

    The pools are apart; an item that an author moved from one to the other is not new to everybody.
    """
    rows = db.session.scalars(_KEYS, {"person": person_id, "items": list(items)})
    return set(rows)


def dimensions_of(area: str, catalogue: Catalogue) -> dict[str, str]:
    """Skill to dimension: itself in the test of its area, its area in the quick test."""
    if area == QUICK:
        return {code: skill.area for code, skill in catalogue.skills.items()}
    return {code: code for code, skill in catalogue.skills.items() if skill.area == area}


def given_of(
    items: tuple[GivenItem, ...], dimension_of: Mapping[str, str], catalogue: Catalogue
) -> list[Given]:
    """The answered items as the engine sees them."""
    known = catalogue.test_items
    return [
        Given(
            item=one.item,
            case=known[one.item].case if one.item in known else "",
            dimension=dimension_of.get(one.skill, ""),
            likelihood=one.likelihood,
            scored=one.scored and not one.withdrawn,
        )
        for one in items
    ]
