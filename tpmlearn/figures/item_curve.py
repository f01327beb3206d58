"""The curve of an item with its uncertainty, and what people of each ability did."""

from collections.abc import Sequence

import numpy as np

from tpmlearn.domain.assessment.curve_band import CurveBand
from tpmlearn.domain.assessment.curves import GRID, Floats
from tpmlearn.domain.assessment.item_statistics import AbilityGroup
from tpmlearn.domain.assessment.item_words import signed_number
from tpmlearn.figures.ability_plot import AbilityPlot
from tpmlearn.figures.marks import MARGIN, NARROW, WIDE, Key, dot, legend
from tpmlearn.figures.svg import Fill, Point, Svg, figure, group, line, polygon, polyline, rect
from tpmlearn.figures.table import Drawing, Table, said
from tpmlearn.words import N_, _

LEVELS = tuple((n / 100, f"{n} %") for n in range(0, 101, 20))
STRIP = 12.0
ABILITIES = (-2.0, -1.0, 0.0, 1.0, 2.0)
TABLE_HEADER = (
    N_("Ability"),
    N_("Expected"),
    N_("Nine times in ten"),
    N_("People"),
    N_("Right"),
    N_("90 %% interval"),
)
NAMES = {
    1: (N_("everybody"),),
    2: (N_("lower half"), N_("upper half")),
    3: (N_("lowest third"), N_("middle third"), N_("highest third")),
    4: (N_("lowest quarter"), N_("second quarter"), N_("third quarter"), N_("highest quarter")),
    5: (
        N_("lowest fifth"),
        N_("second fifth"),
        N_("middle fifth"),
        N_("fourth fifth"),
        N_("highest fifth"),
    ),
}


def item_curve(band: CurveBand, groups: Sequence[AbilityGroup]) -> Drawing:
    """Return the curve at both widths with its table, a row for each group of people."""
    wide, narrow = (
        _chart(band, groups, width, prefix)
        for width, prefix in ((WIDE, "curve"), (NARROW, "curve-narrow"))
    )
    return Drawing(wide, narrow, _table(band, groups))


def _table(band: CurveBand, groups: Sequence[AbilityGroup]) -> Table:
    """A row for each group; where there is none, the curve alone at some abilities."""
    if not groups:
        rows = [(signed_number(theta, 1), theta, "0", "", "") for theta in ABILITIES]
    else:
        rows = [
            (
                _(
                    "%(group)s, %(low)s to %(high)s",
                    group=_(name),
                    low=signed_number(one.low, 1),
                    high=signed_number(one.high, 1),
                ),
                one.theta,
                str(one.people),
                _percent(one.share.value),
                _span(one.share.low, one.share.high),
            )
            for name, one in zip(NAMES[len(groups)], groups, strict=True)
        ]
    return Table(
        said(TABLE_HEADER),
        tuple(
            (
                where,
                _percent(_at(band.expected, theta)),
                _span(_at(band.low, theta), _at(band.high, theta)),
                *observed,
            )
            for where, theta, *observed in rows
        ),
    )


def _at(curve: Floats, theta: float) -> float:
    return float(np.interp(theta, GRID, curve))


def _span(low: float, high: float) -> str:
    return _("%(low)s to %(high)s", low=_percent(low), high=_percent(high))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _chart(band: CurveBand, groups: Sequence[AbilityGroup], width: float, prefix: str) -> str:
    key, top = legend(_keys(), width=width, top=4)
    plot = AbilityPlot(width, top + 14)
    thetas = [float(one) for one in GRID]
    upper, lower = plot.line(thetas, list(band.high)), plot.line(thetas, list(band.low))
    below, bottom = plot.abilities(plot.bottom + STRIP + 8)
    return figure(
        key,
        polygon([*upper, *reversed(lower)], fill="soft"),
        plot.grid(LEVELS),
        polyline(plot.line(thetas, list(band.expected)), stroke="accent", width=2.5),
        *(_group(plot, one) for one in groups),
        _strip(plot, groups),
        below,
        width=width,
        height=bottom + MARGIN,
        title=_("The chance of a right answer at each ability"),
        description=_told(band, groups),
        prefix=prefix,
    )


def _told(band: CurveBand, groups: Sequence[AbilityGroup]) -> str:
    found = [
        _(
            "%(group)s: %(right)s of %(all)s right, %(share)s expected",
            group=_(name),
            right=one.right,
            all=one.people,
            share=_percent(_at(band.expected, one.theta)),
        )
        for name, one in zip(NAMES[len(groups)] if groups else (), groups, strict=True)
    ]
    told = _("A curve with its band.")
    return f"{told} {'; '.join(found)}." if found else told


def _group(plot: AbilityPlot, one: AbilityGroup) -> Svg:
    """The share of a group, upright, with its interval."""
    x, share = plot.x(one.theta), one.share
    low, high = plot.y(share.low), plot.y(share.high)
    caps = [line((x - 5, y), (x + 5, y), stroke="ink", width=1.75) for y in (low, high)]
    whisker = line((x, low), (x, high), stroke="ink", width=1.75)
    return group(whisker, *caps, dot((x, plot.y(share.value)), radius=5))


def _strip(plot: AbilityPlot, groups: Sequence[AbilityGroup]) -> Svg:
    """Under the plot, from where to where each group of people stands."""
    fills: tuple[Fill, Fill] = ("muted", "ink")
    return group(
        *(
            rect(
                (plot.x(one.low), plot.bottom + 6),
                max(plot.x(one.high) - plot.x(one.low), 2.0),
                STRIP - 4,
                fill=fills[n % 2],
            )
            for n, one in enumerate(groups)
        )
    )


def _line_key(at: Point) -> Svg:
    return line((at[0] - 10, at[1]), (at[0] + 10, at[1]), stroke="accent", width=2.5)


def _share_key(at: Point) -> Svg:
    x, y = at
    return group(line((x, y - 8), (x, y + 8), stroke="ink", width=1.75), dot(at, radius=5))


def _keys() -> tuple[Key, ...]:
    return (
        Key(_line_key, _("expected")),
        Key(lambda at: rect((at[0] - 10, at[1] - 6), 20, 12, fill="soft"), _("nine times in ten")),
        Key(_share_key, _("share right of a group of people, 90 %% interval")),
        Key(
            lambda at: rect((at[0] - 10, at[1] - 4), 20, 8, fill="muted"),
            _("where a group stands"),
        ),
    )
