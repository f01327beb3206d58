"""A cache of bounded size whose looks are those of a dict: each page takes some."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Generations(Generic[Key, Value]):
    """What was put in or looked at lately, up to `most` in sum of `size` of each value.

    When the young generation has half of that it becomes the old one, which is forgotten but for
    what is looked at meanwhile. cachetools' LRU notes every look, in Python and under a lock, and
    took a tenth of a lesson's time.
    """

    def __init__(self, most: int, size: Callable[[Value], int] = lambda _: 1) -> None:
        self._most, self._size_of = most, size
        self._young: dict[Key, Value] = {}
        self._old: dict[Key, Value] = {}
        self._size = 0
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        """The value under this key, None where there is none."""
        found = self._young.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.put(key, found)
        return found

    def put(self, key: Key, value: Value) -> None:
        """Keep this value, in place of one that is there."""
        size = self._size_of(value)
        if size > self._most // 2:
            return
        with self._lock:
            before = self._young.get(key)
            change = size - (0 if before is None else self._size_of(before))
            if self._size + change > self._most // 2:
                self._old, self._young, self._size, change = self._young, {}, 0, size
            self._young[key] = value
            self._size += change
