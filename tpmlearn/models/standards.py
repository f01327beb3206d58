"""Standard setting: studies of a pass mark, their frozen items, their judges, what these said."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class StandardStudyRow(Base):
    """A study of the pass mark of an exam; `person_id` is its chair, empty once they have left.

    `candidate` describes who is just good enough. Round 1 is open until `round_1_closed_at`, round
    2 from then on until `round_2_closed_at`.
    """

    __tablename__ = "standard_studies"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    exam: Mapped[str] = mapped_column(String(120), index=True)
    candidate: Mapped[str] = mapped_column(Text)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    round_1_closed_at: Mapped[datetime | None] = mapped_column(Moment)
    round_2_closed_at: Mapped[datetime | None] = mapped_column(Moment)


class StandardItemRow(Base):
    """An item of a study as it was worded when the study began; `part` is its part of the exam."""

    __tablename__ = "standard_items"

    study_id: Mapped[str] = mapped_column(
        ForeignKey("standard_studies.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_version: Mapped[str] = mapped_column(ForeignKey("item_versions.version"))
    part: Mapped[str] = mapped_column(String(40))
    marks: Mapped[int]


class StandardJudgeRow(Base):
    """Somebody on the panel of a study. What they said stays when they leave, without them."""

    __tablename__ = "standard_judges"
    __table_args__ = (UniqueConstraint("study_id", "person_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("standard_studies.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )


class StandardRatingRow(Base):
    """What a judge said of an item in a round: percent right among those just good enough.

    What was not said anew in round 2 stays as in round 1.
    """

    __tablename__ = "standard_ratings"

    judge_id: Mapped[str] = mapped_column(
        ForeignKey("standard_judges.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    percent: Mapped[int]
    rated_at: Mapped[datetime] = mapped_column(Moment)
