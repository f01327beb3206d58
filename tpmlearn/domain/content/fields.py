"""Reads one YAML mapping field by field, and says by line and column what is wrong."""

import difflib
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.yaml_nodes import place

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LINE = 300
PARAGRAPH = 2000
NO_DATE = date(1, 1, 1)

KINDS = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "yes or no",
    "null": "empty",
    "timestamp": "a date",
    "seq": "a list",
    "map": "a mapping",
}


@dataclass(frozen=True)
class Named:
    """A text with the place where it stands, to be checked against other files later."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Number:
    """A number with the place where it stands."""

    value: float
    line: int
    column: int


class Fields:
    """One YAML mapping: each reader returns a neutral value after reporting what is wrong.

    Readers without `default` report a missing field. Call `close` last: it reports the rest.
    """

    def __init__(self, node: yaml.MappingNode, report: Report) -> None:
        self.report = report
        self.line, self.column = place(node)
        self._nodes: dict[str, tuple[yaml.Node, yaml.Node]] = {
            key.value: (key, value) for key, value in node.value
        }
        self._asked: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def text(self, key: str, default: str | None = None, *, longest: int = PARAGRAPH) -> str:
        """A text of at most `longest` characters, line breaks joined."""
        node = self._node(key, required=default is None)
        return (default or "") if node is None else self._text(key, node, longest)

    def named(self, key: str, default: str | None = None) -> Named:
        """A text that refers to something, with its place; the mapping's place if it is absent."""
        text = self.text(key, default, longest=LINE)
        return Named(text, *self.place(key))

    def slug(self, key: str) -> str:
        """A text of lower-case words joined by hyphens."""
        text = self.text(key, longest=LINE)
        self.matching(key, text, SLUG, "slug", "critical-path")
        return text

    def matching(
        self, key: str, text: str, pattern: re.Pattern[str], what: str, example: str
    ) -> None:
        """Report a text that does not match `pattern`; `what` and `example` word the message."""
        if text and not pattern.fullmatch(text):
            self.report.add("E028", *self.place(key), value=text, what=what, example=example)

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        return int(self._number(key, low, high, default, kinds=("int",)))

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A number from `low` to `high`."""
        return self._number(key, low, high, default, kinds=("int", "float"))

    def numbers(
        self, key: str, low: float, high: float, *, least: int = 1, most: int = 60
    ) -> tuple[Number, ...]:
        """A list of numbers from `low` to `high` with their places; NaN for what was reported."""
        node = self._node(key, required=least > 0)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(key, node, "a list", " of numbers in square brackets")
            return ()
        return tuple(
            Number(
                self._value(key, child, low, high, kinds=("int", "float"), wrong=math.nan),
                *place(child),
            )
            for child in self._list(key, node, least, most)
        )

    def day(self, key: str) -> date:
        """A date written as 2026-11-22."""
        node = self._node(key, required=True)
        if node is None:
            return NO_DATE
        try:
            return date.fromisoformat(str(node.value))
        except ValueError:
            self._wrong(key, node, "a date", " as in 2026-11-22")
            return NO_DATE

    def texts(
        self, key: str, *, least: int = 0, most: int = 50, longest: int = LINE
    ) -> tuple[str, ...]:
        """A list of texts; absent counts as empty when `least` is 0."""
        return tuple(name.text for name in self.names(key, least=least, most=most, longest=longest))

    def names(
        self, key: str, *, least: int = 0, most: int = 50, longest: int = LINE
    ) -> tuple[Named, ...]:
        """A list of texts with their places, each text once."""
        node = self._node(key, required=least > 0)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(key, node, "a list", " in square brackets or with hyphens")
            return ()
        found = [
            Named(self._text(key, child, longest), *place(child))
            for child in self._list(key, node, least, most)
        ]
        self._report_repeats(key, found)
        return tuple(found)

    def mappings(self, key: str, *, least: int = 0, most: int = 500) -> Iterator["Fields"]:
        """The mappings of a list, in order."""
        node = self._node(key, required=least > 0)
        if isinstance(node, yaml.SequenceNode):
            for child in self._list(key, node, least, most):
                yield from self._mapping(key, child)
        elif node is not None:
            self._wrong(key, node, "a list", " with hyphens")

    def entries(self, key: str) -> Iterator[tuple[Named, "Fields"]]:
        """The keys and mappings of a mapping, in order; nothing if it is absent."""
        node = self._node(key, required=False)
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                for fields in self._mapping(name.value, value):
                    yield Named(name.value, *place(name)), fields
        elif node is not None:
            self._wrong(key, node, "a mapping", "")

    def mapping(self, key: str) -> Iterator["Fields"]:
        """The one mapping that a required field holds; nothing if it is absent or no mapping."""
        node = self._node(key, required=True)
        if node is not None:
            yield from self._mapping(key, node)

    def yes(self, key: str, *, absent: bool = False) -> bool:
        """Whether a field says `true`; `absent` where it is not there."""
        node = self._node(key, required=False)
        if node is None:
            return absent
        if kind_of_node(node) != "bool":
            self._wrong(key, node, KINDS["bool"], ", as true or false")
            return False
        return str(node.value).lower() in {"true", "yes", "on"}

    def word(self, key: str, words: Sequence[str]) -> str:
        """A text that is one of a few words; empty after reporting any other."""
        text = self.text(key, longest=LINE)
        if text and text not in words:
            self.report.add("E022", *self.place(key), key=key, found=f"‘{text}’",
                            wanted="one of " + ", ".join(words), hint="")  # fmt: skip
            return ""
        return text

    def counts(self, key: str) -> dict[str, int]:
        """A mapping from names to whole numbers; empty if it is absent."""
        return {name: int(value) for name, value in self._numbers_of(key, 1000, ("int",))}

    def shares(self, key: str) -> dict[str, float]:
        """A mapping from names to numbers from 0 to 1; empty if it is absent."""
        return dict(self._numbers_of(key, 1, ("int", "float")))

    def _numbers_of(
        self, key: str, high: float, kinds: Sequence[str]
    ) -> Iterator[tuple[str, float]]:
        node = self._node(key, required=False)
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                label = f"{key}.{name.value}"
                yield str(name.value), self._value(label, value, 0, high, kinds=kinds, wrong=0)
        elif node is not None:
            self._wrong(key, node, "a mapping", "")

    def place(self, key: str) -> tuple[int, int]:
        """Line and column of a field's value, or of the mapping if the field is absent."""
        return place(self._nodes[key][1]) if key in self._nodes else (self.line, self.column)

    def keys(self) -> Iterable[str]:
        """The keys in the order in which they are written."""
        return self._nodes.keys()

    def refuse(self, key: str, code: str) -> None:
        """Report a field that has no place here though it is known elsewhere."""
        if key in self._nodes:
            self.report.add(code, *self.place(key), key=key)
            self.skip(key)

    def skip(self, key: str) -> None:
        """Pass over a field that has been reported in another way."""
        self._asked.append(key)

    def close(self) -> None:
        """Report every field that no reader has asked for."""
        for key, (node, _) in self._nodes.items():
            if key not in self._asked:
                self.report.add("E021", *place(node), key=key, known=known_words(key, self._asked))

    def _node(self, key: str, *, required: bool) -> yaml.Node | None:
        self._asked.append(key)
        if key in self._nodes:
            return self._nodes[key][1]
        if required:
            self.report.add("E020", self.line, self.column, key=key)
        return None

    def _text(self, key: str, node: yaml.Node, longest: int) -> str:
        if kind_of_node(node) != "str":
            colon = isinstance(node, yaml.MappingNode)
            self._wrong(key, node, "a text", _COLON if colon else ", in quotes if need be")
            return ""
        text = " ".join(str(node.value).split())
        if not 0 < len(text) <= longest:
            self.report.add("E025", *place(node), key=key, length=len(text), limit=longest)
        return text

    def _number(
        self, key: str, low: float, high: float, default: float | None, *, kinds: Sequence[str]
    ) -> float:
        node = self._node(key, required=default is None)
        if node is None:
            return low if default is None else default
        return self._value(key, node, low, high, kinds=kinds, wrong=0)

    def _value(
        self,
        key: str,
        node: yaml.Node,
        low: float,
        high: float,
        *,
        kinds: Sequence[str],
        wrong: float,
    ) -> float:
        value = _float(node) if kind_of_node(node) in kinds else None
        if value is None:
            self._wrong(key, node, KINDS[kinds[-1]], f" from {low} to {high}")
            return wrong
        if not low <= value <= high:
            self.report.add("E023", *place(node), key=key, value=node.value, low=low, high=high)
            return wrong
        return value

    def _list(
        self, key: str, node: yaml.SequenceNode, least: int, most: int
    ) -> Sequence[yaml.Node]:
        children: list[yaml.Node] = node.value
        if not least <= len(children) <= most:
            wanted = f"{least} to {most}"
            self.report.add("E027", *place(node), key=key, length=len(children), wanted=wanted)
        return children

    def _mapping(self, key: str, node: yaml.Node) -> Iterator["Fields"]:
        if isinstance(node, yaml.MappingNode):
            yield Fields(node, self.report)
        else:
            self._wrong(key, node, "a mapping", "")

    def _report_repeats(self, key: str, found: Sequence[Named]) -> None:
        seen: set[str] = set()
        for name in found:
            if name.text in seen and name.text:
                self.report.add("E026", name.line, name.column, key=key, value=name.text)
            seen.add(name.text)

    def _wrong(self, key: str, node: yaml.Node, wanted: str, hint: str) -> None:
        found = KINDS.get(kind_of_node(node), "something else")
        self.report.add("E022", *place(node), key=key, found=found, wanted=wanted, hint=hint)


_COLON = "; quote a text that holds a colon followed by a space"


def known_words(word: str, known: Sequence[str]) -> str:
    """The known words for a message, the one most like `word` first."""
    near = difflib.get_close_matches(word, known, n=1)
    return ", ".join([*near, *(name for name in known if name not in near)])


def kind_of_node(node: yaml.Node) -> str:
    """The short name of a node's kind, a key of `KINDS`."""
    return str(node.tag).rpartition(":")[2]


def _float(node: yaml.Node) -> float | None:
    try:
        value = float(node.value)
    except ValueError:
        return None
    return value if value - value == 0 else None
