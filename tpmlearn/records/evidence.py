"""A person's evidence log: entries with skills, file and confirmers, and what they add up to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Certificate
from tpmlearn.domain.profiles.eligibility import Eligibility, LoggedWork, eligibility
from tpmlearn.domain.profiles.evidence import (
    Asking,
    ConfirmerState,
    Said,
    Standing,
    confirmer_state,
    standing,
    takes_answer,
)
from tpmlearn.models import ConfirmerRow, EvidenceFileRow, EvidenceRow, EvidenceSkillRow
from tpmlearn.records.claims import file_of_entry, said_of
from tpmlearn.records.people import stays


@dataclass(frozen=True)
class StoredFile:
    """The file of an entry, without its bytes; `size` in bytes."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Confirmer:
    """Somebody who is named for an entry; `sentence` is what they wrote to the learner."""

    id: int
    name: str
    email: str
    key: str | None
    said: Said
    asking: Asking
    sentence: str
    withdrawn_at: datetime | None

    def state(self, changed_at: datetime, now: datetime) -> ConfirmerState:
        """How far the asking is."""
        return confirmer_state(self.said, self.asking, changed_at=changed_at, now=now)

    def takes_answer(self, changed_at: datetime, now: datetime) -> bool:
        """Whether their link takes an answer."""
        return takes_answer(self.said, self.asking, changed_at=changed_at, now=now)


@dataclass(frozen=True)
class Entry:
    """An entry of the log, whole."""

    id: int
    person_id: int
    title: str
    done: str
    artefact: str
    began_on: date | None
    ended_on: date | None
    leading_hours: float
    contact_hours: float
    claimed_at: datetime
    changed_at: datetime
    skills: tuple[str, ...]
    file: StoredFile | None
    confirmers: tuple[Confirmer, ...]

    @property
    def standing(self) -> Standing:
        """Claimed, confirmed or declined."""
        return standing((one.said for one in self.confirmers), self.changed_at)

    @property
    def is_link(self) -> bool:
        """Whether the artefact is an address on the web."""
        return self.artefact.startswith(("https://", "http://")) and " " not in self.artefact


def entries(person_id: int) -> tuple[Entry, ...]:
    """The log, newest work first; three statements."""
    found = _read(EvidenceRow.person_id == person_id)
    return tuple(sorted(found, key=_when, reverse=True))


def entry(person_id: int, entry_id: int) -> Entry | None:
    """An entry of this person; None for what is removed, another's, or not there."""
    mine = (EvidenceRow.person_id == person_id) & (EvidenceRow.id == entry_id)
    return next(iter(_read(mine)), None)


def entry_of_key(key: str) -> tuple[Entry, Confirmer] | None:
    """The entry that a confirmer's link is about, and that confirmer; None where there is none.

    None, too, while whoever claims it is leaving.
    """
    evidence = (
        select(ConfirmerRow.evidence_id)
        .join(EvidenceRow, EvidenceRow.id == ConfirmerRow.evidence_id)
        .where(ConfirmerRow.key == key, stays(EvidenceRow.person_id))
    )
    for found in _read(EvidenceRow.id.in_(evidence)):
        for confirmer in found.confirmers:
            if confirmer.key == key:
                return found, confirmer
    return None


def eligibility_of(person_id: int | None, certificate: Certificate, today: date) -> Eligibility:
    """What the log says of a certificate's conditions; what was declined is left out.

    Three statements, none for a visitor.
    """
    log = entries(person_id) if person_id is not None else ()
    return eligibility(logged_work(log), certificate, today=today)


def logged_work(log: Iterable[Entry]) -> tuple[LoggedWork, ...]:
    """What counts of each entry that nobody declined."""
    return tuple(
        LoggedWork(
            one.began_on,
            one.ended_on,
            one.leading_hours,
            one.contact_hours,
            one.standing is Standing.CONFIRMED,
        )
        for one in log
        if one.standing is not Standing.DECLINED
    )


def _when(one: Entry) -> tuple[date, int]:
    """Work that goes on comes first, then the latest end."""
    goes_on = one.began_on is not None and one.ended_on is None
    last = date.max if goes_on else one.ended_on or one.claimed_at.date()
    return last, one.id


def _read(which: ColumnElement[bool]) -> list[Entry]:
    wanted = which & EvidenceRow.removed_at.is_(None)
    rows = db.session.execute(
        select(EvidenceRow, EvidenceFileRow.name, EvidenceFileRow.media_type, EvidenceFileRow.size)
        .outerjoin(EvidenceFileRow, file_of_entry())
        .where(wanted)
        .order_by(EvidenceRow.id)
    ).all()
    if not rows:
        return []
    ids = select(EvidenceRow.id).where(wanted)
    skills: dict[int, list[str]] = defaultdict(list)
    for tie in db.session.scalars(
        select(EvidenceSkillRow)
        .where(EvidenceSkillRow.evidence_id.in_(ids))
        .order_by(EvidenceSkillRow.skill)
    ):
        skills[tie.evidence_id].append(tie.skill)
    confirmers: dict[int, list[Confirmer]] = defaultdict(list)
    for row in db.session.scalars(
        select(ConfirmerRow).where(ConfirmerRow.evidence_id.in_(ids)).order_by(ConfirmerRow.id)
    ):
        confirmers[row.evidence_id].append(_confirmer(row))
    return [
        Entry(
            id=row.id,
            person_id=row.person_id,
            title=row.title,
            done=row.done,
            artefact=row.artefact,
            began_on=row.began_on,
            ended_on=row.ended_on,
            leading_hours=row.leading_hours,
            contact_hours=row.contact_hours,
            claimed_at=row.claimed_at,
            changed_at=row.changed_at,
            skills=tuple(skills[row.id]),
            file=StoredFile(name, media_type, size) if name else None,
            confirmers=tuple(confirmers[row.id]),
        )
        for row, name, media_type, size in rows
    ]


def _confirmer(row: ConfirmerRow) -> Confirmer:
    return Confirmer(
        id=row.id,
        name=row.name,
        email=row.email,
        key=row.key,
        said=said_of(row.answer, row.answered_at),
        asking=Asking(row.expires_at, row.revoked_at),
        sentence=row.sentence,
        withdrawn_at=row.withdrawn_at,
    )
