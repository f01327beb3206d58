"""Reads `{#id key=value}` at the end of a heading or an option."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tpmlearn.domain.content.fields import Named, known_words
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.rules import Report

_BLOCK = re.compile(r"\s*\{([^{}]*)\}\s*$")
_PART = re.compile(r'(?P<id>#[^\s"]+)|(?P<key>[a-z]+)=(?:"(?P<long>[^"]*)"|(?P<short>[^\s"]+))')


@dataclass(frozen=True)
class Attributes:
    """The text before the braces and what stands in them, each with its place."""

    text: str
    id: Named | None = None
    values: Mapping[str, Named] = field(default_factory=dict)


def read_attributes(
    document: Document, text: str, line: int, *, known: Sequence[str], report: Report
) -> Attributes:
    """Split `text`, which ends in `line` of the document; what is malformed is reported."""
    block = _BLOCK.search(text)
    if block is None:
        return Attributes(text.strip())
    start = document.column_of(line, block[0].strip()) + 1
    inner = block[0].strip()[1:-1]
    identity: Named | None = None
    values: dict[str, Named] = {}
    for begin, part in _parts(inner):
        match = _PART.fullmatch(part)
        if match and match["id"] and identity is None and "id" in known:
            identity = Named(match["id"][1:], line, start + begin)
        elif match and match["key"] in known and match["key"] not in values:
            value = match["long"] if match["long"] is not None else match["short"]
            values[match["key"]] = Named(value, line, start + begin)
        else:
            names = known_words(part.partition("=")[0], [name for name in known if name != "id"])
            names = names or "none in this row"
            report.add("E053", line, start + begin, found=part, known=names)
    return Attributes(text[: block.start()].strip(), identity, values)


def _parts(inner: str) -> list[tuple[int, str]]:
    """The parts between blanks, quoted blanks kept, with their offsets."""
    return [(m.start(), m[0]) for m in re.finditer(r'(?:[^\s"]|"[^"]*"|")+', inner)]
