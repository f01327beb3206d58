"""Reads one file of the content folder by its name, whatever kind it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tpmlearn.domain.content.advert_words import read_advert_words
from tpmlearn.domain.content.assignments import read_assignment
from tpmlearn.domain.content.blueprints import read_blueprint
from tpmlearn.domain.content.catalogue import (
    AdvertWords,
    Blueprint,
    Certificate,
    Contact,
    Fact,
    Pool,
    Problem,
    Required,
    Role,
    Severity,
    Template,
    Term,
    Trap,
)
from tpmlearn.domain.content.drafts import (
    AssignmentDraft,
    Entry,
    FrameworkDraft,
    HistoryDraft,
    LessonDraft,
    QuizDraft,
    Slice,
)
from tpmlearn.domain.content.framework import (
    read_certificates,
    read_contacts,
    read_facts,
    read_framework,
    read_role,
    read_terms,
    read_traps,
)
from tpmlearn.domain.content.histories import read_history
from tpmlearn.domain.content.identity import digest
from tpmlearn.domain.content.item_rules import warn_about
from tpmlearn.domain.content.items import read_case, read_exam_items, read_quiz
from tpmlearn.domain.content.lessons import read_lesson
from tpmlearn.domain.content.required import read_required
from tpmlearn.domain.content.rules import BARE, Report, problem
from tpmlearn.domain.content.sizes import fits
from tpmlearn.domain.content.templates import read_template


class Kind(StrEnum):
    """What a file is, told from its name."""

    FRAMEWORK = "framework"
    ROLE = "role"
    TRAPS = "traps"
    TERMS = "terms"
    CERTIFICATES = "certificates"
    CONTACTS = "contacts"
    LESSON = "lesson"
    QUIZ = "quiz"
    FIGURE = "figure"
    ASSIGNMENT = "assignment"
    TEMPLATE = "template"
    FACTS = "facts"
    BANK = "bank"
    CASE = "case"
    BLUEPRINT = "blueprint"
    EXAM_ITEMS = "exam items"
    HISTORY = "history"
    REQUIRED = "required"
    ADVERTS = "adverts"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class SourceFile:
    """A text file: its name in the content folder, the path people see, and its text."""

    name: str
    path: str
    text: str


@dataclass(frozen=True)
class Reading:
    """What one file says and what is wrong in it.

    `slug` is the module, role, assignment, bank, case or exam that it belongs to; files with the
    same `unit` stand or fall together. The type of `draft` follows from `kind`; None when nothing
    could be read.
    """

    name: str
    path: str
    kind: Kind
    slug: str
    draft: Any
    text_hash: str
    problems: tuple[Problem, ...] = ()

    @property
    def unit(self) -> str:
        """The module's folder, or the file itself."""
        in_module = self.kind in MODULE_KINDS and self.name.startswith("modules/")
        return f"modules/{self.slug}" if in_module else self.name


@dataclass(frozen=True)
class Shelf:
    """All drafts, by kind, in the order of their names.

    `figures` are by the folder that they lie in: a module's slug, `bank`, `cases` or
    `exams/<slug>`; `templates` by module and name.
    """

    framework: FrameworkDraft | None = None
    roles: tuple[Entry[Role], ...] = ()
    traps: tuple[Entry[Trap], ...] = ()
    terms: tuple[Entry[Term], ...] = ()
    certificates: tuple[Entry[Certificate], ...] = ()
    contacts: tuple[Entry[Contact], ...] = ()
    lessons: Mapping[str, LessonDraft] = field(default_factory=dict)
    quizzes: Mapping[str, QuizDraft] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    assignments: Mapping[str, AssignmentDraft] = field(default_factory=dict)
    templates: Mapping[str, Mapping[str, Template]] = field(default_factory=dict)
    facts: tuple[Entry[Fact], ...] = ()
    bank: Mapping[str, QuizDraft] = field(default_factory=dict)
    cases: Mapping[str, QuizDraft] = field(default_factory=dict)
    blueprints: Mapping[str, Entry[Blueprint]] = field(default_factory=dict)
    exam_items: Mapping[str, QuizDraft] = field(default_factory=dict)
    histories: Mapping[str, HistoryDraft] = field(default_factory=dict)
    required: Required = field(default_factory=Required)
    adverts: Entry[AdvertWords] | None = None
    paths: Mapping[str, str] = field(default_factory=dict)

    def item_files(self) -> Iterator[tuple[str, str, QuizDraft]]:
        """Every file of items: its name, the key of its folder in `figures`, and the draft."""
        for slug, quiz in self.quizzes.items():
            yield f"modules/{slug}/quiz.md", slug, quiz
        for slug, quiz in self.bank.items():
            yield f"bank/{slug}.md", "bank", quiz
        for slug, quiz in self.cases.items():
            yield f"cases/{slug}.md", "cases", quiz
        for slug, quiz in self.exam_items.items():
            yield f"exams/{slug}/items.md", f"exams/{slug}", quiz


