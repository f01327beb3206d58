"""The evidence log: what somebody did, what shows it, who can confirm it, and what they tell of it.

All but the entry itself hang on the entry, so they move and go with it.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment

_ENTRY = "evidence.id"


class EvidenceRow(Base):
    """An entry of the log: a piece of work, a time of leading, a training.

    `changed_at` moves with what is claimed: a confirmation from before it is of another wording.
    Removing sets `removed_at`, so that it can be undone.
    """

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    done: Mapped[str] = mapped_column(Text, default="")
    artefact: Mapped[str] = mapped_column(String(500), default="")
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    leading_hours: Mapped[float] = mapped_column(default=0.0)
    contact_hours: Mapped[float] = mapped_column(default=0.0)
    claimed_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class EvidenceSkillRow(Base):
    """A skill that an entry shows."""

    __tablename__ = "evidence_skills"

    evidence_id: Mapped[int] = mapped_column(
        ForeignKey(_ENTRY, ondelete="CASCADE"), primary_key=True
    )
    skill: Mapped[str] = mapped_column(String(8), primary_key=True)


class EvidenceFileRow(Base):
    """The one file of an entry, whole; in the database, so that backup and erasing reach it.

    A removed one stays until the next is removed, so that it can be undone.
    """

    __tablename__ = "evidence_files"

    evidence_id: Mapped[int] = mapped_column(
        ForeignKey(_ENTRY, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class ConfirmerRow(Base):
    """Somebody who can confirm an entry, the link they were given, and what they said.

    `key` is what the signed link carries; it alone opens nothing.
    """

    __tablename__ = "confirmers"

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey(_ENTRY, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    key: Mapped[str | None] = mapped_column(String(32), unique=True)
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(String(16), default="")
    sentence: Mapped[str] = mapped_column(String(500), default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class StoryRow(Base):
    """What a learner tells of an entry: a story for interviews and a line for a CV."""

    __tablename__ = "stories"

    evidence_id: Mapped[int] = mapped_column(
        ForeignKey(_ENTRY, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    situation: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    cv_line: Mapped[str] = mapped_column(String(300))
    changed_at: Mapped[datetime] = mapped_column(Moment)
