"""What people did with lessons: sections read, private notes, bookmarks."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class SectionReadRow(Base):
    """A section that a person ticked as read."""

    __tablename__ = "sections_read"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    module: Mapped[str] = mapped_column(String(120), primary_key=True)
    section: Mapped[str] = mapped_column(String(120), primary_key=True)
    read_at: Mapped[datetime] = mapped_column(Moment)


class NoteRow(Base):
    """A private note beside a lesson; one a lesson, as long as the learner likes."""

    __tablename__ = "notes"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    module: Mapped[str] = mapped_column(String(120), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class BookmarkRow(Base):
    """A section that a person wants to find again."""

    __tablename__ = "bookmarks"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    module: Mapped[str] = mapped_column(String(120), primary_key=True)
    section: Mapped[str] = mapped_column(String(120), primary_key=True)
    marked_at: Mapped[datetime] = mapped_column(Moment)
