"""What a test tells at each ability: with its best items, and with items drawn at random."""

from math import sqrt

import numpy as np

from tpmlearn.domain.assessment.curves import GRID, Floats
from tpmlearn.figures.ability_plot import HIGHEST, LOWEST, AbilityPlot
from tpmlearn.figures.fences.plot import dashed, ticks
from tpmlearn.figures.marks import MARGIN, NARROW, WIDE, Key, legend
from tpmlearn.figures.svg import Point, Svg, figure, line, polyline
from tpmlearn.figures.table import Drawing, Table

TABLE_HEADER = ("Ability", "Information, best items", "SE", "Information, random items", "SE")


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
    return Drawing(wide, narrow, Table(TABLE_HEADER, tuple(rows)))


def _told(information: float) -> tuple[str, str]:
    """SE with what the population tells, whose variance is 1."""
    return f"{information:.2f}", f"{1 / sqrt(information + 1):.2f}"


def _chart(best: Floats, chance: Floats, width: float, prefix: str) -> str:
    key, top = legend(_KEYS, width=width, top=4)
    levels = ticks(float(best.max()))
    plot = AbilityPlot(width, top + 14, highest=levels[-1])
    thetas = [float(one) for one in GRID]
    below, bottom = plot.abilities(plot.bottom + 6)
    peak = float(GRID[int(np.argmax(best))])
    return figure(
        key,
        plot.grid([(one, f"{one:g}") for one in levels]),
        dashed(plot.line(thetas, [float(one) for one in chance])),
        polyline(plot.line(thetas, [float(one) for one in best]), stroke="accent", width=2.5),
        below,
        width=width,
        height=bottom + MARGIN,
        title="What the test tells at each ability",
        description=f"Information is highest, {best.max():.1f}, at {peak:+.1f}.",
        prefix=prefix,
    )


def _line_key(at: Point) -> Svg:
    return line((at[0] - 10, at[1]), (at[0] + 10, at[1]), stroke="accent", width=2.5)


def _dash_key(at: Point) -> Svg:
    return line((at[0] - 10, at[1]), (at[0] + 10, at[1]), stroke="ink", width=1.5, dash="5 4")


_KEYS = (Key(_line_key, "with the best items"), Key(_dash_key, "with items drawn at random"))
