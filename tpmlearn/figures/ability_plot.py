"""A plot with ability across, -3 to 3, which figures of items and tests share."""

from collections.abc import Sequence

from tpmlearn.figures.marks import MARGIN, is_narrow
from tpmlearn.figures.svg import Point, Svg, group, line, segments, text
from tpmlearn.words import _

LOWEST, HIGHEST = -3.0, 3.0
SIZE = 12.0


class AbilityPlot:
    """Where things stand: ability across, `highest` at the top, from `lowest` at the bottom."""

    def __init__(
        self,
        width: float,
        top: float,
        *,
        highest: float = 1.0,
        lowest: float = 0.0,
        left: float = 56.0,
    ) -> None:
        self.left = left
        self.right = min(width - 2 * MARGIN, left + (300.0 if is_narrow(width) else 600.0))
        self.top, self.bottom = top, top + (200.0 if is_narrow(width) else 260.0)
        self.lowest, self.highest = lowest, highest

    def x(self, theta: float) -> float:
        """Where an ability stands; those beyond the ends stand at the ends."""
        inside = min(max(theta, LOWEST), HIGHEST)
        return self.left + (self.right - self.left) * (inside - LOWEST) / (HIGHEST - LOWEST)

    def y(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return self.bottom - (self.bottom - self.top) * share

    def line(self, thetas: Sequence[float], values: Sequence[float]) -> list[Point]:
        """The points of a curve, between the ends of the plot."""
        return [
            (self.x(theta), self.y(value))
            for theta, value in zip(thetas, values, strict=True)
            if LOWEST <= theta <= HIGHEST
        ]

    def grid(self, levels: Sequence[tuple[float, str]]) -> Svg:
        """Lines across with their names."""
        across = [((self.left, self.y(at)), (self.right, self.y(at))) for at, _ in levels]
        names = [
            text((self.left - 8, self.y(at) + 4), name, size=SIZE, fill="muted", anchor="end")
            for at, name in levels
        ]
        ground = line((self.left, self.bottom), (self.right, self.bottom), stroke="ink")
        return group(segments(across, stroke="soft"), ground, *names)

    def abilities(self, top: float) -> tuple[Svg, float]:
        """The numbers of the abilities with what they are, and the height under them."""
        numbers = [
            text((self.x(n), top + 14), f"{n:+d}" if n else "0", size=SIZE, anchor="middle")
            for n in range(int(LOWEST), int(HIGHEST) + 1)
        ]
        name = text(
            (self.right, top + 34),
            _("ability; 0 is a typical mid-level developer"),
            size=SIZE,
            fill="muted",
            anchor="end",
        )
        return group(*numbers, name), top + 42
