"""What a plan is measured against, how its report is coloured, and who wants the weekly mail."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class BaselineRow(Base):
    """A plan as it was agreed to; the one with the highest number counts, the others stay.

    `reason` is why it was saved: empty for the first, asked for with each later one. `role` is the
    goal of that day, `ends_on`, `things` and `minutes` say what the snapshot holds in short.
    """

    __tablename__ = "baselines"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(300), default="")
    role: Mapped[str] = mapped_column(String(60))
    ends_on: Mapped[date]
    things: Mapped[int]
    minutes: Mapped[int]
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReportRow(Base):
    """The limits of a person's status report, and what they wrote for it last.

    `version` counts savings, so that two tabs cannot overwrite each other unseen.
    """

    __tablename__ = "status_reports"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(default=1)
    spi_amber: Mapped[float]
    spi_red: Mapped[float]
    late_amber: Mapped[int]
    late_red: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300), default="")
    way_back: Mapped[str] = mapped_column(String(300), default="")
    way_back_by: Mapped[date | None]
    ask: Mapped[str] = mapped_column(String(300), default="")
    written_at: Mapped[datetime | None] = mapped_column(Moment)


class WeeklyMailRow(Base):
    """A wish for the weekly mail: on which day (0 is Monday), at which hour of the own clock.

    Nothing is sent until `address` is that of the account and `confirmed_at` says that whoever
    reads it asked for it.
    """

    __tablename__ = "weekly_mails"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    weekday: Mapped[int]
    hour: Mapped[int]
    address: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
