"""The work of a plan by weeks: which part of which activity each of them holds."""

from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.exports.material import Material
from tpmlearn.domain.planning.plan import Row
from tpmlearn.domain.planning.weeks import sunday, week_number


@dataclass(frozen=True)
class Part:
    """A week's share of an activity: part `number` of `of`."""

    row: Row
    minutes: int
    number: int
    of: int

    @property
    def last(self) -> bool:
        """Whether the activity is done with it."""
        return self.number == self.of


@dataclass(frozen=True)
class WeekOfWork:
    """A week with work in it, by its Monday; `number` counts the plan's weeks from 1."""

    monday: date
    number: int
    parts: tuple[Part, ...]

    @property
    def sunday(self) -> date:
        """Its last day."""
        return sunday(self.monday)

    @property
    def minutes(self) -> int:
        """All of its work."""
        return sum(part.minutes for part in self.parts)


def weeks_of_work(material: Material) -> tuple[WeekOfWork, ...]:
    """Return the weeks that hold any of what is left, first to last."""
    found: dict[date, list[Part]] = {}
    for row in material.left:
        for number, (monday, minutes) in enumerate(row.minutes, start=1):
            found.setdefault(monday, []).append(Part(row, minutes, number, len(row.minutes)))
    start = material.plan.start
    return tuple(
        WeekOfWork(monday, week_number(monday, start=start), tuple(parts))
        for monday, parts in sorted(found.items())
    )
