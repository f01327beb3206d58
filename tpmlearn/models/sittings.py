"""Adaptive tests: a sitting, and each item that it gave with what was believed of it then."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment
from tpmlearn.domain.assessment.joint import RHO


class SittingRow(Base):
    """One sitting of an adaptive test of an area; `area` is empty for the quick test over all.

    `quotas` are the most scored items of each skill, `starts` the abilities at which choosing
    began, from self-ratings; both by skill. `rho` is how far skills were believed to go together,
    so that the result stays what it was. `end_reason` says why it ended; `counts` is false where
    too many answers were rapid guesses. `bank_version` is None while only authors had spoken.
    `bank` is `private` where nobody could read the items before, else `open`; `code_id` is the
    invigilator's code that opened it, None where nobody watched.
    """

    __tablename__ = "sittings"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    area: Mapped[str] = mapped_column(String(8))
    bank_version: Mapped[int | None] = mapped_column(ForeignKey("bank_versions.id"))
    quotas: Mapped[dict[str, int]] = mapped_column(JSON)
    starts: Mapped[dict[str, float]] = mapped_column(JSON)
    rho: Mapped[float] = mapped_column(default=RHO)
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    end_reason: Mapped[str] = mapped_column(String(16), default="")
    counts: Mapped[bool] = mapped_column(default=True)
    bank: Mapped[str] = mapped_column(String(8), default="open", server_default="open")
    code_id: Mapped[str | None] = mapped_column(
        ForeignKey("invigilator_codes.id", ondelete="SET NULL")
    )


class SittingItemRow(Base):
    """An item at its place in a sitting: as shown, as answered, and as it was believed to be.

    `scored` is false for a seed item. `why` holds the weight of chance, the number of candidates
    and the information that chose it. `seconds` is the server's time from showing to answer;
    `withdrawn` marks an item that was taken out of the content before it was answered. `correct` is
    all or none; where each row has a mark, `marks` is how many there are and `score` how many were
    earned. The first answer stays.
    """

    __tablename__ = "sitting_items"
    __table_args__ = (Index("ix_sitting_items_item_answered_at", "item", "answered_at"),)

    sitting_id: Mapped[str] = mapped_column(
        ForeignKey("sittings.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(120))
    item_version: Mapped[str] = mapped_column(ForeignKey("item_versions.version"), index=True)
    skill: Mapped[str] = mapped_column(String(8))
    scored: Mapped[bool]
    option_order: Mapped[list[Any]] = mapped_column(JSON)
    drawn: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    why: Mapped[dict[str, float]] = mapped_column(JSON)
    b: Mapped[float]
    b_sd: Mapped[float]
    log_a: Mapped[float]
    log_a_sd: Mapped[float]
    guess: Mapped[float]
    shown_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    seconds: Mapped[float | None]
    response: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    correct: Mapped[bool | None]
    marks: Mapped[int] = mapped_column(default=1)
    score: Mapped[int | None]
    rapid: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
