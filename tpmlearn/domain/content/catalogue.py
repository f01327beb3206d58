"""What the content folder means once it is read: immutable values that every room shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


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


class Pool(StrEnum):
    """What an item may be used for.

    Practice shows its key after each answer; the test pool feeds adaptive tests and mocks that
    draw on it; items of the exam pool belong to one exam.
    """

    PRACTICE = "practice"
    TEST = "test"
    EXAM = "exam"


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
class EscoConcept:
    """A skill or knowledge concept of ESCO: its address, and its preferred label in English."""

    label: str
    uri: str


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
    esco: tuple[EscoConcept, ...] = ()


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
    `minutes` is 0 unless the author says that the item takes longer than others. `case` is the
    slug of the case that it belongs to, `story` that case's clean HTML, seen with the item.
    `group` is the part of its exam's blueprint that it counts for. A `private` item comes from an
    overlay and never leaves by export. An `unread` one is of a test or an exam in a folder that
    the operator keeps from everybody, so that no learner can have read it before.
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
    pool: Pool = Pool.PRACTICE
    case: str = ""
    story: str = ""
    group: str = ""
    private: bool = False
    unread: bool = False


@dataclass(frozen=True)
class Section:
    """A `##` section of a lesson: its anchor, its title, its clean HTML and its plain text."""

    anchor: str
    title: str
    html: str
    text: str


@dataclass(frozen=True)
class Template:
    """A document in Markdown to download and fill in; `name` is the file's, without .md."""

    name: str
    title: str
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
    templates: tuple[Template, ...] = ()

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
class Experience:
    """Months of leading that a certificate asks of those with one education."""

    education: str
    months: int


@dataclass(frozen=True)
class Certificate:
    """An outside certificate, with dated facts.

    `experience` counts within the last `experience_years`; `contact_hours` are hours of training.
    """

    slug: str
    title: str
    issuer: str
    summary: str
    fits: tuple[str, ...]
    order: int
    study_hours: float
    mock_hours: float
    exam_hours: float
    booking_weeks: int
    skills: tuple[str, ...]
    format: str
    eligibility: str
    notice: str
    checked: date
    experience: tuple[Experience, ...] = ()
    experience_years: int = 0
    contact_hours: float = 0


@dataclass(frozen=True)
class Contact:
    """Something to do with other people on the way, such as finding a mentor."""

    slug: str
    title: str
    summary: str
    stage: int
    hours: float
    weeks: int
    after: tuple[str, ...]
    skills: tuple[str, ...]


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
class Fact:
    """A fact that ages: what lessons quote, what it is about, and when it was last checked."""

    slug: str
    value: str
    about: str
    checked: date


@dataclass(frozen=True)
class LevelWords:
    """What speaks of a level in a job advert: words before a skill, words of a job's title.

    From `years` of experience on the level is meant too; 0 where no number says so.
    """

    level: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    years: int


@dataclass(frozen=True)
class WeightWords:
    """What speaks of a weight in a job advert, in a sentence or above a part of it."""

    weight: int
    words: tuple[str, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True)
