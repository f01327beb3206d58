"""Use cases of moving: each one transaction, committed at its end with the plan made anew."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.planning.days_off import to_come, with_late_ones
from tpmlearn.domain.planning.settings import days_off_problem
from tpmlearn.models import PlanRow
from tpmlearn.records.replanning import Moment, NoPlan, StalePlan, change_plan, lock_plan, set_plan

Days = frozenset[date]


class NothingToChange(Exception):
    """All of these days are past, or are as they are asked to be already."""


def be_away(person_id: int, days: Days, *, version: int, at: Moment) -> Days:
    """Add days off and plan anew; return those that were not off before.

    Raises NoPlan, StalePlan, NothingToChange, PlanProblem, PlanTooLong, PlanCycle.
    """
    return _change_days(person_id, lambda off: off | days, version=version, at=at)


def be_back(person_id: int, days: Days, *, version: int, at: Moment) -> Days:
    """Take days off away and plan anew; return those that were off before. Raises as above."""
    return _change_days(person_id, lambda off: off - days, version=version, at=at)


def _change_days(
    person_id: int, change: Callable[[Days], Days], *, version: int, at: Moment
) -> Days:
    """Return the days that are off only before or only after."""
    seen = lock_plan(person_id)
    if seen is None:
        raise NoPlan
    if seen != version:
        raise StalePlan
    row = db.session.scalar(select(PlanRow.days_off).where(PlanRow.person_id == person_id))
    saved = [date.fromisoformat(day) for day in row or ()]
    before = to_come(saved, at.today)
    after = to_come(change(before), at.today)
    if before == after:
        raise NothingToChange
    problem = days_off_problem(after) if len(after) > len(before) else None
    if problem:
        raise problem
    kept = with_late_ones(after, saved, at.today)
    values: dict[str, object] = {"days_off": [day.isoformat() for day in sorted(kept)]}
    change_plan(person_id, version, at, lambda: set_plan(person_id, values))
    db.session.commit()
    return before ^ after
