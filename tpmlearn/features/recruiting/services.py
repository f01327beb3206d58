"""Use cases of the desk: each one transaction, committed at its end."""

from datetime import datetime

from sqlalchemy import delete

from tpmlearn.db import db, insert_for
from tpmlearn.models import CandidateNoteRow
from tpmlearn.records.looks import NoSuchCandidate, hold_open_grant


def keep_note(recruiter_id: int, grant_id: str, text: str, *, now: datetime) -> None:
    """Keep a private note on a candidate, an empty text removes it. Raises NoSuchCandidate.

    Another window's note is replaced: the newest text is what its writer saw last.
    """
    if not hold_open_grant(recruiter_id, grant_id, now=now):
        raise NoSuchCandidate
    key = {"person_id": recruiter_id, "grant_id": grant_id}
    if text:
        insert = insert_for(CandidateNoteRow).values(**key, text=text, changed_at=now)
        db.session.execute(
            insert.on_conflict_do_update(
                index_elements=list(key), set_={"text": text, "changed_at": now}
            )
        )
    else:
        row = CandidateNoteRow
        db.session.execute(
            delete(row).where(row.person_id == recruiter_id, row.grant_id == grant_id)
        )
    db.session.commit()
