"""Work in progress, throughput and cycle time of a flow that is counted state by state."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Flow:
    """Means over the periods; the cycle time is None where nothing was finished."""

    in_progress: float
    throughput: float

    @property
    def cycle_time(self) -> float | None:
        """Little's law: average work in progress / throughput, in periods."""
        return self.in_progress / self.throughput if self.throughput else None


def measure(counts: Sequence[Sequence[float]]) -> Flow:
    """The flow through states given in order, each with its count at every moment.

    The last state is what is done, counted from the start. With three states or more the first
    is what waits to be begun; the states between are work in progress.
    """
    begun = counts[1:-1] if len(counts) > 2 else counts[:-1]
    moments = len(counts[0])
    progress = sum(sum(state) for state in begun) / moments
    gone = max(1, moments - 1)
    return Flow(progress, (counts[-1][-1] - counts[-1][0]) / gone)
