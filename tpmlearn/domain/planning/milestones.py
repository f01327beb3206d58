"""What one wants to know the end of: each seed step, each test and exam, and the whole plan."""

from dataclasses import dataclass

from tpmlearn.domain.planning.activities import SEED_STEPS, Kind
from tpmlearn.domain.planning.levelled import Levelled
from tpmlearn.words import _

WHOLE = "plan"
STEP = "step:"


@dataclass(frozen=True)
class Goal:
    """The end of some work, and the minute at which the plan has it."""

    key: str
    title: str
    keys: tuple[str, ...]
    planned: int


def goals_of(plan: Levelled) -> tuple[Goal, ...]:
    """Return what the work left of a plan leads to, by its planned end; the whole comes last."""
    steps = dict.fromkeys((*SEED_STEPS, *(task.row.activity.step for task in plan.tasks)))
    found = [
        _goal(plan, f"{STEP}{step}", _("End of step: %(step)s", step=_(step)), _of_step(plan, step))
        for step in steps
        if step and _of_step(plan, step)
    ]
    found += [
        _goal(plan, task.key, task.row.activity.title, (task.key,))
        for task in plan.tasks
        if task.row.activity.kind in (Kind.TEST, Kind.EXAM)
    ]
    found.sort(key=lambda goal: (goal.planned, goal.key))
    whole = tuple(task.key for task in plan.tasks)
    return (*found, _goal(plan, WHOLE, _("The whole plan"), whole))


def _of_step(plan: Levelled, step: str) -> tuple[str, ...]:
    return tuple(task.key for task in plan.tasks if task.row.activity.step == step)


def _goal(plan: Levelled, key: str, title: str, keys: tuple[str, ...]) -> Goal:
    wanted = set(keys)
    planned = max(task.finish for task in plan.tasks if task.key in wanted)
    return Goal(key, title, keys, planned)
