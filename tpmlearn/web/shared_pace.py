"""Paces that all workers and machines share, counted in Redis or Valkey for as long as it answers.

Redis holds only what may be lost: while it is silent each worker counts by itself.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic, time
from typing import TYPE_CHECKING, Any

from tpmlearn.web.pace import Pace

if TYPE_CHECKING:
    from limits.strategies import RateLimiter

# Redis answers within a millisecond beside us; what takes longer than this helps nobody.
PATIENCE_SECONDS = 0.02
# After a fault nobody asks it again for so long: a page waits for it once in that time at most.
REST_SECONDS = 10.0
log = logging.getLogger("tpmlearn")


class Counter:
    """One connection to Redis for all paces of a worker, with a rest after each fault."""

    def __init__(self, url: str) -> None:
        self._limiter = _limiter(url)
        self._rests_until = 0.0

    @property
    def answers(self) -> bool:
        """Whether it may be asked now."""
        return monotonic() >= self._rests_until

    def rest(self, why: str) -> None:
        """Ask nothing for a while; the log says so once each time."""
        self._rests_until = monotonic() + REST_SECONDS
        log.warning("rates are counted in each worker alone for %d s: %s", REST_SECONDS, why)

    def wait(self, most: int, per: timedelta, key: str, *, counts: bool) -> timedelta:
        """Ask, and count if `counts`: 0 or how long to hold off. Raises what the client raises."""
        from limits import RateLimitItemPerSecond

        item = RateLimitItemPerSecond(most, round(per.total_seconds()))
        began = monotonic()
        ask = self._limiter.hit if counts else self._limiter.test
        if ask(item, key):
            wait = timedelta()
        else:
            resets = self._limiter.get_window_stats(item, key).reset_time
            wait = timedelta(seconds=max(1.0, resets - time()))
        if monotonic() - began > PATIENCE_SECONDS:
            self.rest("Redis is slow")
        return wait


class SharedPace(Pace):
    """A pace over all workers: a sliding window in Redis, or the worker's own while that rests."""

    def __init__(self, most: int, per: timedelta, *, name: str, counter: Counter) -> None:
        super().__init__(most, per)
        self._most, self._time, self._name, self._counter = most, per, name, counter

    def wait(self, key: str, *, now: datetime) -> timedelta:
        """As `Pace.wait`, over all workers."""
        shared = self._ask(key, counts=True)
        return super().wait(key, now=now) if shared is None else shared

    def held_off(self, key: str, *, now: datetime) -> timedelta:
        """As `Pace.held_off`, over all workers."""
        shared = self._ask(key, counts=False)
        return super().held_off(key, now=now) if shared is None else shared

    def _ask(self, key: str, *, counts: bool) -> timedelta | None:
        if not self._counter.answers:
            return None
        try:
            return self._counter.wait(self._most, self._time, f"{self._name}:{key}", counts=counts)
        except Exception as fault:
            self._counter.rest(type(fault).__name__)
            return None


def _limiter(url: str) -> "RateLimiter":
    """The counting strategy on Redis; connects at the first asking, and tries nothing twice."""
    from limits.storage import RedisStorage
    from limits.strategies import SlidingWindowCounterRateLimiter
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    options: dict[str, Any] = {
        "socket_timeout": PATIENCE_SECONDS,
        "socket_connect_timeout": PATIENCE_SECONDS,
        "retry": Retry(NoBackoff(), 0),
    }
    plain = url.replace("valkey", "redis", 1) if url.startswith("valkey") else url
    storage = RedisStorage(plain, key_prefix="tpmlearn-rate", **options)
    return SlidingWindowCounterRateLimiter(storage)
