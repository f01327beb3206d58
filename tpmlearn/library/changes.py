"""Counts the editions of the content, and lets others wait for the next."""

import threading


class Changes:
    """A number that grows with each change; safe for several threads."""

    def __init__(self) -> None:
        self._number = 0
        self._grown = threading.Condition()

    @property
    def number(self) -> int:
        """How many changes there have been."""
        return self._number

    def note(self) -> None:
        """One more change: whoever waits goes on."""
        with self._grown:
            self._number += 1
            self._grown.notify_all()

    def wait_past(self, number: int, seconds: float) -> int:
        """The number as soon as it differs from `number`, or after some seconds."""
        with self._grown:
            self._grown.wait_for(lambda: self._number != number, seconds)
            return self._number
