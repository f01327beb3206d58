"""The paragraphs of a section: what somebody can point at, each with a key that its text makes."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser

KEY_LENGTH = 12
QUOTE_LENGTH = 300


class ParagraphKind(StrEnum):
    """What a paragraph is on the page."""

    TEXT = "text"
    ITEM = "item of a list"
    TABLE = "table"
    FIGURE = "figure"
    CODE = "code or calculation"
    QUESTION = "answer to check yourself"


# A paragraph begins with one of these and holds all that is in it; others are only wrappers.
KINDS = {
    "p": ParagraphKind.TEXT,
    "h3": ParagraphKind.TEXT,
    "h4": ParagraphKind.TEXT,
    "dt": ParagraphKind.ITEM,
    "dd": ParagraphKind.ITEM,
    "li": ParagraphKind.ITEM,
    "table": ParagraphKind.TABLE,
    "figure": ParagraphKind.FIGURE,
    "svg": ParagraphKind.FIGURE,
    "pre": ParagraphKind.CODE,
}
# Of a figure its title and its caption: the labels of its axes are no sentence.
TOLD_IN_FIGURES = frozenset({"title", "figcaption"})
# Between these there is a blank, though the markup has none.
APART = frozenset({"p", "li", "td", "th", "tr", "summary", "caption", "br", "figcaption", "title"})
CELLS, CELL = frozenset({"td", "th"}), " · "
VOID = frozenset({"br", "hr", "img", "wbr"})
VERDICT = re.compile(r" (?:Right|Wrong)\. ")


@dataclass(frozen=True)
class Paragraph:
    """A block of a section as words; `key` is the beginning of the hash of its whole text."""

    key: str
    kind: ParagraphKind
    text: str

    @property
    def quote(self) -> str:
        """The beginning of its text, QUOTE_LENGTH characters at most."""
        return _short(self.text)

    @property
    def label(self) -> str:
        """The quote; of an answer to check yourself the answer alone, not whether it is right."""
        if self.kind is ParagraphKind.QUESTION:
            return _short(VERDICT.split(self.text)[0])
        return self.quote


def _short(text: str) -> str:
    if len(text) <= QUOTE_LENGTH:
        return text
    cut = text[: QUOTE_LENGTH - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip() + "…"


def paragraphs(html: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a section's clean HTML in order, those with the same text once."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found: dict[str, Paragraph] = {}
    for kind, text in reader.found:
        key = hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH]
        found.setdefault(key, Paragraph(key, kind, text))
    return tuple(found.values())


class _Reader(HTMLParser):
    """Collects (kind, words) of each block; what stands in a block belongs to it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[ParagraphKind, str]] = []
        self._open: list[str] = []
        self._block = 0
        self._kind = ParagraphKind.TEXT
        self._words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in APART:
            self._words.append(CELL if tag in CELLS else " ")
        if tag in VOID:
            return
        self._open.append(tag)
        given = {name: value or "" for name, value in attrs}
        if not self._silent and _is_aside(tag, given):
            self._silent = len(self._open)
        kind = _kind(tag, given)
        if kind and not self._block and not self._silent:
            self._block, self._kind, self._words = len(self._open), kind, []

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if tag in APART:
            self._words.append(" ")
        if self._silent > len(self._open):
            self._silent = 0
        if self._block > len(self._open):
            text = " ".join("".join(self._words).split()).strip(CELL)
            if text:
                self.found.append((self._kind, text))
            self._block = 0

    def handle_data(self, data: str) -> None:
        told = self._kind is not ParagraphKind.FIGURE or TOLD_IN_FIGURES & set(self._open)
        if self._block and not self._silent and told:
            self._words.append(data)


def _kind(tag: str, given: dict[str, str]) -> ParagraphKind | None:
    if tag == "details" and "recall-option" in given.get("class", "").split():
        return ParagraphKind.QUESTION
    return KINDS.get(tag)


def _is_aside(tag: str, given: dict[str, str]) -> bool:
    """Whether it is no text of the lesson: a small heading of ours, the number of a footnote."""
    classes = given.get("class", "").split()
    return (
        "kicker" in classes
        or "footnote-backref" in classes
        or (tag == "sup" and given.get("id", "").startswith("fnref"))
    )
