"""Job adverts that people pasted, with what they ask for."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class AdvertRow(Base):
    """A job advert, private to its owner.

    `skills` is what it asks for as its owner left it: a list of objects with `skill`, `level` and
    `weight`. The words that were matched are not stored: they follow from the text. `removed_at`
    puts it aside, so that it can be brought back for a day.
    """

    __tablename__ = "adverts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    employer: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    skills: Mapped[list[Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
