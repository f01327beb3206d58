"""The chart of a `burn` fence: what is left, or what is done, against an even pace."""

from tpmlearn.domain.content.fences.series import BurnFigure
from tpmlearn.domain.planning.burn import Pace
from tpmlearn.figures.fences.plot import Plot, dashed, notes
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.words import amount, said
from tpmlearn.figures.marks import MARGIN, Key, legend
from tpmlearn.figures.svg import Point, Svg, circle, figure, group, line, polyline
from tpmlearn.figures.table import Table


def draw_burn(spec: BurnFigure, *, width: float, prefix: str) -> str:
    """Return the burn chart as SVG markup."""
    key, top = legend(_keys(spec), width=width, top=4)
    plot = Plot(
        width=width,
        top=top,
        first=0,
        last=max(spec.planned, len(spec.done)),
        highest=max(spec.scope),
        unit=spec.unit,
    )
    axis, under = plot.periods(spec.period)
    sentences = _sentences(spec) if spec.head.computed else []
    below, bottom = notes(sentences, width=width, top=under + 4)
    return figure(
        key,
        plot.scale(),
        axis,
        *_lines(spec, plot),
        below,
        width=width,
        height=bottom + MARGIN,
        title=spec.head.title,
        description=said((spec.head.description, *sentences)),
        prefix=prefix,
    )


def burn_tables(spec: BurnFigure) -> tuple[Titled, ...]:
    """Return scope, done and left by period."""
    header = (spec.period.capitalize(), "Scope", "Done", "Left", "Even pace: left")
    start = (("0", amount(spec.scope[0]), "0", amount(spec.scope[0]), amount(spec.scope[0])),)
    rows = tuple(
        (str(n), amount(scope), amount(done), amount(scope - done), amount(_even(spec, n)))
        for n, (scope, done) in enumerate(zip(spec.scope, spec.done, strict=True), 1)
    )
    return (
        Titled(f"{spec.head.title}, in {spec.unit}", Table(header, start + rows), (1, 2, 3, 4)),
    )


def _even(spec: BurnFigure, period: int) -> float:
    """What would be left if the first scope were done evenly."""
    return spec.scope[0] * max(0.0, 1 - period / spec.planned)


def _lines(spec: BurnFigure, plot: Plot) -> list[Svg]:
    first, planned = spec.scope[0], spec.planned
    if spec.direction == "down":
        left = [scope - done for scope, done in zip(spec.scope, spec.done, strict=True)]
        even = [(plot.x(0), plot.y(first)), (plot.x(planned), plot.y(0))]
        return [dashed(even), _dots(plot.points((first, *left), start=0))]
    even = [(plot.x(0), plot.y(0)), (plot.x(planned), plot.y(first))]
    scope = polyline(plot.points((first, *spec.scope), start=0), stroke="care", width=2.5)
    return [dashed(even), scope, _dots(plot.points((0, *spec.done), start=0))]


def _dots(points: list[Point]) -> Svg:
    marks = [circle(at, 3.5, fill="accent") for at in points]
    return group(polyline(points, stroke="accent", width=2), *marks)


def _keys(spec: BurnFigure) -> list[Key]:
    keys = [
        Key(
            lambda at: _dots([(at[0] - 11, at[1]), at, (at[0] + 11, at[1])]),
            "left" if spec.direction == "down" else "done",
        ),
        Key(lambda at: dashed([(at[0] - 11, at[1]), (at[0] + 11, at[1])]), "even pace"),
    ]
    if spec.direction == "up":
        keys.insert(1, Key(_scope_sample, "scope"))
    return keys


def _scope_sample(at: Point) -> Svg:
    return line((at[0] - 11, at[1]), (at[0] + 11, at[1]), stroke="care", width=2.5)


def _sentences(spec: BurnFigure) -> list[str]:
    pace = Pace(spec.done[-1], len(spec.done), spec.scope[-1])
    unit, period = spec.unit, spec.period
    said_now = (
        f"After {period} {pace.periods} of {spec.planned}: {amount(pace.done)} of "
        f"{amount(pace.scope)} {unit} done, {amount(pace.left)} left."
    )
    if pace.scope != spec.scope[0]:
        said_now += f" The scope began at {amount(spec.scope[0])}."
    if pace.end is None:
        return [said_now, "Nothing is done yet, so there is no pace to forecast from."]
    rate = f"The mean pace is {amount(pace.rate)} {unit} a {period}"
    end = f"; at this pace all is done after {amount(pace.end)} {period}s." if pace.left else "."
    return [said_now, rate + end]
