"""Where the judges of a panel put a pass mark: a row each, and the panel's mean with its error."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from tpmlearn.figures.marks import (
    MARGIN,
    NARROW,
    WIDE,
    Key,
    dot,
    interval,
    is_narrow,
    legend,
    ring,
    tick,
)
from tpmlearn.figures.svg import Svg, figure, group, line, rect, segments, text
from tpmlearn.figures.table import Drawing, Table, said
from tpmlearn.words import N_, _, numbers

ROW, STEP, FAR = 28.0, 10, 50
TABLE_HEADER = (N_("Judge"), N_("Round 1"), N_("Round 2"))


@dataclass(frozen=True)
class JudgeCut:
    """A judge under a name that may be shown, with their cut in each round, in percent."""

    name: str
    first: float
    last: float


@dataclass(frozen=True)
class PanelCut:
    """The mean of a panel after each round, and a standard error below and above the last."""

    first: float
    last: float
    low: float
    high: float


def judge_cuts(judges: Sequence[JudgeCut], panel: PanelCut, *, mark: float) -> Drawing:
    """Return the figure at both widths with its table; `mark` is the pass mark of today."""
    wide, narrow = (
        _Chart(judges, panel, mark, width).drawn(prefix)
        for width, prefix in ((WIDE, "cuts"), (NARROW, "cuts-narrow"))
    )
    return Drawing(wide, narrow, _table(judges, panel))


def _table(judges: Sequence[JudgeCut], panel: PanelCut) -> Table:
    rows = [(one.name, _percent(one.first), _percent(one.last)) for one in judges]
    return Table(
        said(TABLE_HEADER), (*rows, (_("All"), _percent(panel.first), _percent(panel.last)))
    )


def _percent(value: float) -> str:
    return f"{numbers.decimal(value, 1)} %"


class _Chart:
    """Where rows and percents stand for one width."""

    def __init__(
        self, judges: Sequence[JudgeCut], panel: PanelCut, mark: float, width: float
    ) -> None:
        self.judges, self.panel, self.mark, self.width = judges, panel, mark, width
        self.left = 78.0 if is_narrow(width) else 110.0
        self.right = width - 2 * MARGIN - 12
        shown = [end for one in judges for end in (one.first, one.last)]
        shown += [panel.low, panel.high, mark]
        self.low = max(floor((min(shown) - 4) / STEP) * STEP, 0)
        self.high = min(ceil((max(shown) + 4) / STEP) * STEP, 100)

    def drawn(self, prefix: str) -> str:
        """Return the figure."""
        keys, y = legend(_keys(), width=self.width, top=4)
        top = y + 18
        bottom = top + ROW * (len(self.judges) + 1)
        return figure(
            keys,
            self._scale(top - 6, bottom),
            *(self._row(top + ROW * (n + 0.5), one) for n, one in enumerate(self.judges)),
            self._panel(bottom - ROW / 2),
            width=self.width,
            height=bottom + 8 + MARGIN,
            title=_("Where the judges put the pass mark"),
            description=self._description(),
            prefix=prefix,
        )

    def _description(self) -> str:
        panel = _(
            "The panel after round 2: %(mean)s, a standard error either way %(low)s to %(high)s.",
            mean=_percent(self.panel.last),
            low=_percent(self.panel.low),
            high=_percent(self.panel.high),
        )
        judges = "; ".join(f"{one.name} {_percent(one.last)}" for one in self.judges)
        mark = _("The pass mark of today is %(mark)s.", mark=_percent(self.mark))
        return f"{panel} {judges}. {mark}"

    def _x(self, percent: float) -> float:
        return self.left + (self.right - self.left) * (percent - self.low) / (self.high - self.low)

    def _scale(self, top: float, bottom: float) -> Svg:
        # Far apart, every second line is enough, and its numbers do not meet.
        step = STEP if self.high - self.low <= FAR else 2 * STEP
        ticks = range(int(self.low), int(self.high) + 1, step)
        band = rect(
            (self._x(self.panel.low), top),
            self._x(self.panel.high) - self._x(self.panel.low),
            bottom - top,
            fill="soft",
        )
        asked = line(
            (self._x(self.mark), top), (self._x(self.mark), bottom), stroke="ink", dash="4 3"
        )
        return group(
            band,
            segments([((self._x(n), top), (self._x(n), bottom)) for n in ticks], stroke="soft"),
            asked,
            *(
                text((self._x(n), top - 6), f"{n} %", size=12, fill="muted", anchor="middle")
                for n in ticks
            ),
        )

    def _row(self, y: float, one: JudgeCut) -> Svg:
        return group(
            text((MARGIN, y + 5), one.name, size=14),
            line((self._x(one.first), y), (self._x(one.last), y), stroke="accent", width=1.5),
            ring((self._x(one.first), y), radius=4.5),
            dot((self._x(one.last), y), radius=5),
        )

    def _panel(self, y: float) -> Svg:
        ends = ((self._x(self.panel.low), y), (self._x(self.panel.high), y))
        return group(
            text((MARGIN, y + 5), _("All"), size=14, bold="All"),
            interval(*ends),
            tick((self._x(self.panel.last), y), half=9),
        )


def _keys() -> tuple[Key, ...]:
    return (
        Key(lambda at: ring(at, radius=4.5), _("round 1")),
        Key(lambda at: dot(at, radius=5), _("round 2")),
        Key(
            lambda at: group(interval((at[0] - 9, at[1]), (at[0] + 9, at[1])), tick(at, half=7)),
            _("all, give or take a standard error"),
        ),
        Key(
            lambda at: line((at[0], at[1] - 8), (at[0], at[1] + 8), stroke="ink", dash="4 3"),
            _("pass mark of today"),
        ),
    )
