"""A line of a benchmark's table: a figure beside its goal."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, its figure, its goal, whether it is met."""

    what: str
    figure: str
    goal: str = "(printed)"
    met: bool = True
