"""The ways in which an item is answered: how its rows are written and what is read from them."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.attributes import read_attributes
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import FormulaDraft, NumberDraft, OptionDraft
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.places import Document, line_of, span
from tpmlearn.domain.content.rows import (
    check_label,
    reason_of,
    row_place,
    row_text,
    rows_of,
)
from tpmlearn.domain.content.rules import Report

_BOX = re.compile(r"\[([ xX])\](?:\s+(.*))?$", re.DOTALL)
_NUMBER = re.compile(r"=\s*([-+−]?\d+(?:\.\d+)?)\s*(?:±|\+/-|\+-)\s*(\d+(?:\.\d+)?)(?:\s+(\S.*))?$")
_PAIR = re.compile(r"(?:^|\s)::(?:\s|$)")
_NOWHERE = Named("", 0, 0)
LONGEST_UNIT = 30


@dataclass(frozen=True)
class Answer:
    """What the rows of an item say: options or a number, and the type that follows."""

    type: ItemType
    options: tuple[OptionDraft, ...] = ()
    number: NumberDraft | None = None
    formula: FormulaDraft | None = None


@dataclass(frozen=True)
class AnswerForm:
    """One way to write answers; `looks` tells from the first row whether a list is meant so."""

    looks: Callable[[str], bool]
    read: Callable[[Document, Sequence[SyntaxTreeNode], Report], Answer | None]


def answer_form(node: SyntaxTreeNode) -> AnswerForm | None:
    """How a list with hyphens is written, or None for an ordinary list."""
    if node.type != "bullet_list":
        return None
    texts = [row_text(row) for row in rows_of(node)]
    return next((form for form in FORMS if any(form.looks(text) for text in texts)), None)


def read_options(
    document: Document, rows: Sequence[SyntaxTreeNode], report: Report
) -> tuple[OptionDraft, ...] | None:
    """The options of a list with boxes; None when one of its rows has none."""
    found = [_option(document, row, report) for row in rows]
    options = tuple(option for option in found if option)
    return options if len(options) == len(rows) else None


def _read_choice(
    document: Document, rows: Sequence[SyntaxTreeNode], report: Report
) -> Answer | None:
    options = read_options(document, rows, report)
    if options is None:
        return None
    if any(option.region for option in options):
        return Answer(ItemType.HOTSPOT, options)
    if len(options) == 2:
        return Answer(ItemType.TRUE_FALSE, options)
    keys = sum(option.correct for option in options)
    return Answer(ItemType.MULTIPLE if keys > 1 else ItemType.SINGLE, options)


def _option(document: Document, row: SyntaxTreeNode, report: Report) -> OptionDraft | None:
    line, column = row_place(document, row)
    box = _BOX.match(row_text(row))
    if box is None:
        report.add("E058", line, column)
        return None
    last = span(row.children[0])[1]
    attributes = read_attributes(
        document, box[2] or "", last, known=("trap", "region"), report=report
    )
    check_label(document, row, attributes.text, report)
    return OptionDraft(
        text=" ".join(attributes.text.split()),
        correct=box[1] != " ",
        reason=reason_of(document, row, report),
        trap=attributes.values.get("trap", Named("", line, column)),
        line=line,
        column=column,
        region=attributes.values.get("region", _NOWHERE).text,
    )


def read_order(document: Document, rows: Sequence[SyntaxTreeNode], report: Report) -> Answer | None:
    """The steps of a numbered list, in the right order."""
    numbers = [re.sub(r"\D", "", row.info) for row in rows]
    if numbers != [str(n) for n in range(1, len(rows) + 1)] and set(numbers) != {"1"}:
        place = row_place(document, rows[0])
        report.add("E075", *place, found=", ".join(numbers[:12]))
    return Answer(ItemType.ORDER, tuple(_step(document, row, report) for row in rows))


def _step(document: Document, row: SyntaxTreeNode, report: Report) -> OptionDraft:
    line, column = row_place(document, row)
    text = _bare_text(document, row, report)
    check_label(document, row, text, report)
    reason = reason_of(document, row, report)
    return OptionDraft(text, True, reason, _NOWHERE, line, column)


def _bare_text(document: Document, row: SyntaxTreeNode, report: Report) -> str:
    """The text of a row that takes no attributes."""
    last = span(row.children[0])[1] if row.children else line_of(row)
    attributes = read_attributes(document, row_text(row), last, known=(), report=report)
    return " ".join(attributes.text.split())


def _read_match(
    document: Document, rows: Sequence[SyntaxTreeNode], report: Report
) -> Answer | None:
    found = [_pair(document, row, report) for row in rows]
    pairs = tuple(pair for pair in found if pair)
    return Answer(ItemType.MATCH, pairs) if len(pairs) == len(rows) else None


def _pair(document: Document, row: SyntaxTreeNode, report: Report) -> OptionDraft | None:
    line, column = row_place(document, row)
    text = _bare_text(document, row, report)
    parts = [part.strip() for part in _PAIR.split(text)]
    if len(parts) != 2 or not parts[1]:
        report.add("E076", line, column, found=text[:60])
        return None
    left, right = parts
    check_label(document, row, text, report)
    reason = reason_of(document, row, report)
    return OptionDraft(right, bool(left), reason, _NOWHERE, line, column, left=left)


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
    reason = reason_of(document, rows[0], report)
    number = NumberDraft(value, float(match[2]), (match[3] or "").strip(), reason, line)
    return Answer(ItemType.NUMBER, number=number)


FORMS = (
    AnswerForm(lambda text: text.startswith("["), _read_choice),
    AnswerForm(lambda text: text.startswith("="), _read_number),
    AnswerForm(lambda text: _PAIR.search(text) is not None, _read_match),
)
