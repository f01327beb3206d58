"""Use cases of the evidence log: each one transaction, committed at its end."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, func, select, update

from tpmlearn.db import db
from tpmlearn.domain.profiles.attachments import MOST_KEPT, Attachment
from tpmlearn.models import ConfirmerRow, EvidenceFileRow, EvidenceRow, EvidenceSkillRow
from tpmlearn.records.evidence_files import bytes_kept, forget_removed_files
from tpmlearn.records.logging_evidence import Claimed, add_entry
from tpmlearn.records.people import hold

MOST_CONFIRMERS = 10


class NoSuchEntry(Exception):
    """There is no such entry, confirmer or file, or it is somebody else's."""


class TooManyConfirmers(Exception):
    """An entry names as many people as anybody would ask."""


class NoRoom(Exception):
    """The files of a person would take more than they may."""


def log_entry(
    person_id: int, claimed: Claimed, *, confirmer: str = "", email: str = "", now: datetime
) -> int:
    """Add an entry to the log; its id. Raises LogFull."""
    entry_id = add_entry(person_id, claimed, confirmer=confirmer, email=email, now=now)
    db.session.commit()
    return entry_id


def change_entry(person_id: int, entry_id: int, claimed: Claimed, *, now: datetime) -> None:
    """Change what an entry claims; the same again changes nothing. Raises NoSuchEntry.

    A change makes earlier confirmations those of an earlier wording.
    """
    row = _own(person_id, entry_id)
    ties = select(EvidenceSkillRow).where(EvidenceSkillRow.evidence_id == entry_id)
    before = {tie.skill: tie for tie in db.session.scalars(ties)}
    names = [field.name for field in fields(Claimed) if field.name != "skills"]
    same = all(getattr(row, name) == getattr(claimed, name) for name in names)
    if not same or set(before) != set(claimed.skills):
        for name in names:
            setattr(row, name, getattr(claimed, name))
        for code, tie in before.items():
            if code not in claimed.skills:
                db.session.delete(tie)
        for code in sorted(set(claimed.skills) - set(before)):
            db.session.add(EvidenceSkillRow(evidence_id=entry_id, skill=code))
        row.changed_at = now
    db.session.commit()


def remove_entry(person_id: int, entry_id: int, *, now: datetime) -> None:
    """Put an entry aside; its links stop working. Raises NoSuchEntry."""
    row = _own(person_id, entry_id)
    row.removed_at = now
    forget_removed_files(person_id, but=entry_id)
    db.session.commit()


def restore_entry(person_id: int, entry_id: int) -> None:
    """Bring an entry back as it was. Raises NoSuchEntry."""
    _own(person_id, entry_id, removed=True).removed_at = None
    db.session.commit()


def attach_file(person_id: int, entry_id: int, file: Attachment, *, now: datetime) -> None:
    """Keep a file with an entry, in the place of an earlier one. Raises NoSuchEntry, NoRoom."""
    hold(person_id)
    row = _own(person_id, entry_id)
    if bytes_kept(person_id, but=entry_id) + len(file.data) > MOST_KEPT:
        raise NoRoom
    db.session.execute(delete(EvidenceFileRow).where(EvidenceFileRow.evidence_id == entry_id))
    db.session.add(
        EvidenceFileRow(
            evidence_id=entry_id,
            name=file.name,
            media_type=file.media_type,
            size=len(file.data),
            data=file.data,
            stored_at=now,
        )
    )
    row.changed_at = now
    db.session.commit()


def remove_file(person_id: int, entry_id: int, *, now: datetime) -> None:
    """Put the file of an entry aside. Raises NoSuchEntry."""
    _set_file_removed(person_id, entry_id, now)
    forget_removed_files(person_id, but=entry_id)
    db.session.commit()


def restore_file(person_id: int, entry_id: int) -> None:
    """Bring the file of an entry back. Raises NoSuchEntry, NoRoom."""
    hold(person_id)
    _set_file_removed(person_id, entry_id, None)
    if bytes_kept(person_id) > MOST_KEPT:
        raise NoRoom
    db.session.commit()


def add_confirmer(person_id: int, entry_id: int, *, name: str, email: str) -> None:
    """Name somebody who can confirm an entry. Raises NoSuchEntry, TooManyConfirmers."""
    hold(person_id)
    _own(person_id, entry_id)
    count = select(func.count()).where(ConfirmerRow.evidence_id == entry_id)
    if (db.session.scalar(count) or 0) >= MOST_CONFIRMERS:
        raise TooManyConfirmers
    db.session.add(ConfirmerRow(evidence_id=entry_id, name=name, email=email))
    db.session.commit()


def _own(person_id: int, entry_id: int, *, removed: bool | None = False) -> EvidenceRow:
    wanted = [EvidenceRow.id == entry_id, EvidenceRow.person_id == person_id]
    if removed is not None:
        aside = EvidenceRow.removed_at
        wanted.append(aside.is_not(None) if removed else aside.is_(None))
    row = db.session.scalar(select(EvidenceRow).where(*wanted).with_for_update())
    if row is None:
        raise NoSuchEntry
    return row


def _set_file_removed(person_id: int, entry_id: int, moment: datetime | None) -> None:
    # The wording stays, so what was confirmed stays confirmed; without a file it carries less.
    _own(person_id, entry_id)
    changed = db.session.scalar(
        update(EvidenceFileRow)
        .where(EvidenceFileRow.evidence_id == entry_id)
        .values(removed_at=moment)
        .returning(EvidenceFileRow.evidence_id)
    )
    if changed is None:
        raise NoSuchEntry
