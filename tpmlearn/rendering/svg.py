"""Cleans an author's SVG figure so that it can become part of a page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from tpmlearn.domain.content.regions import REGION
from tpmlearn.domain.content.rules import Report

FILLS = ("ink", "muted", "soft", "accent", "good", "care", "stop", "paper", "none")
STROKES = ("ink", "muted", "soft", "accent", "good", "care", "stop")
CLASSES = (*(f"f-{name}" for name in FILLS), *(f"s-{name}" for name in STROKES))
WIDEST = 480
MOST_BYTES = 60_000
MOST_ELEMENTS = 1_000
DEEPEST = 12

_NUMBERS = re.compile(r"[-+0-9.,eE\s]{1,4000}")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE.,+\-\s]{1,8000}")
_TURN = re.compile(r"(?:(?:translate|rotate|scale)\([-+0-9.,eE\s]{1,80}\)\s*){1,4}")
_WORD = re.compile(r"[a-z-]{1,20}|[1-9]00")
_SHARED: Mapping[str, re.Pattern[str]] = {
    "class": re.compile(r"[a-z -]{1,80}"),
    "id": REGION,
    "transform": _TURN,
    "stroke-width": _NUMBERS,
    "stroke-dasharray": _NUMBERS,
    "stroke-linecap": _WORD,
    "stroke-linejoin": _WORD,
}
_LETTERS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("x", "y", "dx", "dy", "font-size"), _NUMBERS),
    **dict.fromkeys(("text-anchor", "font-weight", "font-style", "dominant-baseline"), _WORD),
}


def _numbers(*names: str) -> dict[str, re.Pattern[str]]:
    return dict.fromkeys(names, _NUMBERS)


ELEMENTS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "svg": {"viewBox": _NUMBERS, "role": re.compile("img")},
    "title": {},
    "desc": {},
    "g": {**_SHARED, **_LETTERS},
    "rect": {**_SHARED, **_numbers("x", "y", "width", "height", "rx", "ry")},
    "circle": {**_SHARED, **_numbers("cx", "cy", "r")},
    "ellipse": {**_SHARED, **_numbers("cx", "cy", "rx", "ry")},
    "line": {**_SHARED, **_numbers("x1", "y1", "x2", "y2")},
    "polyline": {**_SHARED, "points": _NUMBERS},
    "polygon": {**_SHARED, "points": _NUMBERS},
    "path": {**_SHARED, "d": _PATH},
    "text": {**_SHARED, **_LETTERS},
    "tspan": {**_SHARED, **_LETTERS},
}
_WITH_TEXT = frozenset({"title", "desc", "text", "tspan"})
_NAMESPACE = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Figure:
    """A clean figure: the value of its viewBox and the markup inside its root element."""

    view_box: str
    inner: str

    def html(self, alternative: str) -> str:
        """The figure as an image with a name: `alternative` is plain text."""
        label = escape(" ".join(alternative.split()))
        return f'<svg viewBox="{self.view_box}" role="img" aria-label="{label}">{self.inner}</svg>'


class _Stop(Exception):
    """Ends the parsing at what must not be read further."""


def read_figure(path: str, text: str) -> tuple[Figure | None, Report]:
    """The figure in an SVG file; None when anything in it is refused."""
    reader = _Reader(Report(path))
    size = len(text.encode())
    if size > MOST_BYTES:
        reader.report.add("E108", 1, found=f"{size} bytes", limit=MOST_BYTES)
        return None, reader.report
    reader.read(text)
    if reader.report.problems:
        return None, reader.report
    return Figure(reader.view_box, "".join(reader.out)), reader.report


@dataclass
class _Reader:
    """Walks the XML once, writes what is allowed and reports the rest with its place."""

    report: Report
    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    regions: set[str] = field(default_factory=set)
    count: int = 0
    view_box: str = ""
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)

    def read(self, text: str) -> None:
        """Parse the file; the result is in `view_box` and `out`."""
        parser = self.parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = lambda *_: self._stop_at_doctype(text)
        parser.EntityDeclHandler = lambda *_: self._stop("an entity")
        parser.ProcessingInstructionHandler = lambda *_: self._stop("a processing instruction")
        try:
            parser.Parse(text.encode(), True)
        except _Stop:
            return
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, "not well-formed")
            self.report.add("E100", error.lineno, error.offset + 1, reason=reason)
            return
        for name in ("title", "desc"):
            if name not in self.children[:2]:
                self.report.add("E106", 1, name=name)

    def _place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _stop(self, found: str) -> None:
        self.report.add("E101", *self._place(), found=found)
        raise _Stop

    def _stop_at_doctype(self, text: str) -> None:
        """The parser tells of a document type where it ends; authors look for its start."""
        before = text[: text.index("<!DOCTYPE")]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        self.report.add("E101", line, column, found="a document type")
        raise _Stop

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            found = f"over {MOST_ELEMENTS} elements" if self.count > MOST_ELEMENTS else "depth"
            self.report.add("E108", *self._place(), found=found, limit=DEEPEST)
            raise _Stop
        if not self.open:
            self._start_root(name, attributes)
        elif name not in ELEMENTS or name == "svg" or not self._may_hold(name):
            known = ", ".join(one for one in ELEMENTS if one != "svg")
            self.report.add("E102", *self._place(), name=name, known=known)
        else:
            kept = self._attributes(name, attributes)
            self.out.append(f"<{name}{kept}>")
        if len(self.open) == 1:
            self.children.append(name)
        self.open.append(name)

    def _may_hold(self, name: str) -> bool:
        parent = self.open[-1]
        if parent in {"text", "tspan"}:
            return name == "tspan"
        return parent in {"svg", "g"} and name != "tspan"

    def _start_root(self, name: str, attributes: dict[str, str]) -> None:
        if name != "svg" or attributes.pop("xmlns", "") != _NAMESPACE:
            found = "the root is not <svg> with the namespace of SVG"
            self.report.add("E105", *self._place(), found=found)
            raise _Stop
        self.view_box = " ".join(attributes.get("viewBox", "").replace(",", " ").split())
        numbers = re.fullmatch(r"0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)", self.view_box)
        if numbers is None or not 0 < float(numbers[1]) <= WIDEST:
            found = f"the viewBox ‘{self.view_box}’ is not 0 0 W H with W at most {WIDEST}"
            self.report.add("E105", *self._place(), found=found)
        self._attributes(name, attributes)

    def _end(self, name: str) -> None:
        self.open.pop()
        if self.open:
            self.out.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if self.open and self.open[-1] in _WITH_TEXT:
            self.out.append(escape(text, quote=False))
        elif text.strip():
            line, column = self._place()
            column += len(text) - len(text.lstrip(" "))
            self.report.add("E102", line, column, name="text outside <text>", known="<text>")

    def _attributes(self, element: str, attributes: dict[str, str]) -> str:
        kept = []
        for name, value in attributes.items():
            allowed = ELEMENTS[element]
            if name not in allowed:
                self._refuse(element, name)
            elif not allowed[name].fullmatch(value):
                self.report.add("E107", *self._place(), name=name, value=value[:60])
            elif name == "id":
                kept.append(self._region(value))
            elif name != "class" or self._classes_are_known(value):
                kept.append(f' {name}="{escape(value)}"')
        return "".join(kept)

    def _region(self, value: str) -> str:
        """An author's id, as an attribute that cannot clash with the ids of the page."""
        if value in self.regions:
            self.report.add("E109", *self._place(), value=value)
        self.regions.add(value)
        return f' data-region="{escape(value)}"'

    def _classes_are_known(self, value: str) -> bool:
        unknown = [name for name in value.split() if name not in CLASSES]
        for name in unknown:
            self.report.add("E104", *self._place(), name=name, known=" ".join(CLASSES))
        return not unknown

    def _refuse(self, element: str, name: str) -> None:
        hint = f"<{element}> may have: {', '.join(ELEMENTS[element]) or 'none'}."
        if name in {"fill", "stroke", "style", "color"}:
            hint = 'Colour by class, as in class="f-soft s-ink".'
        self.report.add("E103", *self._place(), name=name, element=element, hint=hint)
