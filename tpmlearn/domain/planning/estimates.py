"""Three-point estimates of effort: how far each kind of activity may come out of what is written.

The likely value is the author's. How far low and high lie from it is our judgement, by kind: no
one's real times have been compared with them yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tpmlearn.domain.planning.activities import Activity, Kind

_FACTORS: Mapping[Kind, tuple[float, float]] = {
    Kind.MODULE: (0.7, 1.8),
    Kind.TEST: (0.8, 1.3),
    Kind.ASSIGNMENT: (0.8, 1.6),
    Kind.CERTIFICATE: (0.7, 1.6),
    Kind.MOCK: (0.9, 1.2),
    Kind.BOOKING: (1.0, 1.0),
    Kind.EXAM: (1.0, 1.0),
    Kind.CONTACT: (0.5, 2.0),
}


@dataclass(frozen=True)
class ThreePoint:
    """Hours of effort: `low` and `high` are exceeded once in a hundred times or so on either side.

    Mean and SD as of PERT (Malcolm and others 1959).
    """

    low: float
    likely: float
    high: float

    @property
    def expected(self) -> float:
        """(low + 4 likely + high) / 6."""
        return (self.low + 4 * self.likely + self.high) / 6

    @property
    def sd(self) -> float:
        """(high - low) / 6."""
        return (self.high - self.low) / 6


def three_point(activity: Activity) -> ThreePoint:
    """The estimate of what is left of an activity, in hours."""
    low, high = _FACTORS[activity.kind]
    return ThreePoint(activity.hours * low, activity.hours, activity.hours * high)
