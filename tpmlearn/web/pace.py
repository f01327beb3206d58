"""How often a thing may be asked for: counted in this worker's memory, which may forget it.

For addresses that programs ask for by themselves, and for the rates of tpmlearn/web/rates.py. What
must hold over all workers and over a restart, such as tries of a password, is in
tpmlearn/throttle.py.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

MOST_KEYS = 10_000


class Pace:
    """Lets a key through `most` times at once, then once every `per / most`.

    The generic cell rate algorithm (ITU-T I.371): one moment is kept for each key.
    """

    def __init__(self, most: int, per: timedelta) -> None:
        self._per, self._step = per, per / most
        self._burst = per - self._step
        self._due: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str, *, now: datetime) -> timedelta:
        """Count one asking and return 0; or do not count it and return how long to hold off."""
        with self._lock:
            over = self._over(key, now)
            if over > timedelta():
                return over
            self._due[key] = self._due_of(key, now) + self._step
            self._due.move_to_end(key)
            while len(self._due) > MOST_KEYS:
                self._due.popitem(last=False)
        return timedelta()

    def held_off(self, key: str, *, now: datetime) -> timedelta:
        """How long the key would have to hold off; nothing is counted."""
        with self._lock:
            return max(self._over(key, now), timedelta())

    def _over(self, key: str, now: datetime) -> timedelta:
        return self._due_of(key, now) - now - self._burst

    def _due_of(self, key: str, now: datetime) -> datetime:
        due = max(self._due.get(key, now), now)
        # No asking leads further ahead than that: the clock was put back since.
        return due if due - now <= self._per else now
