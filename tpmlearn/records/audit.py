"""Writing the audit trail, in the transaction of the act, and letting its oldest rows go."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import KEPT, OPERATOR, VISITOR, Act
from tpmlearn.models import AuditRow, PersonRow
from tpmlearn.records.site import site_settings
from tpmlearn.work import current

LETTERS = 20
QUIET_FOR = timedelta(minutes=15)


def pseudonym(person_id: int) -> str:
    """What stands for a person: an HMAC (RFC 2104, SHA-256) of their number, 80 bits of it.

    Whoever has the site's secret key finds the pseudonym of somebody whose number they know. Of
    whom the row is erased no number is left, so theirs leads to nobody.
    """
    key = site_settings().secret_key.encode()
    return hmac.new(key, f"audit\0person\0{person_id}".encode(), sha256).hexdigest()[:LETTERS]


def about_person(person_id: int) -> str:
    """A person as the subject of an act."""
    return f"person:{pseudonym(person_id)}"


def note_act(act: Act, subject: str, *, now: datetime, detail: str = "", by: str = "") -> None:
    """Add a row to the trail (the caller commits, with the act itself).

    Who did it is the person of the request under way, unless `by` says who; beside requests it is
    the operator, at a command.
    """
    work = current()
    db.session.add(
        AuditRow(
            at=now,
            actor=by or _actor(),
            act=act.value,
            subject=subject[:100],
            detail=detail[:80],
            request=work.id if work else "",
        )
    )


def _actor() -> str:
    work = current()
    if work is None:
        return OPERATOR
    return pseudonym(work.person_id) if work.person_id is not None else VISITOR


def note_blocked(email: str, *, now: datetime) -> None:
    """Note that an account is held off after wrong passwords, and commit.

    Once in a quarter of an hour: whoever guesses writes no trail as long as their tries.
    """
    person_id = db.session.scalar(select(PersonRow.id).where(PersonRow.email == email.lower()))
    if person_id is None:
        db.session.rollback()
        return
    subject, row = about_person(person_id), AuditRow
    noted = select(row.id).where(
        row.subject == subject, row.act == Act.SIGN_IN_BLOCKED, row.at > now - QUIET_FOR
    )
    if db.session.scalar(noted.limit(1)) is None:
        note_act(Act.SIGN_IN_BLOCKED, subject, now=now, by=VISITOR)
    db.session.commit()


def forget_acts(*, now: datetime) -> int:
    """Delete rows older than two years, as the database lets nobody delete others; how many.

    The caller commits.
    """
    old = delete(AuditRow).where(AuditRow.at < now - KEPT - timedelta(days=2))
    done = db.session.execute(old.execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]
