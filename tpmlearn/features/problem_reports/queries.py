"""Reads for reporting: a question that may be reported, a section, and one's own reports."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.quiz_rules import AttemptKind
from tpmlearn.domain.content.catalogue import Catalogue, Item, Module, Section
from tpmlearn.domain.content.paragraphs import Paragraph, paragraphs
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    AttemptRow,
    ItemVersionRow,
    ProblemReportRow,
    SittingItemRow,
    SittingRow,
)
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.corrections import standing_corrections
from tpmlearn.records.exam_sittings import as_given, explained_items, find_exam_sitting, place_of
from tpmlearn.records.problem_reports import (
    LessonPlace,
    Report,
    lesson_place,
    read_reports,
    reports_with,
)
from tpmlearn.words import N_, _

MOST_POSITION = 9_999
QUICK = N_("All areas, quickly")


class Origin(StrEnum):
    """Where somebody met the question that they report."""

    EXAM = "exam"
    QUIZ = "quiz"
    REVIEW = "review"
    TEST = "test"
    AUTHOR = "author"


@dataclass(frozen=True)
class Place:
    """A question of a sitting of one's own, or an item by its id on an author's page."""

    origin: Origin
    id: str
    position: int = 0


@dataclass(frozen=True)
class Reportable:
    """A question that its person may report.

    `item` is what was asked, `shown` has the key that counts today, and `title` names the quiz,
    exam or test. `columns` are those of the report's row that say where it was met.
    """

    place: Place
    title: str
    item: Item
    shown: Item
    withdrawn: bool = False
    columns: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rekeyed(self) -> bool:
        """Whether another key counts than the one that was sat."""
        return self.shown.version != self.item.version

    @property
    def explained(self) -> bool:
        """Whether its key may be shown: a test is given again, so its questions stay without."""
        return self.place.origin is not Origin.TEST


@dataclass(frozen=True)
class Reported:
    """A section of a lesson with the paragraphs that can be reported."""

    module: Module
    section: Section
    paragraphs: tuple[Paragraph, ...]

    @property
    def keys(self) -> dict[str, Paragraph]:
        """The paragraphs by key."""
        return {one.key: one for one in self.paragraphs}


@dataclass(frozen=True)
class Own:
    """One's own report; `place` is where the lesson is today, None where it is of an item."""

    report: Report
    place: LessonPlace | None


def reportable(person_id: int | None, place: Place) -> Reportable | None:
    """The question at a place if this person may report it; None for anybody else's and while its
    sitting goes on."""
    if person_id is None:
        return None
    if place.origin is Origin.AUTHOR:
        return _of_author(place)
    if not 1 <= place.position <= MOST_POSITION:
        return None
    if place.origin is Origin.EXAM:
        return _of_exam(person_id, place)
    if place.origin is Origin.TEST:
        return _of_test(person_id, place)
    return _of_attempt(person_id, place)


def section_of(slug: str, anchor: str) -> Reported | None:
    """A section of a lesson with its paragraphs; no statement."""
    module = current_catalogue().modules.get(slug)
    sections = module.sections if module else ()
    section = next((one for one in sections if one.anchor == anchor), None)
    return Reported(module, section, paragraphs(section.html)) if module and section else None


def module_of(slug: str) -> Module | None:
    """A lesson; no statement."""
    return current_catalogue().modules.get(slug)


def own_reports(person_id: int | None, catalogue: Catalogue) -> list[Own]:
    """A person's reports: answers that are new to them, then those that wait, then the rest; in
    each the latest first. Two statements at most."""
    if person_id is None:
        return []
    row = ProblemReportRow
    mine = reports_with().where(row.person_id == person_id)
    found = read_reports(mine.order_by(row.reported_at.desc(), row.id))
    found.sort(key=lambda one: (not one.is_new, not one.waits))
    return [Own(one, None if one.item else lesson_place(catalogue, one)) for one in found]


def newest_answer(reports: Iterable[Report]) -> str:
    """When the newest of their answers was given, as a form carries it; empty for none."""
    return max((one.before for one in reports), default="")


def _of_author(place: Place) -> Reportable | None:
    item = next((one for one in current_catalogue().items if one.id == place.id), None)
    return Reportable(place, item.title, item, item) if item else None


def _of_exam(person_id: int, place: Place) -> Reportable | None:
    sitting = find_exam_sitting(person_id, place.id)
    if sitting is None or not sitting.clock.is_told:
        return None
    asked = place_of(place.id, place.position)
    if asked is None:
        return None
    frozen, corrections = explained_items({asked.version}), standing_corrections()
    item = as_given(asked, frozen)
    return Reportable(
        place,
        sitting.title,
        item,
        corrections.of(asked.item, frozen[asked.version]) or item,
        withdrawn=corrections.leave_out(asked.item, asked.version),
        columns={"sitting_id": place.id, "position": place.position, "drawn": dict(asked.drawn)},
    )


def _of_attempt(person_id: int, place: Place) -> Reportable | None:
    """Of an answered question alone: its reasons are shown anyway."""
    kind: InstrumentedAttribute[str] = AttemptRow.kind
    review = kind == AttemptKind.REVIEW
    found = db.session.execute(
        select(AttemptRow.module_title, AttemptItemRow.drawn, ItemVersionRow.content)
        .join(AttemptItemRow, AttemptItemRow.attempt_id == AttemptRow.id)
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .join(
            AnswerRow,
            (AnswerRow.attempt_id == AttemptItemRow.attempt_id)
            & (AnswerRow.position == AttemptItemRow.position),
        )
        .where(
            AttemptRow.id == place.id,
            AttemptRow.person_id == person_id,
            AttemptItemRow.position == place.position,
            review if place.origin is Origin.REVIEW else ~review,
        )
    ).one_or_none()
    return _met(place, found, "attempt_id") if found else None


def _of_test(person_id: int, place: Place) -> Reportable | None:
    found = db.session.execute(
        select(SittingRow.area, SittingItemRow.drawn, ItemVersionRow.content)
        .join(SittingItemRow, SittingItemRow.sitting_id == SittingRow.id)
        .join(ItemVersionRow, ItemVersionRow.version == SittingItemRow.item_version)
        .where(
            SittingRow.id == place.id,
            SittingRow.person_id == person_id,
            SittingRow.finished_at.is_not(None),
            SittingItemRow.position == place.position,
        )
    ).one_or_none()
    if found is None:
        return None
    areas = current_catalogue().areas
    title = areas[found[0]].name if found[0] in areas else found[0] or _(QUICK)
    return _met(place, (title, *found[1:]), "test_id")


def _met(place: Place, found: Collection[Any], column: str) -> Reportable:
    title, drawn, content = found
    item = as_drawn(thaw(content), drawn)
    where = {column: place.id, "position": place.position, "drawn": drawn}
    return Reportable(place, title, item, item, columns=where)
