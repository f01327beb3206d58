"""Reports of problems: what a person said of an item or of a paragraph, and what authors did."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class ProblemReportRow(Base):
    """What a person reported of an item, or of a paragraph of a lesson.

    Of an item: `item_version` is the wording that was seen, `drawn` its numbers, and one of
    `sitting_id` (an exam), `attempt_id` (a quiz, a case, a review) and `test_id` says with
    `position` where; none is set where an author reported it from its own page, or once that
    sitting is gone. Of a paragraph: `module` and `section` are slug and anchor, `paragraph` is the
    hash of its text, empty for the section as a whole, and `quote` begins that text as it was.

    `state` is that of the newest step; `changed_at` is when it came, None before the first.
    `seen_at` is when the person saw what came of it, emptied with every step.
    """

    __tablename__ = "problem_reports"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    item: Mapped[str] = mapped_column(String(120), default="", index=True)
    item_version: Mapped[str] = mapped_column(String(64), default="")
    drawn: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    sitting_id: Mapped[str | None] = mapped_column(
        ForeignKey("exam_sittings.id", ondelete="SET NULL")
    )
    attempt_id: Mapped[str | None] = mapped_column(ForeignKey("attempts.id", ondelete="SET NULL"))
    test_id: Mapped[str | None] = mapped_column(ForeignKey("sittings.id", ondelete="SET NULL"))
    position: Mapped[int | None]
    module: Mapped[str] = mapped_column(String(120), default="", index=True)
    section: Mapped[str] = mapped_column(String(120), default="")
    paragraph: Mapped[str] = mapped_column(String(12), default="")
    quote: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text)
    reported_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(8), default="open")
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)


class ReportStepRow(Base):
    """What an author did with a report: the state that it has since, and the words to its person.

    `text` is empty where the report was taken, given back or reopened.
    """

    __tablename__ = "report_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(
        ForeignKey("problem_reports.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
