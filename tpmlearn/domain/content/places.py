"""A Markdown text as a tree of blocks with positions: structure comes from markdown-it-py alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from tpmlearn.domain.content.tex import MATH

_PARSER = (
    MarkdownIt("commonmark", {"maxNesting": 30})
    .enable("table")
    .use(admon_plugin)
    .use(deflist_plugin)
    .use(footnote_plugin, inline=False, move_to_end=False)
)


def _math(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: math is one piece, whatever characters are in it."""
    match = MATH.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("math", "math", 0)
        token.content = match[0]
    state.pos = match.end()
    return True


_PARSER.inline.ruler.before("escape", "math", _math)
# Every link is to be seen, so that the rules can refuse it; the renderer shows none of them.
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005


@dataclass(frozen=True)
class Document:
    """A Markdown text in its file: `lines[0]` is line 1; `indent` columns were cut from each."""

    text: str
    indent: int = 0
    lines: tuple[str, ...] = field(init=False)
    root: SyntaxTreeNode = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(self.text.split("\n")))
        object.__setattr__(self, "root", SyntaxTreeNode(_PARSER.parse(self.text)))

    def source(self, start: int, end: int) -> str:
        """The text of the lines `start` to `end` (not included), from 0, without empty ends."""
        return "\n".join(self.lines[start:end]).strip("\n")

    def column(self, line: int, *patterns: str) -> int:
        """The column in the file, from 1, of the first pattern that is found in `line` (from 1).

        Without a pattern, or when none is found, that of the first character of the line.
        """
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        found = (re.search(pattern, text) for pattern in (*patterns, r"\S"))
        match = next((match for match in found if match), None)
        return (match.start() if match else 0) + 1 + self.indent

    def fences(self) -> Iterator[SyntaxTreeNode]:
        """All fenced blocks, wherever they stand."""
        return (node for node in self.root.walk() if node.type == "fence")

    def inlines(self) -> Iterator[tuple[SyntaxTreeNode, int]]:
        """All runs of text with the line, from 1, where each begins."""
        for node in self.root.walk():
            if node.type == "inline":
                yield node, line_of(node)


def line_of(node: SyntaxTreeNode) -> int:
    """The line, from 1, where a node begins; that of the nearest parent that has one."""
    current: SyntaxTreeNode | None = node
    while current is not None:
        if not current.is_root and current.map:
            return current.map[0] + 1
        current = current.parent
    return 1


def span(node: SyntaxTreeNode) -> tuple[int, int]:
    """First line and the line after the last, from 0."""
    if node.map is None:
        raise ValueError(f"a {node.type} has no lines of its own")
    return node.map


def is_closed(document: Document, fence: SyntaxTreeNode) -> bool:
    """Whether a fence has its last line: an open one swallows the rest of the text."""
    start, end = span(fence)
    last = document.lines[end - 1].strip()
    return (
        end - start > 1 and re.fullmatch(rf"{re.escape(fence.markup[0])}{{3,}}", last) is not None
    )


def inside_fence(document: Document, fence: SyntaxTreeNode) -> Document:
    """The content of a fence as a document with the same line numbers."""
    start = span(fence)[0]
    line = document.lines[start]
    indent = document.indent + len(line) - len(line.lstrip())
    return Document("\n" * (start + 1) + fence.content.rstrip("\n"), indent)
