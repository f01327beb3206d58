"""The grammar that figures share: dot, ring, tick, interval, pointer, pin, bar, hatch, legend."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tpmlearn.figures.labels import width_of, wrapped
from tpmlearn.figures.svg import (
    Anchor,
    Fill,
    Point,
    Stroke,
    Svg,
    circle,
    group,
    line,
    polygon,
    rect,
    segments,
    text,
)

NARROW = 360.0
WIDE = 720.0
MARGIN = 8.0
LEADING = 1.3


def is_narrow(width: float) -> bool:
    """Say whether a figure is drawn for a telephone: labels above their rows."""
    return width < 560


def dot(at: Point, *, radius: float = 6) -> Svg:
    """What counts: a filled dot."""
    return circle(at, radius, fill="accent")


def ring(at: Point, *, radius: float = 5.5) -> Svg:
    """What is said but does not count yet: a hollow dot."""
    return circle(at, radius, fill="paper", stroke="accent", width=2)


def tick(at: Point, *, half: float = 10) -> Svg:
    """What is asked: an upright bar across the scale."""
    return line((at[0], at[1] - half), (at[0], at[1] + half), stroke="ink", width=3)


def interval(start: Point, end: Point, *, cap: float = 5) -> Svg:
    """How sure it is: a line with ends, from where to where something lies nine times in ten."""
    ends = [line((x, y - cap), (x, y + cap), stroke="accent", width=2) for x, y in (start, end)]
    return group(line(start, end, stroke="accent", width=2), *ends)


def pointer(at: Point) -> Svg:
    """What is usual: a small triangle under the scale whose tip is at `at`."""
    x, y = at
    return polygon([(x, y), (x - 5, y + 8), (x + 5, y + 8)], fill="muted")


def proof(at: Point, *, confirmed: bool) -> Svg:
    """Work that shows a skill: a small square, filled where somebody confirmed it."""
    x, y = at
    fill: Fill = "ink" if confirmed else "paper"
    return rect((x - 4, y), 8, 8, fill=fill, stroke="ink", stroke_width=1.5)


def pin(at: Point) -> Svg:
    """What stays where it is: a pin whose point is at `at`."""
    x, y = at
    return group(
        line((x, y), (x, y - 8), stroke="ink", width=1.5),
        circle((x, y - 10), 3.5, fill="ink"),
    )


def bar(corner: Point, size: Point, *, fill: Fill, stroke: Stroke) -> Svg:
    """A stretch of time, `size` as (width, height)."""
    return rect(corner, *size, fill=fill, stroke=stroke, stroke_width=1.5)


def hatch(corner: Point, size: Point, *, step: float = 7) -> Svg:
    """Slanted lines within a box, cut off by hand, so that no clip or pattern needs an id."""
    (x, y), (width, height) = corner, size
    found = []
    offset = step
    while offset < width + height:
        start = (x + max(0.0, offset - height), y + min(offset, height))
        end = (x + min(offset, width), y + max(0.0, offset - width))
        found.append((start, end))
        offset += step
    return segments(found, stroke="soft")


def lines(
    at: Point,
    words: Sequence[str],
    *,
    size: float = 14,
    fill: Fill = "ink",
    anchor: Anchor = "start",
    bold: str | None = None,
) -> Svg:
    """Several lines of text, the first on the baseline `at`."""
    return Svg(
        "".join(
            text(
                (at[0], at[1] + index * size * LEADING),
                one,
                size=size,
                fill=fill,
                anchor=anchor,
                bold=bold,
            )
            for index, one in enumerate(words)
        )
    )


class Key(NamedTuple):
    """An entry of a legend: a mark drawn around a point, and what it means."""

    mark: Callable[[Point], Svg]
    meaning: str


def legend(keys: Sequence[Key], *, width: float, top: float) -> tuple[Svg, float]:
    """Return the legend laid out in as many rows as it needs, and the height that it takes."""
    size, row, gap = 13.0, 26.0, 30.0
    x, y = MARGIN, top + row / 2
    marks: list[Svg] = []
    for key in keys:
        room = gap + width_of(key.meaning, size)
        if x > MARGIN and x + room > width - MARGIN:
            x, y = MARGIN, y + row
        meaning = wrapped(key.meaning, size=size, room=width - 2 * MARGIN - gap)
        marks.append(key.mark((x + 12, y)))
        marks.append(lines((x + gap, y + size * 0.36), meaning, size=size, fill="muted"))
        y += (len(meaning) - 1) * size * LEADING
        x += room + 14
    return group(*marks), y + row / 2 + 8 - top
