"""Which of two items is harder: what judges said, and what was learnt of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class PairJudgeRow(Base):
    """An author who judges pairs. What they said stays when they leave; it then leads to nobody."""

    __tablename__ = "pair_judges"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), unique=True
    )


class PairJudgementRow(Base):
    """What a judge said of two item versions; `version` sorts before `other_version`.

    `harder` is the one called harder, empty where the judge could not tell; `left` the one that
    stood left. A judgement counts while both versions are in the content.
    """

    __tablename__ = "pair_judgements"
    __table_args__ = (UniqueConstraint("judge_id", "version", "other_version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    judge_id: Mapped[str] = mapped_column(ForeignKey("pair_judges.id", ondelete="CASCADE"))
    area: Mapped[str] = mapped_column(String(8), index=True)
    version: Mapped[str] = mapped_column(ForeignKey("item_versions.version"))
    other_version: Mapped[str] = mapped_column(ForeignKey("item_versions.version"))
    harder: Mapped[str] = mapped_column(String(64))
    left: Mapped[str] = mapped_column(String(64))
    judged_at: Mapped[datetime] = mapped_column(Moment)


class PairFitRow(Base):
    """One fit of all judgements that counted then; the newest is in force.

    `basis` is a hash of what went in. `slope` and `correlation` say how judges see difficulty,
    `judges` has for each judge how their words fit those of the others.
    """

    __tablename__ = "pair_fits"

    id: Mapped[int] = mapped_column(primary_key=True)
    fitted_at: Mapped[datetime] = mapped_column(Moment)
    basis: Mapped[str] = mapped_column(String(64))
    judgements: Mapped[int]
    slope: Mapped[float]
    correlation: Mapped[float]
    correlation_sd: Mapped[float]
    judges: Mapped[dict[str, Any]] = mapped_column(JSON)


class PairItemRow(Base):
    """What a fit says of an item version: b ~ N(b, b_sd²), without any answer to it.

    Where it is `used`, it takes the place of the author's difficulty.
    """

    __tablename__ = "pair_items"

    fit: Mapped[int] = mapped_column(
        ForeignKey("pair_fits.id", ondelete="CASCADE"), primary_key=True
    )
    item_version: Mapped[str] = mapped_column(ForeignKey("item_versions.version"), primary_key=True)
    item: Mapped[str] = mapped_column(String(120), index=True)
    b: Mapped[float]
    b_sd: Mapped[float]
    judgements: Mapped[int]
    judges: Mapped[int]
    used: Mapped[bool]
