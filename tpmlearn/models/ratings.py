"""What people say of their own skills: ratings, kept for ever."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class RatingRow(Base):
    """One choice; the newest of a skill counts, older ones are history. No level: taken back."""

    __tablename__ = "ratings"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 5", name="level"),
        Index("ix_ratings_person_skill", "person_id", "skill", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    skill: Mapped[str] = mapped_column(String(8))
    level: Mapped[int | None]
    rated_at: Mapped[datetime] = mapped_column(Moment)
