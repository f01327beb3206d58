"""Reads XML into a small tree with line numbers: no document types, no entities, bounded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405 # writes and names, reads nothing

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from tpmlearn.domain.content.exchange.carried import Unreadable

DEEPEST = 30
MOST_ELEMENTS = 200_000


@dataclass
class Node:
    """An element: its own text, its children, and the line, from 1, where it begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly inside."""
        return "".join(self.pieces).strip()

    def child(self, tag: str) -> "Node | None":
        """The first child of that name."""
        return next(self.all(tag), None)

    def all(self, tag: str) -> Iterator["Node"]:
        """The children of that name."""
        return (node for node in self.children if node.tag == tag)

    def words(self, tag: str) -> str:
        """The text of a child, or of the `text` inside it; empty where there is none."""
        node = self.child(tag)
        inner = node.child("text") if node else None
        return (inner or node).text if node else ""


def read_tree(text: str) -> Node:
    """The root of an XML text. Raises Unreadable with a sentence."""
    builder = _Builder()
    try:
        parser = DefusedXMLParser(target=builder, forbid_dtd=True)
        builder.expat = parser.parser
        parser.feed(text)
        parser.close()
        return builder.close()
    except DefusedXmlException:
        raise Unreadable("The file has a document type or entities, which are refused.") from None
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        where = f" in line {line}" if line else ""
        raise Unreadable(f"The XML cannot be read{where}: it is not well-formed.") from None


class _Builder:
    """What the parser tells of: counts and stacks, without recursion."""

    def __init__(self) -> None:
        self.expat: Any = None
        self.root: Node | None = None
        self.open: list[Node] = []
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise Unreadable(f"The XML has more than {MOST_ELEMENTS:,} elements.")
        if len(self.open) >= DEEPEST:
            raise Unreadable(f"The XML is nested more than {DEEPEST} elements deep.")
        node = Node(tag, attributes, self.expat.CurrentLineNumber)
        if self.open:
            self.open[-1].children.append(node)
        self.root = self.root or node
        self.open.append(node)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.open.pop()

    def data(self, text: str) -> None:
        """Text inside the element that is open."""
        if self.open:
            self.open[-1].pieces.append(text)

    def close(self) -> Node:
        """The root, once all has been read."""
        if self.root is None:
            raise ParseError("no element")
        return self.root
