"""The files of an evidence log: their bytes, and the room they take."""

from sqlalchemy import ColumnElement, delete, func, or_, select

from tpmlearn.db import db
from tpmlearn.domain.profiles.attachments import Attachment
from tpmlearn.models import EvidenceFileRow, EvidenceRow


def stored_file(entry_id: int) -> Attachment | None:
    """The file of an entry, whole; the caller knows whose it is and who may see it."""
    row = db.session.scalar(
        select(EvidenceFileRow).where(
            EvidenceFileRow.evidence_id == entry_id, EvidenceFileRow.removed_at.is_(None)
        )
    )
    return Attachment(row.name, row.media_type, row.data) if row else None


def bytes_kept(person_id: int, *, but: int = 0) -> int:
    """Bytes of the files that a person keeps, put aside ones and entry `but` left out."""
    size = db.session.scalar(
        select(func.sum(EvidenceFileRow.size))
        .join(EvidenceRow, EvidenceRow.id == EvidenceFileRow.evidence_id)
        .where(EvidenceRow.person_id == person_id, EvidenceRow.id != but, ~_aside())
    )
    return int(size or 0)


def forget_removed_files(person_id: int, *, but: int) -> None:
    """Erase files that were put aside, of entry `but` not: only the last removal can be undone."""
    gone = (
        select(EvidenceFileRow.evidence_id)
        .join(EvidenceRow, EvidenceRow.id == EvidenceFileRow.evidence_id)
        .where(EvidenceRow.person_id == person_id, EvidenceRow.id != but, _aside())
    )
    db.session.execute(delete(EvidenceFileRow).where(EvidenceFileRow.evidence_id.in_(gone)))


def _aside() -> ColumnElement[bool]:
    return or_(EvidenceFileRow.removed_at.is_not(None), EvidenceRow.removed_at.is_not(None))
