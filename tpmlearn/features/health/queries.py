"""Reads for the health page: what is wrong, short, old, misbehaving or reported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Problem
from tpmlearn.domain.content.health import (
    LINK_CODES,
    FileProblems,
    Overdue,
    Unchecked,
    by_file,
    overdue,
    unchecked,
)
from tpmlearn.domain.content.needs import Need, needs
from tpmlearn.domain.learning.reports import WAITING
from tpmlearn.library import Library
from tpmlearn.models import ProblemReportRow
from tpmlearn.records.item_statistics import stored
from tpmlearn.records.judging import Judged, judged
from tpmlearn.records.problem_reports import STATE

MOST_ROWS = 50
Row = TypeVar("Row")


class Part(StrEnum):
    """The parts of the page, in its order."""

    PROBLEMS = "problems"
    LINKS = "links"
    SHORT = "short"
    REVIEW = "review"
    SOURCES = "sources"
    ITEMS = "items"
    REPORTS = "reports"


@dataclass(frozen=True)
class Rows(Generic[Row]):
    """The first rows of a part that the filter leaves, and how many there are of it in all."""

    rows: tuple[Row, ...]
    found: int
    total: int


@dataclass(frozen=True)
class Place:
    """Where the page of a problem is on the site: an item, a lesson, or nowhere."""

    item: str = ""
    lesson: str = ""


@dataclass(frozen=True)
class Line:
    """A problem with the page where one sees what it spoils."""

    problem: Problem
    place: Place


@dataclass(frozen=True)
class Waiting:
    """An item or a lesson with reports that wait, since when the first does; the other is empty."""

    item: str
    lesson: str
    title: str
    count: int
    since: datetime


@dataclass(frozen=True)
class Health:
    """All parts of the page; `computed_at` is when item statistics were computed last."""

    problems: Rows[FileProblems]
    links: Rows[FileProblems]
    short: Rows[Need]
    review: Rows[Overdue]
    sources: Rows[Unchecked]
    items: Rows[Judged]
    reports: Rows[Waiting]
    errors: int
    places: Mapping[Problem, Place]
    computed_at: datetime | None

    @property
    def counts(self) -> dict[Part, int]:
        """How much there is in each part, whatever the filter leaves."""
        return {part: getattr(self, part).total for part in Part}


def health(library: Library, *, words: str, today: date) -> Health:
    """All that an author should look at; rows without one of `words` are left out.

    Three statements: figures are read as the night has computed them.
    """
    catalogue, problems, wanted = library.catalogue, library.problems, words.casefold().split()
    links = [one for one in problems if one.code in LINK_CODES]
    others = [one for one in problems if one.code not in LINK_CODES]
    found = judged({item.id: item for item in catalogue.items}, stored())
    short = [one for one in needs(catalogue, today=today) if not one.met]
    return Health(
        problems=_files(others, wanted),
        links=_files(links, wanted),
        short=_rows(short, wanted, lambda one: f"{one.subject} {one.what}"),
        review=_rows(
            overdue(library.shelf, today=today), wanted, lambda one: f"{one.title} {one.path}"
        ),
        sources=_rows(
            unchecked(library.shelf, catalogue, today=today),
            wanted,
            lambda one: f"{one.title} {one.url} {' '.join(one.paths)}",
        ),
        items=_rows(
            [one for one in found if one.stands_out],
            wanted,
            lambda one: f"{one.item.id} {one.item.title} {one.item.skill} {one.item.path}",
        ),
        reports=_reports(catalogue, wanted),
        errors=sum(files.errors for files in by_file(others)),
        places=_places(problems, catalogue),
        computed_at=max((one.computed_at for one in found), default=None),
    )


def _files(problems: Sequence[Problem], wanted: Sequence[str]) -> Rows[FileProblems]:
    """Counts are of problems, rows are files."""
    kept = [one for one in problems if _has(f"{one} {one.severity}", wanted)]
    files = by_file(kept)
    return Rows(files[:MOST_ROWS], len(kept), len(problems))


def _rows(rows: Sequence[Row], wanted: Sequence[str], told: Callable[[Row], str]) -> Rows[Row]:
    kept = [one for one in rows if _has(told(one), wanted)]
    return Rows(tuple(kept[:MOST_ROWS]), len(kept), len(rows))


def _has(text: str, wanted: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)


def _reports(catalogue: Catalogue, wanted: Sequence[str]) -> Rows[Waiting]:
    """Items and lessons with reports that wait, those that have waited longest first."""
    row = ProblemReportRow
    since = func.min(row.reported_at)
    found = db.session.execute(
        select(row.item, row.module, func.count(), since)
        .where(STATE.in_(WAITING))
        .group_by(row.item, row.module)
        .order_by(since, row.item, row.module)
    ).all()
    titles = {item.id: item.title for item in catalogue.items}
    titles |= {slug: module.title for slug, module in catalogue.modules.items()}
    waiting = [
        Waiting(item, lesson, titles.get(item or lesson, item or lesson), count, first)
        for item, lesson, count, first in found
    ]
    return _rows(waiting, wanted, lambda one: f"{one.item} {one.lesson} {one.title}")


def _places(problems: Sequence[Problem], catalogue: Catalogue) -> dict[Problem, Place]:
    """The page of each problem: the item that begins last before its line, or the lesson."""
    paths = {one.path for one in problems}
    begin: dict[str, list[tuple[int, str]]] = {}
    for item in catalogue.items if paths else ():
        if item.path in paths:
            begin.setdefault(item.path, []).append((item.line, item.id))
    return {one: _place(one, begin.get(one.path, []), catalogue) for one in problems}


def _place(problem: Problem, items: Sequence[tuple[int, str]], catalogue: Catalogue) -> Place:
    before = max((one for one in items if one[0] <= problem.line), default=None)
    if before:
        return Place(item=before[1])
    slug = problem.path.rpartition("/")[0].rpartition("/")[2]
    return Place(lesson=slug if slug in catalogue.modules else "")
