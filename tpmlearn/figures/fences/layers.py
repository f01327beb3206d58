"""Puts boxes in rows so that each link leads down, and links around the boxes between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tpmlearn.figures.marks import MARGIN
from tpmlearn.figures.svg import Fill, Point, Stroke, Svg, group, polygon, polyline

GAP = 16.0
LANES = 24.0
"""Room that each row keeps for links that pass by."""
ARROW = 7.0
_SWEEPS = 4
_LANE = 10.0

Pair = tuple[str, str]
Node = str | tuple[str, int]
"""A box by its name, or a lane for the links of a box through a row."""


@dataclass(frozen=True)
class Layout:
    """Upper left corners of the boxes, the way of each link from border to border, the height."""

    corners: Mapping[str, Point]
    routes: Mapping[Pair, tuple[Point, ...]]
    bottom: float


def box_width(*, width: float, least: float, most: float = 160) -> float:
    """Return the width of boxes of which as many as can be stand in a row of `width`."""
    room = width - 2 * MARGIN - LANES
    count = max(1, int((room + GAP) // (least + GAP)))
    return min(most, (room + GAP) / count - GAP)


def layout(
    heights: Mapping[str, float],
    pairs: Sequence[Pair],
    *,
    box: float,
    width: float,
    top: float,
    between: float = 34,
) -> Layout:
    """Return places for boxes of equal width `box`; `pairs` must not run in a circle."""
    plan = _Rows(heights, pairs, box=box, width=width, between=between)
    return plan.layout(top)


def arrow(route: Sequence[Point], *, stroke: Stroke, fill: Fill, width: float) -> Svg:
    """Return a link drawn along its way, its head at the end, pointing down or up."""
    tip, shaft = _head(route, fill=fill)
    return group(polyline([*route[:-1], shaft], stroke=stroke, width=width), tip)


def two_way(route: Sequence[Point], *, stroke: Stroke, fill: Fill, width: float) -> Svg:
    """Return a link with a head at each end."""
    last, end = _head(route, fill=fill)
    first, start = _head(route[::-1], fill=fill)
    return group(polyline([start, *route[1:-1], end], stroke=stroke, width=width), first, last)


def _head(route: Sequence[Point], *, fill: Fill) -> tuple[Svg, Point]:
    """Return the head at the end of a way, and where its shaft ends."""
    x, y = route[-1]
    back = y - ARROW if route[-2][1] <= y else y + ARROW
    points = [(x, y), (x - ARROW / 1.6, back), (x + ARROW / 1.6, back)]
    return polygon(points, fill=fill), (x, back)


@dataclass
class _Rows:
    """Rows of boxes and of lanes; a lane is (box where its links begin, row)."""

    heights: Mapping[str, float]
    pairs: Sequence[Pair]
    box: float
    width: float
    between: float
    row_of: dict[str, int] = field(default_factory=dict)
    rows: list[list[Node]] = field(default_factory=list)
    above: dict[Node, set[Node]] = field(default_factory=dict)
    below: dict[Node, set[Node]] = field(default_factory=dict)
    centre: dict[Node, float] = field(default_factory=dict)

    def layout(self, top: float) -> Layout:
        """Return where everything stands."""
        self._choose_rows()
        self._add_lanes()
        for _ in range(_SWEEPS):
            self._sort(self.rows, self.above)
            self._sort(self.rows[::-1], self.below)
        self._place()
        self._put_in_the_middle()
        return self._finish(top)

    def _choose_rows(self) -> None:
        most = max(1, int((self.width - 2 * MARGIN - LANES + GAP + 0.01) // (self.box + GAP)))
        waits: dict[str, set[str]] = {name: set() for name in self.heights}
        for before, after in self.pairs:
            waits[after].add(before)
        left = list(self.heights)
        while left:
            name = next(one for one in left if waits[one] <= self.row_of.keys())
            row = 1 + max((self.row_of[one] for one in waits[name]), default=-1)
            while row < len(self.rows) and len(self.rows[row]) >= most:
                row += 1
            while row >= len(self.rows):
                self.rows.append([])
            self.rows[row].append(name)
            self.row_of[name] = row
            left.remove(name)

    def _add_lanes(self) -> None:
        for before, after in self.pairs:
            way = self._way(before, after)
            for upper, lower in pairwise(way):
                self.below.setdefault(upper, set()).add(lower)
                self.above.setdefault(lower, set()).add(upper)
            for row in range(self.row_of[before] + 1, self.row_of[after]):
                if (before, row) not in self.rows[row]:
                    self.rows[row].append((before, row))

    def _way(self, before: str, after: str) -> list[Node]:
        rows = range(self.row_of[before] + 1, self.row_of[after])
        return [before, *((before, row) for row in rows), after]

    def _sort(self, rows: Sequence[list[Node]], beside: Mapping[Node, set[Node]]) -> None:
        """Sort each row by the mean place of its neighbours in the row before (Sugiyama 1981)."""
        place: dict[Node, float] = {}
        for row in rows:
            wanted = {}
            for n, one in enumerate(row):
                near = [place[other] for other in beside.get(one, ()) if other in place]
                wanted[one] = sum(near) / len(near) if near else (n + 0.5) / len(row)
            row.sort(key=lambda one: wanted[one])
            place = {one: (n + 0.5) / len(row) for n, one in enumerate(row)}

    def _place(self) -> None:
        for row in self.rows:
            self._set(row, {one: self._wish(one, self.above) for one in row})
        for _ in range(2):
            for row in reversed(self.rows[:-1]):
                self._set(row, {one: self._wish(one, self.below) for one in row})
            for row in self.rows[1:]:
                self._set(row, {one: self._wish(one, self.above) for one in row})

    def _put_in_the_middle(self) -> None:
        half = [self.box / 2 if isinstance(one, str) else _LANE / 2 for one in self.centre]
        places = list(zip(self.centre.values(), half, strict=True))
        left = min((x - h for x, h in places), default=0)
        right = max((x + h for x, h in places), default=self.width)
        shift = (self.width - left - right) / 2
        self.centre = {one: x + shift for one, x in self.centre.items()}

    def _wish(self, one: Node, beside: Mapping[Node, set[Node]]) -> float:
        near = [self.centre[other] for other in beside.get(one, ()) if other in self.centre]
        return sum(near) / len(near) if near else self.centre.get(one, -1.0)

    def _set(self, row: Sequence[Node], wishes: Mapping[Node, float]) -> None:
        """Put a row as near to its wishes as its order and its room allow."""
        steps, first, last = self._steps(row)
        whole = sum(steps)
        even = (first + last - whole) / 2
        places: list[float] = []
        for n, one in enumerate(row):
            wish = wishes[one] if wishes[one] >= 0 else even + sum(steps[:n])
            least = first + sum(steps[:n])
            places.append(max(wish, least, places[-1] + steps[n - 1] if places else least))
        most = last
        for n in range(len(row) - 1, -1, -1):
            places[n] = min(places[n], most)
            most = places[n] - (steps[n - 1] if n else 0)
        self.centre.update(zip(row, places, strict=True))

    def _steps(self, row: Sequence[Node]) -> tuple[list[float], float, float]:
        """Return the least distances between centres, and where first and last may stand."""
        widths = [self.box if isinstance(one, str) else _LANE for one in row]
        boxes = sum(isinstance(one, str) for one in row)
        room = self.width - 2 * MARGIN
        loose = sum(widths) + GAP * (len(row) - 1) - boxes * self.box
        squeeze = min(1.0, (room - boxes * self.box) / loose) if loose else 1.0
        widths = [self.box if isinstance(one, str) else _LANE * squeeze for one in row]
        steps = [(a + b) / 2 + GAP * squeeze for a, b in pairwise(widths)]
        return steps, MARGIN + widths[0] / 2, self.width - MARGIN - widths[-1] / 2

    def _finish(self, top: float) -> Layout:
        corners: dict[str, Point] = {}
        tops: list[float] = []
        bottoms: list[float] = []
        for row in self.rows:
            boxes = [one for one in row if isinstance(one, str)]
            tops.append(top)
            bottoms.append(top + max(self.heights[one] for one in boxes))
            for one in boxes:
                corners[one] = (self.centre[one] - self.box / 2, top)
            top = bottoms[-1] + self.between
        routes = {pair: self._route(*pair, tops, bottoms) for pair in self.pairs}
        return Layout(corners, routes, bottoms[-1] if bottoms else top)

    def _route(
        self, before: str, after: str, tops: Sequence[float], bottoms: Sequence[float]
    ) -> tuple[Point, ...]:
        way = self._way(before, after)
        row = self.row_of[before]
        x = self._port(before, way[1], self.below)
        points = [(x, tops[row] + self.heights[before]), (x, bottoms[row])]
        for lane in way[1:-1]:
            at, row = self.centre[lane], row + 1
            points += [(at, tops[row]), (at, bottoms[row])]
        points.append((self._port(after, way[-2], self.above), tops[self.row_of[after]]))
        return tuple(points)

    def _port(self, box: str, other: Node, beside: Mapping[Node, set[Node]]) -> float:
        """Return where on a border of a box the link to or from `other` stands."""
        near = sorted(beside[box], key=lambda one: (self.centre[one], str(one)))
        step = min(18.0, (self.box - 24) / max(1, len(near) - 1))
        return self.centre[box] + step * (near.index(other) - (len(near) - 1) / 2)
