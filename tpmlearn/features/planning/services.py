"""Use cases of planning: each one transaction, committed at its end with the plan made anew."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from tpmlearn.db import db, insert_for
from tpmlearn.domain.planning.activities import Kind
from tpmlearn.domain.planning.offers import offered_activities
from tpmlearn.domain.planning.pinning import check_week
from tpmlearn.domain.planning.settings import PlanSettings
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.models import ChoiceState, GoalRow, PlanChoiceRow, PlanRow
from tpmlearn.records.measurement import bands_on
from tpmlearn.records.replanning import (
    Moment,
    NoPlan,
    StalePlan,
    change_plan,
    lock_plan,
    plan_after,
    set_plan,
    store_plan,
)
from tpmlearn.records.skills import counted_ratings


class NothingRated(Exception):
    """No skill is rated, and none may be assumed: there is nothing to plan from."""


class NoSuchRole(Exception):
    """The framework has no such role."""


class NoSuchActivity(Exception):
    """The content offers no such thing to do."""


class NotForThis(Exception):
    """This cannot be decided about this activity, as what it rests on says otherwise."""


@dataclass(frozen=True)
class Decision:
    """What is to become of an activity; no state takes an earlier decision back."""

    activity: str
    state: ChoiceState | None
    week: date | None = None


_BY_ITSELF: dict[str, tuple[ChoiceState, ...]] = {
    Kind.MODULE: (ChoiceState.STARTED,),
    Kind.TEST: (ChoiceState.STARTED, ChoiceState.DONE),
}
_STATES = {
    "pin": ChoiceState.PINNED,
    "start": ChoiceState.STARTED,
    "done": ChoiceState.DONE,
    "skip": ChoiceState.SKIPPED,
    "back": None,
}


def decision(activity: str, action: str, week: date | None) -> Decision:
    """The decision that an action of the form stands for; only a pin has a week."""
    return Decision(activity, _STATES[action], week if action == "pin" else None)


def choose_role(person_id: int, role: str, at: Moment) -> None:
    """Set the role to move to, and plan anew where there is a plan.

    Raises NoSuchRole, and PlanTooLong or PlanCycle where no plan can be made.
    """
    if role not in at.catalogue.roles:
        raise NoSuchRole
    version = lock_plan(person_id)

    def choose() -> None:
        insert = insert_for(GoalRow).values(person_id=person_id, role=role, chosen_at=at.now)
        db.session.execute(
            insert.on_conflict_do_update(
                index_elements=["person_id"], set_={"role": role, "chosen_at": at.now}
            )
        )

    if version is None:
        choose()
        db.session.commit()
    else:
        change_plan(person_id, version, at, choose)
        db.session.commit()


def save_settings(
    person_id: int, settings: PlanSettings, *, assume: bool, version: int, at: Moment
) -> None:
    """Keep hours, dates, free weeks and days off, and make the plan, the first one or anew.

    Raises StalePlan, NothingRated, PlanTooLong, PlanCycle.
    """
    values = {
        "hours_per_week": settings.hours_a_week,
        "starts_on": settings.start,
        "ready_by": settings.ready_by,
        "free_weeks": [week.isoformat() for week in sorted(settings.free_mondays)],
        "days_off": [day.isoformat() for day in sorted(settings.days_off)],
        "assume_developer": assume,
    }
    if not assume and not counted_ratings(person_id, bands_on(person_id, at.catalogue, at.today)):
        raise NothingRated
    if lock_plan(person_id) is None:
        _begin(person_id, values, at)
    else:
        change_plan(person_id, version, at, lambda: set_plan(person_id, values))
        db.session.commit()


def decide(person_id: int, decision: Decision, *, version: int, at: Moment) -> None:
    """Pin, start, skip, finish an activity, or take that back; plan anew.

    Raises NoPlan, StalePlan, NoSuchActivity, NotForThis, WeekPassed, WeekTooFar, PlanTooLong,
    PlanCycle.
    """
    if decision.activity not in offered_activities(at.catalogue, {}):
        raise NoSuchActivity
    if decision.state in _BY_ITSELF.get(decision.activity.partition(":")[0], ()):
        raise NotForThis
    if lock_plan(person_id) is None:
        raise NoPlan
    if decision.week is not None:
        check_week(decision.week, today=at.today)
    change_plan(person_id, version, at, lambda: _keep(person_id, decision, at))
    db.session.commit()


def renew(person_id: int, *, version: int, at: Moment) -> None:
    """Keep the plan as it is today. Raises NoPlan, StalePlan, PlanTooLong, PlanCycle."""
    if lock_plan(person_id) is None:
        raise NoPlan
    change_plan(person_id, version, at, lambda: None)
    db.session.commit()


def _begin(person_id: int, values: dict[str, object], at: Moment) -> None:
    insert = insert_for(PlanRow).values(
        person_id=person_id,
        version=1,
        saved_at=at.now,
        snapshot=None,
        inputs_hash="",
        moved=[],
        **values,
    )
    made = db.session.scalar(insert.on_conflict_do_nothing().returning(PlanRow.person_id))
    if made is None:
        raise StalePlan
    store_plan(person_id, plan_after(person_id, at), moved=(), at=at)
    db.session.commit()


def _keep(person_id: int, decision: Decision, at: Moment) -> None:
    if decision.state is None:
        db.session.execute(
            delete(PlanChoiceRow).where(
                PlanChoiceRow.person_id == person_id,
                PlanChoiceRow.activity == decision.activity,
            )
        )
        return
    acted = decision.state in (ChoiceState.DONE, ChoiceState.STARTED)
    values = {
        "state": decision.state,
        "week": monday(decision.week) if decision.week else None,
        "done_on": at.today if acted else None,
        "decided_at": at.now,
    }
    insert = insert_for(PlanChoiceRow).values(
        person_id=person_id, activity=decision.activity, **values
    )
    db.session.execute(
        insert.on_conflict_do_update(index_elements=["person_id", "activity"], set_=values)
    )
