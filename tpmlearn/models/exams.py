"""Exam sittings: what was drawn, each answer as it stands, every event, and each result."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class ExamSittingRow(Base):
    """One sitting of an exam, or of a drill; its clock runs on the server.

    `exam` is the slug of the blueprint; a drill has `drill`, such as `domain:PE`, besides.
    `blueprint` is frozen: what the exam was when it began. `ends_at` is None where no clock runs;
    a break that begins puts it off by the whole break, one that is cut short brings it back.
    `section` is the open one, from 1. `turn` counts the windows that took the sitting over: answers
    of a later turn outrank those of an earlier one, whenever they arrive. `bank` is `private` where
    nobody could read the items before, else `open`; `code_id` is the invigilator's code that opened
    it, None where nobody watched.
    """

    __tablename__ = "exam_sittings"
    # What the sweeper looks for every few seconds: the few that are open, not all that ever were.
    __table_args__ = (Index("ix_exam_sittings_finished_at_ends_at", "finished_at", "ends_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    exam: Mapped[str] = mapped_column(String(120))
    drill: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(String(200))
    blueprint: Mapped[dict[str, Any]] = mapped_column(JSON)
    extra_percent: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    section: Mapped[int] = mapped_column(default=1)
    break_until: Mapped[datetime | None] = mapped_column(Moment)
    turn: Mapped[int] = mapped_column(default=0)
    notes: Mapped[str] = mapped_column(Text, default="")
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    end_reason: Mapped[str] = mapped_column(String(16), default="")
    bank: Mapped[str] = mapped_column(String(8), default="open", server_default="open")
    code_id: Mapped[str | None] = mapped_column(
        ForeignKey("invigilator_codes.id", ondelete="SET NULL")
    )


class ExamItemRow(Base):
    """An item at its place in a sitting, frozen as it was drawn.

    `domain` is the part of the exam that it counts for: a domain of its outline, or a group.
    `seen_before` is whether the person had met the item, anywhere, when it was drawn.
    """

    __tablename__ = "exam_items"

    sitting_id: Mapped[str] = mapped_column(
        ForeignKey("exam_sittings.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    section: Mapped[int]
    item: Mapped[str] = mapped_column(String(120), index=True)
    item_version: Mapped[str] = mapped_column(ForeignKey("item_versions.version"), index=True)
    skill: Mapped[str] = mapped_column(String(8))
    pool: Mapped[str] = mapped_column(String(8))
    domain: Mapped[str] = mapped_column(String(40))
    scored: Mapped[bool] = mapped_column(default=True)
    seen_before: Mapped[bool] = mapped_column(default=False)
    option_order: Mapped[list[Any]] = mapped_column(JSON)
    drawn: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class ExamAnswerRow(Base):
    """What stands at one question: the answer of the highest `seq`, and what was marked in it.

    `given` is what a page sends: places of options, or the text of a number; empty where it was
    cleared, and `answered` false then. `struck` are places of options that were struck out,
    `highlights` pairs of offsets into the question's text. `right` is set at the end, by the key
    that the item was given with: calibration reads it, results never do. `seconds` is how long it
    was on the screen, `changes` how often another answer replaced one.
    """

    __tablename__ = "exam_answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sitting_id", "position"],
            ["exam_items.sitting_id", "exam_items.position"],
            ondelete="CASCADE",
        ),
    )

    sitting_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    given: Mapped[list[Any]] = mapped_column(JSON)
    answered: Mapped[bool] = mapped_column(default=False)
    flagged: Mapped[bool] = mapped_column(default=False)
    struck: Mapped[list[Any]] = mapped_column(JSON, default=list)
    highlights: Mapped[list[Any]] = mapped_column(JSON, default=list)
    seconds: Mapped[float] = mapped_column(default=0.0)
    changes: Mapped[int] = mapped_column(default=0)
    right: Mapped[bool | None]
    saved_at: Mapped[datetime] = mapped_column(Moment)


class ExamEventRow(Base):
    """Something that happened in a sitting, in order; `key` makes sending twice harmless.

    `detail` holds what was sent and what was replied, where the event is an answer.
    """

    __tablename__ = "exam_events"
    __table_args__ = (UniqueConstraint("sitting_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("exam_sittings.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    position: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment)


class CorrectionRow(Base):
    """A key that an author corrected, an item that was withdrawn, or one of these taken back.

    `kind` is `key`, `withdrawn` or `undone`, which takes back the correction of the item before it;
    `item_version` is the version whose key counts, empty but for a key. `author_id` is empty for a
    command, and once the author's account is gone.
    """

    __tablename__ = "corrections"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    item: Mapped[str] = mapped_column(String(120), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    item_version: Mapped[str] = mapped_column(String(64), default="")
    why: Mapped[str] = mapped_column(Text)
    applied_at: Mapped[datetime] = mapped_column(Moment)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class ExamResultRow(Base):
    """The result of a finished sitting; each re-scoring adds a revision, none is changed.

    `domains` has for each part: its name, questions, right ones, marks earned and marks. `left_out`
    are positions that do not count, `rekeyed` maps positions to the version whose key counts.
    """

    __tablename__ = "exam_results"

    sitting_id: Mapped[str] = mapped_column(
        ForeignKey("exam_sittings.id", ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    correction_id: Mapped[str | None] = mapped_column(
        ForeignKey("corrections.id", ondelete="SET NULL"), index=True
    )
    scored_at: Mapped[datetime] = mapped_column(Moment)
    earned: Mapped[int]
    marks: Mapped[int]
    passed: Mapped[bool]
    domains: Mapped[list[Any]] = mapped_column(JSON)
    left_out: Mapped[list[Any]] = mapped_column(JSON, default=list)
    rekeyed: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)


class ReviewAdditionRow(Base):
    """An item of any pool that a person sent to review after missing it in an exam."""

    __tablename__ = "review_additions"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(120), primary_key=True)
    added_at: Mapped[datetime] = mapped_column(Moment)
