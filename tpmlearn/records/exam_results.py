"""Exams that are over, looked back on: results with their revisions, every question, every trap."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import or_, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.marking import Response
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.exams.looking_back import Show, kinds_of
from tpmlearn.domain.exams.pace import pace_of
from tpmlearn.domain.exams.scoring import (
    DomainScore,
    Marked,
    counts_by_marks,
    from_json,
    mark_question,
    response_to,
)
from tpmlearn.domain.exams.traps_met import traps_in
from tpmlearn.models import (
    CorrectionRow,
    ExamAnswerRow,
    ExamEventRow,
    ExamItemRow,
    ExamResultRow,
    ExamSittingRow,
)
from tpmlearn.records.exam_sittings import (
    ExamPlace,
    ExamSitting,
    as_given,
    explained_items,
    frozen_items,
    sitting_from,
)


@dataclass(frozen=True)
class Revision:
    """A result as it was once scored. `why` is the author's reason, empty for the first one.

    `left_out` are positions that do not count, `rekeyed` maps positions to the version whose key
    counts.
    """

    revision: int = 0
    scored_at: datetime | None = None
    earned: int = 0
    marks: int = 0
    passed: bool = False
    domains: tuple[DomainScore, ...] = ()
    left_out: frozenset[int] = frozenset()
    rekeyed: Mapping[int, str] = field(default_factory=dict)
    kind: str = ""
    why: str = ""


@dataclass(frozen=True)
class Asked:
    """A question of an exam that is over: what was asked, what stands there, what it earned.

    `item` is the `version` whose key counts, with what was drawn; `response` and `order` are
    indexes into its options. `saved_at` is None where nothing was kept.
    """

    place: ExamPlace
    version: str
    item: Item
    order: tuple[int, ...]
    response: Response | None
    marked: Marked
    withdrawn: bool = False
    rekeyed: bool = False
    flagged: bool = False
    seconds: float = 0.0
    saved_at: datetime | None = None

    @property
    def position(self) -> int:
        """Its place in the exam, from 1."""
        return self.place.position

    @property
    def traps(self) -> tuple[str, ...]:
        """The traps that the answer met."""
        return traps_in(self.item, self.response)


def revisions_of(sitting_ids: Collection[str]) -> dict[str, tuple[Revision, ...]]:
    """The results of sittings, each from its first revision to the one that counts; one statement.

    One that is over and not yet ended has none.
    """
    row = ExamResultRow
    found: dict[str, list[Revision]] = defaultdict(list)
    statement = (
        select(row, CorrectionRow.kind, CorrectionRow.why)
        .outerjoin(CorrectionRow, CorrectionRow.id == row.correction_id)
        .where(row.sitting_id.in_(sitting_ids))
        .order_by(row.sitting_id, row.revision)
    )
    for result, kind, why in db.session.execute(statement):
        found[result.sitting_id].append(
            Revision(
                revision=result.revision,
                scored_at=result.scored_at,
                earned=result.earned,
                marks=result.marks,
                passed=result.passed,
                domains=from_json(result.domains),
                left_out=frozenset(result.left_out),
                rekeyed={int(position): one for position, one in result.rekeyed.items()},
                kind=kind or "",
                why=why or "",
            )
        )
    return {sitting: tuple(all_) for sitting, all_ in found.items()}


def sittings_over(person_id: int, *, now: datetime, exam: str = "") -> list[ExamSitting]:
    """A person's sittings that are over, drills among them, oldest first; one statement.

    Those of one exam, if it is named, and then no drills.
    """
    row = ExamSittingRow
    statement = select(row).where(
        row.person_id == person_id, or_(row.finished_at.is_not(None), row.ends_at <= now)
    )
    if exam:
        statement = statement.where(row.exam == exam, row.drill == "")
    rows = db.session.scalars(statement.order_by(row.started_at, row.id))
    return [sitting_from(one) for one in rows]


def asked_in(
    sittings: Sequence[ExamSitting], revisions: Mapping[str, Sequence[Revision]]
) -> dict[str, tuple[Asked, ...]]:
    """Every question of sittings that are over, by sitting and in order; at most two statements.

    Whoever calls has seen to it that the sittings are the person's own, and over: the keys are in
    what is returned. Reasons may be old: whoever shows them asks for `with_reasons`.
    """
    rows = _rows([one.id for one in sittings])
    newest = {key: all_[-1] for key, all_ in revisions.items() if all_}
    counted = [version for one in newest.values() for version in one.rekeyed.values()]
    versions = {place.version for of in rows.values() for place, _ in of} | {*counted}
    items = frozen_items(versions)
    return {
        one.id: tuple(
            _asked(one, place, given, items, newest.get(one.id, Revision()))
            for place, given in rows.get(one.id, ())
        )
        for one in sittings
    }


def with_reasons(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """The same questions with the reasons of today; one statement."""
    items = explained_items({one.version for one in asked})
    return tuple(replace(one, item=_explained(one, items)) for one in asked)


def _explained(one: Asked, items: Mapping[str, Item]) -> Item:
    item = as_given(replace(one.place, version=one.version), items)
    return replace(item, marks=one.item.marks)


@dataclass(frozen=True)
class _Given:
    """What stands at a question, as it is stored."""

    values: Sequence[str] = ()
    flagged: bool = False
    seconds: float = 0.0
    saved_at: datetime | None = None


def _rows(sitting_ids: Collection[str]) -> dict[str, list[tuple[ExamPlace, _Given]]]:
    item, answer = ExamItemRow, ExamAnswerRow
    statement = (
        select(
            item.sitting_id,
            *(item.position, item.section, item.item, item.item_version, item.domain),
            *(item.scored, item.seen_before, item.option_order, item.drawn),
            *(answer.given, answer.flagged, answer.seconds, answer.saved_at),
        )
        .outerjoin(
            answer, (answer.sitting_id == item.sitting_id) & (answer.position == item.position)
        )
        .where(item.sitting_id.in_(sitting_ids))
        .order_by(item.sitting_id, item.position)
    )
    found: dict[str, list[tuple[ExamPlace, _Given]]] = defaultdict(list)
    for sitting, *rest in db.session.execute(statement):
        values, flagged, seconds, saved_at = rest[9:]
        given = _Given(values or (), bool(flagged), seconds or 0.0, saved_at)
        found[sitting].append((ExamPlace(*rest[:9]), given))
    return found


def _asked(
    sitting: ExamSitting,
    place: ExamPlace,
    given: _Given,
    items: Mapping[str, Item],
    revision: Revision,
) -> Asked:
    left_out = place.position in revision.left_out
    item, order, response = _counted(place, given.values, items, revision.rekeyed)
    marked = mark_question(
        place.position,
        place.domain,
        item,
        response,
        scored=place.scored and not left_out,
        by_marks=counts_by_marks(sitting.blueprint),
    )
    return Asked(
        place=place,
        version=revision.rekeyed.get(place.position, place.version),
        item=item,
        order=tuple(order),
        response=response,
        marked=marked,
        withdrawn=left_out,
        rekeyed=place.position in revision.rekeyed,
        flagged=given.flagged,
        seconds=given.seconds,
        saved_at=given.saved_at if response is not None else None,
    )


def _counted(
    place: ExamPlace,
    values: Sequence[str],
    items: Mapping[str, Item],
    rekeyed: Mapping[int, str],
) -> tuple[Item, Sequence[int], Response | None]:
    """The item whose key counts at a place, the order of its options, and the answer to it."""
    item = as_given(place, items)
    response = response_to(item, values, place.order)
    version = rekeyed.get(place.position)
    if version is None or version not in items:
        return item, place.order, response
    return as_given(replace(place, version=version), items), place.order, response


def late_answers(sitting_id: str) -> dict[int, tuple[str, ...]]:
    """What was posted too late, by position; of several the last. One statement."""
    row = ExamEventRow
    statement = (
        select(row.position, row.detail)
        .where(row.sitting_id == sitting_id, row.kind == "late", row.position.is_not(None))
        .order_by(row.id)
    )
    return {
        position: tuple(str(one) for one in detail.get("given", ()))
        for position, detail in db.session.execute(statement)
    }


def pace_of_sitting(sitting: ExamSitting) -> float:
    """Seconds that each question may take, extra time included."""
    blueprint = sitting.blueprint
    return pace_of(blueprint.minutes, blueprint.questions, sitting.extra_percent)


def kinds_in(asked: Asked, pace: float) -> frozenset[Show]:
    """By which kinds a question can be looked back on."""
    return kinds_of(
        answered=asked.response is not None,
        right=asked.marked.right,
        flagged=asked.flagged,
        seconds=asked.seconds,
        pace=pace,
    )
