"""What a file says before it is rendered: Markdown slices, and values with their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from tpmlearn.domain.content.catalogue import (
    Approach,
    Area,
    ItemKind,
    ItemType,
    Level,
    Pool,
    Skill,
    Source,
    Stage,
    Variable,
)
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.references import Reference

Value = TypeVar("Value")


@dataclass(frozen=True)
class Slice:
    """A piece of Markdown source and the line, from 1, where it begins."""

    text: str
    line: int


@dataclass(frozen=True)
class OptionDraft:
    """A row as written: an option, a step of an order, the right side of a pair, a gap's value.

    `trap` is empty where none is named, `left` but in a match, `region` but in a hotspot; `gap`
    counts from 1 and is 0 but in a pull-down. Of a match, rows with a left side are `correct`.
    """

    text: str
    correct: bool
    reason: Slice
    trap: Named
    line: int
    column: int
    left: str = ""
    gap: int = 0
    region: str = ""


@dataclass(frozen=True)
class NumberDraft:
    """A number key as written."""

    value: float
    tolerance: float
    unit: str
    reason: Slice
    line: int


@dataclass(frozen=True)
class FormulaDraft:
    """A generated number as written: its variables and the expression that is its key."""

    variables: tuple[Variable, ...]
    expression: str
    tolerance: float
    unit: str
    reason: Slice
    line: int


@dataclass(frozen=True)
class Question:
    """What items and recall questions have in common."""

    type: ItemType
    stem: Slice
    options: tuple[OptionDraft, ...]
    number: NumberDraft | None
    explanation: Slice
    line: int
    formula: FormulaDraft | None = None


@dataclass(frozen=True)
class ItemDraft:
    """A scored item as written, its defaults filled in.

    `version` is its version where no figure and no story belongs to it; empty where nobody has
    worked that out.
    """

    id: str
    title: str
    kind: ItemKind
    skill: Named
    difficulty: int
    tasks: tuple[Named, ...]
    approach: Approach
    source: Named
    question: Question
    path: str
    line: int
    marks: int
    minutes: int
    group: Named
    version: str = field(default="", compare=False)


@dataclass(frozen=True)
class QuizDraft:
    """A file of items; `headings` counts those that could not be read too.

    `title` and `story` are those of a case; the items of an exam may have a story, too.
    """

    path: str
    items: tuple[ItemDraft, ...]
    headings: int
    sources: tuple[Source, ...]
    references: tuple[Reference, ...]
    pool: Pool = Pool.PRACTICE
    title: str = ""
    story: Slice = Slice("", 0)


@dataclass(frozen=True)
class SectionDraft:
    """A `##` section; its heading is in the lines `start` to `end` (not included) from 0."""

    anchor: str
    title: str
    start: int
    end: int


@dataclass(frozen=True)
class LessonDraft:
    """A lesson as written; `body` keeps the file's line numbers."""

    path: str
    slug: str
    number: int
    title: str
    summary: str
    stage: Named
    skills: tuple[Named, ...]
    requires: tuple[Named, ...]
    minutes: int
    minutes_line: int
    exercise_minutes: int
    outcomes: tuple[str, ...]
    tasks: tuple[Named, ...]
    assignment: Named
    reviewed: date
    sources: tuple[Source, ...]
    body: str
    sections: tuple[SectionDraft, ...]
    words: int
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class AssignmentDraft:
    """An assignment as written."""

    path: str
    slug: str
    code: Named
    title: str
    summary: str
    skills: tuple[Named, ...]
    after: tuple[Named, ...]
    hours: float
    weeks: int
    evidence: str
    reviewed: date
    body: str
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class HistoryDraft:
    """The history of an exam as written."""

    path: str
    slug: str
    body: str
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class FrameworkDraft:
    """framework.yml as read; `levels` to `skills` are complete values of the catalogue."""

    path: str
    version: str
    reviewed: date
    notice: str
    stages: tuple[Stage, ...]
    levels: tuple[Level, ...]
    areas: tuple[Area, ...]
    skills: tuple[Skill, ...]
    places: Mapping[str, Named]


@dataclass(frozen=True)
class Entry(Generic[Value]):
    """One role, trap, term or certificate, and what it names in other files."""

    value: Value
    slug: Named
    path: str
    modules: tuple[Named, ...] = ()
    skills: tuple[Named, ...] = ()
    roles: tuple[Named, ...] = ()
    tasks: tuple[Named, ...] = ()
    terms: tuple[Named, ...] = ()
