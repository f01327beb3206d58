"""The attributes in an item's heading, with the file's defaults behind them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from tpmlearn.domain.content.attributes import Attributes
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.rules import Report

ID = re.compile(r"[a-z0-9][a-z0-9-]{1,58}[a-z0-9]")
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True)
class ItemHead:
    """An item's heading with the file's defaults: reads one attribute after the other."""

    attributes: Attributes
    values: Mapping[str, Named]
    place: tuple[int, int]
    report: Report

    def identity(self) -> str:
        """The id, reported if it is absent or malformed."""
        found = self.attributes.id
        if found is None:
            self.report.add("E051", *self.place)
            return ""
        if not ID.fullmatch(found.text):
            self.report.add("E052", found.line, found.column, value=found.text)
        return found.text

    def named(self, key: str) -> Named:
        """A required attribute with its place."""
        if key not in self.values:
            self.report.add("E054", *self.place, key=key)
            return Named("", *self.place)
        return self.values[key]

    def word(self, key: str, words: type[_Word]) -> _Word | None:
        """A required attribute that is one of a few words."""
        value = self.named(key)
        known = [word.value for word in words]
        if value.text in known:
            return words(value.text)
        if key in self.values:
            self._bad(key, value, " or ".join(known))
        return None

    def difficulty(self) -> int:
        """The author's view of difficulty, 1 to 5."""
        value = self.named("difficulty")
        if value.text in {"1", "2", "3", "4", "5"}:
            return int(value.text)
        if "difficulty" in self.values:
            self._bad("difficulty", value, "1 (easy) to 5 (hard)")
        return 1

    def tasks(self) -> tuple[Named, ...]:
        """The exam tasks, each with the place of the attribute."""
        value = self.values.get("tasks", Named("", *self.place))
        return tuple(Named(text, value.line, value.column) for text in value.text.split())

    def number(self, key: str, default: int) -> int:
        """An optional small whole number, as marks and minutes are."""
        value = self.values.get(key)
        if value is None:
            return default
        if re.fullmatch(r"[1-9]\d?", value.text):
            return int(value.text)
        self._bad(key, value, "a whole number from 1 to 99")
        return default

    def check_type(self, written: ItemType) -> None:
        """Report a type that contradicts the rows."""
        value = self.values.get("type")
        if value is None:
            return
        known = [word.value for word in ItemType]
        if value.text not in known:
            self._bad("type", value, " or ".join(known))
        elif value.text != written:
            self.report.add("E073", value.line, value.column, said=value.text, found=written.value)

    def _bad(self, key: str, value: Named, known: str) -> None:
        self.report.add("E055", value.line, value.column, key=key, value=value.text, known=known)
