"""Quiz attempts: frozen items, answers as they stand, and every answer ever received."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class ItemVersionRow(Base):
    """An item as it was shown once; `version` is the hash of what is seen and of the key."""

    __tablename__ = "item_versions"

    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    item: Mapped[str] = mapped_column(String(120), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    first_shown_at: Mapped[datetime] = mapped_column(Moment)


class AttemptRow(Base):
    """One attempt at a module's quiz, at a practice case, or a session of review.

    `module` is the module's slug, `case:` and the slug of the case, or `review`.
    `first_sight` is true when the person had seen none of its items before it began.
    """

    __tablename__ = "attempts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    module: Mapped[str] = mapped_column(String(120))
    module_title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(8))
    layout: Mapped[str] = mapped_column(String(4))
    first_sight: Mapped[bool]
    size: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    right: Mapped[int | None]


class AttemptItemRow(Base):
    """An item at its place in an attempt, with the order in which its options are shown.

    `drawn` holds seed and values of a generated number, and is empty for other items.
    """

    __tablename__ = "attempt_items"

    attempt_id: Mapped[str] = mapped_column(
        ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_version: Mapped[str] = mapped_column(ForeignKey("item_versions.version"), index=True)
    option_order: Mapped[list[Any]] = mapped_column(JSON)
    drawn: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class AnswerRow(Base):
    """The answer to one question of an attempt; the first one given stays.

    `confidence` is how sure the person was, in percent, where they said so. A `slip` was undone in
    a review: it counts for nothing.
    """

    __tablename__ = "answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "position"],
            ["attempt_items.attempt_id", "attempt_items.position"],
            ondelete="CASCADE",
        ),
    )

    attempt_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    response: Mapped[dict[str, Any]] = mapped_column(JSON)
    correct: Mapped[bool]
    answered_at: Mapped[datetime] = mapped_column(Moment)
    confidence: Mapped[int | None]
    slip: Mapped[bool] = mapped_column(default=False)
