"""Reads for the inbox: reports of one filter by what they are about, and how many of each state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.domain.exams.rescoring import Correction
from tpmlearn.domain.learning.reports import WAITING, ReportState
from tpmlearn.models import ProblemReportRow
from tpmlearn.records.corrections import corrections_in_force
from tpmlearn.records.problem_reports import (
    STATE,
    LessonPlace,
    Report,
    lesson_place,
    read_reports,
    reports_with,
)

A_PAGE = 20
MOST_DIGITS = 5
WAIT, ALL = "waiting", "all"
LONGEST_NAME = 120


@dataclass(frozen=True)
class Asked:
    """Which reports: `state` is WAIT, ALL or a state; `of` is `items`, `lessons` or both if empty;
    `item` and `lesson` name one alone; `page` counts from 1."""

    state: str = WAIT
    of: str = ""
    item: str = ""
    lesson: str = ""
    page: int = 1

    @property
    def args(self) -> dict[str, str | None]:
        """What stands in the address, without what is usual."""
        return {
            "state": None if self.state == WAIT else self.state,
            "of": self.of or None,
            "item": self.item or None,
            "lesson": self.lesson or None,
            "page": str(self.page) if self.page > 1 else None,
        }


@dataclass(frozen=True)
class Group:
    """Reports of one thing, those that wait longest first.

    Of an item: `item` as the newest report saw it, `where` its file today, `is_changed` whether it
    is another one today, and the correction in force. Of a lesson: `place`, where it is today.
    """

    reports: tuple[Report, ...]
    item: Item | None = None
    where: str = ""
    is_changed: bool = False
    correction: Correction | None = None
    place: LessonPlace | None = None

    @property
    def first(self) -> Report:
        """Its first report."""
        return self.reports[0]

    @property
    def waiting(self) -> int:
        """How many of those that are shown wait."""
        return sum(one.waits for one in self.reports)


@dataclass(frozen=True)
class Inbox:
    """The reports of one filter by what they are about.

    `counts` are by state and by whether they are of items, whatever the filter says of these two.

    `longest` is since when the first of those that wait has waited. A page has A_PAGE reports, so
    that those of one thing may go on over the next.
    """

    groups: tuple[Group, ...]
    asked: Asked
    counts: Mapping[tuple[str, bool], int] = field(default_factory=dict)
    longest: datetime | None = None
    page: int = 1
    pages: int = 1

    def count(self, state: str, of: str | None = None) -> int:
        """How many reports there are of a state, WAIT or ALL; of what is asked for, or of `of`."""
        kind = self.asked.of if of is None else of
        states = {WAIT: WAITING, ALL: tuple(ReportState)}.get(state, (state,))
        kinds = {"items": (True,), "lessons": (False,)}.get(kind, (True, False))
        return sum(self.counts.get((one, about), 0) for one in states for about in kinds)


def read_asked(args: Mapping[str, str]) -> Asked:
    """What an address asks for; what it does not know is as if it were not there."""
    state, of, page = args.get("state", ""), args.get("of", ""), args.get("page", "")
    known = {WAIT, ALL, *ReportState}
    return Asked(
        state=state if state in known else WAIT,
        of=of if of in {"items", "lessons"} else "",
        item=args.get("item", "")[:LONGEST_NAME],
        lesson=args.get("lesson", "")[:LONGEST_NAME],
        page=int(page) if page.isascii() and page.isdigit() and len(page) <= MOST_DIGITS else 1,
    )


def inbox(catalogue: Catalogue, asked: Asked) -> Inbox:
    """Reports for authors, those that have waited longest first; four statements at most."""
    row, wanted = ProblemReportRow, _conditions(asked)
    of_item: ColumnElement[bool] = row.item != ""
    counted = db.session.execute(
        select(STATE, of_item, func.count(), func.min(row.reported_at))
        .where(*wanted)
        .group_by(STATE, of_item)
    ).all()
    if asked.of:
        wanted.append(of_item if asked.of == "items" else ~of_item)
    if asked.state != ALL:
        wanted.append(STATE.in_(WAITING if asked.state == WAIT else (asked.state,)))
    waits = STATE.in_(WAITING)
    statement = reports_with().where(*wanted)
    # Waiting ones must never fall out of what is shown; of closed ones the latest are of interest.
    statement = statement.order_by(
        waits.desc(),
        case((waits, row.reported_at)),
        case((waits, None), else_=row.changed_at).desc(),
        row.id,
    )
    whole = Inbox(
        groups=(),
        asked=asked,
        counts={(state, bool(about)): count for state, about, count, _ in counted},
        longest=min(
            (
                since
                for state, about, _, since in counted
                if state in WAITING and asked.of in {"", "items" if about else "lessons"}
            ),
            default=None,
        ),
    )
    pages = max(ceil(whole.count(asked.state) / A_PAGE), 1)
    page = min(max(asked.page, 1), pages)
    found = read_reports(statement.limit(A_PAGE).offset((page - 1) * A_PAGE))
    return replace(whole, groups=_groups(found, catalogue), page=page, pages=pages)


def find_report(report_id: str) -> Report | None:
    """One report; two statements."""
    found = read_reports(reports_with().where(ProblemReportRow.id == report_id))
    return found[0] if found else None


def alone(catalogue: Catalogue, report_id: str) -> tuple[Group, ...]:
    """One report as the inbox shows it, whatever its state; empty where there is none."""
    found = find_report(report_id)
    return _groups([found], catalogue) if found else ()


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    row: Any = ProblemReportRow
    wanted: list[ColumnElement[bool]] = []
    if asked.item:
        wanted.append(row.item == asked.item)
    if asked.lesson:
        wanted.append(row.module == asked.lesson)
    return wanted


def _groups(found: Sequence[Report], catalogue: Catalogue) -> tuple[Group, ...]:
    by_subject: dict[tuple[str, ...], list[Report]] = {}
    for one in found:
        by_subject.setdefault(one.of, []).append(one)
    wanted = {one.item.id for one in found if one.item}
    today = {item.id: item for item in catalogue.items if item.id in wanted} if wanted else {}
    standing = corrections_in_force() if wanted else {}
    groups = []
    for reports in by_subject.values():
        newest = max(reports, key=lambda one: one.reported_at).item
        if newest is None:
            place = lesson_place(catalogue, reports[0])
            groups.append(Group(tuple(reports), place=place, is_changed=place.is_changed))
            continue
        present = today.get(newest.id)
        groups.append(
            Group(
                tuple(reports),
                item=newest,
                where=f"{present.path}:{present.line}" if present else "",
                is_changed=present is None or present.version != newest.version,
                correction=standing.get(newest.id),
            )
        )
    return tuple(groups)
