"""The shapes that tell kinds of activities apart in the Gantt chart."""

from enum import StrEnum

from tpmlearn.domain.planning.activities import Kind
from tpmlearn.figures.svg import Fill, Point, Stroke, Svg, polygon

BAR, SLIM = 12.0, 7.0


class Shape(StrEnum):
    """A bar for study, a slim one for what runs beside it, a gate, and a day that matters."""

    BAR = "bar"
    SLIM = "slim"
    GATE = "gate"
    MILESTONE = "milestone"


SHAPES = {
    Kind.MODULE: Shape.BAR,
    Kind.TEST: Shape.GATE,
    Kind.ASSIGNMENT: Shape.SLIM,
    Kind.CERTIFICATE: Shape.BAR,
    Kind.MOCK: Shape.BAR,
    Kind.BOOKING: Shape.MILESTONE,
    Kind.EXAM: Shape.MILESTONE,
    Kind.CONTACT: Shape.SLIM,
}


def milestone(at: Point, *, fill: Fill, stroke: Stroke) -> Svg:
    """A day that matters: a diamond around its point."""
    (x, y), half = at, BAR / 2
    corners = [(x - half, y), (x, y - half), (x + half, y), (x, y + half)]
    return polygon(corners, fill=fill, stroke=stroke, width=1.5)


def gate(at: Point, *, fill: Fill, stroke: Stroke) -> Svg:
    """What has to be passed: a triangle around its point, tip up."""
    (x, y), half = at, BAR / 2
    corners = [(x, y - half), (x + half, y + half), (x - half, y + half)]
    return polygon(corners, fill=fill, stroke=stroke, width=1.5)
