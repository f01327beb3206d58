"""Reads for the page of the recalibration."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs.overview import Listed, newest
from tpmlearn.models import BankVersionRow

JOB = "calibrate"


@dataclass(frozen=True)
class Version:
    """The version of the bank in force: what it was learnt from, and when."""

    number: int
    people: int
    answers: int
    until: datetime
    switched_at: datetime


@dataclass(frozen=True)
class Page:
    """The version in force and the newest run, None where there is none."""

    version: Version | None
    run: Listed | None

    @property
    def is_open(self) -> bool:
        """Whether a run waits or is under way."""
        return self.run is not None and self.run.state in (State.WAITING, State.RUNNING)


def page() -> Page:
    """What the page shows; two statements."""
    row = db.session.scalar(
        select(BankVersionRow)
        .where(BankVersionRow.switched_at.is_not(None))
        .order_by(BankVersionRow.switched_at.desc(), BankVersionRow.id.desc())
        .limit(1)
    )
    version = (
        Version(row.id, row.people, row.answers, row.until, row.switched_at)
        if row and row.switched_at
        else None
    )
    return Page(version, newest(JOB))
