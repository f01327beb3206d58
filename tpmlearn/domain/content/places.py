"""A Markdown text as a tree of blocks with positions: structure comes from markdown-it-py alone."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from tpmlearn.domain.content.nodes import tree_of, walk
from tpmlearn.domain.content.tex import MATH

# What none of the parser's rules for runs of text begins with; blanks at a line's end mean more.
_LINE = r"(?=\S)[^\n*_`\[\]<&\\$]+(?<=\S)"
_WORDS = re.compile(rf"{_LINE}(?:\n{_LINE})*")


def _parser() -> MarkdownIt:
    return (
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


def _inline(state: StateCore) -> None:
    """A step of the parser: most runs hold words alone, which need no look at each character."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if _WORDS.fullmatch(token.content):
            token.children = list(_words(token.content))
        else:
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _words(text: str) -> Iterator[Token]:
    for n, line in enumerate(text.split("\n")):
        if n:
            yield Token("softbreak", "br", 0)
        yield Token("text", "", 0, content=line)


_PARSER = _parser()
_PARSER.core.ruler.at("inline", _inline)
_PARSER.inline.ruler.before("escape", "math", _math)
# Every link is to be seen, so that the rules can refuse it; the renderer shows none of them.
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
_OUTLINER = _parser().disable("inline")


@dataclass(frozen=True)
class Document:
    """A Markdown text in its file: `lines[0]` is line 1; `indent` columns were cut from each."""

    text: str
    indent: int = 0
    lines: tuple[str, ...] = field(init=False)
    root: SyntaxTreeNode = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(self.text.split("\n")))
        object.__setattr__(self, "root", tree_of(_PARSER.parse(self.text)))

    @cached_property
    def nodes(self) -> tuple[SyntaxTreeNode, ...]:
        """All nodes, the root first, in the order of the text."""
        return tuple(walk(self.root))

    @cached_property
    def _runs(self) -> tuple[Sequence[tuple[SyntaxTreeNode, int]], Sequence[int]]:
        runs = [(node, line_of(node)) for node in self.nodes if node.type == "inline"]
        return runs, [line for _, line in runs]

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

    def column_of(self, line: int, words: str) -> int:
        """The column in the file, from 1, of some words; as `column` where they are not found."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        start = text.find(words)
        return self.column(line) if start < 0 else start + 1 + self.indent

    def fences(self) -> Iterator[SyntaxTreeNode]:
        """All fenced blocks, wherever they stand."""
        return (node for node in self.nodes if node.type == "fence")

    def inlines(
        self, first: int = 1, last: int | None = None
    ) -> Sequence[tuple[SyntaxTreeNode, int]]:
        """The runs of text that begin in the lines `first` to `last`, each with its line."""
        runs, lines = self._runs
        end = len(lines) if last is None else bisect_right(lines, last)
        return runs[bisect_left(lines, first) : end]


def outline(text: str) -> SyntaxTreeNode:
    """The blocks of a text alone: what stands inside a run of text is not looked at."""
    return tree_of(_OUTLINER.parse(text))


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
