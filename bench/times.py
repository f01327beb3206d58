"""Times that were measured, and how they are told."""

from collections.abc import Sequence


def at(taken: Sequence[float], share: float) -> float:
    """The smallest of the times that at least so great a share of all does not pass."""
    ordered = sorted(taken)
    return ordered[max(-int(-share * len(ordered) // 1) - 1, 0)]


def times_of(taken: Sequence[float]) -> str:
    """The middle, the slow ones and the slowest of times in seconds, told in milliseconds."""
    named = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))
    return ", ".join(f"{name} {at(taken, share) * 1000:.0f}" for name, share in named) + " ms"
