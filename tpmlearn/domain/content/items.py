"""Reads a file of items: one `##` heading each, a stem, the rows of the answer, an explanation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.answers import answer_form, quoted, rows_of
from tpmlearn.domain.content.attributes import Attributes, read_attributes
from tpmlearn.domain.content.catalogue import Approach, ItemKind, ItemType
from tpmlearn.domain.content.drafts import ItemDraft, Question, QuizDraft, Slice
from tpmlearn.domain.content.front_matter import Fields, Named, read_sources, split
from tpmlearn.domain.content.item_errors import check_item, check_question
from tpmlearn.domain.content.places import Document, inside_fence, line_of, span
from tpmlearn.domain.content.references import references
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.text_rules import check_text, refuse_footnotes

ATTRIBUTES = (
    "id", "skill", "kind", "difficulty", "tasks", "approach", "source", "marks", "minutes", "type",
)  # fmt: skip
DEFAULTS = ("skill", "kind", "difficulty", "tasks", "approach", "source", "marks", "minutes")
ID = re.compile(r"[a-z0-9][a-z0-9-]{1,58}[a-z0-9]")
_EMPTY = Slice("", 0)
_Word = TypeVar("_Word", bound=StrEnum)


def read_quiz(path: str, text: str) -> tuple[QuizDraft, Report]:
    """The items of a file, as far as they can be read, and everything that is wrong in it."""
    report = Report(path)
    fields, body = split(text, report)
    sources = read_sources(fields) if fields else ()
    defaults = _defaults(fields) if fields else {}
    document = Document(body)
    check_text(document, report)
    refuse_footnotes(document, report)
    items = tuple(
        item
        for heading, nodes in _parts(document, report)
        if (item := _item(document, heading, nodes, defaults, report))
    )
    return QuizDraft(path, items, sources, references(document)), report


def read_recall(document: Document, report: Report) -> Question | None:
    """The question of a `quiz` fence; heading and attributes are left out there."""
    question = _question(document, document.root.children, report, line=_first_line(document))
    if question:
        check_question(document, question, report)
    return question


def recalls(document: Document) -> tuple[Document, ...]:
    """The contents of all `quiz` fences of a text, with the file's line numbers."""
    return tuple(
        inside_fence(document, fence) for fence in document.fences() if fence.info.strip() == "quiz"
    )


def _first_line(document: Document) -> int:
    return next((line_of(node) for node in document.root.children), 1)


def _defaults(fields: Fields) -> dict[str, Named]:
    found = {}
    for key in DEFAULTS:
        if key not in fields:
            continue
        if key == "tasks":
            names = fields.names(key)
            found[key] = Named(" ".join(name.text for name in names), *fields.place(key))
        elif key in {"difficulty", "marks", "minutes"}:
            value = fields.integer(key, 1, 5 if key == "difficulty" else 60)
            found[key] = Named(str(value), *fields.place(key))
        else:
            found[key] = fields.named(key)
    for key in ("id", "type"):
        if key in fields:
            fields.report.add("E074", *fields.place(key), key=key)
            fields.text(key)
    fields.close()
    return found


def _parts(document: Document, report: Report) -> list[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]]:
    """Each item's heading with the blocks below it."""
    parts: list[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]] = []
    for node in document.root.children:
        if node.type == "heading" and node.tag == "h2":
            parts.append((node, []))
        elif node.type == "heading":
            line = line_of(node)
            report.add("E031", line, document.column(line, "#"), level=node.tag[1])
        elif parts:
            parts[-1][1].append(node)
        else:
            line = line_of(node)
            report.add("E050", line, document.column(line, r"\S"))
    return parts


def _item(
    document: Document,
    heading: SyntaxTreeNode,
    nodes: Sequence[SyntaxTreeNode],
    defaults: Mapping[str, Named],
    report: Report,
) -> ItemDraft | None:
    line = line_of(heading)
    title = str(heading.children[0].content)
    attributes = read_attributes(document, title, line, known=ATTRIBUTES, report=report)
    place = (line, document.column(line, "#"))
    head = _Head(attributes, {**defaults, **attributes.values}, place, report)
    question = _question(document, nodes, report, line=line)
    kind = head.word("kind", ItemKind)
    approach = head.word("approach", Approach)
    item_id, difficulty = head.identity(), head.difficulty()
    skill, source = head.named("skill"), head.named("source")
    head.check_numbers()
    if question is None:
        return None
    item = ItemDraft(
        id=item_id,
        title=attributes.text,
        kind=kind or ItemKind.APPLY,
        skill=skill,
        difficulty=difficulty,
        tasks=head.tasks(),
        approach=approach or Approach.HYBRID,
        source=source,
        question=question,
        path=document_path(report),
        line=line,
    )
    head.check_type(question.type)
    check_question(document, question, report)
    check_item(document, item, report)
    return item


