"""How often a thing may be asked for: counted in this worker's memory, which may forget it.

For addresses that programs ask for by themselves, and for the rates of tpmlearn/web/rates.py. What
must hold over all workers and over a restart, such as tries of a password, is in
tpmlearn/throttle.py.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from time import time

MOST_KEYS = 10_000
NOTHING = timedelta()
# Seconds are counted from here: from 1970 a float is exact to a quarter of a microsecond only, and
# thousands of steps add that up.
BEGAN = time()
LEAST = 1e-6


class Pace:
    """Lets a key through `most` times at once, then once every `per / most`.

    The generic cell rate algorithm (ITU-T I.371): one moment is kept for each key.
    """

    def __init__(self, most: int, per: timedelta) -> None:
        # In seconds: each save is counted twice, and dates take three times as long.
        self._per = per.total_seconds()
        self._step = self._per / most
        self._burst = self._per - self._step
        self._due: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str, *, now: datetime) -> timedelta:
        """Count one asking and return 0; or do not count it and return how long to hold off."""
        at = now.timestamp() - BEGAN
        with self._lock:
            due = self._due_of(key, at)
            if (over := due - at - self._burst) > LEAST:
                return timedelta(seconds=over)
            self._due[key] = due + self._step
            self._due.move_to_end(key)
            if len(self._due) > MOST_KEYS:
                self._due.popitem(last=False)
        return NOTHING

    def held_off(self, key: str, *, now: datetime) -> timedelta:
        """How long the key would have to hold off; nothing is counted."""
        at = now.timestamp() - BEGAN
        with self._lock:
            over = self._due_of(key, at) - at - self._burst
        return timedelta(seconds=over) if over > LEAST else NOTHING

    def _due_of(self, key: str, at: float) -> float:
        due = self._due.get(key, at)
        # No asking leads further ahead than that: the clock was put back since.
        return due if at < due <= at + self._per + LEAST else at
