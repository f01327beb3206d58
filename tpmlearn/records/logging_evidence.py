"""Adds entries to an evidence log; whoever calls it commits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.models import ConfirmerRow, EvidenceRow, EvidenceSkillRow
from tpmlearn.records.people import hold

MOST_ENTRIES = 300
LONGEST_TITLE = 120


class LogFull(Exception):
    """The log has as many entries as anybody would read."""


@dataclass(frozen=True)
class Claimed:
    """What somebody claims with an entry; hours a week of leading, hours of training in all."""

    title: str
    done: str = ""
    artefact: str = ""
    began_on: date | None = None
    ended_on: date | None = None
    leading_hours: float = 0.0
    contact_hours: float = 0.0
    skills: tuple[str, ...] = ()


def add_entry(
    person_id: int, claimed: Claimed, *, now: datetime, confirmer: str = "", email: str = ""
) -> int:
    """Add an entry, with somebody who can confirm it if one is named; its id. Raises LogFull."""
    hold(person_id)
    live = EvidenceRow.person_id == person_id, EvidenceRow.removed_at.is_(None)
    if (db.session.scalar(select(func.count()).where(*live)) or 0) >= MOST_ENTRIES:
        raise LogFull
    row = EvidenceRow(
        person_id=person_id,
        title=claimed.title,
        done=claimed.done,
        artefact=claimed.artefact,
        began_on=claimed.began_on,
        ended_on=claimed.ended_on,
        leading_hours=claimed.leading_hours,
        contact_hours=claimed.contact_hours,
        claimed_at=now,
        changed_at=now,
    )
    db.session.add(row)
    db.session.flush()
    for code in sorted(set(claimed.skills)):
        db.session.add(EvidenceSkillRow(evidence_id=row.id, skill=code))
    if confirmer:
        db.session.add(ConfirmerRow(evidence_id=row.id, name=confirmer, email=email))
    return row.id


def title_of(artefact: str) -> str:
    """The title of an entry of which only the artefact is known: its beginning."""
    return artefact[:LONGEST_TITLE]
