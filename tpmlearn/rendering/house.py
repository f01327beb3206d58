"""Our additions to Python-Markdown: bracket links, figures, table classes, heading ids."""

import re
import secrets
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element  # nosec B405 # writes and names, reads nothing

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from tpmlearn.domain.content.lessons import anchor_for
from tpmlearn.domain.content.references import BRACKETS, Target, bracket_target, link_target
from tpmlearn.domain.content.tex import MATH
from tpmlearn.rendering.formulas import math_html
from tpmlearn.rendering.surroundings import LINK_CLASSES, Surroundings

# Seen before escapes are, because in a table the bar is written \|.
_BRACKETS = rf"(?<!\\){BRACKETS.pattern}"
_PIECE = re.compile(r"piece([0-9a-f]{32})n(\d+)e")
_SLOT = re.compile(
    r"(?:<(?:p|pre tabindex=\"0\")>\s*)?slot([0-9a-f]{32})n(\d+)e(?:\s*</(?:p|pre)>)?"
)
_CELL_CLASSES = {"right": "num", "center": "align-center"}


@dataclass
class Work:
    """One rendering: where it links to, and what is put in place after cleaning.

    A token holds a number that nobody can guess, so that no author can write one.
    """

    surroundings: Surroundings
    anchors: set[str] = field(default_factory=set)
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))
    slots: list[str] = field(default_factory=list)

    def token(self, html: str) -> str:
        """A word that `fill` will replace by `html`."""
        self.slots.append(html)
        return f"slot{self.nonce}n{len(self.slots) - 1}e"

    def piece(self, html: str) -> str:
        """A word in a line that `fill` will replace by `html`, the paragraph around it kept."""
        self.slots.append(html)
        return f"piece{self.nonce}n{len(self.slots) - 1}e"

    def fill(self, html: str) -> str:
        """`html` with every token, and the paragraph around it if it is alone, replaced."""
        if not self.slots:
            return html
        return _SLOT.sub(self._filling, _PIECE.sub(self._filling, html))

    def _filling(self, match: re.Match[str]) -> str:
        """What belongs in the place of a token; a forged one stays as it is."""
        return self.slots[int(match[2])] if match[1] == self.nonce else match[0]


class House(Extension):
    """Registers our processors; `work` is set before each conversion."""

    def __init__(self) -> None:
        super().__init__()
        self.work = Work(Surroundings())

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Add our processors and take away raw HTML and mail addresses."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.inlinePatterns.register(_Brackets(self, md), "brackets", 185)
        md.inlinePatterns.register(_Math(self, md), "math", 187)
        md.treeprocessors.register(_Tree(self, md), "house", 12)


class _Brackets(InlineProcessor):
    """`[[slug]]`, `[[slug|text]]` and `[[glossary:slug|text]]`."""

    def __init__(self, house: House, md: Markdown) -> None:
        super().__init__(_BRACKETS, md)
        self.house = house

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,
    ) -> tuple[Element | str, int, int]:
        """A link, or its words alone when there is nothing to link to."""
        kind, slug = bracket_target(m[1])
        surroundings = self.house.work.surroundings
        title = surroundings.title(kind, slug)
        words = (m[2] or title or slug).strip()
        if title is None:
            return words, m.start(0), m.end(0)
        link = Element("a", _link(surroundings, kind, slug))
        link.text = words
        return link, m.start(0), m.end(0)


class _Math(InlineProcessor):
    """`\\( … \\)` and `$$ … $$`; what is wrong has been reported and stays text."""

    def __init__(self, house: House, md: Markdown) -> None:
        super().__init__(MATH.pattern, md)
        self.house = house

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,
    ) -> tuple[str, int, int]:
        """A word that will become the formula."""
        display = m["display"] is not None
        html = math_html(m["display"] if display else m["inline"], display=display)
        work = self.house.work
        return (work.token if display else work.piece)(html), m.start(0), m.end(0)


class _Tree(Treeprocessor):
    """Changes the tree after the text of all blocks has been read."""

    def __init__(self, house: House, md: Markdown) -> None:
        super().__init__(md)
        self.house = house

    def run(self, root: Element) -> None:
        """Mend links, tables, headings and figures in place."""
        for element in root.iter():
            if element.tag == "a":
                self._mend_link(element)
            elif element.tag in {"th", "td"}:
                _mend_cell(element)
            elif element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
                text = "".join(element.itertext())
                element.set("id", anchor_for(text, self.house.work.anchors))
        for parent in list(root.iter()):
            self._place_figures(parent)

    def _mend_link(self, link: Element) -> None:
        named = link_target(link.get("href", ""))
        if named is None:
            return
        surroundings = self.house.work.surroundings
        known = surroundings.title(*named) is not None
        link.attrib.clear()
        if known:
            link.attrib.update(_link(surroundings, *named))
        else:
            link.tag = "span"

    def _place_figures(self, parent: Element) -> None:
        work = self.house.work
        children = list(parent)
        for n, child in enumerate(children):
            if child.tag == "img":
                _replace_by_words(child)
                continue
            image = _only(child, "img")
            name = image.get("src", "") if image is not None else ""
            if image is None or name not in work.surroundings.figures:
                continue
            child.remove(image)
            figure = work.surroundings.figures[name].html(image.get("alt", ""))
            caption = children[n + 1] if n + 1 < len(children) else None
            emphasis = _only(caption, "em") if caption is not None else None
            if caption is None or emphasis is None:
                child.text = work.token(f'<figure class="figure">{figure}</figure>')
                continue
            parent.remove(caption)
            child.text = work.token(f'<figure class="figure">{figure}<figcaption>')
            child.text += emphasis.text or ""
            child.extend(emphasis)
            _append(child, work.token("</figcaption></figure>"))


def _append(element: Element, text: str) -> None:
    """Add text at the very end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _link(surroundings: Surroundings, kind: Target, slug: str) -> dict[str, str]:
    return {"href": surroundings.address(kind, slug), "class": LINK_CLASSES[kind]}


def _only(parent: Element, tag: str) -> Element | None:
    """The only child of a paragraph if it has this tag and there is no text beside it."""
    if parent.tag != "p" or len(parent) != 1 or (parent.text or "").strip():
        return None
    child = parent[0]
    return child if child.tag == tag and not (child.tail or "").strip() else None


def _replace_by_words(image: Element) -> None:
    image.tag, image.text = "span", image.get("alt", "")
    image.attrib.clear()


def _mend_cell(cell: Element) -> None:
    name = _CELL_CLASSES.get(cell.attrib.pop("align", ""))
    if name:
        cell.set("class", name)
    if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
        # The corner of a table names nothing; an empty heading would be read out as one.
        cell.tag = "td"
    elif cell.tag == "th":
        cell.set("scope", "col")
