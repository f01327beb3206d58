"""Badges that are signed in the background: asked for by a page, issued by whoever does the work.

On PostgreSQL only: on SQLite a badge is signed in the request that asks for it. What is asked for
waits sealed, since a share link stands in it.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from tpmlearn.db import db
from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs.rows import Claimed, enqueue
from tpmlearn.jobs.running import GiveUp, Keep, Task
from tpmlearn.models import JobRow, PersonRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.issuing import NotReady, Refusal, Wanted, issue_now
from tpmlearn.records.people import hold, person_from
from tpmlearn.records.site import site_settings
from tpmlearn.sealing import WrongKey, open_short, seal_short

JOB = "badge"


@dataclass(frozen=True)
class Asked:
    """A badge that was asked for `at` a moment and is not issued; `is_refused`: and will not be."""

    badge: str
    at: datetime
    is_refused: bool


def ask_for_badge(
    person_id: int, badge_id: str, wanted: Wanted, *, seen: str, now: datetime
) -> str:
    """Let a badge be issued under this id, if it still says what is `seen` now (`Ready.digest`);
    the caller commits. Where one waits for the same achievement its id: what is wanted now counts.
    """
    key = f"{JOB}:{person_id}:{wanted.kind}:{wanted.about}"
    plain = json.dumps({**asdict(wanted), "seen": seen}).encode()
    sealed = seal_short(plain, _key(), purpose=_purpose(person_id))
    while True:
        added = enqueue(JOB, now=now, key=key, person_id=person_id, sealed=sealed, badge=badge_id)
        if added is not None:
            return badge_id
        waits = _take_its_place(key, sealed, now)
        # It may have been given up since: nobody waits for a person to do that.
        if waits is not None:
            return waits


def _take_its_place(key: str, sealed: bytes, now: datetime) -> str | None:
    """Put these wishes in the place of those that wait; None where nothing waits any more."""
    row = JobRow
    waits = update(row).where(row.key == key, row.state == State.WAITING)
    # Its page says by now that it was not issued.
    late = waits.where(row.until < now).values(
        state=State.FAILED.value, key=None, sealed=None, ended_at=now
    )
    for change in (late, waits.values(sealed=sealed)):
        db.session.execute(change.execution_options(synchronize_session=False))
    args = db.session.scalars(select(row.args).where(row.key == key)).one_or_none()
    return str(args["badge"]) if args else None


def issue_asked(task: Task) -> Keep:
    """Issue the badge of a job, in the transaction that ends it; it is gone with a refusal."""
    claimed, at = task.claimed, task.clock()
    person_id = claimed.person_id
    if person_id is None:
        raise GiveUp("it is for nobody")
    if claimed.until < at:
        # Its page says already that it was not issued.
        raise GiveUp("it is too late")
    wanted, seen = _opened(claimed, person_id)

    def keep() -> None:
        # First: whoever leaves meanwhile has begun to before, or waits until it is issued.
        hold(person_id)
        row = db.session.get(PersonRow, person_id, populate_existing=True)
        if row is None or row.erase_after is not None:
            raise GiveUp("nobody is there")
        who, badge_id = person_from(row), str(claimed.args["badge"])
        try:
            issue_now(who, badge_id, wanted, current_catalogue(), now=at, seen=seen)
        except NotReady:
            # Another machine may have the key.
            raise
        except Refusal as why:
            raise GiveUp(type(why).__name__) from None

    return keep


def what_became(person_id: int, badge_id: str, *, now: datetime) -> Asked | None:
    """How a badge stands that this person asked for and that is not issued; one statement."""
    return next((one for one in _asked(person_id, now) if one.badge == badge_id), None)


def signed_soon(person_id: int, *, now: datetime) -> tuple[str, ...]:
    """The ids of the badges that a person waits for; one statement."""
    return tuple(one.badge for one in _asked(person_id, now) if not one.is_refused)


def forget_asked(person_id: int) -> None:
    """Issue none of what a person asked for and waits for (the caller commits)."""
    row = JobRow
    waits = (row.name == JOB, row.person_id == person_id, row.state == State.WAITING)
    db.session.execute(delete(row).where(*waits))


def _asked(person_id: int, now: datetime) -> list[Asked]:
    row = JobRow
    found = db.session.execute(
        select(row.args, row.made_at, row.until, row.state).where(
            row.name == JOB, row.person_id == person_id
        )
    )
    return [
        Asked(str(args["badge"]), at, is_refused=_is_refused(State(state), until, now))
        for args, at, until, state in found
    ]


def _is_refused(state: State, until: datetime, now: datetime) -> bool:
    return state is State.FAILED or (state is State.WAITING and until < now)


def _opened(claimed: Claimed, person_id: int) -> tuple[Wanted, str]:
    try:
        plain = open_short(claimed.sealed or b"", _key(), purpose=_purpose(person_id))
    except WrongKey:
        raise GiveUp("the secret key is another than when it was asked for") from None
    values = json.loads(plain)
    seen = str(values.pop("seen"))
    return Wanted(**{**values, "kind": Kind(values["kind"])}), seen


def _key() -> bytes:
    return site_settings().secret_key.encode()


def _purpose(person_id: int) -> bytes:
    return b"badge of %d" % person_id
