"""HTML and Moodle's other text formats as Markdown; what has no place in it is named."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

from tpmlearn.domain.content.exchange.carried import LONGEST
from tpmlearn.domain.content.exchange.escaping import escaped, escaped_words, guarded

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "var": "*"}
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "br", "hr", "tr", "table", "dl", "dt", "dd", "figure",
     "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre")
)  # fmt: skip
_SILENT = frozenset(("span", "p", "div", "br", "tbody", "thead", "html", "body", "head", "nolink"))
_KNOWN = frozenset({*_MARKS, *_CODE, *_SILENT, "ul", "ol", "li", "pre", "sub", "sup", "a"})
_HIDDEN = frozenset(("script", "style", "iframe", "object", "svg", "math", "template", "video"))
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_LINK = re.compile(r"https?://[^\s/()<>\"]+[^\s()<>\"]*")
_TAG = re.compile(r"<[A-Za-z/!]")
_MARKUP = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:]{0,30})(?=[\s/>])(?P<rest>[^<>]*)>")
_ATTRIBUTE = re.compile(
    r"""([a-z]{1,20})\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE
)
DEEPEST = 4


def as_markdown(text: str, form: str, note: Callable[[str], None]) -> str:
    """A text of `form` (html, markdown, plain or moodle) as Markdown.

    `note` hears of each thing that is not kept. Moodle's own format is HTML if it has tags.
    """
    if len(text) > LONGEST:
        note(f"a text of {len(text)} characters is cut after {LONGEST}")
        text = text[:LONGEST]
    text = "".join(char for char in text if char >= " " or char in "\n\t").replace("\x7f", "")
    if form == "markdown":
        return text.strip()
    if form == "html" or (form == "moodle" and _TAG.search(text)):
        return _of_html(text, note)
    if form == "moodle":
        text = _unescaped(text)
    return escaped(text).strip()


def _unescaped(text: str) -> str:
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", " ")):
        text = text.replace(name, char)
    return text.replace("&amp;", "&")


