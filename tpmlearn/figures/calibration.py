"""Confidence beside what was right: a dot with its interval for each step, and where a fit lies."""

from tpmlearn.domain.review.confidence import Bin, Calibration
from tpmlearn.figures.marks import MARGIN, WIDE, Key, dot, is_narrow, legend
from tpmlearn.figures.svg import Point, Svg, figure, group, line, segments, text
from tpmlearn.figures.table import Table, said
from tpmlearn.words import N_, _

TABLE_HEADER = (N_("You said"), N_("Answers"), N_("Right"), N_("Share right"), N_("90 %% interval"))
HEIGHT = 280.0
LEFT = 64.0
# Percent across; a little room beside the first step and the last.
LOW, HIGH = 46.0, 103.0
LEVELS = range(0, 101, 20)
CAP = 5.0


def calibration_chart(
    found: Calibration, *, width: float = WIDE, prefix: str = "calibration"
) -> str:
    """Return the reliability diagram as SVG markup: confidence across, share right upwards."""
    key, top = legend(_keys(), width=width, top=4)
    plot = _Plot(width, top + 14)
    under, bottom = plot.under(found)
    return figure(
        key,
        plot.grid(),
        plot.fit(),
        *(plot.mark(one) for one in found.bins),
        under,
        width=width,
        height=bottom + MARGIN,
        title=_("How sure you were, and what was right"),
        description=_description(found),
        prefix=prefix,
    )


def calibration_table(found: Calibration) -> Table:
    """Return the same data as a table, a row for each step."""
    return Table(
        said(TABLE_HEADER),
        tuple(
            (
                f"{one.confidence} %",
                str(one.count),
                str(one.right),
                f"{_percent(one.share)} %",
                _(
                    "%(low)s to %(high)s %%",
                    low=_percent(one.interval[0]),
                    high=_percent(one.interval[1]),
                ),
            )
            for one in found.bins
        ),
    )


def _description(found: Calibration) -> str:
    steps = "; ".join(
        _(
            "at %(said)s %% %(right)s of %(all)s were right",
            said=one.confidence,
            right=one.right,
            all=one.count,
        )
        for one in found.bins
    )
    return _("%(num)s first answers with confidence: %(steps)s.", num=found.count, steps=steps)


def _percent(share: float) -> int:
    return round(100 * share)


def _interval_key(at: Point) -> Svg:
    x, y = at
    return segments(
        [
            ((x - 9, y), (x + 9, y)),
            ((x - 9, y - 4), (x - 9, y + 4)),
            ((x + 9, y - 4), (x + 9, y + 4)),
        ],
        stroke="accent",
        width=1.75,
    )


def _fit_key(at: Point) -> Svg:
    return line((at[0] - 9, at[1]), (at[0] + 9, at[1]), stroke="ink", width=1.5, dash="4 3")


def _keys() -> tuple[Key, ...]:
    return (
        Key(lambda at: dot(at, radius=5), _("share right")),
        Key(_interval_key, _("90 %% interval")),
        Key(_fit_key, _("as sure as right")),
    )


class _Plot:
    """Where things stand for one width."""

    def __init__(self, width: float, top: float) -> None:
        self.left = LEFT
        self.right = min(width - MARGIN, LEFT + (300.0 if is_narrow(width) else 560.0))
        self.top, self.bottom = top, top + HEIGHT

    def at(self, said: float, share: float) -> Point:
        """The place of a confidence in percent and a share from 0 to 1."""
        across = (said - LOW) / (HIGH - LOW)
        return (
            self.left + across * (self.right - self.left),
            self.bottom - share * (self.bottom - self.top),
        )

    def grid(self) -> Svg:
        """Levels across, with their percents."""
        heights = {level: self.at(LOW, level / 100)[1] for level in LEVELS}
        across = [((self.left, y), (self.right, y)) for y in heights.values()]
        numbers = [
            text((self.left - 8, y + 4), f"{level} %", size=13, fill="muted", anchor="end")
            for level, y in heights.items()
        ]
        return group(segments(across, stroke="soft"), *numbers)

    def fit(self) -> Svg:
        """Where dots lie of somebody who is as often right as they say."""
        return line(self.at(50, 0.5), self.at(100, 1.0), stroke="ink", width=1.5, dash="4 3")

    def mark(self, one: Bin) -> Svg:
        """A step's share with its interval."""
        (x, low), (_x, high) = (self.at(one.confidence, end) for end in one.interval)
        whisker = [
            ((x, low), (x, high)),
            ((x - CAP, low), (x + CAP, low)),
            ((x - CAP, high), (x + CAP, high)),
        ]
        return group(
            segments(whisker, stroke="accent", width=1.75),
            dot(self.at(one.confidence, one.share), radius=5),
        )

    def under(self, found: Calibration) -> tuple[Svg, float]:
        """The steps and their numbers of answers, and the height under them."""
        first, second, last = self.bottom + 20, self.bottom + 38, self.bottom + 60
        marks = [
            text((MARGIN, first), _("said"), size=13, fill="muted"),
            text((MARGIN, second), _("answers"), size=13, fill="muted"),
        ]
        for one in found.bins:
            x = self.at(one.confidence, 0)[0]
            marks.append(text((x, first), f"{one.confidence} %", size=13, anchor="middle"))
            marks.append(text((x, second), str(one.count), size=13, fill="muted", anchor="middle"))
        return group(*marks), last - 16
