"""What the content folder means once it is read: immutable values that every room shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ItemType(StrEnum):
    """How an item is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    NUMBER = "number"
    ORDER = "order"
    MATCH = "match"
    PULL_DOWN = "pull-down"
    HOTSPOT = "hotspot"
    GENERATED = "generated"


class ItemKind(StrEnum):
    """What an item asks of the learner."""

    SITUATION = "situation"
    APPLY = "apply"
    RECALL = "recall"


class Approach(StrEnum):
    """Delivery approach that an item is set in."""

    PREDICTIVE = "predictive"
    AGILE = "agile"
    HYBRID = "hybrid"


class Severity(StrEnum):
    """How much a problem matters: an error keeps content out, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file; `line` and `column` count from 1."""

    path: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"


@dataclass(frozen=True)
class Source:
    """Where a fact comes from."""

    key: str
    title: str
    checked: date
    url: str = ""


@dataclass(frozen=True)
class Skill:
    """One of the skills of the framework; `statements[level]` for levels 0 to 5."""

    code: str
    area: str
    name: str
    definition: str
    statements: tuple[str, ...]
    developer: int
    developer_note: str
    mappings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Area:
    """A group of skills."""

    code: str
    name: str
    definition: str
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """A step of the level scale, 0 to 5, and the evidence that counts for it."""

    level: int
    name: str
    meaning: str
    evidence: str


@dataclass(frozen=True)
class Stage:
    """A stage of the curriculum and the seed step of the transition it belongs to."""

    number: int
    title: str
    summary: str
    step: str


@dataclass(frozen=True)
class Requirement:
    """What a role asks of one skill: a level 0-5 and a weight 1-3."""

    level: int
    weight: int


@dataclass(frozen=True)
class Role:
    """A job to move to; `skills` has a requirement for every skill code."""

    slug: str
    title: str
    short: str
    order: int
    summary: str
    day: str
    first_titles: tuple[str, ...]
    note: str
    skills: Mapping[str, Requirement]


@dataclass(frozen=True)
class Option:
    """An answer to choose; `html` is shown before, `reason` and `trap` only after the answer.

    `html` is inline, fit for a label; `reason` is one or more blocks. The options of an order are
    its steps in the right order. Those of a match are its rows: `html` belongs to `left`, or to
    nothing where `left` is empty. `gap`, from 1, is the gap of a pull-down that a value is for,
    `region` the part of a hotspot's figure that stands for the option.
    """

    html: str
    correct: bool
    reason: str
    trap: str = ""
    left: str = ""
    gap: int = 0
    region: str = ""


@dataclass(frozen=True)
class NumberKey:
    """The right number: |answer - value| <= tolerance, in `unit`."""

    value: float
    tolerance: float
    unit: str
    reason: str


@dataclass(frozen=True)
class Variable:
    """A whole number drawn for each attempt: `low`, `low` + `step`, … up to `high`."""

    name: str
    low: int
    high: int
    step: int = 1


@dataclass(frozen=True)
class Formula:
    """A number that depends on what is drawn: |answer - expression| <= tolerance, in `unit`."""

    variables: tuple[Variable, ...]
    expression: str
    tolerance: float
    unit: str
    reason: str


@dataclass(frozen=True)
class Item:
    """A question with its key. `stem` and `explanation` are clean HTML blocks, ready to show.

    `version` is a hash of what the learner sees and of the key: it changes when either does.
    `minutes` is 0 unless the author says that the item takes longer than others.
    """

    id: str
    version: str
    title: str
    type: ItemType
    kind: ItemKind
    skill: str
    difficulty: int
    tasks: tuple[str, ...]
    approach: Approach
    source: str
    stem: str
    options: tuple[Option, ...] = ()
    number: NumberKey | None = None
    formula: Formula | None = None
    explanation: str = ""
    path: str = ""
    line: int = 0
    marks: int = 1
    minutes: int = 0


@dataclass(frozen=True)
class Section:
    """A `##` section of a lesson: its anchor, its title, its clean HTML and its plain text."""

    anchor: str
    title: str
    html: str
    text: str


@dataclass(frozen=True)
class Module:
    """A lesson with its quiz; `slug` is the folder's name, `number` its place in learning order."""

    slug: str
    number: int
    title: str
    summary: str
    stage: int
    skills: tuple[str, ...]
    requires: tuple[str, ...]
    minutes: int
    outcomes: tuple[str, ...]
    tasks: tuple[str, ...]
    assignment: str
    reviewed: date
    sources: tuple[Source, ...]
    intro: str
    sections: tuple[Section, ...]
    quiz: tuple[Item, ...]
    version: str

    @property
    def code(self) -> str:
        """The module's short name, as in M16."""
        return f"M{self.number:02d}"


@dataclass(frozen=True)
class Assignment:
    """Work on the job that leaves an artefact; `hours` of effort over `weeks` elapsed."""

    code: str
    slug: str
    title: str
    summary: str
    skills: tuple[str, ...]
    after: tuple[str, ...]
    hours: float
    weeks: int
    evidence: str
    reviewed: date
    html: str
    text: str


@dataclass(frozen=True)
class Certificate:
    """An outside certificate, with dated facts."""

    slug: str
    title: str
    issuer: str
    summary: str
    fits: tuple[str, ...]
    order: int
    study_hours: float
    skills: tuple[str, ...]
    format: str
    eligibility: str
    notice: str
    checked: date


@dataclass(frozen=True)
class Trap:
    """A named misconception: what it costs and what to do instead."""

    slug: str
    name: str
    costs: str
    instead: str
    lesson: str


@dataclass(frozen=True)
class Term:
    """A word of the glossary."""

    slug: str
    term: str
    meaning: str
    taught: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """All content at one moment. Mappings keep the order in which people read them.

    `version` is the hash of every file that went in; `problems` is what the checker said.
    """

    version: str
    framework_version: str = ""
    notice: str = ""
    levels: tuple[Level, ...] = ()
    stages: tuple[Stage, ...] = ()
    areas: Mapping[str, Area] = field(default_factory=dict)
    skills: Mapping[str, Skill] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    modules: Mapping[str, Module] = field(default_factory=dict)
    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    certificates: Mapping[str, Certificate] = field(default_factory=dict)
    traps: Mapping[str, Trap] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
