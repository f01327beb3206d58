"""The network of a `network` fence: an activity a box with both passes, the critical path heavy."""

from collections.abc import Sequence
from dataclasses import dataclass

from tpmlearn.domain.content.fences.network import NetworkFigure
from tpmlearn.domain.planning.network import Link, LinkKind, Network, Times, solve
from tpmlearn.domain.planning.wording import counted, joined
from tpmlearn.figures.fences.layers import arrow, box_width, layout
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.words import amount, said
from tpmlearn.figures.labels import width_of, wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, lines
from tpmlearn.figures.svg import Point, Stroke, Svg, figure, group, rect, segments, text
from tpmlearn.figures.table import Table

CELL = 19.0
SIZE = 12.0
NAME_SIZE = 13.0
HEADER = (
    "Activity",
    "Duration",
    "After",
    "Early start",
    "Early finish",
    "Late start",
    "Late finish",
    "Total float",
    "Free float",
    "Critical",
)
_KEY = (("early start", "duration", "early finish"), ("late start", "total float", "late finish"))


def draw_network(spec: NetworkFigure, *, width: float, prefix: str) -> str:
    """Return the network as SVG markup, earlier activities above later ones."""
    found = solve(spec.activities, spec.links)
    boxes = {
        one.id: _box(spec, found.times[one.id], one.id, one.duration) for one in spec.activities
    }
    cell = max(width_of(word, SIZE) for box in boxes.values() for row in box.cells for word in row)
    wide = box_width(width=width, least=max(104.0, 3 * (cell + 8)))
    heights = {name: box.height(wide) for name, box in boxes.items()}
    key, top = _key(width) if spec.head.computed else (group(), MARGIN)
    pairs = list(dict.fromkeys((link.before, link.after) for link in spec.links))
    places = layout(heights, pairs, box=wide, width=width, top=top)
    driving = found.driving if spec.head.computed else ()
    heavy = {(link.before, link.after) for link in driving}
    marks = [_arrow(places.routes[pair], heavy=pair in heavy) for pair in pairs]
    marks += [box.draw(places.corners[name], wide) for name, box in boxes.items()]
    return figure(
        key,
        *marks,
        width=width,
        height=places.bottom + MARGIN,
        title=spec.head.title,
        description=said((spec.head.description, _description(spec, found))),
        prefix=prefix,
    )


def network_tables(spec: NetworkFigure) -> tuple[Titled, ...]:
    """Return the activities with both passes as a table."""
    found = solve(spec.activities, spec.links)
    if not spec.head.computed:
        return (_links_alone(spec),)
    rows = tuple(
        (
            f"{one.id} {spec.names[one.id]}".strip(),
            amount(one.duration),
            ", ".join(_after(spec.links, one.id)),
            *(amount(value) for value in _passes(found.times[one.id])),
            "yes" if found.times[one.id].is_critical else "no",
        )
        for one in spec.activities
    )
    caption = f"{spec.head.title}: both passes, in {spec.unit}"
    return (Titled(caption, Table(HEADER, rows), (1, 3, 4, 5, 6, 7, 8)),)


def _links_alone(spec: NetworkFigure) -> Titled:
    rows = tuple(
        (
            f"{one.id} {spec.names[one.id]}".strip(),
            amount(one.duration),
            ", ".join(_after(spec.links, one.id)),
        )
        for one in spec.activities
    )
    return Titled(f"{spec.head.title}, in {spec.unit}", Table(HEADER[:3], rows), (1,))


def _passes(times: Times) -> tuple[float, ...]:
    return (
        times.early_start,
        times.early_finish,
        times.late_start,
        times.late_finish,
        times.total_float,
        times.free_float,
    )


def _after(links: Sequence[Link], name: str) -> list[str]:
    return [worded(link) for link in links if link.after == name]


def worded(link: Link) -> str:
    """Return a link as authors write it: the plain finish-start has no more than a name."""
    lag = f" {'+' if link.lag > 0 else ''}{amount(link.lag)}" if link.lag else ""
    kind = f" {link.kind}" if lag or link.kind is not LinkKind.FS else ""
    return f"{link.before}{kind}{lag}"


