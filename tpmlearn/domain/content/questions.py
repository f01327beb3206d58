"""Reads one question out of its blocks: the stem, the rows of the answer, the explanation."""

from collections.abc import Callable, Sequence

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.answers import Answer, answer_form, read_order
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import Question, Slice
from tpmlearn.domain.content.formulas import read_formula, vars_fence, without_fence
from tpmlearn.domain.content.gaps import gap_label, read_gaps
from tpmlearn.domain.content.places import Document, line_of, span
from tpmlearn.domain.content.rows import is_endless, quoted, rows_of
from tpmlearn.domain.content.rules import Report

_EMPTY = Slice("", 0)
_Nodes = Sequence[SyntaxTreeNode]


def read_question(
    document: Document, nodes: _Nodes, report: Report, *, line: int
) -> Question | None:
    """Stem, answer and explanation out of the blocks of one item; None without an answer."""
    at = _first(nodes, lambda node: answer_form(node) is not None)
    if at is None:
        # A numbered list is the answer only where there is no other: it may stand in any stem.
        at = _first(nodes, lambda node: node.type == "ordered_list")
    if at is None:
        report.add("E057", line, document.column(line))
        return None
    if at and gap_label(nodes[at - 1]):
        answer, rest = read_gaps(document, nodes[at - 1 :], report)
        at -= 1
    else:
        lists, rest = _answer_lists(document, nodes[at:], report)
        answer = _read(document, lists, vars_fence(nodes[:at]), report)
    stem = _stem(document, nodes[:at], line, report)
    explanation = _explanation(document, rest, report)
    if answer is None:
        return None
    return Question(
        answer.type, stem, answer.options, answer.number, explanation, line, answer.formula
    )


def _first(nodes: _Nodes, is_meant: Callable[[SyntaxTreeNode], bool]) -> int | None:
    return next((n for n, node in enumerate(nodes) if is_meant(node)), None)


def _read(
    document: Document, lists: _Nodes, fence: SyntaxTreeNode | None, report: Report
) -> Answer | None:
    rows = [row for node in lists for row in rows_of(node)]
    if is_endless(document, rows, report):
        return None
    if fence is not None:
        formula = read_formula(document, fence, rows, report)
        return Answer(ItemType.GENERATED, formula=formula) if formula else None
    form = answer_form(lists[0])
    return form.read(document, rows, report) if form else read_order(document, rows, report)


def _answer_lists(
    document: Document, nodes: _Nodes, report: Report
) -> tuple[list[SyntaxTreeNode], _Nodes]:
    """The list of answers and what follows it; a list cut up by bare quotes counts as one."""
    lists, rest = [nodes[0]], list(nodes[1:])
    indent = "three" if nodes[0].type == "ordered_list" else "two"
    while len(rest) > 1 and rest[0].type == "blockquote" and _goes_on(nodes[0], rest[1]):
        line = line_of(rest[0])
        report.add("E061", line, document.column(line, ">"), indent=indent)
        lists.append(rest[1])
        rest = rest[2:]
    return lists, rest


def _goes_on(first: SyntaxTreeNode, other: SyntaxTreeNode) -> bool:
    return first.type == other.type and (first.type == "ordered_list" or bool(answer_form(other)))


def _stem(document: Document, nodes: _Nodes, line: int, report: Report) -> Slice:
    if not nodes:
        report.add("E056", line, document.column(line))
        return Slice("", line)
    start, end = span(nodes[0])[0], span(nodes[-1])[1]
    stem, fence = Slice(document.source(start, end), start + 1), vars_fence(nodes)
    if fence is None:
        return stem
    stem = without_fence(fence, stem)
    if not stem.text:
        report.add("E056", line, document.column(line))
    return stem


def _explanation(document: Document, nodes: _Nodes, report: Report) -> Slice:
    explanation = _EMPTY
    for n, node in enumerate(nodes):
        if n == 0 and node.type == "blockquote":
            explanation = quoted(document, node)
            continue
        line = line_of(node)
        block = node.type.replace("_", " ")
        report.add("E068", line, document.column(line), block=block)
    return explanation
