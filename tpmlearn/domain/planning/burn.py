"""The pace of work that is counted by period, and where it leads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How much was done in how many periods, and how much there is to do in all now."""

    done: float
    periods: int
    scope: float

    @property
    def rate(self) -> float:
        """The mean done in a period."""
        return self.done / self.periods if self.periods else 0.0

    @property
    def left(self) -> float:
        """What is still to be done."""
        return max(0.0, self.scope - self.done)

    @property
    def end(self) -> float | None:
        """The period in which everything is done at this pace; None where nothing moves."""
        if not self.left:
            return float(self.periods)
        return self.periods + self.left / self.rate if self.rate else None