@dataclass
class _Frame:
    """An open element and the Markdown inside it so far."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)


@dataclass
class _Reader:
    """Turns tags into Markdown as they come; paragraphs are closed by any block."""

    note: Callable[[str], None]
    blocks: list[str] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=lambda: [_Frame("")])
    lists: list[list[int]] = field(default_factory=list)
    item: str = ""
    tight: bool = False
    hidden: int = 0
    pre: list[str] | None = None

    def feed(self, text: str) -> None:
        """Read all of it, in time that grows with its length alone.

        The standard library's parser takes seconds for 20,000 characters of `<a <a <a`.
        """
        text = self._without_comments(text)
        start = 0
        for match in _MARKUP.finditer(text):
            self._words(unescape(text[start : match.start()]))
            start = match.end()
            if match["end"]:
                self._close(match["name"].lower())
            else:
                self._open(match["name"].lower(), _attributes(match["rest"]))
        self._words(unescape(text[start:]))

    def _without_comments(self, text: str) -> str:
        before, mark, rest = text.partition("<!--")
        pieces = [before]
        while mark and "-->" in rest:
            self.note("a comment is not kept")
            before, mark, rest = rest.partition("-->")[2].partition("<!--")
            pieces.append(before)
        return "".join([*pieces, mark, rest])

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        if tag == "img":
            self._picture(attributes)
        elif tag not in _KNOWN:
            self.note(f"<{tag}> is not kept, its words are" if tag not in _HIDDEN else f"<{tag}>")
        if tag in _BLOCKS:
            self._close_paragraph()
        if tag in {"ul", "ol"}:
            self.lists.append([0] if tag == "ol" else [])
        elif tag == "li":
            self._begin_item()
        elif tag == "pre":
            self.pre = []
        elif tag in _MARKS or tag in _CODE or tag in {"sub", "sup", "a"}:
            self.frames.append(_Frame(tag, attributes))

    def _close(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(self.hidden - 1, 0)
        if tag == "pre" and self.pre is not None:
            self._close_pre()
        elif tag in {"ul", "ol"} and self.lists:
            self._close_paragraph()
            self.lists.pop()
            self.tight = self.tight and bool(self.lists)
        elif tag in _BLOCKS:
            self._close_paragraph()
        elif any(frame.tag == tag for frame in self.frames[-12:]):
            while self.frames[-1].tag != tag:
                self._close_frame()
            self._close_frame()

    def _words(self, data: str) -> None:
        if self.hidden or not data:
            return
        if self.pre is not None:
            self.pre.append(data)
        elif self.frames[-1].tag in _CODE:
            self.frames[-1].pieces.append(" ".join(data.split("\n")))
        else:
            begins = " " if data[:1].isspace() else ""
            ends = " " if data[-1:].isspace() and data.strip() else ""
            words = escaped_words(" ".join(data.split()))
            self.frames[-1].pieces.append(f"{begins}{words}{ends}")

    def markdown(self) -> str:
        """All that was read."""
        if self.pre is not None:
            self._close_pre()
        self._close_paragraph()
        return "\n\n".join(self.blocks).replace("\n\n\0", "\n")

    def _picture(self, attributes: dict[str, str]) -> None:
        source = attributes.get("src", "").removeprefix("@@PLUGINFILE@@/")
        words = " ".join(attributes.get("alt", "").split())
        self.note(f"the picture ‘{source[:60]}’ is not kept" + (", its words are" if words else ""))
        if words:
            self.frames[-1].pieces.append(escaped_words(words))

    def _close_frame(self) -> None:
        frame = self.frames.pop()
        text = "".join(frame.pieces)
        inner = text.strip()
        if not inner:
            self.frames[-1].pieces.append(" " if text else "")
            return
        before = " " if text[0].isspace() else ""
        after = " " if text[-1].isspace() else ""
        self.frames[-1].pieces.append(f"{before}{self._marked(frame, inner)}{after}")

    def _marked(self, frame: _Frame, inner: str) -> str:
        if frame.tag in _MARKS:
            # Marks within marks of the same kind say nothing new and would end the outer ones.
            outer = any(_MARKS.get(one.tag) == _MARKS[frame.tag] for one in self.frames)
            mark = "" if outer else _MARKS[frame.tag]
            return f"{mark}{inner}{mark}"
        if frame.tag in _CODE:
            fence = "``" if "`" in inner else "`"
            return f"{fence} {inner} {fence}" if "`" in inner else f"`{inner}`"
        if frame.tag == "a":
            return self._link(frame.attributes.get("href", ""), inner)
        table = _RAISED if frame.tag == "sup" else _LOWERED
        if all(ord(char) in table for char in inner):
            return inner.translate(table)
        self.note(f"<{frame.tag}> is not kept, its words are")
        return f"^{inner}" if frame.tag == "sup" else inner

    def _link(self, target: str, inner: str) -> str:
        if _LINK.fullmatch(target):
            return f"[{inner}]({target})"
        self.note(f"the link to ‘{target[:60]}’ is not kept, its words are")
        return inner

    def _begin_item(self) -> None:
        if not self.lists:
            self.lists.append([])
        depth = min(len(self.lists), DEEPEST) - 1
        if self.lists[-1]:
            self.lists[-1][0] += 1
            marker = f"{self.lists[-1][0]}. "
        else:
            # Not a hyphen: at the end of a stem such a list would run into the options.
            marker = "* "
        self.item = "    " * depth + marker

    def _close_paragraph(self) -> None:
        while len(self.frames) > 1:
            self._close_frame()
        text = "".join(self.frames[0].pieces).strip()
        self.frames[0].pieces = []
        if not text:
            return
        text = guarded(text)
        if self.item:
            self.blocks.append(("\0" if self.tight else "") + self.item + text)
            self.item, self.tight = "", True
        elif self.lists:
            self.blocks.append(" " * 4 * min(len(self.lists), DEEPEST) + text)
            self.tight = False
        else:
            self.blocks.append(text)

    def _close_pre(self) -> None:
        lines = "".join(self.pre or ()).strip("\n").replace("```", "` ` `")
        self.pre = None
        indent = " " * 4 * min(len(self.lists), DEEPEST)
        text = f"```text\n{lines}\n```"
        self.blocks.append("\n".join(indent + line for line in text.split("\n")))


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text[:LONGEST])
    return {name.lower(): unescape(one or two or bare) for name, one, two, bare in found}


def _of_html(text: str, note: Callable[[str], None]) -> str:
    reader = _Reader(note)
    reader.feed(text)
    return reader.markdown()