def _description(spec: NetworkFigure, found: Network) -> str:
    count = counted(len(spec.activities), "activity", "activities")
    if not spec.head.computed:
        return f"{count[0].upper()}{count[1:]} with durations in {spec.unit}."
    path = joined(found.critical)
    verb = "are" if len(found.critical) > 1 else "is"
    return (
        f"{count[0].upper()}{count[1:]}, {amount(found.end)} {spec.unit} in all. "
        f"Critical, without float, {verb} {path}."
    )


@dataclass(frozen=True)
class _Box:
    """What stands in a box: three cells, the name, special links, three cells."""

    label: str
    links: tuple[str, ...]
    cells: tuple[tuple[str, ...], tuple[str, ...]]
    heavy: bool

    def words(self, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the lines of the name, and those of the links."""
        room = width - 14
        notes = [line for link in self.links for line in wrapped(link, size=SIZE, room=room)]
        return wrapped(self.label, size=NAME_SIZE, room=room), tuple(notes)

    def height(self, width: float) -> float:
        """Return the height that a box of this width needs."""
        name, notes = self.words(width)
        return 2 * CELL + 10 + LEADING * (len(name) * NAME_SIZE + len(notes) * SIZE)

    def draw(self, at: Point, width: float) -> Svg:
        """Return the box with its upper left corner at `at`."""
        (x, y), height = at, self.height(width)
        name, notes = self.words(width)
        bold = "600" if self.heavy else None
        first = y + CELL + NAME_SIZE + 4
        below = first + (len(name) - 1) * NAME_SIZE * LEADING + SIZE * LEADING + 1
        stroke = 2.5 if self.heavy else 1.0
        paint: Stroke = "accent" if self.heavy else "muted"
        return group(
            rect(at, width, height, fill="paper", stroke=paint, stroke_width=stroke),
            _grid(at, width, height),
            _cells(self.cells[0], (x, y + CELL - 5), width),
            lines((x + 7, first), name, size=NAME_SIZE, bold=bold),
            lines((x + 7, below), notes, size=SIZE, fill="muted"),
            _cells(self.cells[1], (x, y + height - 5), width),
        )


def _grid(at: Point, width: float, height: float) -> Svg:
    x, y = at
    pairs = [((x, y + d), (x + width, y + d)) for d in (CELL, height - CELL)]
    for part in (1, 2):
        across = x + part * width / 3
        pairs += [((across, y), (across, y + CELL))]
        pairs += [((across, y + height - CELL), (across, y + height))]
    return segments(pairs, stroke="soft")


def _cells(words: Sequence[str], at: Point, width: float) -> Svg:
    return group(
        *(
            text((at[0] + width * (n + 0.5) / 3, at[1]), word, size=SIZE, anchor="middle")
            for n, word in enumerate(words)
        )
    )


def _box(spec: NetworkFigure, times: Times, name: str, duration: float) -> _Box:
    special = tuple(
        f"after {worded(link)}"
        for link in spec.links
        if link.after == name and (link.lag or link.kind is not LinkKind.FS)
    )
    label = f"{name} {spec.names[name]}".strip()
    if not spec.head.computed:
        return _Box(label, special, (("", amount(duration), ""), ("", "", "")), heavy=False)
    top = (times.early_start, duration, times.early_finish)
    bottom = (times.late_start, times.total_float, times.late_finish)
    cells = (tuple(amount(one) for one in top), tuple(amount(one) for one in bottom))
    return _Box(label, special, cells, times.is_critical)


def _key(width: float) -> tuple[Svg, float]:
    box = _Box("Heavy: on the critical path", (), _KEY, heavy=True)
    wide = min(width - 2 * MARGIN, 280.0)
    return box.draw((MARGIN, MARGIN), wide), MARGIN + box.height(wide) + 26


def _arrow(route: Sequence[Point], *, heavy: bool) -> Svg:
    if heavy:
        return arrow(route, stroke="accent", fill="accent", width=2.5)
    return arrow(route, stroke="muted", fill="muted", width=1.2)