class AdvertWords:
    """By which words skills, levels and weights are found in a job advert.

    `skills` are plain words by skill code, `hints` those that say enough only together with
    another. Nothing counts that stands under one of `aside_headings`, in a sentence with one of
    `asides`, or between one of `negations` and the end of its clause; `negated` does the same
    backwards. `nothing` are longer phrases that mean none of what they hold. `everyday` are slugs
    of terms that adverts use in another sense.
    """

    skills: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    levels: tuple[LevelWords, ...] = ()
    weights: tuple[WeightWords, ...] = ()
    headings: tuple[str, ...] = ()
    aside_headings: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    negated: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One story with the items that share it; `story` is clean HTML blocks."""

    slug: str
    title: str
    pool: Pool
    story: str
    items: tuple[Item, ...]
    path: str = ""


@dataclass(frozen=True)
class ExamSection:
    """A part of an exam: its questions, whether they come in cases, the break after it."""

    title: str
    questions: int
    cases: bool = False
    break_minutes: int = 0
    reopen: bool = True


@dataclass(frozen=True)
class Draw:
    """What a sitting takes from its pool.

    `domains` counts items by the domain of their first task, `groups` marks by the group of exam
    items; `approach` gives shares from 0 to 1; `every_task` wants each task of the outline once.
    """

    domains: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    approach: Mapping[str, float] = field(default_factory=dict)
    every_task: bool = False


@dataclass(frozen=True)
class PassRule:
    """When an exam counts as passed: a share from 0 to 1, of the whole or in each domain."""

    share: float
    each_domain: bool
    whose: str


@dataclass(frozen=True)
class Blueprint:
    """What an exam is made of, as dated data; `until` is None while it has no end."""

    slug: str
    title: str
    summary: str
    outline: str
    pool: Pool
    since: date
    until: date | None
    questions: int
    marks: int
    unscored: int
    minutes: int
    book: str
    sections: tuple[ExamSection, ...]
    draw: Draw
    pass_rule: PassRule
    notice: str
    sources: tuple[Source, ...]
    checked: date

    def is_history(self, today: date) -> bool:
        """Whether it has ended, and is kept for reading alone."""
        return self.until is not None and self.until < today


@dataclass(frozen=True)
class Exam:
    """An exam that can be simulated: its blueprint, its own items and their scenario, if any.

    `history` says how it differs from what came after it, as clean HTML blocks.
    """

    blueprint: Blueprint
    items: tuple[Item, ...] = ()
    story: str = ""
    history: str = ""


@dataclass(frozen=True)
class BankRequired:
    """What each skill's part of the test pool needs; shares from 0 to 1.

    `items` for every skill, `more` by skill code where it is another number; at least
    `situation` and at most `recall` of them are of that kind.
    """

    items: int = 0
    more: Mapping[str, int] = field(default_factory=dict)
    situation: float = 0.0
    recall: float = 1.0

    def of(self, skill: str) -> int:
        """How many items a skill needs."""
        return self.more.get(skill, self.items)


@dataclass(frozen=True)
class Required:
    """What is promised. `exams` has the number of items by exam; 0 stands for no promise.

    The exams in `together` must be filled from one pool without an item twice.
    """

    modules: int = 0
    assignments: int = 0
    terms: int = 0
    traps: int = 0
    cases: int = 0
    bank: BankRequired = BankRequired()
    exams: Mapping[str, int] = field(default_factory=dict)
    together: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """All content at one moment. Mappings keep the order in which people read them.

    `version` is the hash of every file that went in; `problems` is what the checker said.
    """

    version: str
    framework_version: str = ""
    framework_reviewed: date = date.min
    notice: str = ""
    levels: tuple[Level, ...] = ()
    stages: tuple[Stage, ...] = ()
    areas: Mapping[str, Area] = field(default_factory=dict)
    skills: Mapping[str, Skill] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    modules: Mapping[str, Module] = field(default_factory=dict)
    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    certificates: Mapping[str, Certificate] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    traps: Mapping[str, Trap] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    bank: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    exams: Mapping[str, Exam] = field(default_factory=dict)
    required: Required = Required()
    adverts: AdvertWords = field(default_factory=AdvertWords)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Module | None, Module | None]]:
        """The modules before and after each, in learning order."""
        order = (None, *self.modules.values(), None)
        return dict(zip(self.modules, zip(order, order[2:], strict=False), strict=True))

    @cached_property
    def test_pool(self) -> tuple[Item, ...]:
        """Every item of the test pool, cases among them."""
        banks = [item for items in self.bank.values() for item in items]
        cases = [one for one in self.cases.values() if one.pool is Pool.TEST]
        return (*banks, *(item for one in cases for item in one.items))

    @cached_property
    def test_items(self) -> Mapping[str, Item]:
        """The test pool by id."""
        return {item.id: item for item in self.test_pool}

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of every pool."""
        return (
            *(item for module in self.modules.values() for item in module.quiz),
            *(item for items in self.bank.values() for item in items),
            *(item for case in self.cases.values() for item in case.items),
            *(item for exam in self.exams.values() for item in exam.items),
        )
