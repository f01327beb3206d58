"""How a baseline's work is earned: by rules that were agreed before, never by a felt percentage.

A lesson earns its text and exercise section by section and its quiz when that is passed (accepted
items of all items). Everything that runs over weeks earns half when it is started and half when it
is done (50/50). Nothing is earned by lapse of time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.content.catalogue import Catalogue, Module
from tpmlearn.domain.content.checker import MINUTES_AN_ITEM
from tpmlearn.domain.planning.activities import Kind, Progress, State, key_of
from tpmlearn.domain.planning.plan import Plan, Row

HALF = 0.5
Reading = Mapping[str, Mapping[str, date]]


@dataclass(frozen=True)
class Gain:
    """The share of a row's planned hours, 0 to 1, that was earned by the end of a day."""

    on: date
    share: float


Gains = Mapping[str, tuple[Gain, ...]]


def gains_of(
    plan: Plan,
    *,
    saved_on: date,
    catalogue: Catalogue,
    reading: Reading,
    progress: Mapping[str, Progress],
) -> dict[str, tuple[Gain, ...]]:
    """Return what was earned of each unfinished row of a baseline, by key, days rising.

    `reading` is by module slug, then by anchor, the day a section was read; `progress` is by
    activity key, as of today. What was earned before the baseline was saved is not in it.
    """
    modules = {key_of(Kind.MODULE, slug): module for slug, module in catalogue.modules.items()}
    found = {}
    for row in plan.rows:
        if row.done:
            continue
        module = modules.get(row.key)
        entry = progress.get(row.key)
        if module:
            read = sorted(
                reading.get(module.slug, {}).get(one.anchor, date.max) for one in module.sections
            )
            steps = _of_lesson(module, [day for day in read if day < date.max], entry)
            began = _began(row, module, steps, saved_on)
        else:
            steps = _of_work(entry)
            began = HALF if row.activity.state is State.STARTED else 0.0
        found[row.key] = _since(steps, began, saved_on)
    return found


def share_on(gains: tuple[Gain, ...], day: date) -> float:
    """The share that was earned by the end of `day`."""
    return max((gain.share for gain in gains if gain.on <= day), default=0.0)


def _of_lesson(module: Module, read: list[date], entry: Progress | None) -> list[Gain]:
    quiz = min(float(module.minutes), MINUTES_AN_ITEM * len(module.quiz))
    lesson = 1 - quiz / module.minutes if module.minutes else 1.0
    each = lesson / max(1, len(module.sections))
    steps = [Gain(day, each * number) for number, day in enumerate(read, 1)]
    return steps + _at_the_end(entry)


def _of_work(entry: Progress | None) -> list[Gain]:
    if entry and entry.state is State.STARTED:
        return [Gain(entry.on, HALF)]
    return _at_the_end(entry)


def _at_the_end(entry: Progress | None) -> list[Gain]:
    return [Gain(entry.on, 1.0)] if entry and entry.state is State.DONE else []


def _began(row: Row, module: Module, steps: list[Gain], saved_on: date) -> float:
    """The share of a lesson that was behind the person when the baseline was saved."""
    whole = module.minutes / 60
    by_hours = 1 - row.activity.hours / whole if whole else 0.0
    by_days = max((step.share for step in steps if step.on < saved_on), default=0.0)
    return min(0.99, max(0.0, by_hours, by_days if by_days < 1 else 0.0))


def _since(steps: list[Gain], began: float, saved_on: date) -> tuple[Gain, ...]:
    """Shares of what was left then; the rows of a baseline are planned with what was left."""
    later = [
        Gain(max(step.on, saved_on), min(1.0, (step.share - began) / (1 - began)))
        for step in steps
        if step.share > began
    ]
    return tuple(sorted(later, key=lambda gain: (gain.on, gain.share)))
