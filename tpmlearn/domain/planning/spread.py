"""How values spread: bins of equal width, and percentiles."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bin:
    """How many values are at least `low` and less than `high`."""

    low: float
    high: float
    count: int


def bins(values: Sequence[float], width: float) -> tuple[Bin, ...]:
    """The values in bins that begin at multiples of `width`, empty ones between included."""
    numbers = [math.floor(value / width + 1e-9) for value in values]
    return tuple(
        Bin(n * width, (n + 1) * width, numbers.count(n))
        for n in range(min(numbers), max(numbers) + 1)
    )


def percentile(values: Sequence[float], percent: float) -> float:
    """The least of the values that at least `percent` % of them do not exceed (nearest rank)."""
    rank = math.ceil(len(values) * percent / 100 - 1e-9)
    return sorted(values)[max(1, rank) - 1]
