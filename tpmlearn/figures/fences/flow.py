"""The cumulative flow diagram of a `flow` fence: one band for each state, done at the bottom."""

from tpmlearn.domain.content.fences.series import FlowFigure
from tpmlearn.domain.planning.flow import measure
from tpmlearn.figures.fences.plot import Plot, notes
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.words import amount, said
from tpmlearn.figures.marks import MARGIN, Key, bar, legend
from tpmlearn.figures.svg import Fill, Point, Svg, figure, polygon
from tpmlearn.figures.table import Table

_FILLS: tuple[Fill, ...] = ("soft", "accent", "paper", "good", "soft", "care")
"""From the bottom up: what is beside each other differs in grey too."""


def draw_flow(spec: FlowFigure, *, width: float, prefix: str) -> str:
    """Return the bands as SVG markup; the legend has them in their order from top to bottom."""
    key, top = legend(_keys(spec), width=width, top=4)
    moments = len(spec.states[0][1])
    totals = [sum(counts[n] for _, counts in spec.states) for n in range(moments)]
    plot = Plot(width=width, top=top, first=1, last=moments, highest=max(totals), unit=spec.unit)
    axis, under = plot.periods(spec.period)
    sentences = _sentences(spec) if spec.head.computed else []
    below, bottom = notes(sentences, width=width, top=under + 4)
    return figure(
        key,
        plot.scale(),
        *_bands(spec, plot),
        axis,
        below,
        width=width,
        height=bottom + MARGIN,
        title=spec.head.title,
        description=said((spec.head.description, *sentences)),
        prefix=prefix,
    )


def flow_tables(spec: FlowFigure) -> tuple[Titled, ...]:
    """Return the counts of each state at each moment."""
    header = (spec.period.capitalize(), *(name for name, _ in spec.states))
    rows = tuple(
        (str(n + 1), *(amount(counts[n]) for _, counts in spec.states))
        for n in range(len(spec.states[0][1]))
    )
    numeric = tuple(range(1, len(header)))
    return (Titled(f"{spec.head.title}, {spec.unit} in each state", Table(header, rows), numeric),)


def _fill(spec: FlowFigure, state: int) -> Fill:
    return _FILLS[len(spec.states) - 1 - state]


def _bands(spec: FlowFigure, plot: Plot) -> list[Svg]:
    below = [0.0] * len(spec.states[0][1])
    found: list[Svg] = []
    for n in range(len(spec.states) - 1, -1, -1):
        above = [a + b for a, b in zip(below, spec.states[n][1], strict=True)]
        border = [*plot.points(above, start=1), *reversed(plot.points(below, start=1))]
        if len(above) == 1:
            right = [(plot.right, y) for _, y in border]
            border = [border[0], right[0], right[1], border[1]]
        found.append(polygon(border, fill=_fill(spec, n), stroke="ink", width=1))
        below = above
    return found


def _keys(spec: FlowFigure) -> list[Key]:
    def sample(state: int) -> Key:
        fill = _fill(spec, state)
        order = "top: " if state == 0 else ""
        return Key(lambda at: _sample(at, fill), f"{order}{spec.states[state][0]}")

    return [sample(n) for n in range(len(spec.states))]


def _sample(at: Point, fill: Fill) -> Svg:
    return bar((at[0] - 9, at[1] - 6), (18, 12), fill=fill, stroke="ink")


def _sentences(spec: FlowFigure) -> list[str]:
    found = measure([counts for _, counts in spec.states])
    unit, period = spec.unit, spec.period
    said_now = (
        f"On average {amount(found.in_progress)} {unit} in progress, "
        f"{amount(found.throughput)} finished a {period}."
    )
    if found.cycle_time is None:
        return [said_now]
    return [said_now, f"By Little's law one takes {amount(found.cycle_time)} {period}s."]
