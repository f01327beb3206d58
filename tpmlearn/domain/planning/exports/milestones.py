"""The days of a plan on which something is reached, rather than done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.activities import Kind
from tpmlearn.domain.planning.exports.material import Material, step_title
from tpmlearn.words import _, ngettext


@dataclass(frozen=True)
class Milestone:
    """A day on which something is reached; `key` is the same in every file."""

    key: str
    title: str
    on: date
    note: str = ""


def milestones(material: Material) -> tuple[Milestone, ...]:
    """Return the ends of steps and of the plan, exams, and the date to be ready by, by day."""
    return tuple(sorted(_found(material), key=lambda one: (one.on, one.key)))


def _found(material: Material) -> Iterator[Milestone]:
    for step, rows in material.steps:
        left = [row.end for row in rows if not row.done]
        if left:
            key = "milestone:" + "-".join(step.split())
            yield Milestone(key, _("%(step)s: complete", step=step_title(step)), max(left))
    for row in material.left:
        if row.activity.kind is Kind.EXAM:
            yield Milestone(f"milestone:{row.key}", row.activity.title, row.end)
    plan = material.plan
    if plan.ready_on:
        yield Milestone("milestone:ready", _("Ready: %(goal)s", goal=material.goal), plan.ready_on)
    if plan.ready_by:
        note = (
            ngettext(
                "The plan ends %(num)s days later.",
                "The plan ends %(num)s days later.",
                plan.late_by_days,
            )
            if plan.late_by_days
            else ""
        )
        yield Milestone("milestone:ready-by", _("The date to be ready by"), plan.ready_by, note)
