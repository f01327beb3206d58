"""Use cases of planning: each one transaction, committed at its end with the plan made anew."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from tpmlearn.db import db, insert_for
from tpmlearn.domain.planning.activities import Kind
from tpmlearn.domain.planning.advert_target import advert_id
from tpmlearn.domain.planning.days_off import with_late_ones
from tpmlearn.domain.planning.offers import offered_activities
from tpmlearn.domain.planning.pace import WINDOW
from tpmlearn.domain.planning.pinning import check_week
from tpmlearn.domain.planning.settings import MOST_FREE_WEEKS, PlanSettings
from tpmlearn.domain.planning.splitting import is_second, whole_key
from tpmlearn.domain.planning.weeks import WEEK, monday
from tpmlearn.models import ChoiceState, GoalRow, PlanChoiceRow, PlanRow, PlanSplitRow
from tpmlearn.records.goals import find_target
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
    """There is no such role, nor such an advert of this person."""


class NothingAsked(Exception):
    """The advert asks for no skill: there is nothing to plan for."""


class NoSuchActivity(Exception):
    """The content offers no such thing to do."""


class NotForThis(Exception):
    """This cannot be decided about this activity, as what it rests on says otherwise."""


class OnlyMoved(Exception):
    """This is the second part of something, which can be moved or joined to the first."""


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
    """Set the role to move to, or an advert by its key, and plan anew where there is a plan.

    The role that was chosen before stays behind an advert, for when the advert is gone.
    Raises NoSuchRole, NothingAsked, and PlanTooLong or PlanCycle where no plan can be made.
    """
    target = find_target(person_id, role, at.catalogue)
    if target is None:
        raise NoSuchRole
    if not target.skills:
        raise NothingAsked
    version = lock_plan(person_id)
    advert = advert_id(role) or None
    chosen: dict[str, object] = {"advert_id": advert, "chosen_at": at.now}
    if advert is None:
        chosen["role"] = role

    def choose() -> None:
        insert = insert_for(GoalRow).values({"person_id": person_id, "role": "", **chosen})
        db.session.execute(insert.on_conflict_do_update(index_elements=["person_id"], set_=chosen))

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
        "free_weeks": _free_weeks(person_id, settings.free_mondays, at.today),
        "days_off": _days_off(person_id, settings.days_off, at.today),
        "assume_developer": assume,
        "when_short": settings.when_short,
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

    Raises NoPlan, StalePlan, NoSuchActivity, NotForThis, OnlyMoved, WeekPassed, WeekTooFar,
    PlanTooLong, PlanCycle.
    """
    if whole_key(decision.activity) not in offered_activities(at.catalogue, {}):
        raise NoSuchActivity
    if is_second(decision.activity):
        _check_second(person_id, decision)
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


def _check_second(person_id: int, decision: Decision) -> None:
    """A second part can be moved, and nothing else: its whole is done, skipped or joined again."""
    split = select(PlanSplitRow.rest_minutes).where(
        PlanSplitRow.person_id == person_id,
        PlanSplitRow.activity == whole_key(decision.activity),
    )
    if db.session.scalar(split) is None:
        raise NoSuchActivity
    if decision.state is not ChoiceState.PINNED:
        raise OnlyMoved


def _free_weeks(person_id: int, chosen: frozenset[date], today: date) -> list[str]:
    """The chosen weeks and, as far as there is room, those of late that are over.

    The form offers weeks to come; what was free before must not count against the person's pace.
    """
    saved = db.session.scalar(select(PlanRow.free_weeks).where(PlanRow.person_id == person_id))
    this = monday(today)
    over = [date.fromisoformat(week) for week in saved or ()]
    kept = sorted(week for week in over if this - WINDOW * WEEK <= week < this)
    room = max(0, MOST_FREE_WEEKS - len(chosen))
    past = kept[-room:] if room else []
    return [week.isoformat() for week in sorted(chosen.union(past))]


def _days_off(person_id: int, chosen: frozenset[date], today: date) -> list[str]:
    """The chosen days and those of late that are over, as with weeks."""
    saved = db.session.scalar(select(PlanRow.days_off).where(PlanRow.person_id == person_id))
    days = with_late_ones(chosen, map(date.fromisoformat, saved or ()), today)
    return [day.isoformat() for day in sorted(days)]


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
