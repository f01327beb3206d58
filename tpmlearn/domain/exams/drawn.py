"""What drawing an exam takes and gives: how items were met, what was drawn, what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tpmlearn.domain.content.catalogue import Item


@dataclass(frozen=True)
class Met:
    """How a person has met an item, wherever it was: when last, how often, its key with it."""

    last: datetime
    times: int = 1
    key_seen: bool = False


@dataclass(frozen=True)
class DrawnQuestion:
    """An item that was drawn, with the part of the exam that it counts for."""

    item: Item
    part: str
    scored: bool = True


@dataclass(frozen=True)
class Drawn:
    """An exam as drawn: its questions by section, in the order in which they are asked.

    `repeats` are the ids of items that the person had met within 90 days.
    """

    sections: tuple[tuple[DrawnQuestion, ...], ...]
    repeats: frozenset[str] = frozenset()

    @property
    def questions(self) -> tuple[DrawnQuestion, ...]:
        """All questions in order."""
        return tuple(self._in_order())

    def _in_order(self) -> Iterator[DrawnQuestion]:
        for section in self.sections:
            yield from section


@dataclass(frozen=True)
class Missing:
    """Why an exam cannot be drawn: a sentence for each thing that its pool lacks."""

    sentences: tuple[str, ...]
