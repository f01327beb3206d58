"""What the rows of all kinds of answers have in common: their text, their reason, their place."""

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.drafts import Slice
from tpmlearn.domain.content.places import Document, line_of, span
from tpmlearn.domain.content.references import inline_nodes
from tpmlearn.domain.content.rules import Report

MOST_ROWS = 40
MARKER = r"[-*+]|\d+[.)]"
_PLAIN = frozenset(
    {"text", "strong", "em", "code_inline", "softbreak", "s", "text_special", "entity", "math"}
)


def rows_of(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    """The rows of a list."""
    return node.children


def is_endless(document: Document, rows: Sequence[SyntaxTreeNode], report: Report) -> bool:
    """Whether there are so many rows that none is looked at; it is reported."""
    if len(rows) <= MOST_ROWS:
        return False
    place = row_place(document, rows[0])
    report.add("E072", *place, count=len(rows), wanted=f"at most {MOST_ROWS}")
    return True


def row_text(row: SyntaxTreeNode) -> str:
    """The first paragraph of a row, as written."""
    for child in row.children:
        if child.type == "paragraph":
            return str(child.children[0].content)
    return ""


def row_place(document: Document, row: SyntaxTreeNode) -> tuple[int, int]:
    """Line and column of a row's marker."""
    line = line_of(row)
    return line, document.column(line, MARKER)


def check_label(document: Document, row: SyntaxTreeNode, text: str, report: Report) -> None:
    """An option becomes a label: one paragraph without links, images or blocks."""
    line, column = row_place(document, row)
    if not text:
        report.add("E059", line, column, found="no text")
    for child in row.children[1:]:
        if child.type != "blockquote":
            at = line_of(child)
            report.add("E059", at, document.column(at), found=f"a {name_of(child)}")
    first = row.children[0] if row.children else None
    if first is None or first.type != "paragraph":
        return
    for at, node in inline_nodes(first.children[0], line):
        if node.type not in _PLAIN and node.type != "html_inline":
            report.add(
                "E059", at, document.column(at, r"!?\[[^\]]{2,}\]"), found=f"a {name_of(node)}"
            )
    if "[[" in text:
        report.add("E059", line, document.column(line, r"\[\["), found="a link")


def reason_of(document: Document, row: SyntaxTreeNode, report: Report) -> Slice:
    """The quote below a row; reported where there is none, an empty one, or a second."""
    quotes = [child for child in row.children if child.type == "blockquote"]
    line, column = row_place(document, row)
    if not quotes and _bare_reason(row):
        return Slice("", line)
    if not quotes:
        report.add("E060", line, column)
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
    return rows is not None and after is not None and after.type in {rows.type, "paragraph"}


def quoted(document: Document, node: SyntaxTreeNode) -> Slice:
    """What stands in a quote, its marks and its indentation removed."""
    start, end = span(node)
    lines = [re.sub(r"^\s*> ?", "", line) for line in document.lines[start:end]]
    return Slice("\n".join(lines).strip("\n"), start + 1)


def name_of(node: SyntaxTreeNode) -> str:
    """What authors call a kind of block."""
    return {"bullet_list": "list", "ordered_list": "list", "fence": "code block"}.get(
        node.type, node.type.replace("_", " ")
    )
