"""Badges that are signed in the background: asked for by a page, issued by whoever does the work.

On PostgreSQL only: on SQLite a badge is signed in the request that asks for it. What is asked for
waits sealed, since a share link stands in it.
"""

import json
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs.rows import Claimed, enqueue
from tpmlearn.jobs.running import GiveUp, Keep, Task
from tpmlearn.models import JobRow, PersonRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.issuing import Refusal, Wanted, issue_now
from tpmlearn.records.people import person_from
from tpmlearn.records.site import site_settings
from tpmlearn.sealing import WrongKey, open_short, seal_short

JOB = "badge"


class Asked(StrEnum):
    """What became of a badge that was asked for and is not issued."""

    SIGNED_SOON = "signed soon"
    REFUSED = "refused"


def ask_for_badge(person_id: int, badge_id: str, wanted: Wanted, *, now: datetime) -> str:
    """Let a badge be issued under this id (the caller commits); the id of the one that is asked
    for already, if there is one for the same achievement. The caller holds the person."""
    key = f"{JOB}:{person_id}:{wanted.kind}:{wanted.about}"
    plain = json.dumps(asdict(wanted)).encode()
    sealed = seal_short(plain, _key(), purpose=_purpose(person_id))
    added = enqueue(JOB, now=now, key=key, person_id=person_id, sealed=sealed, badge=badge_id)
    if added is not None:
        return badge_id
    waits = db.session.scalars(select(JobRow.args).where(JobRow.key == key)).one()
    return str(waits["badge"])


def issue_asked(task: Task) -> Keep:
    """Issue the badge of a job, in the transaction that ends it; it is gone with a refusal."""
    claimed, at = task.claimed, task.clock()
    wanted = _opened(claimed)

    def keep() -> None:
        row = db.session.get(PersonRow, claimed.person_id)
        if row is None:
            raise GiveUp("nobody is there")
        try:
            badge_id = str(claimed.args["badge"])
            issue_now(person_from(row), badge_id, wanted, current_catalogue(), now=at)
        except Refusal as why:
            raise GiveUp(type(why).__name__) from None

    return keep


def what_became(person_id: int, badge_id: str) -> Asked | None:
    """How a badge stands that this person asked for and that is not issued; one statement."""
    states = {badge: state for badge, state in _asked(person_id) if badge == badge_id}
    if not states:
        return None
    return Asked.REFUSED if State.FAILED in states.values() else Asked.SIGNED_SOON


def signed_soon(person_id: int) -> tuple[str, ...]:
    """The ids of the badges that a person waits for; one statement."""
    return tuple(badge for badge, state in _asked(person_id) if state is not State.FAILED)


def _asked(person_id: int) -> list[tuple[str, State]]:
    row = JobRow
    found = db.session.execute(
        select(row.args, row.state).where(row.name == JOB, row.person_id == person_id)
    )
    return [(str(args["badge"]), State(state)) for args, state in found]


def _opened(claimed: Claimed) -> Wanted:
    if claimed.person_id is None:
        raise GiveUp("it is for nobody")
    try:
        plain = open_short(claimed.sealed or b"", _key(), purpose=_purpose(claimed.person_id))
    except WrongKey:
        raise GiveUp("the secret key is another than when it was asked for") from None
    values = json.loads(plain)
    return Wanted(**{**values, "kind": Kind(values["kind"])})


def _key() -> bytes:
    return site_settings().secret_key.encode()


def _purpose(person_id: int) -> bytes:
    return f"badge of {person_id}".encode()
