"""The rules for running text in lessons, assignments and items: only what the format has."""

import difflib
import re

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.fences.reading import READERS, check_figure
from tpmlearn.domain.content.places import Document, is_closed, line_of
from tpmlearn.domain.content.references import (
    ASSIGNMENT,
    BRACKETS,
    TEMPLATE,
    inline_nodes,
    without_code,
    words_only,
)
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.tex import (
    LEFT,
    WrongTex,
    formulas,
    mathml,
    may_have_math,
    without_math,
)

LONGEST = 10_000
MOST_BRACKETS = 200
DEEPEST = 6
FENCES = (*READERS, "quiz", "math", "vars")
ALIKE = 0.8
CALLOUTS = ("NOTE", "TIP", "WARNING")
FIGURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.svg")
_ALLOWED_LINK = re.compile(rf"https?://[^\s/]\S*|/(?![/\\])\S*|#\S+|(?:{ASSIGNMENT}|{TEMPLATE})\S+")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_HTML = re.compile(r"</?[A-Za-z][^>\n]*>|<!--")
_CALLOUT = re.compile(r"\[!([^\]]*)\]")
# Whose names only look like those of our fences.
_LANGUAGES = frozenset({"mathematica", "mathml"})
_LONG = 4
_NESTING = frozenset({"blockquote", "bullet_list", "ordered_list", "admonition"})
_INSIDE = {
    "blockquote": "quote",
    "list_item": "list",
    "admonition": "hidden answer",
    "dd": "definition",
    "footnote_reference": "footnote",
}


def check_text(document: Document, report: Report) -> None:
    """Report everything in a text that the format does not have, footnotes apart."""
    for node in document.nodes:
        if node.type == "heading":
            _check_heading_place(document, node, report)
        elif node.type == "html_block":
            _report_html(document, report, line_of(node), node.content)
        elif node.type == "admonition":
            _check_hidden(document, node, report)
        elif node.type == "blockquote":
            _check_callout(document, node, report)
        elif node.type == "fence":
            _check_fence(document, node, report)
        elif node.type == "table":
            _check_rows(document, node, report)
        if node.type in _NESTING and _depth(node) == DEEPEST + 1:
            line = line_of(node)
            report.add("E048", line, document.column(line), limit=DEEPEST)
    for inline, line in document.inlines():
        _check_size(document, inline, line, report)
        _check_inline(document, inline, line, report)
        _check_formulas(document, inline, line, report)


def check_footnotes(document: Document, report: Report) -> None:
    """Report footnote marks without definition."""
    marked = (one for one in document.inlines() if "[^" in one[0].content)
    for inline, line in marked:
        for text, row in _lines(inline, line):
            for match in _FOOTNOTE.finditer(text):
                if f"[^{match[1]}]:" not in document.text:
                    column = document.column(row, re.escape(match[0]))
                    report.add("E040", row, column, label=match[1])


def refuse_footnotes(document: Document, report: Report) -> None:
    """Report every footnote: for texts that are shown in pieces."""
    for row, text in enumerate(document.lines, 1):
        match = _FOOTNOTE.search(words_only(text)) if "[^" in text else None
        if match:
            report.add("E043", row, match.start() + 1 + document.indent)


def _check_heading_place(document: Document, node: SyntaxTreeNode, report: Report) -> None:
    parent = node.parent
    if parent is not None and not parent.is_root:
        inside = _INSIDE.get(parent.type, parent.type)
        line = line_of(node)
        report.add("E032", line, document.column(line, "#"), inside=inside)


def _check_hidden(document: Document, node: SyntaxTreeNode, report: Report) -> None:
    line = line_of(node)
    text = document.lines[line - 1].strip()
    if not re.fullmatch(r'\?\?\? answer "[^"]+"', text):
        report.add("E041", line, document.column(line), found=text[:60])
    elif all(child.type == "admonition_title" for child in node.children):
        report.add("E140", line, document.column(line))


def _check_callout(document: Document, node: SyntaxTreeNode, report: Report) -> None:
    line = line_of(node)
    match = _CALLOUT.search(document.lines[line - 1])
    before = document.lines[line - 1][: match.start()] if match else ""
    if match is None or before.strip(" >"):
        return
    rest = document.lines[line - 1][match.end() :]
    if match[1] not in CALLOUTS:
        report.add("E046", line, match.start() + 1 + document.indent, found=match[1])
    elif rest.strip():
        column = document.column_of(line, rest) + len(rest) - len(rest.lstrip())
        report.add("E142", line, column, found=rest.strip()[:60])


def _check_fence(document: Document, node: SyntaxTreeNode, report: Report) -> None:
    if not is_closed(document, node):
        line = line_of(node)
        report.add("E044", line, document.column(line, r"[`~]"))
    elif node.info.strip() in READERS:
        check_figure(document, node, report)
    elif node.info.strip() == "math":
        line = line_of(node) + 1
        _check_tex(node.content, (line, document.column(line)), report)
    elif near := _meant(node.info):
        line, found = line_of(node), node.info.strip()[:60]
        report.add("E141", line, document.column(line, r"[`~]"), found=found, near=near)


