"""Compares how two Markdown readers see the blocks of a text: the one finds, the other renders."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import zip_longest

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.drafts import Slice
from tpmlearn.domain.content.places import line_of, outline
from tpmlearn.rendering.markdown import Outliner

Shape = tuple[str, tuple["Shape", ...]]
_VOID = frozenset({"br", "hr", "img", "input", "col"})
_BLOCKS = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "blockquote"),
        *("details", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "hr"),
    )
)
_NAMES = {
    "p": "a paragraph",
    "ul": "a list",
    "ol": "a numbered list",
    "pre": "a code block",
    "blockquote": "a quote",
    "details": "a hidden answer",
    "table": "a table",
    "dl": "a definition list",
    "hr": "a rule",
}
_FROM_TOKENS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "fence": "pre",
    "code_block": "pre",
    "html_block": "p",
    "admonition": "details",
}
# Lines that begin with a word; bars could make a table of them, and < something of its own.
_EVEN_LINE = r"(?:[A-Za-z“‘(\"']|\*\*[A-Za-z])[^|<`\n]*"
_EVEN = re.compile(rf"{_EVEN_LINE}(?:\n{{1,2}}{_EVEN_LINE})*")
_UNSEEN = frozenset({"inline", "footnote_reference", "admonition_title"})


@dataclass(frozen=True)
class Difference:
    """The first block, by its line in the file, that the readers see in two ways."""

    line: int
    one: str
    other: str


class Comparison:
    """Compares pieces of text. Not safe for several threads at once."""

    def __init__(self) -> None:
        self._outliner = Outliner()

    def differences(self, pieces: Iterable[Slice]) -> list[Difference]:
        """Where the two readers disagree, at most one place for each piece, by line of the file."""
        return [found for piece in pieces if (found := self._difference(piece))]

    def _difference(self, piece: Slice) -> Difference | None:
        if is_even(piece.text):
            return None
        found = first_difference(piece.text, self._outliner.html(piece.text))
        return found and replace(found, line=found.line + piece.line - 1)


def is_even(text: str) -> bool:
    """Whether a text is paragraphs and nothing else for any reader: nothing begins a block.

    Most reasons and explanations are; there is nothing to compare in them.
    """
    return _EVEN.fullmatch(text) is not None


def first_difference(text: str, html: str) -> Difference | None:
    """Where `html`, made by Python-Markdown from `text`, has another structure than the text.

    `html` is the output before cleaning, code and recall questions as <pre>, without figures.
    """
    ours = [(line_of(node), shape) for node, shape in _of_tokens(outline(text).children)]
    theirs = _of_html(html)
    last = text.count("\n") + 1
    for mine, other in zip_longest(ours, theirs):
        if mine is None or other is None or mine[1] != other:
            one, two = _name(mine[1] if mine else None), _name(other)
            if one == two:
                two += ", put together in another way"
            return Difference(mine[0] if mine else last, one, two)
    return None


def _name(shape: Shape | None) -> str:
    if shape is None:
        return "nothing"
    tag, inside = shape
    name = _NAMES.get(tag, f"a heading <{tag}>")
    parts = [_NAMES.get(part, part) for part in _flat(inside) if part not in {"p", "li"}]
    count = sum(child[0] in {"li", "tr"} for child in inside)
    rows = f" of {count} rows" if count else ""
    return f"{name}{rows}" + (f" with {', '.join(parts[:3])} in it" if parts and count else "")


def _flat(shapes: Sequence[Shape]) -> Iterator[str]:
    for tag, inside in shapes:
        if tag not in {"tr", "td", "th"}:
            yield tag
            yield from _flat(inside)


def _of_tokens(nodes: Sequence[SyntaxTreeNode]) -> Iterator[tuple[SyntaxTreeNode, Shape]]:
    for node in nodes:
        if node.type in _UNSEEN or _is_callout_mark(node):
            continue
        if node.type in {"thead", "tbody"}:
            yield from _of_tokens(node.children)
            continue
        tag = _FROM_TOKENS.get(node.type, node.tag or node.type)
        inside = () if tag in {"p", "pre"} else tuple(s for _, s in _of_tokens(node.children))
        yield node, (tag, inside)


def _is_callout_mark(node: SyntaxTreeNode) -> bool:
    """A paragraph that is nothing but `[!NOTE]`: the other reader makes it a title."""
    if node.type != "paragraph" or node.parent is None or node.parent.type != "blockquote":
        return False
    content = str(node.children[0].content)
    return content.startswith("[!") and "\n" not in content


def _of_html(html: str) -> list[Shape]:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return _shapes(builder.root)


@dataclass
class _Element:
    tag: str
    css: str = ""
    text: bool = False
    children: list["_Element"] = field(default_factory=list)


class _Builder(HTMLParser):
    """Builds a tree of the block elements; text directly in one is noted."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, dict(attrs).get("class") or "")
        if tag in _VOID:
            if tag == "hr":
                self.open[-1].children.append(element)
            return
        self.open[-1].children.append(element)
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.open[-1].text = True


def _shapes(parent: _Element) -> list[Shape]:
    """The shapes of an element's blocks; loose text counts as a paragraph."""
    found: list[Shape] = []
    if parent.tag in {"li", "dd"} and _has_words(parent):
        found.append(("p", ()))
    for child in parent.children:
        if child.css == "footnote" or child.tag == "summary" or child.css == "admonition-title":
            continue
        if child.tag == "div" and "admonition" in child.css:
            found.append(("blockquote", tuple(_shapes(child))))
        elif child.tag in {"div", "thead", "tbody"}:
            found += _shapes(child)
        elif child.tag in {"p", "pre"}:
            found.append((child.tag, ()))
        elif child.tag in _BLOCKS:
            found.append((child.tag, tuple(_shapes(child))))
    return found


def _has_words(element: _Element) -> bool:
    """Whether there are words directly in an element: in a tight list they have no paragraph."""
    return element.text or any(child.tag not in _BLOCKS | {"div"} for child in element.children)
