"""The histogram of a `histogram` fence, with percentiles where it has the values."""

from tpmlearn.domain.content.fences.histogram import HistogramFigure
from tpmlearn.domain.planning.spread import bins, percentile
from tpmlearn.domain.planning.wording import joined
from tpmlearn.figures.fences.plot import SIZE, Plot, notes
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.words import amount, said
from tpmlearn.figures.labels import width_of
from tpmlearn.figures.marks import MARGIN
from tpmlearn.figures.svg import Svg, figure, group, line, rect, text
from tpmlearn.figures.table import Table


def draw_histogram(spec: HistogramFigure, *, width: float, prefix: str) -> str:
    """Return the bars as SVG markup; percentiles are upright lines named P50 and so on."""
    highest = max(bar.count for bar in spec.bars)
    count = len(spec.bars)
    above = 14.0 * len(spec.percentiles)
    plot = Plot(width=width, top=4, first=0, last=count, highest=highest, unit="count", above=above)
    labels, under = _labels(spec, plot)
    sentences = _sentences(spec)
    below, bottom = notes(sentences, width=width, top=under + 4)
    return figure(
        plot.scale(),
        *_bars(spec, plot),
        _percentiles(spec, plot),
        labels,
        below,
        width=width,
        height=bottom + MARGIN,
        title=spec.head.title,
        description=said((spec.head.description, *sentences)),
        prefix=prefix,
    )


def histogram_tables(spec: HistogramFigure) -> tuple[Titled, ...]:
    """Return the count of each bar."""
    head = spec.unit.capitalize() or "Bar"
    rows = tuple((_range(spec, n), amount(bar.count)) for n, bar in enumerate(spec.bars))
    return (Titled(spec.head.title, Table((head, "Count"), rows), (1,)),)


def _range(spec: HistogramFigure, n: int) -> str:
    if not spec.values:
        return spec.bars[n].label
    low = _low(spec) + n * spec.width
    return f"{amount(low)} to under {amount(low + spec.width)}"


def _low(spec: HistogramFigure) -> float:
    """Where the first bin begins."""
    return bins(spec.values, spec.width)[0].low


def _bars(spec: HistogramFigure, plot: Plot) -> list[Svg]:
    step = plot.x(1) - plot.x(0)
    inset = 0.0 if spec.values else step * 0.12
    return [
        rect(
            (plot.x(n) + inset, plot.y(bar.count)),
            step - 2 * inset,
            plot.bottom - plot.y(bar.count),
            fill="soft",
            stroke="ink",
            stroke_width=1,
        )
        for n, bar in enumerate(spec.bars)
    ]


def _labels(spec: HistogramFigure, plot: Plot) -> tuple[Svg, float]:
    """Return the edges of the bins, or the names of the bars, as many as have room."""
    edges = [_low(spec) + n * spec.width for n in range(len(spec.bars) + 1)] if spec.values else []
    words = [amount(one) for one in edges] or [bar.label for bar in spec.bars]
    shift = 0.0 if edges else 0.5
    step = plot.x(1) - plot.x(0)
    widest = max(width_of(word, SIZE) for word in words) + 8
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100) if n * step >= widest)
    found = [
        text(
            (_kept(plot, plot.x(n + shift), word), plot.bottom + 18),
            word,
            size=SIZE,
            fill="muted",
            anchor="middle",
        )
        for n, word in enumerate(words)
        if n % every == 0
    ]
    label = text((plot.right, plot.bottom + 36), spec.unit, size=SIZE, fill="muted", anchor="end")
    return group(*found, label), plot.bottom + (44 if spec.unit else 26)


def _kept(plot: Plot, x: float, word: str) -> float:
    """Return the middle of a label, moved so that it does not stick out of the figure."""
    half = width_of(word, SIZE) / 2
    return max(half, min(x, plot.width - half))


def _percentiles(spec: HistogramFigure, plot: Plot) -> Svg:
    marks: list[Svg] = []
    free = 0.0
    row = 0
    for percent in spec.percentiles:
        at = (percentile(spec.values, percent) - _low(spec)) / spec.width
        x, name = plot.x(at), f"P{amount(percent)}"
        middle = _kept(plot, x, name)
        row = row + 1 if middle - width_of(name, SIZE) / 2 < free else 0
        free = middle + width_of(name, SIZE) / 2 + 4
        y = plot.top - 8 - 14 * row
        marks.append(line((x, y + 4), (x, plot.bottom), stroke="accent", width=2, dash="4 3"))
        marks.append(text((middle, y), name, size=SIZE, fill="accent", anchor="middle"))
    return group(*marks)


def _sentences(spec: HistogramFigure) -> list[str]:
    total = sum(bar.count for bar in spec.bars)
    highest = max(range(len(spec.bars)), key=lambda n: spec.bars[n].count)
    unit = f" {spec.unit}" if spec.unit else ""
    found = [f"{amount(total)} in all; the highest bar is {_range(spec, highest)}{unit}."]
    parts = [
        f"{amount(one)} % within {amount(percentile(spec.values, one))}" for one in spec.percentiles
    ]
    return [*found, f"Of these are {joined(parts)}{unit}."] if parts else found