def _meant(info: str) -> str:
    """The fence that was meant by the words after the backticks; empty for another language."""
    word = (info.split() or [""])[0].lower()
    if info.strip() in FENCES or word in _LANGUAGES:
        return ""
    near = difflib.get_close_matches(word, FENCES, n=1, cutoff=ALIKE)
    longer = [one for one in FENCES if len(one) >= _LONG and word.startswith(one)]
    return (near or longer or [""])[0]


def _check_rows(document: Document, node: SyntaxTreeNode, report: Report) -> None:
    wanted = len(node.children[0].children[0].children)
    for row in (row for part in node.children[1:] for row in part.children):
        line = line_of(row)
        text = document.lines[line - 1].strip().removeprefix("|").removesuffix("|")
        found = len(re.split(r"(?<!\\)\|", text))
        if found > wanted:
            report.add("W127", line, document.column(line), found=found, wanted=wanted)


def _lines(inline: SyntaxTreeNode, line: int) -> list[tuple[str, int]]:
    """The lines of a run of text, code and math blanked out, with their numbers."""
    return [(text, line + n) for n, text in enumerate(words_only(inline.content).split("\n"))]


def _depth(node: SyntaxTreeNode) -> int:
    """How many lists, quotes and hidden answers a block is in, itself included."""
    depth = 0
    current: SyntaxTreeNode | None = node
    while current is not None:
        depth += current.type in _NESTING
        current = current.parent
    return depth


def _check_size(document: Document, inline: SyntaxTreeNode, line: int, report: Report) -> None:
    characters, brackets = len(inline.content), inline.content.count("[")
    if characters > LONGEST or brackets > MOST_BRACKETS:
        column = document.column(line)
        report.add("E047", line, column, characters=characters, brackets=brackets)


def _check_inline(document: Document, inline: SyntaxTreeNode, line: int, report: Report) -> None:
    if "[[" in inline.content:
        _check_brackets(document, inline, line, report)
    tags: list[str] = []
    for row, node in inline_nodes(inline, line):
        if node.type == "html_inline":
            # The end tag of a reported tag says nothing new.
            if not (tags and node.content.startswith("</")):
                _report_html(document, report, row, node.content)
            tags.append(node.content)
        elif node.type == "link":
            _check_link(document, str(node.attrs["href"]), row, report)
        elif node.type == "image":
            _check_image(document, node, inline, row, report)


def _check_brackets(document: Document, inline: SyntaxTreeNode, line: int, report: Report) -> None:
    left = BRACKETS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), words_only(inline.content))
    for n, text in enumerate(left.split("\n")):
        if "[[" in text:
            report.add("E035", line + n, document.column(line + n, r"\[\["))


def _check_link(document: Document, target: str, line: int, report: Report) -> None:
    if not _ALLOWED_LINK.fullmatch(target):
        column = document.column(line, re.escape(target), r"\]\(", "<")
        report.add("E034", line, column, target=target[:80])


def _check_image(
    document: Document, node: SyntaxTreeNode, inline: SyntaxTreeNode, line: int, report: Report
) -> None:
    target = str(node.attrs["src"])
    column = document.column(line, r"!\[")
    if not FIGURE.fullmatch(target):
        report.add("E036", line, column, target=target[:80])
    if not node.content.strip():
        report.add("E037", line, column, target=target[:80])
    if len(inline.children) > 1 or inline.parent is None or inline.parent.type != "paragraph":
        report.add("E038", line, column, target=target[:80])


def _report_html(document: Document, report: Report, line: int, text: str) -> None:
    found = _HTML.search(text)
    shown = found[0] if found else text.strip()
    column = document.column(line, re.escape(shown) if found else r"<")
    report.add("E033", line, column, found=shown[:60])


def _check_formulas(document: Document, inline: SyntaxTreeNode, line: int, report: Report) -> None:
    """Report math that is wrong, out of place or not closed; not in what is too long anyway."""
    if len(inline.content) > LONGEST or not may_have_math(inline.content):
        return
    text = without_code(inline.content)
    for one in formulas(text):
        row = line + text.count("\n", 0, one.start)
        place = row, document.column(row, re.escape(text[one.start : one.end].split("\n")[0]))
        if inline.parent is not None and inline.parent.type == "heading":
            report.add("E122", *place)
        else:
            _check_tex(one.tex, place, report)
    lines = inline.content.split("\n")
    for n, left in enumerate(without_math(text).split("\n")):
        match = LEFT.search(left)
        if match:
            rest = re.escape(lines[n][match.start() :][:40])
            report.add("E120", line + n, document.column(line + n, rest), found=match[0])


def _check_tex(source: str, place: tuple[int, int], report: Report) -> None:
    try:
        mathml(source, display=True)
    except WrongTex as wrong:
        report.add("E121", *place, reason=str(wrong))
