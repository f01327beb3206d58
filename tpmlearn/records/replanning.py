"""Planning anew after a change: one saving at a time, the version counted, what moved kept.

Nothing is committed here: that is the service's.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update

from tpmlearn.db import db, insert_for
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.changes import plan_changes
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.snapshot import to_json
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.models import ChoiceState, PlanChoiceRow, PlanRow, PlanSplitRow
from tpmlearn.records.planning import Basis, plan_basis, plan_now


class StalePlan(Exception):
    """The plan was saved elsewhere since this page was made; nothing has been changed."""


class NoPlan(Exception):
    """There is no plan to change."""


@dataclass(frozen=True)
class Moment:
    """When and on what something is decided: the instant, the learner's day, the content."""

    now: datetime
    today: date
    catalogue: Catalogue


def lock_plan(person_id: int) -> int | None:
    """The version of the plan, held for this transaction; None where there is no plan."""
    return db.session.scalar(
        update(PlanRow)
        .where(PlanRow.person_id == person_id)
        .values(version=PlanRow.version)
        .returning(PlanRow.version)
    )


def change_plan(person_id: int, version: int, at: Moment, apply: Callable[[], None]) -> None:
    """Apply a change to the plan of `version`, and keep the plan as it is then.

    Raises StalePlan where it was saved since, PlanProblem, PlanTooLong and PlanCycle where no plan
    can be made of it; nothing stays changed then.
    """
    before = plan_basis(person_id, at.catalogue, at.today)
    if before.saved is None or before.saved.version != version:
        raise StalePlan
    old = _plan_before(before)
    apply()
    plan = plan_after(person_id, at)
    set_plan(person_id, {"version": version + 1})
    store_plan(person_id, plan, moved=plan_changes(old, plan) if old and plan else (), at=at)


def _plan_before(basis: Basis) -> Plan | None:
    """The plan as it stood; the one that was saved, where what is asked for cannot be planned."""
    try:
        return plan_now(basis)
    except ValueError:
        return basis.saved.plan if basis.saved else None


def plan_after(person_id: int, at: Moment) -> Plan | None:
    """The plan with what has been changed; where it cannot be made, nothing stays changed."""
    try:
        return plan_now(plan_basis(person_id, at.catalogue, at.today))
    except ValueError:
        db.session.rollback()
        raise


def store_plan(person_id: int, plan: Plan | None, *, moved: tuple[str, ...], at: Moment) -> None:
    """Keep the plan; the old one stays where none can be made, as all ratings were taken back."""
    if plan is None:
        return
    set_plan(
        person_id,
        {
            "snapshot": json.loads(to_json(plan)),
            "inputs_hash": plan.inputs,
            "moved": list(moved),
            "saved_at": at.now,
        },
    )


def set_plan(person_id: int, values: dict[str, object]) -> None:
    """Set columns of a person's plan."""
    db.session.execute(update(PlanRow).where(PlanRow.person_id == person_id).values(values))


def pin(person_id: int, key: str, week: date, *, at: Moment) -> None:
    """Pin an activity to the week of a day, in place of what was decided about it."""
    values = {"state": ChoiceState.PINNED, "week": monday(week), "done_on": None}
    put_row(PlanChoiceRow, person_id, key, {**values, "decided_at": at.now})


def put_row(
    table: type[PlanChoiceRow | PlanSplitRow],
    person_id: int,
    key: str,
    values: Mapping[str, object],
) -> None:
    """Set what a table says of one activity of a person."""
    insert = insert_for(table).values(person_id=person_id, activity=key, **values)
    db.session.execute(
        insert.on_conflict_do_update(index_elements=["person_id", "activity"], set_=dict(values))
    )
