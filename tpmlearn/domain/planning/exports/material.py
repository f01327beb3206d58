"""What every export of a plan is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from tpmlearn.domain.planning.activities import SEED_STEPS, Kind
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.wording import hours
from tpmlearn.words import N_, _

_KINDS = {
    Kind.MODULE: N_("Lesson and quiz"),
    Kind.ASSIGNMENT: N_("Work on the job"),
    Kind.CERTIFICATE: N_("Certificate"),
    Kind.TEST: N_("Gate"),
    Kind.MOCK: N_("Mock exams"),
    Kind.BOOKING: N_("To book"),
    Kind.EXAM: N_("Milestone"),
    Kind.CONTACT: N_("People"),
}


@dataclass(frozen=True)
class Material:
    """A plan as it is on `today`, a day of the learner in `zone`, and what files say beside it.

    `goal` is the role's title; `links` are absolute addresses by activity key, for what has a page.
    `saved_at` and `version` are those of the last saving: what they stamp stays as it is until the
    learner saves again. `mark` tells this learner's plan from all others and says nothing about
    them, `host` is the site's name: together they make ids that are the same in every file.
    """

    plan: Plan
    goal: str
    today: date
    zone: tzinfo
    saved_at: datetime
    version: int
    mark: str
    host: str
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the plan is called in other programs."""
        return _("Plan: %(goal)s", goal=self.goal)

    @property
    def left(self) -> tuple[Row, ...]:
        """What is not done yet, in the order of the plan."""
        return tuple(row for row in self.plan.rows if not row.done)

    @property
    def steps(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """(step, rows) of the seed steps that have any, done rows too, in the plan's order."""
        names = dict.fromkeys((*SEED_STEPS, *(row.activity.step for row in self.plan.rows)))
        found = (
            (name, tuple(row for row in self.plan.rows if row.activity.step == name))
            for name in names
        )
        return tuple((name, rows) for name, rows in found if rows)

    def uid(self, key: str) -> str:
        """The id of one thing: of the same thing always the same, in files and in the feed."""
        return f"{self.mark}.{key.replace(':', '.')}@{self.host}"


def hours_in_words(plan: Plan) -> str:
    """Return the hours a week of a plan, and how much of them is for review."""
    if not plan.review_minutes:
        return _("%(hours)s a week", hours=hours(plan.hours_a_week))
    return _(
        "%(hours)s a week, %(minutes)s minutes of it for review",
        hours=hours(plan.hours_a_week),
        minutes=plan.review_minutes,
    )


def step_title(step: str) -> str:
    """Return the name of a seed step as a heading."""
    if not step:
        return _("Other")
    said = _(step)
    return said[:1].upper() + said[1:]


def kind_title(kind: Kind) -> str:
    """Return what sort of thing is to be done, in words."""
    return _(_KINDS[kind])


def note(row: Row) -> str:
    """Return why a row is in the plan and how much effort is left, a line each."""
    effort = "" if row.done else _("Effort left: %(hours)s.", hours=hours(row.activity.hours))
    return "\n".join(text for text in (row.activity.reason, effort) if text)
