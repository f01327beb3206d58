"""The boxes and arrows of a `boxes` fence, and their labels where there is room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tpmlearn.domain.content.fences.boxes import Arrow, Box, BoxesFigure
from tpmlearn.domain.planning.wording import counted
from tpmlearn.figures.fences.layers import Layout, Pair, arrow, box_width, layout, two_way
from tpmlearn.figures.fences.plot import notes
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.words import said
from tpmlearn.figures.labels import width_of, wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, lines
from tpmlearn.figures.svg import Point, Svg, figure, group, rect, segments, text
from tpmlearn.figures.table import Table

NAME = 14.0
NOTE = 12.0
PAD = 8.0
_PLACES = (0.5, 0.38, 0.62, 0.26, 0.74)

Frame = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def draw_boxes(spec: BoxesFigure, *, width: float, prefix: str) -> str:
    """Return boxes with arrows as SVG markup; labels without room stand in a list below."""
    wide = box_width(width=width, least=124, most=190)
    heights = {box.id: _height(box, wide) for box in spec.boxes}
    pairs = downward(spec)
    places = layout(heights, pairs, box=wide, width=width, top=MARGIN, between=48)
    routes = [_route(one, places) for one in spec.arrows]
    frames = [(x, y, x + wide, y + heights[name]) for name, (x, y) in places.corners.items()]
    labels, left_over = _labels(spec.arrows, routes, frames, width)
    marks = [_arrow(pair, places, spec.arrows) for pair in pairs]
    marks += [_box(box, places.corners[box.id], wide) for box in spec.boxes]
    listed, bottom = notes(_list(spec, left_over), width=width, top=places.bottom + 10)
    return figure(
        *marks,
        *labels,
        listed,
        width=width,
        height=(bottom if left_over else places.bottom) + MARGIN,
        title=spec.head.title,
        description=said((spec.head.description, _description(spec))),
        prefix=prefix,
    )


def boxes_tables(spec: BoxesFigure) -> tuple[Titled, ...]:
    """Return the boxes, and the arrows if there are any."""
    rows = tuple((box.name, "" if box.kind == "box" else box.kind, box.note) for box in spec.boxes)
    found = [Titled(f"{spec.head.title}: boxes", Table(("Name", "Kind", "Note"), rows))]
    if spec.arrows:
        names = {box.id: box.name for box in spec.boxes}
        arrows = tuple((names[one.start], names[one.end], one.label) for one in spec.arrows)
        head = ("From", "To", "What")
        found.append(Titled(f"{spec.head.title}: arrows", Table(head, arrows)))
    return tuple(found)


def downward(spec: BoxesFigure) -> tuple[Pair, ...]:
    """Return the arrows as links that run in no circle; those that lead back are turned round."""
    after: dict[str, list[str]] = {box.id: [] for box in spec.boxes}
    for one in spec.arrows:
        after[one.start].append(one.end)
    finished: dict[str, int] = {}
    for box in spec.boxes:
        _finish(box.id, after, finished, [])
    found = [
        (one.start, one.end) if finished[one.start] > finished[one.end] else (one.end, one.start)
        for one in spec.arrows
    ]
    return tuple(dict.fromkeys(found))


def _finish(
    name: str, after: Mapping[str, Sequence[str]], finished: dict[str, int], path: list[str]
) -> None:
    """Number boxes by when a walk along the arrows leaves them for good (Tarjan 1972)."""
    if name in finished or name in path:
        return
    for other in after[name]:
        _finish(other, after, finished, [*path, name])
    finished[name] = len(finished)


def _arrow(pair: Pair, places: Layout, arrows: Sequence[Arrow]) -> Svg:
    """Return the arrows between two boxes as one line, with a head wherever one of them ends."""
    route = places.routes[pair]
    ways = {(one.start, one.end) for one in arrows} & {pair, pair[::-1]}
    if len(ways) == 2:
        return two_way(route, stroke="ink", fill="ink", width=1.3)
    way = route if pair in ways else route[::-1]
    return arrow(way, stroke="ink", fill="ink", width=1.3)


def _route(one: Arrow, places: Layout) -> tuple[Point, ...]:
    there = places.routes.get((one.start, one.end))
    return there if there else tuple(reversed(places.routes[one.end, one.start]))


def _words(box: Box, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    room = width - 2 * PAD
    note = ": ".join(part for part in ("" if box.kind == "box" else box.kind, box.note) if part)
    return wrapped(box.name, size=NAME, room=room), (
        wrapped(note, size=NOTE, room=room) if note else ()
    )


def _height(box: Box, width: float) -> float:
    name, note = _words(box, width)
    return 2 * PAD + LEADING * (len(name) * NAME + len(note) * NOTE)


def _box(box: Box, at: Point, width: float) -> Svg:
    """Return a box: heavy for a store, dashed for what is outside, its kind in words too."""
    (x, y), height = at, _height(box, width)
    name, note = _words(box, width)
    below = y + PAD + NAME * LEADING * len(name) + NOTE * 0.9
    outside = box.kind == "outside"
    frame = rect(
        at,
        width,
        height,
        fill="soft" if box.kind == "person" else "paper",
        stroke=None if outside else "ink",
        stroke_width=2.5 if box.kind == "store" else 1.2,
    )
    corners = [at, (x + width, y), (x + width, y + height), (x, y + height), at]
    dashes = segments(list(pairwise(corners)), stroke="muted", width=1.5, dash="5 4")
    return group(
        frame,
        dashes if outside else Svg(""),
        lines((x + PAD, y + PAD + NAME * 0.9), name, size=NAME, bold="600"),
        lines((x + PAD, below), note, size=NOTE, fill="muted"),
    )


@dataclass(frozen=True)
class _Label:
    at: Point
    frame: Frame


def _labels(
    arrows: Sequence[Arrow],
    routes: Sequence[Sequence[Point]],
    taken: Sequence[Frame],
    width: float,
) -> tuple[list[Svg], list[Arrow]]:
    """Return the labels that have a place of their own on their arrow, and the arrows left."""
    frames = list(taken)
    points = [list(_along(route)) for route in routes]
    drawn: list[Svg] = []
    left: list[Arrow] = []
    for n, one in enumerate(arrows):
        if not one.label:
            continue
        between = {one.start, one.end}
        others = [
            at
            for other, way in zip(arrows, points, strict=True)
            if {other.start, other.end} != between
            for at in way
        ]
        place = _place(one.label, points[n], frames, others, width)
        if place is None:
            left.append(one)
            continue
        frames.append(place.frame)
        x, y, right, bottom = place.frame
        drawn.append(rect((x, y), right - x, bottom - y, fill="paper"))
        drawn.append(text(place.at, one.label, size=NOTE, fill="muted", anchor="middle"))
    return drawn, left


def _place(
    label: str,
    way: Sequence[Point],
    frames: Sequence[Frame],
    others: Sequence[Point],
    width: float,
) -> _Label | None:
    half = width_of(label, NOTE) / 2 + 2
    for share in _PLACES:
        x, y = way[int(share * (len(way) - 1))]
        frame = (x - half, y - NOTE * 0.75, x + half, y + NOTE * 0.5)
        inside = frame[0] >= 2 and frame[2] <= width - 2
        if inside and not _meets(frame, frames) and not _covers(frame, others):
            return _Label((x, y + NOTE * 0.3), frame)
    return None


def _meets(one: Frame, frames: Sequence[Frame]) -> bool:
    return any(
        one[0] < right + 1 and left - 1 < one[2] and one[1] < bottom + 1 and top - 1 < one[3]
        for left, top, right, bottom in frames
    )


def _covers(one: Frame, points: Sequence[Point]) -> bool:
    return any(one[0] <= x <= one[2] and one[1] <= y <= one[3] for x, y in points)


def _along(route: Sequence[Point]) -> list[Point]:
    """Points along a way, a few units apart."""
    found: list[Point] = []
    for (x, y), (x2, y2) in pairwise(route):
        steps = max(1, int(max(abs(x2 - x), abs(y2 - y)) // 6))
        found += [(x + (x2 - x) * n / steps, y + (y2 - y) * n / steps) for n in range(steps)]
    return [*found, route[-1]]


def _list(spec: BoxesFigure, arrows: Sequence[Arrow]) -> list[str]:
    names = {box.id: box.name for box in spec.boxes}
    return [
        f"{names[one.start]} → {names[one.end]}{': ' * bool(one.label)}{one.label}"
        for one in arrows
    ]


def _description(spec: BoxesFigure) -> str:
    boxes, arrows = counted(len(spec.boxes), "box", "boxes"), counted(len(spec.arrows), "arrow")
    told = "; ".join(_list(spec, spec.arrows[:20])).replace(" → ", " to ")
    return f"{boxes.capitalize()} and {arrows}. {told}".strip()
