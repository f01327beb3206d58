"""Where a person wants to go and the plan that takes them there."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class GoalRow(Base):
    """What a person moves to: the advert, if there is one, else the role.

    `role` keeps what was chosen before the advert, empty where nothing was.
    """

    __tablename__ = "goals"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(60))
    advert_id: Mapped[str | None] = mapped_column(ForeignKey("adverts.id", ondelete="SET NULL"))
    chosen_at: Mapped[datetime] = mapped_column(Moment)


class PlanRow(Base):
    """The settings of a person's plan and the plan they last saved.

    `free_weeks` are Mondays as ISO dates, `days_off` days. `assume_developer` lets skills that are
    not rated count as a typical developer's; `when_short` says what gives when `ready_by` cannot be
    met. `snapshot` is derived: the saved schedule, with the hash of what it was made from, so that
    a later reading can say what moved; `moved` are the sentences on what the last saving moved.
    `version` counts savings, so that two tabs cannot overwrite each other unseen.
    """

    __tablename__ = "plans"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    hours_per_week: Mapped[float]
    starts_on: Mapped[date]
    ready_by: Mapped[date | None]
    free_weeks: Mapped[list[Any]] = mapped_column(JSON, default=list)
    days_off: Mapped[list[Any]] = mapped_column(JSON, default=list)
    assume_developer: Mapped[bool] = mapped_column(default=False)
    when_short: Mapped[str] = mapped_column(String(12), default="late")
    version: Mapped[int] = mapped_column(default=1)
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    inputs_hash: Mapped[str] = mapped_column(String(64), default="")
    moved: Mapped[list[Any]] = mapped_column(JSON, default=list)
    saved_at: Mapped[datetime] = mapped_column(Moment)


class ChoiceState(StrEnum):
    """What a person decided about one activity of the plan."""

    PINNED = "pinned"
    STARTED = "started"
    SKIPPED = "skipped"
    DONE = "done"


class PlanChoiceRow(Base):
    """A decision about one activity, such as `module:16-estimate-in-ranges`.

    `week` is the Monday it is pinned to; `done_on` the day it was done or, if started, begun.
    """

    __tablename__ = "plan_choices"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    activity: Mapped[str] = mapped_column(String(120), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    week: Mapped[date | None]
    done_on: Mapped[date | None]
    decided_at: Mapped[datetime] = mapped_column(Moment)


class PlanSplitRow(Base):
    """An activity that is done in two parts: `rest_minutes` of it come in the second.

    The weeks of the parts are pins in `plan_choices`, that of the second under the activity's key
    with `~2`. `pinned_before` is the week that the whole was pinned to, for when it is joined.
    """

    __tablename__ = "plan_splits"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    activity: Mapped[str] = mapped_column(String(120), primary_key=True)
    rest_minutes: Mapped[int]
    pinned_before: Mapped[date | None]
    decided_at: Mapped[datetime] = mapped_column(Moment)
