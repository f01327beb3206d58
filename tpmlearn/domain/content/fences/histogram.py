"""Reads a `histogram` fence: values to be counted in bins, or bars that are counted already."""

import math
from dataclasses import dataclass

from tpmlearn.domain.content.fences.heads import UNIT, Head, read_head
from tpmlearn.domain.content.fields import Fields
from tpmlearn.domain.planning.spread import bins

MOST_VALUES = 500
MOST_BARS = 40
MOST_PERCENTILES = 3
HIGHEST = 999_999
LABEL = 24


@dataclass(frozen=True)
class Bar:
    """A bar and how many it counts."""

    label: str
    count: float


@dataclass(frozen=True)
class HistogramFigure:
    """Bars in order; of values also their bin width and the percentiles to be shown."""

    head: Head
    unit: str
    bars: tuple[Bar, ...]
    values: tuple[float, ...] = ()
    width: float = 0
    percentiles: tuple[float, ...] = ()


def read_histogram(fields: Fields) -> HistogramFigure:
    """A histogram of `values` in bins of `width`, or of `bars`."""
    head, unit = read_head(fields), fields.text("unit", "", longest=UNIT)
    if "bars" in fields:
        return HistogramFigure(head, unit, _bars(fields))
    numbers = fields.numbers("values", -HIGHEST, HIGHEST, most=MOST_VALUES)
    width = fields.number("width", 0.01, HIGHEST)
    wanted = fields.numbers("percentiles", 1, 100, least=0, most=MOST_PERCENTILES)
    values = tuple(one.value for one in numbers if math.isfinite(one.value))
    spread = (max(values) - min(values)) / width + 1 if values and width else 1
    if spread > MOST_BARS:
        line, column = fields.place("width")
        found = f"{spread:.0f} bars"
        fields.report.add("E117", line, column, found=found, limit=MOST_BARS)
        values = values[:1]
    found_bins = bins(values, width) if values and width else ()
    bars = tuple(Bar(f"{one.low:g}", one.count) for one in found_bins)
    percentiles = tuple(sorted({one.value for one in wanted}))
    return HistogramFigure(head, unit, bars, values, width, percentiles)


def _bars(fields: Fields) -> tuple[Bar, ...]:
    found = []
    for row in fields.mappings("bars", least=1, most=MOST_BARS):
        found.append(Bar(row.text("label", longest=LABEL), row.number("count", 0, HIGHEST)))
        row.close()
    return tuple(found)
