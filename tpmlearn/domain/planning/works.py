"""What a forecast simulates of a plan: each piece of work, and what keeps its start where it is."""

from collections.abc import Callable, Mapping, Sequence

from tpmlearn.domain.planning.activities import Activity
from tpmlearn.domain.planning.draws import Spread
from tpmlearn.domain.planning.estimates import ThreePoint
from tpmlearn.domain.planning.levelled import Levelled, LevelledTask
from tpmlearn.domain.planning.network import Link, LinkKind, ordered
from tpmlearn.domain.planning.runs import Work

Estimate = Callable[[Activity], ThreePoint]


def works_of(plan: Levelled, links: Mapping[str, Sequence[Link]], estimate: Estimate) -> list[Work]:
    """Return the work of a plan as the runs take it, each after all that it waits for.

    `links` are those of `links_into`; `estimate` gives the effort of an activity in hours.
    """
    tasks = {one.key: one for one in plan.tasks}
    order = ordered(tasks, [*plan.links, *plan.order_links])
    return [_work(tasks[key], links.get(key, ()), tasks, estimate) for key in order]


def links_into(plan: Levelled) -> dict[str, list[Link]]:
    """Return all links of a plan, those of one person's order too, by what waits."""
    found: dict[str, list[Link]] = {}
    for link in (*plan.links, *plan.order_links):
        found.setdefault(link.after, []).append(link)
    return found


def _work(
    task: LevelledTask,
    links: Sequence[Link],
    tasks: Mapping[str, LevelledTask],
    estimate: Estimate,
) -> Work:
    """Tell what keeps a start where it is: a week that was chosen, or what comes before it."""
    activity = task.row.activity
    elapsed = activity.weeks > 0
    effort = task.duration if elapsed else sum(spent for _, spent in task.row.minutes)
    # A lag that runs from what is over is no link any more, and its end does not move.
    waits = {link.before for link in links}
    is_set = task.row.pinned or any(link.before not in waits for link in activity.links)
    bound = max((_bound(link, tasks) for link in links), default=0.0)
    return Work(
        key=task.key,
        effort=effort,
        pauses=max(0, task.duration - effort),
        gap=0.0 if is_set else max(0.0, task.start - bound),
        fixed_start=task.not_before if is_set else 0,
        elapsed=elapsed,
        spread=Spread(1.0, 1.0, 1.0) if elapsed else _spread(estimate(activity)),
    )


def _bound(link: Link, tasks: Mapping[str, LevelledTask]) -> float:
    before = tasks[link.before]
    return (before.start if link.kind is LinkKind.SS else before.finish) + link.lag


def _spread(estimate: ThreePoint) -> Spread:
    if not estimate.likely:
        return Spread(1.0, 1.0, 1.0)
    return Spread(estimate.low / estimate.likely, 1.0, estimate.high / estimate.likely)
