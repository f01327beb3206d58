"""Use cases of planning: each one transaction, committed at its end with the plan made anew."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update

from tpmlearn.db import db, insert_for
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.activities import Kind
from tpmlearn.domain.planning.advert_target import advert_id
from tpmlearn.domain.planning.changes import plan_changes
from tpmlearn.domain.planning.offers import offered_activities
from tpmlearn.domain.planning.pace import WINDOW
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.settings import LONGEST_AHEAD, MOST_FREE_WEEKS, PlanSettings
from tpmlearn.domain.planning.snapshot import to_json
from tpmlearn.domain.planning.weeks import WEEK, monday
from tpmlearn.models import ChoiceState, GoalRow, PlanChoiceRow, PlanRow
from tpmlearn.records.goals import find_target
from tpmlearn.records.measurement import bands_on
from tpmlearn.records.planning import Basis, plan_basis, plan_now
from tpmlearn.records.skills import counted_ratings


class StalePlan(Exception):
    """The plan was saved elsewhere since this page was made; nothing has been changed."""


class NoPlan(Exception):
    """There is no plan to change."""


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


class WeekPassed(Exception):
    """A week to pin to that lies in the past."""


class WeekTooFar(Exception):
    """A week to pin to that lies more than ten years ahead."""


@dataclass(frozen=True)
class Moment:
    """When and on what something is decided: the instant, the learner's day, the content."""

    now: datetime
    today: date
    catalogue: Catalogue


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
    version = _lock(person_id)
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
        _change(person_id, version, at, choose)


def save_settings(
    person_id: int, settings: PlanSettings, *, assume: bool, version: int, at: Moment
) -> None:
    """Keep hours, dates and free weeks, and make the plan, the first one or anew.

    Raises StalePlan, NothingRated, PlanTooLong, PlanCycle.
    """
    values = {
        "hours_per_week": settings.hours_a_week,
        "starts_on": settings.start,
        "ready_by": settings.ready_by,
        "free_weeks": _free_weeks(person_id, settings.free_mondays, at.today),
        "assume_developer": assume,
        "when_short": settings.when_short,
    }
    if not assume and not counted_ratings(person_id, bands_on(person_id, at.catalogue, at.today)):
        raise NothingRated
    if _lock(person_id) is None:
        _begin(person_id, values, at)
    else:
        _change(person_id, version, at, lambda: _set(person_id, values))


def decide(person_id: int, decision: Decision, *, version: int, at: Moment) -> None:
    """Pin, start, skip, finish an activity, or take that back; plan anew.

    Raises NoPlan, StalePlan, NoSuchActivity, NotForThis, WeekPassed, WeekTooFar, PlanTooLong,
    PlanCycle.
    """
    if decision.activity not in offered_activities(at.catalogue, {}):
        raise NoSuchActivity
    if decision.state in _BY_ITSELF.get(decision.activity.partition(":")[0], ()):
        raise NotForThis
    if _lock(person_id) is None:
        raise NoPlan
    _check_week(decision, at.today)
    _change(person_id, version, at, lambda: _keep(person_id, decision, at))


def renew(person_id: int, *, version: int, at: Moment) -> None:
    """Keep the plan as it is today. Raises NoPlan, StalePlan, PlanTooLong, PlanCycle."""
    if _lock(person_id) is None:
        raise NoPlan
    _change(person_id, version, at, lambda: None)


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


def _check_week(decision: Decision, today: date) -> None:
    if decision.week is None:
        return
    if monday(decision.week) < monday(today):
        raise WeekPassed
    if decision.week > today + LONGEST_AHEAD:
        raise WeekTooFar


def _lock(person_id: int) -> int | None:
    """The version of the plan, held for this transaction; None where there is no plan."""
    return db.session.scalar(
        update(PlanRow)
        .where(PlanRow.person_id == person_id)
        .values(version=PlanRow.version)
        .returning(PlanRow.version)
    )


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
    _store(person_id, _plan_after(person_id, at), moved=(), at=at)
    db.session.commit()


def _change(person_id: int, version: int, at: Moment, apply: Callable[[], None]) -> None:
    before = plan_basis(person_id, at.catalogue, at.today)
    if before.saved is None or before.saved.version != version:
        raise StalePlan
    old = _plan_before(before)
    apply()
    plan = _plan_after(person_id, at)
    _set(person_id, {"version": version + 1})
    _store(person_id, plan, moved=plan_changes(old, plan) if old and plan else (), at=at)
    db.session.commit()


def _plan_before(basis: Basis) -> Plan | None:
    """The plan as it stood; the one that was saved, where what is asked for cannot be planned."""
    try:
        return plan_now(basis)
    except ValueError:
        return basis.saved.plan if basis.saved else None


def _plan_after(person_id: int, at: Moment) -> Plan | None:
    """The plan with what has been changed; where it cannot be made, nothing stays changed."""
    try:
        return plan_now(plan_basis(person_id, at.catalogue, at.today))
    except ValueError:
        db.session.rollback()
        raise


def _store(person_id: int, plan: Plan | None, *, moved: tuple[str, ...], at: Moment) -> None:
    """Keep the plan; the old one stays where none can be made, as all ratings were taken back."""
    if plan is None:
        return
    _set(
        person_id,
        {
            "snapshot": json.loads(to_json(plan)),
            "inputs_hash": plan.inputs,
            "moved": list(moved),
            "saved_at": at.now,
        },
    )


def _set(person_id: int, values: dict[str, object]) -> None:
    db.session.execute(update(PlanRow).where(PlanRow.person_id == person_id).values(values))


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
