"""Slows guessing down: failures per account and per address, kept where every worker sees them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select, update

from tpmlearn.db import db, insert_for
from tpmlearn.models import ThrottleRow
from tpmlearn.words import _

MAX_DELAY = timedelta(minutes=15)
FORGET_AFTER = timedelta(hours=24)
# Clocks of several machines may differ by so much. What is blocked for longer than any failure
# blocks, and this, was counted by a clock that has been put back since.
CLOCKS_DIFFER = timedelta(minutes=1)


@dataclass(frozen=True)
class Limit:
    """A thing that may be tried `free` times; each failure after that doubles the wait."""

    scope: str
    whom: str
    free: int

    @property
    def key(self) -> str:
        """The row's id: no address stands in the database in clear."""
        return sha256(f"{self.scope}\0{self.whom.lower()}".encode()).hexdigest()


class Throttled(Exception):
    """Too many failures; `wait` says how long to hold off."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            _("Too many tries. Wait %(num)s seconds.", num=round(wait.total_seconds()) + 1)
        )
        self.wait = wait


def delay_after(failures: int, free: int) -> timedelta:
    """How long to wait after so many failures: 0, then 2, 4, 8 seconds up to 15 minutes."""
    over = failures - free
    return min(timedelta(seconds=2 ** min(over, 12)), MAX_DELAY) if over > 0 else timedelta()


def refuse_if_blocked(*limits: Limit, now: datetime) -> None:
    """Raise Throttled if any of the limits is blocked at `now`."""
    free = {limit.key: limit.free for limit in limits}
    rows = db.session.execute(
        select(ThrottleRow.id, ThrottleRow.failures, ThrottleRow.blocked_until).where(
            ThrottleRow.id.in_(free), ThrottleRow.blocked_until > now
        )
    )
    # A try that is free blocks nobody, though it was counted a moment after this one began.
    blocked = [until for key, failures, until in rows if _holds(until, failures, free[key], now)]
    if blocked:
        raise Throttled(max(blocked) - now)


def count_try(*limits: Limit, now: datetime) -> None:
    """Count a try as a failure before its outcome is known, and commit. Raises Throttled.

    Counting holds the rows: of tries that come at once each sees those before it, so that many
    together get no further than one after another. After a success: `forgive` or `take_back`.
    """
    _forget_old(now)
    blocked_until = max(_count(limit, now) for limit in limits)
    if blocked_until > now:
        db.session.rollback()
        raise Throttled(blocked_until - now)
    db.session.commit()


def record_failure(*limits: Limit, now: datetime) -> None:
    """Count one failure at each limit (the caller commits); old rows are forgotten."""
    _forget_old(now)
    for limit in limits:
        _count(limit, now)


def take_back(limit: Limit, *, now: datetime) -> None:
    """Uncount a try that was counted at `now` and succeeded (the caller commits)."""
    db.session.execute(
        update(ThrottleRow)
        .where(ThrottleRow.id == limit.key)
        .values(failures=ThrottleRow.failures - 1, blocked_until=now)
    )


def forgive(limit: Limit) -> None:
    """Forget the failures at a limit, after a success (the caller commits)."""
    db.session.execute(delete(ThrottleRow).where(ThrottleRow.id == limit.key))


def _forget_old(now: datetime) -> None:
    db.session.execute(delete(ThrottleRow).where(ThrottleRow.failed_at < now - FORGET_AFTER))


def _count(limit: Limit, now: datetime) -> datetime:
    """Count one failure; until when the limit was blocked before it."""
    insert = insert_for(ThrottleRow).values(
        id=limit.key, failures=1, failed_at=now, blocked_until=now
    )
    failures, blocked_before = db.session.execute(
        insert.on_conflict_do_update(
            index_elements=["id"],
            set_={"failures": ThrottleRow.failures + 1, "failed_at": now},
        ).returning(ThrottleRow.failures, ThrottleRow.blocked_until)
    ).one()
    db.session.execute(
        update(ThrottleRow)
        .where(ThrottleRow.id == limit.key)
        .values(blocked_until=now + delay_after(failures, limit.free))
    )
    before: datetime = blocked_before
    # Of two free tries at once, the one that began first may be counted last: free all the same.
    return max(before, now) if _holds(before, failures - 1, limit.free, now) else now


def _holds(until: datetime, failures: int, free: int, now: datetime) -> bool:
    """Whether so many failures can block until then."""
    delay = delay_after(failures, free)
    return bool(delay) and until - now <= delay + CLOCKS_DIFFER
