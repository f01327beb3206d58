"""Every question of exams that are over, with the key that counts and the answer to it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.marking import Response
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.content.expressions import BadExpression
from tpmlearn.domain.exams.exam_parts import Figures, figures
from tpmlearn.domain.exams.looking_back import Show, kinds_of
from tpmlearn.domain.exams.rescoring import Corrections, judged
from tpmlearn.domain.exams.scoring import Marked, counts_by_marks, mark_question, response_to
from tpmlearn.domain.exams.traps_met import traps_in
from tpmlearn.models import ExamAnswerRow, ExamItemRow
from tpmlearn.records.corrections import standing_corrections
from tpmlearn.records.exam_sittings import (
    ExamPlace,
    ExamSitting,
    as_given,
    explained_items,
    frozen_items,
)


@dataclass(frozen=True)
class Asked:
    """A question of an exam that is over: what was asked, what stands there, what it earned.

    `frozen` is the item as it was asked, `item` the `version` whose key counts, both with what was
    drawn; `response` and `order` are indexes into the options of `item`. `saved_at` is None where
    nothing was kept.
    """

    place: ExamPlace
    frozen: Item
    version: str
    item: Item
    order: tuple[int, ...]
    response: Response | None
    marked: Marked
    withdrawn: bool = False
    flagged: bool = False
    seconds: float = 0.0
    saved_at: datetime | None = None

    @property
    def position(self) -> int:
        """Its place in the exam, from 1."""
        return self.place.position

    @property
    def rekeyed(self) -> bool:
        """Whether another version's key counts."""
        return self.version != self.place.version

    def read(self, values: Sequence[str]) -> Response | None:
        """What posted values mean here; None where they are no whole answer."""
        response = response_to(self.frozen, values, self.place.order)
        if response is None or not self.rekeyed:
            return response
        found = judged(self.frozen, self.item, {}, response)
        return found[1] if found else None

    @property
    def traps(self) -> tuple[str, ...]:
        """The traps that the answer met."""
        return traps_in(self.item, self.response)


def asked_in(sittings: Sequence[ExamSitting]) -> dict[str, tuple[Asked, ...]]:
    """Every question of sittings that are over, by sitting and in order; at most three statements,
    one more where something was withdrawn, and one where a worker meets a corrected key.

    Marked by the corrections in force: a result whose figures stayed has no revision that tells of
    them. Whoever calls has seen to it that the sittings are the person's own or shown by their
    consent, and over: the keys are in what is returned. Reasons may be old: whoever shows them asks
    for `with_reasons`.
    """
    if not sittings:
        return {}
    rows, corrections = _rows([one.id for one in sittings]), standing_corrections()
    items = frozen_items({place.version for of in rows.values() for place, _ in of})
    return {
        one.id: tuple(
            _asked(one, place, given, items, corrections) for place, given in rows.get(one.id, ())
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
    corrections: Corrections,
) -> Asked:
    left_out = corrections.leave_out(place.item, place.version)
    corrected = corrections.of(place.item, items[place.version])
    counted = _counted(place, given.values, items, corrected)
    marked = mark_question(
        place.position,
        place.domain,
        counted.item,
        counted.response,
        scored=place.scored and not left_out,
        by_marks=counts_by_marks(sitting.blueprint),
    )
    return Asked(
        place=place,
        frozen=as_given(place, items),
        version=counted.version,
        item=counted.item,
        order=tuple(counted.order),
        response=counted.response,
        marked=marked,
        withdrawn=left_out,
        flagged=given.flagged,
        seconds=given.seconds,
        saved_at=given.saved_at if counted.response is not None else None,
    )


@dataclass(frozen=True)
class _Counted:
    """What counts at a place: the version, the item, the order of its options, the answer."""

    version: str
    item: Item
    order: Sequence[int]
    response: Response | None


def _counted(
    place: ExamPlace, values: Sequence[str], items: Mapping[str, Item], corrected: Item | None
) -> _Counted:
    """What counts, where the key of `corrected` does, as far as the answer can be read under it."""
    frozen = as_given(place, items)
    response = response_to(frozen, values, place.order)
    own = _Counted(place.version, frozen, place.order, response)
    if corrected is None:
        return own
    found = (
        judged(frozen, corrected, place.drawn, response)
        if response is not None
        else _unanswered(frozen, corrected, place)
    )
    if found is None:
        return own
    item, answer = found
    # Where its options stood on the page is no longer told: they may be in another order.
    return _Counted(corrected.version, item, range(len(item.options)), answer)


def _unanswered(frozen: Item, corrected: Item, place: ExamPlace) -> tuple[Item, None] | None:
    """The corrected item as it would have been; None where no number fits what was drawn."""
    try:
        return replace(as_drawn(corrected, dict(place.drawn)), marks=frozen.marks), None
    except BadExpression:
        return None


def figures_of(sitting: ExamSitting, asked: Sequence[Asked]) -> Figures:
    """What a sitting comes to by its questions: the same on every page, whoever looks."""
    return figures([(one.marked, one.place.seen_before) for one in asked], sitting.blueprint)


def kinds_in(asked: Asked, pace: float) -> frozenset[Show]:
    """By which kinds a question can be looked back on."""
    return kinds_of(
        answered=asked.response is not None,
        right=asked.marked.right,
        flagged=asked.flagged,
        seconds=asked.seconds,
        pace=pace,
    )
