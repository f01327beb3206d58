"""Reads a `gantt` fence: tasks that begin at a time or after others."""

from dataclasses import dataclass

from tpmlearn.domain.content.fences.heads import NAME, UNIT, Head, read_head, read_id, report_twice
from tpmlearn.domain.content.fences.network import read_links
from tpmlearn.domain.content.fields import Fields, Named
from tpmlearn.domain.planning.network import Activity, Link, Network, solve

MOST_TASKS = 40
LATEST = 999


@dataclass(frozen=True)
class Task:
    """A bar, or a milestone where `activity` takes no time; `done` is a share from 0 to 1."""

    activity: Activity
    name: str
    done: float


@dataclass(frozen=True)
class GanttFigure:
    """Tasks in the author's order; times count from 0 in `unit`; `now` is None where not said."""

    head: Head
    unit: str
    tasks: tuple[Task, ...]
    links: tuple[Link, ...]
    now: float | None

    @property
    def network(self) -> Network:
        """The tasks as early as they can be."""
        return solve([task.activity for task in self.tasks], self.links)


def read_gantt(fields: Fields) -> GanttFigure:
    """A Gantt chart; a task begins at `start`, and never before what it comes after."""
    head, unit = read_head(fields), fields.text("unit", "weeks", longest=UNIT)
    now = fields.number("now", 0, LATEST) if "now" in fields else None
    rows = [_row(one) for one in fields.mappings("tasks", least=1, most=MOST_TASKS)]
    report_twice(fields, [name for name, _, _ in rows])
    links = read_links(fields, [(name, after) for name, _, after in rows])
    return GanttFigure(head, unit, tuple(task for _, task, _ in rows), links, now)


def _row(fields: Fields) -> tuple[Named, Task, tuple[Named, ...]]:
    name = read_id(fields)
    title = fields.text("name", longest=NAME)
    length = fields.number("duration", 0, LATEST)
    start, done = fields.number("start", 0, LATEST, 0), fields.number("done", 0, 1, 0)
    after = fields.names("after", most=20)
    fields.close()
    return name, Task(Activity(name.text, length, start), title, done), after
