"""What a plan says for one week and for the weeks after it: the things to do, and for how long."""

from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.weeks import WEEK, monday


@dataclass(frozen=True)
class Task:
    """One thing of a week, with the minutes that the week has for it."""

    row: Row
    week: date
    minutes: int


@dataclass(frozen=True)
class Agenda:
    """A week, by its Monday, with its things in the plan's order; `free` where none is worked."""

    week: date
    tasks: tuple[Task, ...]
    free: bool

    @property
    def minutes(self) -> int:
        """All minutes of the week."""
        return sum(task.minutes for task in self.tasks)


def agenda_of(plan: Plan, day: date) -> Agenda:
    """Return what the plan says for the week that `day` is in."""
    week = monday(day)
    given = [(row, dict(row.minutes).get(week, 0)) for row in plan.rows]
    tasks = tuple(Task(row, week, minutes) for row, minutes in given if minutes)
    return Agenda(week, tasks, free=week in plan.free_weeks)


def coming_tasks(plan: Plan, day: date, *, most: int) -> tuple[Task, ...]:
    """Return the next things that begin after the week of `day`, each in its first week."""
    after = monday(day) + WEEK
    firsts = [(row, *row.minutes[0]) for row in plan.rows if row.minutes]
    tasks = [Task(row, week, minutes) for row, week, minutes in firsts if week >= after]
    return tuple(tasks[:most])