MODULE_KINDS = frozenset({Kind.LESSON, Kind.QUIZ, Kind.FIGURE})
_PATTERNS = (
    (re.compile(r"framework\.yml"), Kind.FRAMEWORK),
    (re.compile(r"roles/([^/]+)\.yml"), Kind.ROLE),
    (re.compile(r"traps\.yml"), Kind.TRAPS),
    (re.compile(r"glossary\.yml"), Kind.TERMS),
    (re.compile(r"certificates\.yml"), Kind.CERTIFICATES),
    (re.compile(r"contacts\.yml"), Kind.CONTACTS),
    (re.compile(r"modules/([^/]+)/lesson\.md"), Kind.LESSON),
    (re.compile(r"modules/([^/]+)/quiz\.md"), Kind.QUIZ),
    (re.compile(r"modules/([^/]+)/[^/]+\.svg"), Kind.FIGURE),
    (re.compile(r"assignments/([^/]+)\.md"), Kind.ASSIGNMENT),
    (re.compile(r"modules/([^/]+)/templates/[^/]+\.md"), Kind.TEMPLATE),
    (re.compile(r"facts\.yml"), Kind.FACTS),
    (re.compile(r"required\.yml"), Kind.REQUIRED),
    (re.compile(r"adverts\.yml"), Kind.ADVERTS),
    (re.compile(r"bank/([^/]+)\.md"), Kind.BANK),
    (re.compile(r"cases/([^/]+)\.md"), Kind.CASE),
    (re.compile(r"exams/([^/]+)/blueprint\.yml"), Kind.BLUEPRINT),
    (re.compile(r"exams/([^/]+)/items\.md"), Kind.EXAM_ITEMS),
    (re.compile(r"exams/([^/]+)/history\.md"), Kind.HISTORY),
    (re.compile(r"(bank|cases|exams/[^/]+)/[^/]+\.svg"), Kind.FIGURE),
)
_READERS: Mapping[Kind, Callable[[str, str, str], tuple[Any, Report]]] = {
    Kind.FRAMEWORK: lambda path, _, text: read_framework(path, text),
    Kind.ROLE: read_role,
    Kind.TRAPS: lambda path, _, text: read_traps(path, text),
    Kind.TERMS: lambda path, _, text: read_terms(path, text),
    Kind.CERTIFICATES: lambda path, _, text: read_certificates(path, text),
    Kind.CONTACTS: lambda path, _, text: read_contacts(path, text),
    Kind.LESSON: read_lesson,
    Kind.QUIZ: lambda path, _, text: read_quiz(path, text),
    Kind.FIGURE: lambda path, _, text: (text, Report(path)),
    Kind.ASSIGNMENT: read_assignment,
    Kind.TEMPLATE: read_template,
    Kind.FACTS: lambda path, _, text: read_facts(path, text),
    Kind.BANK: lambda path, _, text: read_quiz(path, text, Pool.TEST),
    Kind.CASE: lambda path, _, text: read_case(path, text),
    Kind.BLUEPRINT: read_blueprint,
    Kind.REQUIRED: read_required,
    Kind.ADVERTS: read_advert_words,
    Kind.EXAM_ITEMS: lambda path, _, text: read_exam_items(path, text),
    Kind.HISTORY: read_history,
}


def kind_of(name: str) -> tuple[Kind, str]:
    """Kind and slug of a file, from its name in the content folder."""
    for pattern, kind in _PATTERNS:
        match = pattern.fullmatch(name)
        if match:
            return kind, match[1] if match.groups() else ""
    return Kind.UNKNOWN, ""


