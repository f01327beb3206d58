"""The weekly mail with the week's plan, as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.agenda import Agenda, Task
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.wording import full_day, hours, things
from tpmlearn.words import _


@dataclass(frozen=True)
class Addresses:
    """Where the links of the mail lead."""

    today: str
    report: str
    stop: str


def subject_of(agenda: Agenda) -> str:
    """The subject line: how many things, and how long."""
    if not agenda.tasks:
        return _("Your week: nothing is planned")
    return _(
        "Your week: %(things)s, %(hours)s",
        things=things(len(agenda.tasks)),
        hours=hours(agenda.minutes / 60),
    )


def letter_of(
    plan: Plan, agenda: Agenda, coming: Sequence[Task], *, name: str, addresses: Addresses
) -> str:
    """Return the text of the mail."""
    parts = [
        _("Hello %(name)s,", name=_line(name)) if name else _("Hello,"),
        _week(agenda),
        _after(coming) if not agenda.tasks else "",
        _end(plan),
        _("Your day: %(address)s", address=addresses.today)
        + "\n"
        + _("Your status report: %(address)s", address=addresses.report),
        _(
            "You get this once a week because you asked for it. Stop it: %(address)s",
            address=addresses.stop,
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _week(agenda: Agenda) -> str:
    week = full_day(agenda.week)
    if agenda.free:
        return _("The week of %(day)s is free, as you planned it.", day=week)
    if not agenda.tasks:
        return _("Nothing is planned for the week of %(day)s.", day=week)
    lines = [f"- {_line(one.row.activity.title)} ({_spent(one)})" for one in agenda.tasks]
    return _("The week of %(day)s:", day=week) + "\n\n" + "\n".join(lines)


def _spent(task: Task) -> str:
    spent = hours(task.minutes / 60)
    if task.row.activity.state is not State.STARTED:
        return spent
    return _("%(hours)s, started", hours=spent)


def _after(coming: Sequence[Task]) -> str:
    if not coming:
        return ""
    lines = (
        _(
            "%(title)s, from %(day)s",
            title=_line(one.row.activity.title),
            day=full_day(_first(one)),
        )
        for one in coming
    )
    return _("After that:") + "\n\n" + "\n".join(f"- {line}" for line in lines)


def _first(task: Task) -> date:
    return max(task.row.start, task.week)


def _end(plan: Plan) -> str:
    if plan.ready_on is None:
        return _("Everything in your plan is done.")
    return _("Your plan ends on %(day)s.", day=full_day(plan.ready_on))


def _line(text: str) -> str:
    """One line, so that no title can begin a line of its own."""
    return " ".join(text.split())
