"""Answers as columns: a few bytes each, so that hundreds of thousands take little memory."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.cavities import Answers
from tpmlearn.domain.assessment.curves import Floats

Unit = tuple[int, str]
"""A person, and the skill or the attempt in which they have one ability."""

LEAST_ANSWERS = 5
"""How many effortful answers make somebody one of those who stand behind the bank."""

MOST_OPTIONS = 62
"""Which options were chosen is kept as one number; later ones have no bit in it."""

AT_ONCE = 5_000
"""How many rows are fetched at a time."""


@dataclass(frozen=True)
class FirstAnswers:
    """First answers of people to item versions; arrays have shape (answers,).

    `item` is an index into `versions`. `unit` stands for one ability: a person in one skill, or an
    attempt; `units` names them. `seconds` is nan where no time is known. `rest` is the share of
    right answers on the other items of a form, nan where there are none; `chosen` has a bit for
    each chosen option.
    """

    versions: tuple[str, ...]
    people: int
    unit: NDArray[np.intp]
    item: NDArray[np.intp]
    right: NDArray[np.bool_]
    rapid: NDArray[np.bool_]
    seconds: Floats
    rest: Floats
    chosen: NDArray[np.int64]
    units: tuple[Unit, ...] = ()

    @property
    def effortful(self) -> Answers:
        """What may be learnt from: without rapid guesses, units numbered without gaps."""
        kept = ~self.rapid
        _, unit = np.unique(self.unit[kept], return_inverse=True)
        return Answers(unit.astype(np.intp), self.item[kept], self.right[kept])


def bits_of(chosen: Iterable[int]) -> int:
    """The options that were chosen, by index, as one number with a bit for each."""
    return sum(1 << one for one in set(chosen) if 0 <= one <= MOST_OPTIONS)


@dataclass
class Gathering:
    """Columns while they are filled, row by row."""

    versions: dict[str, int] = field(default_factory=dict)
    units: dict[Unit, int] = field(default_factory=dict)
    people: Counter[int] = field(default_factory=Counter)
    columns: dict[str, "array[Any]"] = field(
        default_factory=lambda: {
            "unit": array("q"),
            "item": array("q"),
            "right": array("b"),
            "rapid": array("b"),
            "seconds": array("d"),
            "rest": array("d"),
            "chosen": array("q"),
        }
    )

    def add(
        self,
        person: int,
        part: str,
        version: str,
        *,
        right: bool,
        rapid: bool = False,
        seconds: float | None = None,
        rest: float | None = None,
        chosen: int = 0,
    ) -> None:
        """Append one answer; `part` is the skill or the attempt that is one ability of theirs.

        A person counts as one from whom something was learnt with five effortful answers.
        """
        if not rapid:
            self.people[person] += 1
        values = {
            "unit": self.units.setdefault((person, part), len(self.units)),
            "item": self.versions.setdefault(version, len(self.versions)),
            "right": right,
            "rapid": rapid,
            "seconds": float("nan") if seconds is None else seconds,
            "rest": float("nan") if rest is None else rest,
            "chosen": chosen,
        }
        for name, value in values.items():
            self.columns[name].append(value)

    def done(self) -> FirstAnswers:
        """The columns as arrays."""
        found = {name: np.array(column) for name, column in self.columns.items()}
        return FirstAnswers(
            versions=tuple(self.versions),
            people=sum(answers >= LEAST_ANSWERS for answers in self.people.values()),
            unit=found["unit"].astype(np.intp),
            item=found["item"].astype(np.intp),
            right=found["right"].astype(bool),
            rapid=found["rapid"].astype(bool),
            seconds=found["seconds"].astype(np.float64),
            rest=found["rest"].astype(np.float64),
            chosen=found["chosen"].astype(np.int64),
            units=tuple(self.units),
        )
