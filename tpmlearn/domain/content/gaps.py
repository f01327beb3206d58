"""Pull-down items: `{{1}}` in the sentence, then a list of values below each line `Gap 1:`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.answers import Answer, answer_form, read_options
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import OptionDraft, Question
from tpmlearn.domain.content.places import Document, line_of
from tpmlearn.domain.content.rows import is_endless, rows_of
from tpmlearn.domain.content.rules import Report

MOST_GAPS = 6
GAP = re.compile(r"\{\{(\d{1,3})\}\}")
_LABEL = re.compile(r"Gap (\d{1,3}):")
_Nodes = Sequence[SyntaxTreeNode]


def gap_label(node: SyntaxTreeNode) -> str:
    """The number in a line `Gap 1:`, or nothing for any other block."""
    if node.type != "paragraph":
        return ""
    match = _LABEL.fullmatch(str(node.children[0].content).strip())
    return match[1] if match else ""


def read_gaps(document: Document, nodes: _Nodes, report: Report) -> tuple[Answer | None, _Nodes]:
    """The values of all gaps, and the blocks that follow; `nodes` begin with the first label."""
    options: list[OptionDraft] = []
    whole, count, rest = True, 0, nodes
    while rest and (label := gap_label(rest[0])):
        count += 1
        lists, after = _lists(document, rest[1:], report)
        found = _values(document, rest[0], lists, report)
        if label != str(count):
            _report(document, rest[0], report, f"gap {label} stands where gap {count} should")
        whole = whole and found is not None
        options += [replace(option, gap=count) for option in found or ()]
        rest = after
    return (Answer(ItemType.PULL_DOWN, tuple(options)) if whole else None), rest


def _lists(document: Document, nodes: _Nodes, report: Report) -> tuple[_Nodes, _Nodes]:
    """The list of one gap, cut up by bare quotes or not, and what follows it."""
    lists: list[SyntaxTreeNode] = []
    while nodes and answer_form(nodes[0]):
        lists.append(nodes[0])
        nodes = nodes[1:]
        if nodes and nodes[0].type == "blockquote" and _goes_on(nodes):
            line = line_of(nodes[0])
            report.add("E061", line, document.column(line, ">"), indent="two")
            nodes = nodes[1:]
    return lists, nodes


def _goes_on(nodes: _Nodes) -> bool:
    """Whether a quote stands between values: then it is a reason that is not indented."""
    after = nodes[1] if len(nodes) > 1 else None
    return after is not None and (answer_form(after) is not None or bool(gap_label(after)))


def _values(
    document: Document, label: SyntaxTreeNode, lists: _Nodes, report: Report
) -> tuple[OptionDraft, ...] | None:
    rows = [row for node in lists for row in rows_of(node)]
    if not rows:
        _report(document, label, report, "no list of values follows")
        return None
    return None if is_endless(document, rows, report) else read_options(document, rows, report)


def _report(document: Document, node: SyntaxTreeNode, report: Report, found: str) -> None:
    line = line_of(node)
    report.add("E077", line, document.column(line), found=found)


def check_gaps(document: Document, question: Question, report: Report) -> None:
    """Report gaps of the sentence that have no list, lists without gap, and gaps out of order."""
    wanted = [str(n) for n in range(1, _count(question) + 1)]
    found = [match[1] for match in GAP.finditer(question.stem.text)]
    if len(wanted) > MOST_GAPS:
        line = question.options[0].line
        report.add("E072", line, count=len(wanted), wanted=f"at most {MOST_GAPS} gaps")
    if found != wanted:
        shown = " ".join(f"{{{{{number}}}}}" for number in found[:12]) or "no gap"
        line = question.stem.line
        says = f"the question has {shown}, and {len(wanted)} lists of values follow"
        report.add("E077", line, document.column(line), found=says)
    elif _in_text(document, question) != len(found):
        line = question.stem.line
        says = "a gap stands in code, in a link or in a figure's words"
        report.add("E077", line, document.column(line), found=says)


def check_no_gap(document: Document, question: Question, report: Report) -> None:
    """Report gaps in the text of a question that is answered in another way."""
    if _in_text(document, question):
        line = question.stem.line
        says = "the question has a gap, but no list of values under ‘Gap 1:’"
        report.add("E077", line, document.column(line), found=says)


def _count(question: Question) -> int:
    return max((option.gap for option in question.options), default=0)


def _in_text(document: Document, question: Question) -> int:
    """How many gaps stand in running text, where a field can take their place."""
    first = question.stem.line
    last = first + question.stem.text.count("\n")
    return sum(
        len(GAP.findall(node.content))
        for inline, _ in document.inlines(first, last)
        for node in inline.walk()
        if node.type == "text" and not _in_link(node)
    )


def _in_link(node: SyntaxTreeNode) -> bool:
    current = node.parent
    while current is not None and current.type not in {"link", "image"}:
        current = current.parent
    return current is not None
