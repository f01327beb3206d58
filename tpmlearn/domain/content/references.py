"""Finds what a Markdown text refers to: lessons, terms, assignments and figures, with places."""

import re
from dataclasses import dataclass
from enum import StrEnum

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.tex import without_math

BRACKETS = re.compile(r"\[\[([^\[\]|\\\n]+)(?:\\?\|([^\[\]]+))?\]\]")
GLOSSARY = "glossary:"
FACT = "fact:"
ASSIGNMENT = "assignment:"
TEMPLATE = "template:"
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


class Target(StrEnum):
    """What a reference leads to."""

    MODULE = "module"
    TERM = "term"
    ASSIGNMENT = "assignment"
    FIGURE = "figure"
    FACT = "fact"
    TEMPLATE = "template"


@dataclass(frozen=True)
class Reference:
    """One reference in a text; `target` is the slug or file name it gives."""

    kind: Target
    target: str
    line: int
    column: int


def references(document: Document) -> tuple[Reference, ...]:
    """All references of a text outside code, in order."""
    found: list[Reference] = []
    for inline, line in document.inlines():
        found += _brackets(document, inline, line)
        found += _links(document, inline, line)
    return tuple(found)


def without_code(text: str) -> str:
    """The text with code spans blanked out, every character in its place."""
    return _CODE.sub(lambda match: " " * len(match[0]), text) if "`" in text else text


def words_only(text: str) -> str:
    """The text with code spans and math blanked out, every character in its place."""
    return without_math(without_code(text))


def bracket_target(name: str) -> tuple[Target, str]:
    """Kind and slug of what stands before the bar in `[[…]]`."""
    name = name.strip()
    if name.startswith(GLOSSARY):
        return Target.TERM, name.removeprefix(GLOSSARY).strip()
    if name.startswith(FACT):
        return Target.FACT, name.removeprefix(FACT).strip()
    return Target.MODULE, name


def link_target(address: str) -> tuple[Target, str] | None:
    """Kind and slug of a link to something of ours; None for any other address."""
    for start, kind in ((ASSIGNMENT, Target.ASSIGNMENT), (TEMPLATE, Target.TEMPLATE)):
        if address.startswith(start):
            return kind, address.removeprefix(start)
    return None


def _brackets(document: Document, inline: SyntaxTreeNode, line: int) -> list[Reference]:
    if "[[" not in inline.content:
        return []
    text = words_only(inline.content)
    found = []
    seen: dict[tuple[int, str], int] = {}
    for match in BRACKETS.finditer(text):
        kind, target = bracket_target(match[1])
        row = line + text.count("\n", 0, match.start())
        nth = seen.get((row, match[1]), 0)
        seen[row, match[1]] = nth + 1
        found.append(Reference(kind, target, row, _nth(document, row, "[[" + match[1], nth)))
    return found


def _links(document: Document, inline: SyntaxTreeNode, line: int) -> list[Reference]:
    found = []
    for row, node in inline_nodes(inline, line):
        named = link_target(str(node.attrs["href"])) if node.type == "link" else None
        if named:
            column = _nth(document, row, str(node.attrs["href"]), 0)
            found.append(Reference(*named, row, column))
        elif node.type == "image":
            target = str(node.attrs["src"])
            found.append(Reference(Target.FIGURE, target, row, _nth(document, row, "![", 0)))
    return found


def inline_nodes(inline: SyntaxTreeNode, line: int) -> list[tuple[int, SyntaxTreeNode]]:
    """All nodes in a run of text, each with the line, from 1, in which it begins."""
    found: list[tuple[int, SyntaxTreeNode]] = []
    for child in inline.children:
        found.append((line, child))
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.children:
            below = inline_nodes(child, line)
            found += below
            line += sum(node.type in {"softbreak", "hardbreak"} for _, node in below)
    return found


def _nth(document: Document, line: int, needle: str, nth: int) -> int:
    """The column, from 1, of the n-th occurrence of `needle` in a line of the file."""
    text = document.lines[line - 1] if line <= len(document.lines) else ""
    start = -1
    for _ in range(nth + 1):
        start = text.find(needle, start + 1)
    return max(start, 0) + 1 + document.indent
