"""Reads for the catalogue, lessons, search, assignments and skills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    CompoundSelect,
    Integer,
    bindparam,
    cast,
    null,
    select,
    union_all,
)

from tpmlearn.db import db
from tpmlearn.domain.assessment.quiz_rules import AttemptKind
from tpmlearn.domain.content.catalogue import Area, Catalogue, Module, Section, Skill
from tpmlearn.domain.learning.progress import sections_done
from tpmlearn.domain.learning.shelves import Shelf, by_skill, by_stage
from tpmlearn.domain.learning.surroundings import (
    Lesson,
    Subject,
    Task,
    lesson_of,
    subject_of,
    task_of,
)
from tpmlearn.domain.planning.activities import Kind as ActivityKind
from tpmlearn.domain.planning.activities import key_of
from tpmlearn.models import AttemptRow, BookmarkRow, NoteRow, PlanRow, SectionReadRow
from tpmlearn.prepared import written
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.people import OwnRows
from tpmlearn.records.plans import SNAPSHOT_TEXT, Planned, places_in, saved_places
from tpmlearn.records.progress import QuizResult, passed_modules, quiz_results, sections_read
from tpmlearn.records.site import site_settings
from tpmlearn.search.documents import Kind
from tpmlearn.search.finding import Found, find, index_of
from tpmlearn.words import _

CUTS = {"stage": by_stage, "skill": by_skill}
KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True)
class Standing:
    """What one person did with one module."""

    read: int
    passed_at: datetime | None
    tested_out: bool
    planned: Planned | None


@dataclass(frozen=True)
class Shelves:
    """The catalogue cut for browsing. `standings` by module slug: none for a visitor."""

    shelves: tuple[Shelf, ...]
    areas: Mapping[str, Area]
    skills: Mapping[str, Skill]
    standings: Mapping[str, Standing]

    @property
    def area_choices(self) -> list[tuple[str, str]]:
        """(code, name) of all areas, with the choice of none first."""
        return [("", _("All areas")), *((area.code, area.name) for area in self.areas.values())]

    def skills_of(self, module: Module) -> list[Skill]:
        """The skills that a module teaches."""
        return [self.skills[code] for code in module.skills if code in self.skills]


@dataclass(frozen=True)
class Reading:
    """What one person left at one lesson: anchors to moments, the note, finished quizzes; and where
    their saved plan puts it."""

    read_at: Mapping[str, datetime] = field(default_factory=dict)
    marked_at: Mapping[str, datetime] = field(default_factory=dict)
    note: str = ""
    noted_at: datetime | None = None
    results: tuple[QuizResult, ...] = ()
    planned: Planned | None = None

    @property
    def last(self) -> QuizResult | None:
        """The newest result."""
        return self.results[-1] if self.results else None

    @property
    def passed(self) -> QuizResult | None:
        """The first result that passed."""
        return next((result for result in self.results if result.passed), None)


@dataclass(frozen=True)
class Bookmark:
    """A bookmark; `module` or `section` is None where it has left the content."""

    slug: str
    anchor: str
    marked_at: datetime
    module: Module | None
    section: Section | None


@dataclass(frozen=True)
class Note:
    """A note; `module` is None where the lesson has left the content."""

    slug: str
    text: str
    changed_at: datetime
    module: Module | None


def shelves(person_id: int | None, *, cut: str, area: str) -> Shelves | None:
    """The catalogue by `cut` (a key of CUTS), of one area if it is given; None if it is unknown."""
    content = current_catalogue()
    if area and area not in content.areas:
        return None
    standings = {} if person_id is None else _standings(person_id, content)
    return Shelves(CUTS[cut](content, area), content.areas, content.skills, standings)


def lesson(slug: str) -> Lesson | None:
    """The lesson, None where there is none; no statement."""
    return lesson_of(current_catalogue(), slug)


def reading(person_id: int | None, slug: str) -> Reading:
    """What this person left at this lesson, and its place in their plan; one statement, none for a
    visitor."""
    if person_id is None:
        return Reading()
    marks: dict[str, dict[str, datetime]] = {"read": {}, "bookmark": {}, "note": {}}
    results: list[QuizResult] = []
    places: Mapping[str, Planned] = {}
    for kind, text, at, right, size, first_sight in TRACES.all(person_id, module=slug):
        if kind == "quiz":
            results.append(QuizResult(text, slug, "", right, size, first_sight, at))
        elif kind == "plan":
            places = places_in(text)
        else:
            marks[kind][text] = at
    note, noted_at = next(iter(marks["note"].items()), ("", None))
    results.sort(key=lambda result: result.finished_at)
    planned = places.get(key_of(ActivityKind.MODULE, slug))
    return Reading(marks["read"], marks["bookmark"], note, noted_at, tuple(results), planned)


def assignment_planned(person_id: int | None, slug: str) -> Planned | None:
    """Where the saved plan puts this assignment; one statement, none for a visitor."""
    places = {} if person_id is None else saved_places(person_id)
    return places.get(key_of(ActivityKind.ASSIGNMENT, slug))


def bookmarks(person_id: int | None) -> list[Bookmark]:
    """The person's bookmarks in learning order; one statement, none for a visitor."""
    modules = current_catalogue().modules
    statement = select(BookmarkRow).where(BookmarkRow.person_id == person_id)
    rows = db.session.scalars(statement) if person_id is not None else ()
    found = [_bookmark(modules.get(row.module), row) for row in rows]
    return sorted(found, key=_place)


