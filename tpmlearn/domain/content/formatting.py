"""Adds the ids that item headings lack, and changes nothing else."""

import re
import unicodedata
from collections.abc import Iterable

from tpmlearn.domain.content.front_matter import split
from tpmlearn.domain.content.places import Document, line_of
from tpmlearn.domain.content.rules import Report

LONGEST = 60
_HEADING = re.compile(r"(?P<head>\s*##\s+)(?P<title>.*?)\s*(?:\{(?P<inner>[^{}]*)\})?\s*")
_ID = re.compile(r"#([^\s\"{}]+)")
_SHORT = frozenset(
    ("a", "an", "and", "at", "by", "for", "in", "is", "of", "on", "the", "to", "with")
)


def ids_in(text: str) -> tuple[str, ...]:
    """The ids of the item headings of a file, in order."""
    found = (_id_of(line) for line in _heading_lines(text).values())
    return tuple(name for name in found if name)


def add_ids(text: str, *, prefix: str, taken: Iterable[str]) -> str:
    """The text of a file of items with an id in each heading.

    An id is `prefix` and the first words of the heading, made unique among `taken` and those of
    the file. A text whose headings all have one comes back as it is.
    """
    used = {*taken, *ids_in(text)}
    lines = text.split("\n")
    for number, line in _heading_lines(text).items():
        match = None if _id_of(line) else _HEADING.fullmatch(line)
        if match is None:
            continue
        name = _unique(f"{prefix}-{_words(match['title'])}".strip("-"), used)
        inner = f"#{name} {(match['inner'] or '').strip()}".strip()
        end = "\r" if line.endswith("\r") else ""
        lines[number] = f"{match['head']}{match['title']} {{{inner}}}{end}"
    return "\n".join(lines)


def prefix_for(name: str) -> str:
    """What ids of a file begin with, from its name in the content folder."""
    parts = name.removesuffix(".md").split("/")
    if parts[0] == "modules":
        return f"m{parts[1][:2]}"
    return {"bank": parts[-1], "cases": f"case-{parts[-1]}"}.get(parts[0], parts[1])[:30].strip("-")


def _heading_lines(text: str) -> dict[int, str]:
    """The lines, from 0, that are item headings: `##` at the left edge, outside of code."""
    _, body = split(text, Report(""))
    lines = text.split("\n")
    numbers = (
        line_of(node) - 1
        for node in Document(body).root.children
        if node.type == "heading" and node.tag == "h2"
    )
    return {n: lines[n] for n in numbers if lines[n].lstrip().startswith("##")}


def _id_of(line: str) -> str:
    match = _HEADING.fullmatch(line)
    found = _ID.search(match["inner"]) if match and match["inner"] else None
    return found[1] if found else ""


def _words(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in _SHORT] or words
    return "-".join(telling[:4]) or "item"


def _unique(name: str, used: set[str]) -> str:
    stem = name[: LONGEST - 3].strip("-")
    found, n = stem, 1
    while found in used:
        n += 1
        found = f"{stem}-{n}"
    used.add(found)
    return found
