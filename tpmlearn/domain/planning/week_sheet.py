"""One week of a plan on one page: what to do, review, days off, and what was done."""

from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.agenda import Agenda, agenda_of
from tpmlearn.domain.planning.days_off import Stretch, stretches
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.weeks import WEEK, monday, sunday, week_number


@dataclass(frozen=True)
class WeekSheet:
    """A week by its agenda; `number` counts from the plan's first week.

    `review_minutes` go to review besides; `done` was finished in this week; `before` and `after`
    are the Mondays of the weeks next to it, None outside the plan.
    """

    agenda: Agenda
    number: int
    last: date
    review_minutes: int
    days_off: tuple[Stretch, ...]
    done: tuple[Row, ...]
    before: date | None
    after: date | None

    @property
    def minutes(self) -> int:
        """All minutes of the week, review among them."""
        return self.agenda.minutes + self.review_minutes


def week_sheet(plan: Plan, asked: date, *, today: date) -> WeekSheet:
    """Return the week of the day `asked`, or the plan's first or last week where that is outside.

    The plan reaches from its start to its end, and to `today` at least.
    """
    first = min(monday(plan.start), monday(today))
    last = max(monday(plan.ready_on or today), monday(today))
    week = monday(max(first, min(asked, sunday(last))))
    off = [day for day in plan.days_off if monday(day) == week]
    return WeekSheet(
        agenda=agenda_of(plan, week),
        number=week_number(week, start=plan.start),
        last=sunday(week),
        review_minutes=_review(plan, week),
        days_off=stretches(off),
        done=tuple(row for row in plan.rows if row.done and monday(row.end) == week),
        before=week - WEEK if week > first else None,
        after=week + WEEK if week < last else None,
    )


def _review(plan: Plan, week: date) -> int:
    """The part of the week's review that its working days have."""
    time = plan.working_time
    return round(plan.review_minutes * time.minutes_of_week(week) / time.weekly)
