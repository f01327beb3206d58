"""Reads a file of items: one `##` heading each, a stem, the rows of the answer, an explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.attributes import read_attributes
from tpmlearn.domain.content.catalogue import Approach, ItemKind, ItemType, Pool
from tpmlearn.domain.content.drafts import ItemDraft, Question, QuizDraft, Slice
from tpmlearn.domain.content.fields import Fields, Named
from tpmlearn.domain.content.front_matter import read_sources, split
from tpmlearn.domain.content.identity import item_version
from tpmlearn.domain.content.item_errors import check_item, check_question
from tpmlearn.domain.content.item_head import ItemHead
from tpmlearn.domain.content.places import Document, inside_fence, is_closed, line_of, span
from tpmlearn.domain.content.questions import read_question
from tpmlearn.domain.content.references import references
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.text_rules import check_text, refuse_footnotes

ATTRIBUTES = (
    "id", "skill", "kind", "difficulty", "tasks", "approach", "source", "marks", "minutes", "type",
    "group",
)  # fmt: skip
DEFAULTS = (
    "skill", "kind", "difficulty", "tasks", "approach", "source", "marks", "minutes", "group",
)  # fmt: skip
_DRAWN = {ItemType.NUMBER: "a number", ItemType.GENERATED: "a generated number"}
_TITLE = 80


def read_quiz(path: str, text: str, pool: Pool = Pool.PRACTICE) -> tuple[QuizDraft, Report]:
    """The items of a file, as far as they can be read, and everything that is wrong in it."""
    report = Report(path)
    fields, body = split(text, report)
    return _read(path, fields, body, pool, report, tells=False), report


def read_case(path: str, text: str) -> tuple[QuizDraft, Report]:
    """A case: its title, the story before the first item, and the items that share it."""
    report = Report(path)
    fields, body = split(text, report)
    title, pool = case_of(fields) if fields else ("", Pool.TEST)
    draft = _read(path, fields, body, pool, report, tells=True)
    if fields and draft.headings and not draft.story.text:
        report.add("E130", 1)
    return replace(draft, title=title), report


def case_of(fields: Fields) -> tuple[str, Pool]:
    """Title and pool of a case."""
    pools = [Pool.TEST.value, Pool.PRACTICE.value]
    word = fields.word("pool", pools) if "pool" in fields else ""
    return fields.text("title", longest=_TITLE), Pool(word or Pool.TEST)


def read_exam_items(path: str, text: str) -> tuple[QuizDraft, Report]:
    """The items of one exam, and the scenario before the first of them, if there is one."""
    report = Report(path)
    fields, body = split(text, report)
    return _read(path, fields, body, Pool.EXAM, report, tells=True), report


def _read(
    path: str, fields: Fields | None, body: str, pool: Pool, report: Report, *, tells: bool
) -> QuizDraft:
    sources = read_sources(fields) if fields else ()
    defaults = defaults_of(fields) if fields else {}
    document = Document(body)
    check_text(document, report)
    refuse_footnotes(document, report)
    story = _story(document) if tells else Slice("", 0)
    parts = _parts(document, report, tells=tells)
    items = tuple(
        item
        for heading, nodes in parts
        if (item := _item(document, heading, nodes, defaults, report))
    )
    if pool is not Pool.PRACTICE:
        _refuse_numbers(document, items, report)
    return QuizDraft(path, items, len(parts), sources, references(document), pool, story=story)


def _story(document: Document) -> Slice:
    """What stands before the first heading."""
    nodes = []
    for node in document.root.children:
        if node.type == "heading" and node.tag == "h2":
            break
        nodes.append(node)
    if not nodes:
        return Slice("", 0)
    start, end = span(nodes[0])[0], span(nodes[-1])[1]
    return Slice(document.source(start, end), start + 1)


def _refuse_numbers(document: Document, items: Sequence[ItemDraft], report: Report) -> None:
    for item in items:
        what = _DRAWN.get(item.question.type)
        if what:
            where = "in the test pool or in an exam"
            report.add("E099", item.line, document.column(item.line), what=what, where=where)


def read_recall(document: Document, report: Report) -> Question | None:
    """The question of a `quiz` fence; heading and attributes are left out there."""
    question = read_question(document, document.root.children, report, line=_first_line(document))
    if question and question.formula:
        at = question.formula.line
        report.add("E099", at, document.column(at), what="a generated number", where="in a lesson")
        return None
    if question:
        check_question(document, question, report)
    return question


def recalls(document: Document) -> tuple[Document, ...]:
    """The contents of all `quiz` fences of a text, with the file's line numbers."""
    return tuple(
        inside_fence(document, fence)
        for fence in document.fences()
        if fence.info.strip() == "quiz" and is_closed(document, fence)
    )


def _first_line(document: Document) -> int:
    return next((line_of(node) for node in document.root.children), 1)


def defaults_of(fields: Fields) -> dict[str, Named]:
    """The defaults that the front matter gives all items of a file."""
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
        fields.refuse(key, "E074")
    fields.close()
    return found


def _parts(
    document: Document, report: Report, *, tells: bool
) -> list[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]]:
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
        elif not tells:
            line = line_of(node)
            report.add("E050", line, document.column(line))
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
    combined = {**defaults, **attributes.values}
    head = ItemHead(attributes, combined, place, report)
    question = read_question(document, nodes, report, line=line)
    kind = head.word("kind", ItemKind)
    approach = head.word("approach", Approach)
    item_id, difficulty = head.identity(), head.difficulty()
    skill, source = head.named("skill"), head.named("source")
    marks, minutes = head.number("marks", 1), head.number("minutes", 0)
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
        path=report.path,
        line=line,
        marks=marks,
        minutes=minutes,
        group=combined.get("group", Named("", *place)),
        version=item_version(question, ()),
    )
    head.check_type(question.type)
    check_question(document, question, report)
    check_item(item, report)
    return item
