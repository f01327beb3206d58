"""The tasks of a Microsoft Project file: steps over activities, and the plan's end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.exports.material import Material, note, step_title
from tpmlearn.domain.planning.levelled import Levelled, LevelledTask
from tpmlearn.domain.planning.network import Link, LinkKind, Times
from tpmlearn.domain.planning.plan import Row
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.words import _

_KINDS = {LinkKind.FF: "0", LinkKind.FS: "1", LinkKind.SF: "2", LinkKind.SS: "3"}


@dataclass(frozen=True)
class ProjectLink:
    """A link from the task with the UID `before`; `kind` as the file has it, lag in minutes."""

    before: int
    kind: str
    lag: int = 0


@dataclass(frozen=True)
class ProjectTask:
    """A line of the file, from `start` to `finish` in minutes of working time.

    `done_on` is the day of what is done, which has no place among them.
    """

    uid: int
    outline: str
    title: str
    start: int
    finish: int
    note: str = ""
    link: str = ""
    summary: bool = False
    milestone: bool = False
    done_on: date | None = None
    not_before: int = 0
    times: Times | None = None
    links: tuple[ProjectLink, ...] = ()


def project_tasks(material: Material, found: Levelled) -> tuple[ProjectTask, ...]:
    """Return steps with their activities below them, in the plan's order, then the plan's end."""
    tasks = {one.key: one for one in found.tasks}
    uids = {row.key: number for number, row in enumerate(material.plan.rows, start=1)}
    links = _links(found, uids)
    lines: list[ProjectTask] = []
    for number, (step, rows) in enumerate(material.steps, start=1):
        lines.append(_step(len(uids) + number, number, step, rows, tasks))
        for place, row in enumerate(rows, start=1):
            line = _activity(row, tasks.get(row.key), f"{number}.{place}", uids[row.key])
            lines.append(
                replace(
                    line,
                    link=material.links.get(row.key, ""),
                    times=found.times(row.key),
                    links=links.get(row.key, ()),
                )
            )
    if found.tasks:
        lines.append(_ready(material, found, uids))
    return tuple(lines)


def _span(tasks: Iterable[LevelledTask]) -> tuple[int, int]:
    """Return where all these tasks stand together; nowhere is at the beginning."""
    spans = [(one.start, one.finish) for one in tasks]
    return min((start for start, _ in spans), default=0), max((end for _, end in spans), default=0)


def _activity(row: Row, task: LevelledTask | None, outline: str, uid: int) -> ProjectTask:
    start, finish = _span([task] if task else [])
    return ProjectTask(
        uid=uid,
        outline=outline,
        title=row.activity.title,
        start=start,
        finish=finish,
        note=_note(row),
        done_on=row.end if row.done else None,
        not_before=task.not_before if task else 0,
    )


def _step(
    uid: int,
    number: int,
    step: str,
    rows: Iterable[Row],
    tasks: Mapping[str, LevelledTask],
) -> ProjectTask:
    open_tasks = [tasks[row.key] for row in rows if row.key in tasks]
    start, finish = _span(open_tasks)
    return ProjectTask(
        uid=uid,
        outline=str(number),
        title=step_title(step),
        start=start,
        finish=finish,
        summary=True,
        done_on=None if open_tasks else max(row.end for row in rows),
    )


def _ready(material: Material, found: Levelled, uids: Mapping[str, int]) -> ProjectTask:
    """Return the milestone at the plan's end: it waits for every finish that nothing waits for.

    Also for that of work whose start alone is waited for, which may end after all the rest.
    """
    end = int(found.network.end)
    links = (*found.links, *found.order_links)
    before = {link.before for link in links if link.kind in {LinkKind.FS, LinkKind.FF}}
    last = [ProjectLink(uids[one.key], "1") for one in found.tasks if one.key not in before]
    wish = material.plan.ready_by
    return ProjectTask(
        uid=len(uids) + len(material.steps) + 1,
        outline=str(len(material.steps) + 1),
        title=_("Ready: %(goal)s", goal=material.goal),
        start=end,
        finish=end,
        note=_("To be ready by %(day)s.", day=full_day(wish)) if wish else "",
        milestone=True,
        links=tuple(last),
    )


def _links(found: Levelled, uids: Mapping[str, int]) -> dict[str, tuple[ProjectLink, ...]]:
    """Return what each key waits for; of two links between the same tasks the one that binds.

    Microsoft Project allows one link between two tasks. Durations are fixed, so a link from a
    start can be weighed against one from a finish.
    """
    length = {one.key: one.duration for one in found.tasks}
    best: dict[tuple[str, str], Link] = {}
    for link in (*found.links, *found.order_links):
        pair = (link.before, link.after)
        if pair not in best or _wait(link, length) > _wait(best[pair], length):
            best[pair] = link
    links: dict[str, tuple[ProjectLink, ...]] = {}
    for link in best.values():
        line = ProjectLink(uids[link.before], _KINDS[link.kind], round(link.lag))
        links[link.after] = (*links.get(link.after, ()), line)
    return links


def _wait(link: Link, length: Mapping[str, int]) -> float:
    """Return how long after the start of one task the link lets the other start."""
    from_start = length[link.before] if link.kind in {LinkKind.FS, LinkKind.FF} else 0
    to_start = length[link.after] if link.kind in {LinkKind.FF, LinkKind.SF} else 0
    return from_start + link.lag - to_start


def _note(row: Row) -> str:
    since = row.activity.since
    if row.activity.state is not State.STARTED or since is None:
        return note(row)
    left = _("Started on %(day)s: this is what is left.", day=full_day(since))
    return f"{note(row)}\n{left}"