def document_path(report: Report) -> str:
    """The path that a file's problems and drafts carry."""
    return report.path


@dataclass(frozen=True)
class _Head:
    """An item's heading with the file's defaults: reads one attribute after the other."""

    attributes: Attributes
    values: Mapping[str, Named]
    place: tuple[int, int]
    report: Report

    def identity(self) -> str:
        """The id, reported if it is absent or malformed."""
        found = self.attributes.id
        if found is None:
            self.report.add("E051", *self.place)
            return ""
        if not ID.fullmatch(found.text):
            self.report.add("E052", found.line, found.column, value=found.text)
        return found.text

    def named(self, key: str) -> Named:
        """A required attribute with its place."""
        if key not in self.values:
            self.report.add("E054", *self.place, key=key)
            return Named("", *self.place)
        return self.values[key]

    def word(self, key: str, words: type[_Word]) -> _Word | None:
        """A required attribute that is one of a few words."""
        value = self.named(key)
        known = [word.value for word in words]
        if value.text in known:
            return words(value.text)
        if key in self.values:
            self._bad(key, value, " or ".join(known))
        return None

    def difficulty(self) -> int:
        """The author's view of difficulty, 1 to 5."""
        value = self.named("difficulty")
        if value.text in {"1", "2", "3", "4", "5"}:
            return int(value.text)
        if "difficulty" in self.values:
            self._bad("difficulty", value, "1 (easy) to 5 (hard)")
        return 1

    def tasks(self) -> tuple[Named, ...]:
        """The exam tasks, each with the place of the attribute."""
        value = self.values.get("tasks", Named("", *self.place))
        return tuple(Named(text, value.line, value.column) for text in value.text.split())

    def check_numbers(self) -> None:
        """Report marks and minutes that are no small whole numbers."""
        for key in ("marks", "minutes"):
            value = self.values.get(key)
            if value and not re.fullmatch(r"[1-9]\d?", value.text):
                self._bad(key, value, "a whole number from 1")

    def check_type(self, written: ItemType) -> None:
        """Report a type that contradicts the rows."""
        value = self.values.get("type")
        if value is None:
            return
        known = [word.value for word in ItemType]
        if value.text not in known:
            self._bad("type", value, " or ".join(known))
        elif value.text != written:
            self.report.add("E073", value.line, value.column, said=value.text, found=written.value)

    def _bad(self, key: str, value: Named, known: str) -> None:
        self.report.add("E055", value.line, value.column, key=key, value=value.text, known=known)


def _question(
    document: Document, nodes: Sequence[SyntaxTreeNode], report: Report, *, line: int
) -> Question | None:
    """Stem, answer and explanation out of the blocks of one item."""
    at = next((n for n, node in enumerate(nodes) if answer_form(node)), None)
    if at is None:
        report.add("E057", line, document.column(line, r"\S"))
        return None
    lists, rest = _answer_lists(document, nodes[at:], report)
    form = answer_form(lists[0])
    rows = [row for node in lists for row in rows_of(node)]
    answer = form.read(document, rows, report) if form else None
    stem = _stem(document, nodes[:at], line, report)
    explanation = _explanation(document, rest, report)
    if answer is None:
        return None
    return Question(answer.type, stem, answer.options, answer.number, explanation, line)


def _answer_lists(
    document: Document, nodes: Sequence[SyntaxTreeNode], report: Report
) -> tuple[list[SyntaxTreeNode], Sequence[SyntaxTreeNode]]:
    """The list of answers and what follows it; a list cut up by bare quotes counts as one."""
    lists, rest = [nodes[0]], list(nodes[1:])
    while len(rest) > 1 and rest[0].type == "blockquote" and answer_form(rest[1]):
        line = line_of(rest[0])
        report.add("E061", line, document.column(line, ">"))
        lists.append(rest[1])
        rest = rest[2:]
    return lists, rest


def _stem(document: Document, nodes: Sequence[SyntaxTreeNode], line: int, report: Report) -> Slice:
    if not nodes:
        report.add("E056", line, document.column(line, r"\S"))
        return Slice("", line)
    start, end = span(nodes[0])[0], span(nodes[-1])[1]
    return Slice(document.source(start, end), start + 1)


def _explanation(document: Document, nodes: Sequence[SyntaxTreeNode], report: Report) -> Slice:
    explanation = _EMPTY
    for n, node in enumerate(nodes):
        if n == 0 and node.type == "blockquote":
            explanation = quoted(document, node)
            continue
        line = line_of(node)
        block = node.type.replace("_", " ")
        report.add("E068", line, document.column(line, r"\S"), block=block)
    return explanation
