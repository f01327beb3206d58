"""Use cases of moving: each one transaction, committed at its end with the plan made anew."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Delete, delete, select

from tpmlearn.db import db
from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.days_off import to_come, with_late_ones
from tpmlearn.domain.planning.settings import days_off_problem
from tpmlearn.domain.planning.splitting import Parts, is_second, rest_of, second_key
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.models import ChoiceState, PlanChoiceRow, PlanRow, PlanSplitRow
from tpmlearn.records.planning import plan_basis, plan_now
from tpmlearn.records.replanning import (
    Moment,
    NoPlan,
    StalePlan,
    change_plan,
    lock_plan,
    pin,
    put_row,
    set_plan,
)

Days = frozenset[date]


class NothingToChange(Exception):
    """All of these days are past, or are as they are asked to be already."""


class NotInPlan(Exception):
    """The plan holds no such thing, or it is in two parts already, or in one."""


def be_away(person_id: int, days: Days, *, version: int, at: Moment) -> Days:
    """Add days off and plan anew; return those that were not off before.

    Raises NoPlan, StalePlan, NothingToChange, PlanProblem, PlanTooLong, PlanCycle.
    """
    return _change_days(person_id, lambda off: off | days, version=version, at=at)


def be_back(person_id: int, days: Days, *, version: int, at: Moment) -> Days:
    """Take days off away and plan anew; return those that were off before. Raises as above."""
    return _change_days(person_id, lambda off: off - days, version=version, at=at)


def split(person_id: int, key: str, parts: Parts, *, version: int, at: Moment) -> None:
    """Do something in two parts; plan anew.

    Raises NoPlan, StalePlan, NotInPlan, CannotSplit, WeekPassed, WeekTooFar, PlanTooLong,
    PlanCycle.
    """
    _lock(person_id, version)
    basis = plan_basis(person_id, at.catalogue, at.today)
    plan = plan_now(basis)
    row = plan.row(key) if plan else None
    choices = basis.choices
    if row is None or is_second(key) or second_key(key) in choices:
        raise NotInPlan
    rest = rest_of(row.activity, parts, today=at.today)
    before = choices[key].week if key in choices else None

    def apply() -> None:
        values = {"rest_minutes": rest, "pinned_before": before, "decided_at": at.now}
        put_row(PlanSplitRow, person_id, key, values)
        if row.activity.state is State.OPEN:
            pin(person_id, key, parts.first_week, at=at)
        pin(person_id, second_key(key), parts.rest_week, at=at)

    change_plan(person_id, version, at, apply)
    db.session.commit()


def join(person_id: int, key: str, *, version: int, at: Moment) -> None:
    """Make one thing of two parts again, pinned as it was before; plan anew.

    Raises NoPlan, StalePlan, NotInPlan, PlanTooLong, PlanCycle.
    """
    _lock(person_id, version)
    row = db.session.get(PlanSplitRow, (person_id, key))
    if row is None:
        raise NotInPlan
    before = row.pinned_before

    def apply() -> None:
        db.session.delete(row)
        db.session.execute(_choice(person_id, second_key(key)))
        if before and monday(before) >= monday(at.today):
            pin(person_id, key, before, at=at)
        else:
            pinned = PlanChoiceRow.state == ChoiceState.PINNED
            db.session.execute(_choice(person_id, key).where(pinned))
        db.session.flush()

    change_plan(person_id, version, at, apply)
    db.session.commit()


def _choice(person_id: int, key: str) -> Delete:
    return delete(PlanChoiceRow).where(
        PlanChoiceRow.person_id == person_id, PlanChoiceRow.activity == key
    )


def _lock(person_id: int, version: int) -> None:
    seen = lock_plan(person_id)
    if seen is None:
        raise NoPlan
    if seen != version:
        raise StalePlan


def _change_days(
    person_id: int, change: Callable[[Days], Days], *, version: int, at: Moment
) -> Days:
    """Return the days that are off only before or only after."""
    _lock(person_id, version)
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