def read_file(file: SourceFile) -> Reading:
    """What a file says; nothing is raised, everything wrong is in `problems`."""
    kind, slug = kind_of(file.name)
    if kind is Kind.UNKNOWN:
        unread = problem("W125", file.path, 1, 1)
        return Reading(file.name, file.path, kind, slug, None, "", (unread,))
    size = Report(file.path)
    if file.name.endswith(".md") and not fits(file.text, size):
        return unreadable(file.name, file.path, size.problems[0])
    draft, report = _READERS[kind](file.path, slug, file.text)
    if isinstance(draft, QuizDraft):
        report.problems += [found for item in draft.items for found in warn_about(item)]
    return Reading(
        file.name, file.path, kind, slug, draft, digest(file.text), tuple(report.problems)
    )


def slices(reading: Reading) -> list[Slice]:
    """All pieces of Markdown in a file that are rendered on their own."""
    draft = reading.draft
    if isinstance(draft, LessonDraft | AssignmentDraft | HistoryDraft):
        return [Slice(draft.body, 1)]
    if not isinstance(draft, QuizDraft):
        return []
    found: list[Slice] = [draft.story]
    for question in (item.question for item in draft.items):
        found += [question.stem, question.explanation]
        found += [option.reason for option in question.options]
        found += [question.number.reason] if question.number else []
        found += [question.formula.reason] if question.formula else []
    return [piece for piece in found if piece.text]


def unreadable(name: str, path: str, found: Problem) -> Reading:
    """A reading without draft, for a file whose text could not be had."""
    kind, slug = kind_of(name)
    return Reading(name, path, kind, slug, None, digest(str(found)), (found,))


def broken_paths(problems: Iterable[Problem]) -> frozenset[str]:
    """The files that must not be shown as they are."""
    return frozenset(
        found.path
        for found in problems
        if found.severity is Severity.ERROR and found.code not in BARE
    )


def shelve(readings: Iterable[Reading]) -> Shelf:
    """Sort drafts by kind; files without draft are left out."""
    by_kind: dict[Kind, list[Reading]] = {kind: [] for kind in Kind}
    paths: dict[str, str] = {}
    for reading in sorted(readings, key=lambda one: one.name):
        paths[reading.name] = reading.path
        if reading.draft is not None:
            by_kind[reading.kind].append(reading)
    figures: dict[str, dict[str, str]] = {}
    for reading in by_kind[Kind.FIGURE]:
        figures.setdefault(reading.slug, {})[reading.name.rpartition("/")[2]] = reading.draft
    templates: dict[str, dict[str, Template]] = {}
    for reading in by_kind[Kind.TEMPLATE]:
        templates.setdefault(reading.slug, {})[reading.draft.name] = reading.draft
    return Shelf(
        framework=next((one.draft for one in by_kind[Kind.FRAMEWORK]), None),
        roles=tuple(one.draft for one in by_kind[Kind.ROLE]),
        traps=_joined(by_kind[Kind.TRAPS]),
        terms=_joined(by_kind[Kind.TERMS]),
        certificates=_joined(by_kind[Kind.CERTIFICATES]),
        contacts=_joined(by_kind[Kind.CONTACTS]),
        lessons={one.slug: one.draft for one in by_kind[Kind.LESSON]},
        quizzes={one.slug: one.draft for one in by_kind[Kind.QUIZ]},
        figures=figures,
        assignments={one.slug: one.draft for one in by_kind[Kind.ASSIGNMENT]},
        templates=templates,
        facts=_joined(by_kind[Kind.FACTS]),
        bank={one.slug: one.draft for one in by_kind[Kind.BANK]},
        cases={one.slug: one.draft for one in by_kind[Kind.CASE]},
        blueprints={one.slug: one.draft for one in by_kind[Kind.BLUEPRINT]},
        required=next((one.draft for one in by_kind[Kind.REQUIRED]), Required()),
        adverts=next((one.draft for one in by_kind[Kind.ADVERTS]), None),
        exam_items={one.slug: one.draft for one in by_kind[Kind.EXAM_ITEMS]},
        histories={one.slug: one.draft for one in by_kind[Kind.HISTORY]},
        paths=paths,
    )


def _joined(readings: Iterable[Reading]) -> tuple[Any, ...]:
    return tuple(entry for reading in readings for entry in reading.draft)
