"""Lines from what comes first to what waits for it, at right angles, with a small head."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tpmlearn.domain.planning.network import Link, LinkKind
from tpmlearn.figures.svg import Point, Stroke, Svg, arrows, group, ways

STEP = 4.0
HALF = 2.0
PAINT: Stroke = "muted"


@dataclass(frozen=True)
class Place:
    """Where a bar stands: from `left` to `right`, around `middle`, `half` its height each way."""

    left: float
    right: float
    middle: float
    half: float


def link_lines(links: Iterable[Link], places: Mapping[str, Place]) -> Svg:
    """Return all lines as one path and all heads as another; links without a place are left out."""
    found = [
        _way(places[link.before], places[link.after], link.kind)
        for link in links
        if link.before in places and link.after in places
    ]
    heads = [(way[-1], _direction(way[-2], way[-1])) for way in found]
    return group(ways(found, stroke=PAINT), arrows(heads, half=HALF, fill=PAINT))


def direct(links: Iterable[Link]) -> list[Link]:
    """Return the links that no chain of other links says already.

    Only plain waits for a finish are left out, as a lag or a start says something of its own.
    """
    links = list(links)
    after: dict[str, list[str]] = {}
    for link in links:
        if link.kind is LinkKind.FS:
            after.setdefault(link.before, []).append(link.after)
    reached: dict[str, set[str]] = {}

    def beyond(name: str) -> set[str]:
        if name not in reached:
            near = after.get(name, ())
            reached[name] = set(near).union(*(beyond(one) for one in near))
        return reached[name]

    return [
        link
        for link in links
        if link.lag
        or link.kind is not LinkKind.FS
        or not any(link.after in beyond(one) for one in after[link.before])
    ]


def _way(before: Place, after: Place, kind: LinkKind) -> list[Point]:
    """Return the corners of a line: out of the end (or start) of one bar, into the other."""
    if kind is LinkKind.SS:
        x = min(before.left, after.left) - STEP
        return [
            (before.left, before.middle),
            (x, before.middle),
            (x, after.middle),
            (after.left, after.middle),
        ]
    down = after.middle > before.middle
    into = (after.left + STEP, after.middle - after.half if down else after.middle + after.half)
    if into[0] >= before.right:
        return [(before.right, before.middle), (into[0], before.middle), into]
    return [(into[0], before.middle + before.half if down else before.middle - before.half), into]


def _direction(start: Point, tip: Point) -> Point:
    if start[0] == tip[0]:
        return (0, 1 if start[1] < tip[1] else -1)
    return (1, 0)
