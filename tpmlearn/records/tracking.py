"""A person's baselines, and their plan against the one that counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.activities import Progress, State
from tpmlearn.domain.planning.earning import gains_of
from tpmlearn.domain.planning.offers import offered_activities
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.scope import scope_of
from tpmlearn.domain.planning.tracking import Tracking, tracking_of
from tpmlearn.models import BaselineRow
from tpmlearn.records.plans import plan_from
from tpmlearn.records.progress import sections_read_at


@dataclass(frozen=True)
class Agreed:
    """A baseline in short; `role` is the slug of the goal of that day."""

    number: int
    saved_at: datetime
    reason: str
    role: str
    ends_on: date
    things: int
    minutes: int


@dataclass(frozen=True)
class Baseline:
    """The baseline that counts; no plan where its format is no longer read."""

    agreed: Agreed
    plan: Plan | None


_SHORT = (
    BaselineRow.number,
    BaselineRow.saved_at,
    BaselineRow.reason,
    BaselineRow.role,
    BaselineRow.ends_on,
    BaselineRow.things,
    BaselineRow.minutes,
)


def baselines(person_id: int) -> tuple[Agreed, ...]:
    """All baselines of a person, the one that counts first; one statement."""
    rows = db.session.execute(
        select(*_SHORT)
        .where(BaselineRow.person_id == person_id)
        .order_by(BaselineRow.number.desc())
    )
    return tuple(Agreed(*row) for row in rows)


def last_number(person_id: int) -> int:
    """The number of the baseline that counts, 0 without one; one statement."""
    statement = select(func.max(BaselineRow.number)).where(BaselineRow.person_id == person_id)
    return db.session.scalar(statement) or 0


def current_baseline(person_id: int) -> Baseline | None:
    """The baseline that counts, None without one; one statement."""
    row = db.session.execute(
        select(*_SHORT, BaselineRow.snapshot)
        .where(BaselineRow.person_id == person_id)
        .order_by(BaselineRow.number.desc())
        .limit(1)
    ).one_or_none()
    return Baseline(Agreed(*row[:-1]), plan_from(row[-1])) if row else None


def tracking_now(
    person_id: int,
    baseline: Baseline,
    now: Plan,
    *,
    catalogue: Catalogue,
    progress: Mapping[str, Progress],
    zone: tzinfo,
) -> Tracking | None:
    """The plan of `now` against a baseline, in days of `zone`; one statement.

    None where the baseline is no longer read.
    """
    if baseline.plan is None:
        return None
    saved_on = baseline.agreed.saved_at.astimezone(zone).date()
    reading = {
        module: {anchor: at.astimezone(zone).date() for anchor, at in anchors.items()}
        for module, anchors in sections_read_at(person_id).items()
    }
    progress = _as_planned(progress, now)
    offered = offered_activities(catalogue, progress)
    scope = scope_of(baseline.plan, now, saved_on=saved_on, progress=progress, offered=offered)
    gains = gains_of(
        baseline.plan,
        saved_on=saved_on,
        catalogue=catalogue,
        reading=reading,
        progress=progress,
    )
    return tracking_of(baseline.plan, now, scope=scope, gains=gains)


def _as_planned(progress: Mapping[str, Progress], now: Plan) -> dict[str, Progress]:
    """Progress as the plan takes it: a test that is to be taken again is not done."""
    still_open = {row.key for row in now.rows if row.activity.state is State.OPEN}
    return {key: entry for key, entry in progress.items() if key not in still_open}
