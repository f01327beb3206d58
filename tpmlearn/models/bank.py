"""What is believed of the items of the test pool: immutable versions, learnt from answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment
from tpmlearn.domain.assessment.joint import RHO


class BankVersionRow(Base):
    """One recalibration. It is in force from `switched_at`, and unfinished while that is None.

    `until` is the moment up to which answers were taken, `authors` how difficulties as written
    relate to those that were learnt (mean, slope, SD), `rho` how far skills go together,
    `pair_fit` the fit of judgements from which some items have what was believed before.
    """

    __tablename__ = "bank_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(Moment)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    switched_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    people: Mapped[int]
    answers: Mapped[int]
    authors: Mapped[dict[str, float]] = mapped_column(JSON)
    rho: Mapped[float] = mapped_column(default=RHO)
    pair_fit: Mapped[int | None] = mapped_column(ForeignKey("pair_fits.id"))


class BankItemRow(Base):
    """An item in a version of the bank: what was believed before and what after its answers.

    Before: N(prior_b, prior_b_sd²), from pairs where `paired`, else from its author; None in
    versions that were made before this was kept.
    `moved` says whether b moved by over 3 of its former SD: somebody should look.
    """

    __tablename__ = "bank_items"

    bank_version: Mapped[int] = mapped_column(
        ForeignKey("bank_versions.id", ondelete="CASCADE"), primary_key=True
    )
    item_version: Mapped[str] = mapped_column(ForeignKey("item_versions.version"), primary_key=True)
    item: Mapped[str] = mapped_column(String(120), index=True)
    answers: Mapped[int]
    b: Mapped[float]
    b_sd: Mapped[float]
    log_a: Mapped[float]
    log_a_sd: Mapped[float]
    guess: Mapped[float]
    moved: Mapped[bool]
    prior_b: Mapped[float | None]
    prior_b_sd: Mapped[float | None]
    paired: Mapped[bool] = mapped_column(default=False, server_default=false())


class ItemStatisticsRow(Base):
    """How an item did, as computed last; `figures` is what the pages and commands show."""

    __tablename__ = "item_statistics"

    item: Mapped[str] = mapped_column(String(120), primary_key=True)
    item_version: Mapped[str] = mapped_column(String(64))
    people: Mapped[int]
    computed_at: Mapped[datetime] = mapped_column(Moment)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
