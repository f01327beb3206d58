"""Sums over tables that do not depend on the order of rows."""

import hashlib
from dataclasses import dataclass

_MODULUS = 1 << 256


@dataclass(frozen=True)
class TableSum:
    """How many rows a table has, and the sum of their SHA-256 modulo 2^256 as 64 hex digits."""

    rows: int
    digest: str


class Tally:
    """Adds rows up, one at a time.

    A sum instead of a hash over all: databases sort text by rules of their own, so the order of
    rows is not the same on two of them (the additive form of Bellare and Micciancio's
    incremental hashing, 1997). It finds accidents; against malice members have SHA-256 and seals.
    """

    def __init__(self) -> None:
        self._rows = 0
        self._total = 0

    def add(self, line: bytes) -> None:
        """Count a row by its line."""
        self._rows += 1
        self._total += int.from_bytes(hashlib.sha256(line).digest(), "big")

    def result(self) -> TableSum:
        """Return what has been added so far."""
        return TableSum(self._rows, f"{self._total % _MODULUS:064x}")
