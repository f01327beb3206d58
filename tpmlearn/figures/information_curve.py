"""What a test tells at each ability: with its best items, and with items drawn at random."""

from math import sqrt

import numpy as np

from tpmlearn.domain.assessment.curves import GRID, Floats
from tpmlearn.domain.assessment.item_words import signed_number
from tpmlearn.figures.ability_plot import HIGHEST, LOWEST, AbilityPlot
from tpmlearn.figures.fences.plot import dashed, ticks
from tpmlearn.figures.marks import MARGIN, NARROW, WIDE, Key, legend
from tpmlearn.figures.svg import Point, Svg, figure, line, polyline
from tpmlearn.figures.table import Drawing, Table, said
from tpmlearn.words import N_, _, numbers

TABLE_HEADER = (
    N_("Ability"),
    N_("Information, best items"),
    N_("SE"),
    N_("Information, random items"),
    N_("SE"),
)


def information_curve(best: Floats, chance: Floats) -> Drawing:
    """Return the figure at both widths with its table; both have shape (81,)."""
    wide, narrow = (
        _chart(best, chance, width, prefix)
        for width, prefix in ((WIDE, "information"), (NARROW, "information-narrow"))
    )
    rows = []
    for theta in range(int(LOWEST), int(HIGHEST) + 1):
        first, second = (float(np.interp(theta, GRID, one)) for one in (best, chance))
        rows.append((f"{theta:+d}" if theta else "0", *_told(first), *_told(second)))
    return Drawing(wide, narrow, Table(said(TABLE_HEADER), tuple(rows)))


def _told(information: float) -> tuple[str, str]:
    """SE with what the population tells, whose variance is 1."""
    return numbers.decimal(information, 2), numbers.decimal(1 / sqrt(information + 1), 2)


def _chart(best: Floats, chance: Floats, width: float, prefix: str) -> str:
    key, top = legend(_keys(), width=width, top=4)
    levels = ticks(float(best.max()))
    plot = AbilityPlot(width, top + 14, highest=levels[-1])
    thetas = [float(one) for one in GRID]
    below, bottom = plot.abilities(plot.bottom + 6)
    peak = float(GRID[int(np.argmax(best))])
    return figure(
        key,
        plot.grid([(one, numbers.shortest(one)) for one in levels]),
        dashed(plot.line(thetas, [float(one) for one in chance])),
        polyline(plot.line(thetas, [float(one) for one in best]), stroke="accent", width=2.5),
        below,
        width=width,
        height=bottom + MARGIN,
        title=_("What the test tells at each ability"),
        description=_(
            "Information is highest, %(most)s, at %(ability)s.",
            most=numbers.decimal(float(best.max()), 1),
            ability=signed_number(peak, 1),
        ),
        prefix=prefix,
    )


def _line_key(at: Point) -> Svg:
    return line((at[0] - 10, at[1]), (at[0] + 10, at[1]), stroke="accent", width=2.5)


def _dash_key(at: Point) -> Svg:
    return line((at[0] - 10, at[1]), (at[0] + 10, at[1]), stroke="ink", width=1.5, dash="5 4")


def _keys() -> tuple[Key, ...]:
    return (
        Key(_line_key, _("with the best items")),
        Key(_dash_key, _("with items drawn at random")),
    )
