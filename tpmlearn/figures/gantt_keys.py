"""The legend of the Gantt chart: an entry for each sort of mark that is on it."""

from dataclasses import dataclass

from tpmlearn.figures.gantt_links import HALF, PAINT
from tpmlearn.figures.gantt_marks import BAR, SLIM, Shape, gate, milestone
from tpmlearn.figures.marks import Key, bar, hatch, pin
from tpmlearn.figures.svg import Fill, Point, Stroke, Svg, arrows, group, line, rect, segments, ways
from tpmlearn.words import _


@dataclass(frozen=True)
class Shown:
    """Which sorts of marks a chart has."""

    started: bool
    pinned: bool
    free: bool
    today: bool
    ready_by: bool
    critical: bool
    floating: bool
    linked: bool
    agreed: bool
    shapes: frozenset[Shape]
    ends: bool


def keys(shown: Shown) -> list[Key]:
    """Return the entries of the legend."""
    optional = (
        (shown.started, Key(_half_sample, _("started"))),
        (True, Key(lambda at: _sample(at, fill="ink"), _("done"))),
        (Shape.SLIM in shown.shapes, Key(_slim, _("beside study"))),
        (Shape.GATE in shown.shapes, Key(_gate, _("gate: a test"))),
        (shown.ends or Shape.MILESTONE in shown.shapes, Key(_milestone, _("milestone"))),
        (shown.critical, Key(_critical, _("critical: has no float"))),
        (shown.floating, Key(_tail, _("float: may slip so far"))),
        (shown.linked, Key(_link, _("waits for"))),
        (shown.agreed, Key(_ghost, _("baseline"))),
        (shown.pinned, Key(lambda at: pin((at[0], at[1] + 7)), _("pinned"))),
        (shown.free, Key(_free_sample, _("free week"))),
        (shown.today, Key(lambda at: _upright(at, stroke="stop"), _("today"))),
        (shown.ready_by, Key(lambda at: _upright(at, stroke="ink", dash="4 3"), _("to be ready"))),
    )
    planned = Key(lambda at: _sample(at, fill="soft"), _("planned"))
    return [planned, *(key for is_there, key in optional if is_there)]


def _sample(at: Point, *, fill: Fill) -> Svg:
    return bar((at[0] - 9, at[1] - 6), (18, BAR), fill=fill, stroke="ink")


def _half_sample(at: Point) -> Svg:
    left = bar((at[0] - 9, at[1] - 6), (9, BAR), fill="ink", stroke="ink")
    return group(_sample(at, fill="soft"), left)


def _slim(at: Point) -> Svg:
    return bar((at[0] - 9, at[1] - SLIM / 2), (18, SLIM), fill="soft", stroke="ink")


def _gate(at: Point) -> Svg:
    return gate(at, fill="soft", stroke="ink")


def _milestone(at: Point) -> Svg:
    return milestone(at, fill="soft", stroke="ink")


def _critical(at: Point) -> Svg:
    over = line((at[0] - 9, at[1] - 7), (at[0] + 9, at[1] - 7), stroke="ink", width=2.5)
    return group(bar((at[0] - 9, at[1] - 4), (18, BAR), fill="soft", stroke="ink"), over)


def _tail(at: Point) -> Svg:
    (x, y) = at
    pairs = [((x - 9, y), (x + 9, y)), ((x + 9, y - 3), (x + 9, y + 3))]
    return segments(pairs, stroke="muted", width=1.5)


def _link(at: Point) -> Svg:
    x, y = at
    line_of = [(x - 9, y - 5), (x, y - 5), (x, y + 5)]
    heads = [((x, y + 5), (0.0, 1.0))]
    return group(ways([line_of], stroke=PAINT), arrows(heads, half=HALF, fill=PAINT))


def _ghost(at: Point) -> Svg:
    return rect((at[0] - 9, at[1] - 1.5), 18, 3, fill="muted")


def _free_sample(at: Point) -> Svg:
    return hatch((at[0] - 9, at[1] - 8), (18, 16), step=5)


def _upright(at: Point, *, stroke: Stroke, dash: str | None = None) -> Svg:
    return line((at[0], at[1] - 9), (at[0], at[1] + 9), stroke=stroke, width=2, dash=dash)
