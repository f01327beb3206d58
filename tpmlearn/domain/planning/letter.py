"""The weekly mail with the week's plan, as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.agenda import Agenda, Task
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.wording import counted, full_day, hours


@dataclass(frozen=True)
class Addresses:
    """Where the links of the mail lead."""

    today: str
    report: str
    stop: str


def subject_of(agenda: Agenda) -> str:
    """The subject line: how many things, and how long."""
    if not agenda.tasks:
        return "Your week: nothing is planned"
    return f"Your week: {counted(len(agenda.tasks), 'thing')}, {hours(agenda.minutes / 60)}"


def letter_of(
    plan: Plan, agenda: Agenda, coming: Sequence[Task], *, name: str, addresses: Addresses
) -> str:
    """Return the text of the mail."""
    parts = [
        f"Hello {_line(name)}," if name else "Hello,",
        _week(agenda),
        _after(coming) if not agenda.tasks else "",
        _end(plan),
        f"Your day: {addresses.today}\nYour status report: {addresses.report}",
        f"You get this once a week because you asked for it. Stop it: {addresses.stop}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _week(agenda: Agenda) -> str:
    week = full_day(agenda.week)
    if agenda.free:
        return f"The week of {week} is free, as you planned it."
    if not agenda.tasks:
        return f"Nothing is planned for the week of {week}."
    lines = [f"- {_line(one.row.activity.title)} ({_spent(one)})" for one in agenda.tasks]
    return f"The week of {week}:\n\n" + "\n".join(lines)


def _spent(task: Task) -> str:
    state = ", started" if task.row.activity.state == "started" else ""
    return f"{hours(task.minutes / 60)}{state}"


def _after(coming: Sequence[Task]) -> str:
    if not coming:
        return ""
    lines = [f"- {_line(one.row.activity.title)}, from {full_day(_first(one))}" for one in coming]
    return "After that:\n\n" + "\n".join(lines)


def _first(task: Task) -> date:
    return max(task.row.start, task.week)


def _end(plan: Plan) -> str:
    if plan.ready_on is None:
        return "Everything in your plan is done."
    return f"Your plan ends on {full_day(plan.ready_on)}."


def _line(text: str) -> str:
    """One line, so that no title can begin a line of its own."""
    return " ".join(text.split())