def notes(person_id: int | None) -> list[Note]:
    """The person's notes in learning order; one statement, none for a visitor."""
    modules = current_catalogue().modules
    statement = select(NoteRow).where(NoteRow.person_id == person_id).order_by(NoteRow.module)
    rows = db.session.scalars(statement) if person_id is not None else ()
    return [Note(row.module, row.text, row.changed_at, modules.get(row.module)) for row in rows]


def search(text: str, kind: str) -> Found:
    """What a person's words find; an unknown `kind` counts as none."""
    settings = site_settings()
    folder = settings.folder / "cache" / "search"
    index = index_of(current_catalogue(), engine=db.engine, cache=folder)
    return find(index, text, Kind(kind) if kind in KINDS else None)


def assignment(slug: str) -> Task | None:
    """The assignment, None where there is none; no statement."""
    return task_of(current_catalogue(), slug)


def skill(code: str) -> Subject | None:
    """The skill, None where there is none; no statement."""
    return subject_of(current_catalogue(), code)


def framework_notice() -> str:
    """What the framework says about itself."""
    return current_catalogue().notice


def _standings(person_id: int, content: Catalogue) -> dict[str, Standing]:
    read, results, places = (
        sections_read(person_id),
        quiz_results(person_id),
        saved_places(person_id),
    )
    passed = passed_modules(results)
    return {
        slug: Standing(
            read=sections_done(module, read.get(slug, ())),
            passed_at=passed.get(slug),
            tested_out=any(result.tested_out for result in results.get(slug, ())),
            planned=places.get(key_of(ActivityKind.MODULE, slug)),
        )
        for slug, module in content.modules.items()
    }


def _traces(person_id: ColumnElement[int]) -> CompoundSelect[Any]:
    """Everything that a person left at a lesson, and their plan; what a row is stands in its first
    column."""
    slug: BindParameter[str] = bindparam("module")
    nothing = (
        cast(null(), Integer).label("right"),
        cast(null(), Integer).label("size"),
        cast(null(), Boolean).label("first_sight"),
    )
    marks = (
        ("read", SectionReadRow, SectionReadRow.section, SectionReadRow.read_at),
        ("bookmark", BookmarkRow, BookmarkRow.section, BookmarkRow.marked_at),
        ("note", NoteRow, NoteRow.text, NoteRow.changed_at),
    )
    left = [
        select(written(kind).label("kind"), text.label("text"), at.label("at"), *nothing).where(
            table.person_id == person_id, table.module == slug
        )
        for kind, table, text, at in marks
    ]
    quizzes = select(
        written("quiz"),
        AttemptRow.id,
        AttemptRow.finished_at,
        AttemptRow.right,
        AttemptRow.size,
        AttemptRow.first_sight,
    ).where(
        AttemptRow.person_id == person_id,
        AttemptRow.module == slug,
        AttemptRow.kind == written(AttemptKind.FULL),
        AttemptRow.finished_at.is_not(None),
        AttemptRow.right.is_not(None),
    )
    plan = select(written("plan"), SNAPSHOT_TEXT, PlanRow.saved_at, *nothing).where(
        PlanRow.person_id == person_id, PlanRow.snapshot.is_not(None)
    )
    return union_all(*left, quizzes, plan)


TRACES = OwnRows(_traces)
"""What somebody left at a lesson, by its `module`."""


def _bookmark(module: Module | None, row: BookmarkRow) -> Bookmark:
    sections = module.sections if module else ()
    section = next((one for one in sections if one.anchor == row.section), None)
    return Bookmark(row.module, row.section, row.marked_at, module, section)


def _place(mark: Bookmark) -> tuple[str, int, str]:
    if mark.module is None or mark.section is None:
        return mark.slug, 0, mark.anchor
    return mark.slug, mark.module.sections.index(mark.section), mark.anchor
