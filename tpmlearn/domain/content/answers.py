"""The ways in which an item is answered: how its rows are written and what is read from them."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.attributes import read_attributes
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import NumberDraft, OptionDraft, Slice
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.places import Document, line_of, span
from tpmlearn.domain.content.references import inline_nodes
from tpmlearn.domain.content.rules import Report

_BOX = re.compile(r"\[([ xX])\](?:\s+(.*))?$", re.DOTALL)
_NUMBER = re.compile(r"=\s*([-+−]?\d+(?:\.\d+)?)\s*(?:±|\+/-|\+-)\s*(\d+(?:\.\d+)?)(?:\s+(\S.*))?$")
_PLAIN = frozenset(
    {"text", "strong", "em", "code_inline", "softbreak", "s", "text_special", "entity", "math"}
)
LONGEST_UNIT = 30


@dataclass(frozen=True)
class Answer:
    """What the rows of an item say: options or a number, and the type that follows."""

    type: ItemType
    options: tuple[OptionDraft, ...] = ()
    number: NumberDraft | None = None


@dataclass(frozen=True)
class AnswerForm:
    """One way to write answers; `looks` tells from the first row whether a list is meant so."""

    looks: Callable[[str], bool]
    read: Callable[[Document, Sequence[SyntaxTreeNode], Report], Answer | None]


def rows_of(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    """The rows of a list."""
    return node.children


def row_text(row: SyntaxTreeNode) -> str:
    """The first paragraph of a row, as written."""
    for child in row.children:
        if child.type == "paragraph":
            return str(child.children[0].content)
    return ""


def answer_form(node: SyntaxTreeNode) -> AnswerForm | None:
    """How a list of answers is written, or None for an ordinary list."""
    if node.type != "bullet_list":
        return None
    texts = [row_text(row) for row in rows_of(node)]
    return next((form for form in FORMS if any(form.looks(text) for text in texts)), None)


def _read_options(
    document: Document, rows: Sequence[SyntaxTreeNode], report: Report
) -> Answer | None:
    found = [_option(document, row, report) for row in rows]
    options = [option for option in found if option]
    if len(options) < len(rows):
        return None
    keys = sum(option.correct for option in options)
    if len(options) == 2:
        return Answer(ItemType.TRUE_FALSE, tuple(options))
    return Answer(ItemType.MULTIPLE if keys > 1 else ItemType.SINGLE, tuple(options))


def _option(document: Document, row: SyntaxTreeNode, report: Report) -> OptionDraft | None:
    line = line_of(row)
    column = document.column(line, r"[-*+]")
    box = _BOX.match(row_text(row))
    if box is None:
        report.add("E058", line, column)
        return None
    last = span(row.children[0])[1]
    attributes = read_attributes(document, box[2] or "", last, known=("trap",), report=report)
    _check_label(document, row, attributes.text, report)
    return OptionDraft(
        text=" ".join(attributes.text.split()),
        correct=box[1] != " ",
        reason=_reason(document, row, report),
        trap=attributes.values.get("trap", Named("", line, column)),
        line=line,
        column=column,
    )


def _check_label(document: Document, row: SyntaxTreeNode, text: str, report: Report) -> None:
    """An option becomes a label: one paragraph without links, images or blocks."""
    line = line_of(row)
    column = document.column(line, r"[-*+]")
    if not text:
        report.add("E059", line, column, found="no text")
    for child in row.children[1:]:
        if child.type != "blockquote":
            at = line_of(child)
            report.add("E059", at, document.column(at), found=f"a {_name(child)}")
    inline = row.children[0].children[0]
    for at, node in inline_nodes(inline, line):
        if node.type not in _PLAIN and node.type != "html_inline":
            report.add(
                "E059", at, document.column(at, r"!?\[[^\]]{2,}\]"), found=f"a {_name(node)}"
            )
    if "[[" in text:
        report.add("E059", line, document.column(line, r"\[\["), found="a link")


def _reason(document: Document, row: SyntaxTreeNode, report: Report) -> Slice:
    quotes = [child for child in row.children if child.type == "blockquote"]
    line = line_of(row)
    if not quotes and _bare_reason(row):
        return Slice("", line)
    if not quotes:
        report.add("E060", line, document.column(line, r"[-*+]"))
        return Slice("", line)
    reason = quoted(document, quotes[0])
    if not reason.text.strip():
        report.add("E060", reason.line, document.column(reason.line, r"\S"))
    for extra in quotes[1:]:
        at = line_of(extra)
        report.add("E068", at, document.column(at), block="second quote")
    return reason


def _bare_reason(row: SyntaxTreeNode) -> bool:
    """Whether the row is followed by a quote that is not indented: it is reported as such."""
    rows = row.parent
    following = rows.next_sibling if rows and row.next_sibling is None else None
    after = following.next_sibling if following and following.type == "blockquote" else None
    return after is not None and answer_form(after) is not None


def quoted(document: Document, node: SyntaxTreeNode) -> Slice:
    """What stands in a quote, its marks and its indentation removed."""
    start, end = span(node)
    lines = [re.sub(r"^\s*> ?", "", line) for line in document.lines[start:end]]
    return Slice("\n".join(lines).strip("\n"), start + 1)


def _read_number(
    document: Document, rows: Sequence[SyntaxTreeNode], report: Report
) -> Answer | None:
    line = line_of(rows[0])
    if len(rows) > 1:
        at = line_of(rows[1])
        report.add("E072", at, document.column(at), count=len(rows), wanted="1 number")
    text = row_text(rows[0]).strip()
    match = _NUMBER.match(text)
    value = float(match[1].replace("−", "-")) if match else math.inf
    if match is None or not math.isfinite(value) or len(match[3] or "") > LONGEST_UNIT:
        report.add("E067", line, document.column(line, "="), found=text[:60])
        return None
    reason = _reason(document, rows[0], report)
    number = NumberDraft(value, float(match[2]), (match[3] or "").strip(), reason, line)
    return Answer(ItemType.NUMBER, number=number)


def _name(node: SyntaxTreeNode) -> str:
    return {"bullet_list": "list", "ordered_list": "list", "fence": "code block"}.get(
        node.type, node.type.replace("_", " ")
    )


FORMS = (
    AnswerForm(lambda text: text.startswith("["), _read_options),
    AnswerForm(lambda text: text.startswith("="), _read_number),
)
