"""Reads for the pages of reports: a question to report, one's own reports, the authors' inbox."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.domain.exams.rescoring import Correction
from tpmlearn.models import ExamItemRow, ItemReportRow, ItemVersionRow
from tpmlearn.records.corrections import corrections_in_force, standing_corrections
from tpmlearn.records.exam_sittings import as_given, explained_items, find_exam_sitting, place_of

MOST_POSITION = 9_999
MOST_SHOWN = 300


@dataclass(frozen=True)
class Reportable:
    """A question of an ended sitting of one's own; `shown` has the key that counts today."""

    sitting_id: str
    position: int
    exam: str
    item: Item
    shown: Item
    withdrawn: bool

    @property
    def rekeyed(self) -> bool:
        """Whether another key counts than the one that was sat."""
        return self.shown.version != self.item.version


@dataclass(frozen=True)
class Report:
    """A report and its answer; `item` is what was asked, with the numbers that were drawn."""

    id: str
    item: Item
    sitting_id: str | None
    position: int | None
    text: str
    reported_at: datetime
    answer: str
    answered_at: datetime | None
    seen: bool

    @property
    def is_new(self) -> bool:
        """Whether it has an answer that its person has not seen."""
        return self.answered_at is not None and not self.seen

    @property
    def before(self) -> str:
        """When its answer was given, as a form carries it; empty for none."""
        return self.answered_at.isoformat() if self.answered_at else ""


@dataclass(frozen=True)
class Reported:
    """An item with its reports, open ones first; `place` is where it is in the content today.

    `is_changed`: the item of today has another wording or key, or is gone. `correction` is the one
    in force.
    """

    item: Item
    place: str
    is_changed: bool
    correction: Correction | None
    reports: tuple[Report, ...]

    @property
    def open_count(self) -> int:
        """How many wait for an answer."""
        return sum(one.answered_at is None for one in self.reports)


@dataclass(frozen=True)
class Inbox:
    """The reports of one filter by item, and how many there are of each state."""

    items: tuple[Reported, ...]
    open_count: int
    answered_count: int
    shown: int


def reportable(
    person_id: int | None, sitting_id: str, position: int, *, now: datetime
) -> Reportable | None:
    """A question that this person can report: of a sitting of theirs that is over."""
    sitting = find_exam_sitting(person_id, sitting_id) if person_id else None
    if sitting is None or not sitting.clock.is_told(now) or not 1 <= position <= MOST_POSITION:
        return None
    place = place_of(sitting_id, position)
    if place is None:
        return None
    frozen, corrections = explained_items({place.version}), standing_corrections()
    corrected = corrections.of(place.item, frozen[place.version])
    item = as_given(place, frozen)
    return Reportable(
        sitting_id=sitting_id,
        position=position,
        exam=sitting.title,
        item=item,
        shown=corrected or item,
        withdrawn=corrections.leave_out(place.item, place.version),
    )


def own_reports(person_id: int | None) -> list[Report]:
    """A person's reports: answers that are new to them, then open ones, then the rest; in each the
    latest first. One statement."""
    if person_id is None:
        return []
    found = _read(_statement().where(ItemReportRow.person_id == person_id))
    return sorted(found, key=lambda one: (not one.is_new, one.answered_at is not None))


def newest_answer(reports: Iterable[Report]) -> str:
    """When the newest answer among them was given, as a form carries it; empty for none."""
    return max((one.before for one in reports if one.answered_at), default="")


def inbox(catalogue: Catalogue, *, show: str) -> Inbox:
    """Reports for authors, `show` being `open`, `answered` or all; items with open ones first."""
    row = ItemReportRow
    every, answered = db.session.execute(
        select(func.count(row.id), func.count(row.answered_at))
    ).one()
    statement = _statement()
    if show == "open":
        statement = statement.where(row.answered_at.is_(None))
    elif show == "answered":
        statement = statement.where(row.answered_at.is_not(None))
    # Waiting ones must never fall out of what is shown.
    statement = statement.order_by(None).order_by(
        row.answered_at.is_not(None), row.reported_at.desc(), row.id
    )
    found = _read(statement.limit(MOST_SHOWN))
    groups: dict[str, list[Report]] = {}
    for one in found:
        groups.setdefault(one.item.id, []).append(one)
    today = {item.id: item for item in catalogue.items if item.id in groups}
    standing = corrections_in_force()
    items = [
        _reported(reports, today.get(item), standing.get(item)) for item, reports in groups.items()
    ]
    return Inbox(tuple(items), every - answered, answered, len(found))


def _reported(
    reports: Sequence[Report], present: Item | None, correction: Correction | None
) -> Reported:
    newest = max(reports, key=lambda one: one.reported_at).item
    return Reported(
        item=newest,
        place=f"{present.path}:{present.line}" if present else "",
        is_changed=present is None or present.version != newest.version,
        correction=correction,
        reports=tuple(reports),
    )


def _statement() -> Select[Any]:
    row = ItemReportRow
    return (
        select(row, ItemVersionRow.content, ExamItemRow.drawn)
        .join(ItemVersionRow, ItemVersionRow.version == row.item_version)
        .outerjoin(
            ExamItemRow,
            (ExamItemRow.sitting_id == row.sitting_id) & (ExamItemRow.position == row.position),
        )
        .order_by(row.reported_at.desc(), row.id)
    )


def _read(statement: Select[Any]) -> list[Report]:
    return [
        Report(
            id=row.id,
            item=as_drawn(thaw(content), drawn or {}),
            sitting_id=row.sitting_id,
            position=row.position,
            text=row.text,
            reported_at=row.reported_at,
            answer=row.answer,
            answered_at=row.answered_at,
            seen=row.seen_at is not None,
        )
        for row, content, drawn in db.session.execute(statement)
    ]
