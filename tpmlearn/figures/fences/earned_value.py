"""The S-curves of an `evm` fence, and all measures at the last date."""

from tpmlearn.domain.content.fences.series import ValueFigure
from tpmlearn.domain.planning.earned_value import EarnedSchedule, Status, earned_schedule
from tpmlearn.figures.fences.plot import Plot, dashed, notes
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.words import amount, said, share
from tpmlearn.figures.marks import MARGIN, Key, legend
from tpmlearn.figures.svg import Point, Svg, circle, figure, group, line, polyline
from tpmlearn.figures.table import Table

NONE = "none"


def draw_evm(spec: ValueFigure, *, width: float, prefix: str) -> str:
    """Return planned value, earned value and actual cost over time as SVG markup."""
    key, top = legend(_KEYS, width=width, top=4)
    highest = max(*spec.pv, *spec.ev, *spec.ac)
    plot = Plot(width=width, top=top, first=0, last=len(spec.pv), highest=highest, unit=spec.unit)
    axis, under = plot.periods(spec.period)
    sentences = _sentences(spec) if spec.head.computed else []
    said_below, bottom = notes(sentences, width=width, top=under + 4)
    return figure(
        key,
        plot.scale(),
        axis,
        dashed(plot.points((0, *spec.pv), start=0), width=2),
        _cost(plot.points((0, *spec.ac), start=0)),
        _earned(plot.points((0, *spec.ev), start=0)),
        said_below,
        width=width,
        height=bottom + MARGIN,
        title=spec.head.title,
        description=said((spec.head.description, *sentences)),
        prefix=prefix,
    )


def evm_tables(spec: ValueFigure) -> tuple[Titled, ...]:
    """Return the values by period; if they are computed, with indices and all measures."""
    if not spec.head.computed:
        return (_values_alone(spec),)
    header = (spec.period.capitalize(), "PV", "EV", "AC", "CPI", "SPI", "ES", "SPI(t)")
    rows = tuple(_row(spec, n) for n in range(1, len(spec.pv) + 1))
    last = len(spec.ev)
    return (
        Titled(f"{spec.head.title}, in {spec.unit}", Table(header, rows), tuple(range(8))),
        Titled(
            f"All measures after {spec.period} {last}, in {spec.unit}",
            Table(("Measure", "Value"), _measures(spec)),
            (1,),
        ),
    )


def _values_alone(spec: ValueFigure) -> Titled:
    header = (spec.period.capitalize(), "PV", "EV", "AC")
    rows = tuple(_row(spec, n)[:4] for n in range(1, len(spec.pv) + 1))
    return Titled(f"{spec.head.title}, in {spec.unit}", Table(header, rows), tuple(range(4)))


def _status(spec: ValueFigure, period: int) -> tuple[Status, EarnedSchedule]:
    n = period - 1
    status = Status(bac=spec.pv[-1], pv=spec.pv[n], ev=spec.ev[n], ac=spec.ac[n])
    return status, earned_schedule(spec.pv, spec.ev[n], period)


def _row(spec: ValueFigure, period: int) -> tuple[str, ...]:
    first = (str(period), amount(spec.pv[period - 1]))
    if period > len(spec.ev):
        return (*first, "", "", "", "", "", "")
    status, time = _status(spec, period)
    values = (status.ev, status.ac, status.cpi, status.spi, time.earned, time.spi)
    return (*first, *(_shown(value) for value in values))


def _shown(value: float | None) -> str:
    return NONE if value is None else amount(value)


def _measures(spec: ValueFigure) -> tuple[tuple[str, str], ...]:
    status, time = _status(spec, len(spec.ev))
    eac = status.eac_trend
    shares = ((status.complete, "Complete, EV / BAC"), (status.spent, "Spent, AC / BAC"))
    rows = [
        ("Budget at completion, BAC", status.bac),
        ("Cost variance, EV − AC", status.cv),
        ("Schedule variance, EV − PV", status.sv),
        ("CPI, EV / AC", status.cpi),
        ("SPI, EV / PV", status.spi),
        ("EAC if the trend continues, BAC / CPI", eac),
        ("EAC if the variance was a single event, AC + BAC − EV", status.eac_one_off),
        ("EAC under cost and date, AC + (BAC − EV) / (CPI × SPI)", status.eac_pressed),
        ("ETC of the trend, EAC − AC", status.etc),
        ("VAC of the trend, BAC − EAC", status.vac),
        ("TCPI to the budget, (BAC − EV) / (BAC − AC)", status.tcpi),
        ("TCPI to the EAC of the trend", None if eac is None else status.tcpi_to(eac)),
        (f"Earned schedule ES, in {spec.period}s", time.earned),
        (f"SV(t), ES − AT, in {spec.period}s", time.sv),
        ("SPI(t), ES / AT", time.spi),
        (f"Forecast of the duration, PD / SPI(t), in {spec.period}s", time.forecast),
    ]
    known = [(name, _shown(value)) for name, value in rows]
    known[3:3] = [(name, NONE if value is None else share(value)) for value, name in shares]
    return tuple(known)


def _sentences(spec: ValueFigure) -> list[str]:
    status, time = _status(spec, len(spec.ev))
    period = spec.period
    return [
        f"After {period} {len(spec.ev)}: PV {amount(status.pv)}, EV {amount(status.ev)}, "
        f"AC {amount(status.ac)} of {amount(status.bac)} {spec.unit}. "
        f"CPI {_shown(status.cpi)}, SPI {_shown(status.spi)}.",
        f"EAC: {_shown(status.eac_trend)} if the trend continues, "
        f"{amount(status.eac_one_off)} if it was a single event, "
        f"{_shown(status.eac_pressed)} under cost and date.",
        f"Earned schedule {amount(time.earned)} {period}s, SPI(t) {_shown(time.spi)}; "
        f"at this pace {_shown(time.forecast)} {period}s instead of {time.planned}.",
    ]


def _earned(points: list[Point]) -> Svg:
    marks = [circle(at, 3.5, fill="good") for at in points[1:]]
    return group(polyline(points, stroke="good", width=2.5), *marks)


def _cost(points: list[Point]) -> Svg:
    marks = [circle(at, 3.5, fill="paper", stroke="stop", width=1.5) for at in points[1:]]
    return group(polyline(points, stroke="stop", width=1.5), *marks)


def _key_planned(at: Point) -> Svg:
    return line((at[0] - 11, at[1]), (at[0] + 11, at[1]), stroke="ink", width=2, dash="5 4")


def _around(at: Point) -> list[Point]:
    return [(at[0] - 11, at[1]), at, (at[0] + 11, at[1])]


_KEYS = (
    Key(_key_planned, "planned value, PV"),
    Key(lambda at: _earned(_around(at)), "earned value, EV"),
    Key(lambda at: _cost(_around(at)), "actual cost, AC"),
)
