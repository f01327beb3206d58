"""The Gantt chart of a plan: activities by seed step, weeks across."""

from collections.abc import Sequence
from datetime import date

from tpmlearn.domain.planning.activities import SEED_STEPS, State
from tpmlearn.domain.planning.levelled import Levelled, levelled
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.weeks import WEEK
from tpmlearn.domain.planning.wording import counted, full_day
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import (
    LEADING,
    MARGIN,
    WIDE,
    Key,
    bar,
    hatch,
    is_narrow,
    legend,
    lines,
    pin,
)
from tpmlearn.figures.svg import (
    Fill,
    Point,
    Stroke,
    Svg,
    figure,
    group,
    line,
    segments,
    text,
)
from tpmlearn.figures.table import Table
from tpmlearn.figures.timeline import Timeline

TABLE_HEADER = ("Step", "Activity", "State", "Start", "End", "Weeks", "Hours", "Pinned", "Float")
BAR = 12.0
SHORTEST_BAR = 6.0
_PAINTS: tuple[tuple[Fill, Stroke], ...] = (
    ("accent", "accent"),
    ("good", "good"),
    ("care", "care"),
)
_OTHER: tuple[Fill, Stroke] = ("muted", "muted")


def gantt(plan: Plan, *, today: date, width: float = WIDE, prefix: str = "gantt") -> str:
    """Return the chart as SVG markup; under 560 units wide, labels stand above their bars.

    Each seed step is a group under its own heading. What is done is filled, what is started is
    filled up to today, but never whole; free weeks are hatched; a pin stands on what is pinned.
    """
    chart = _Chart(plan, today=today, width=width)
    key, y = legend(_keys(plan, chart), width=width, top=4)
    marks = [key]
    axis, y = chart.axis(top=y)
    marks.append(axis)
    for index, (step, rows) in enumerate(_by_step(plan.rows)):
        drawn, y = chart.step(step, rows, index=index, top=y)
        marks.append(drawn)
    return figure(
        *chart.backdrop(),
        *marks,
        width=width,
        height=y + MARGIN,
        title="Your plan, week by week",
        description=_description(plan),
        prefix=prefix,
    )


def gantt_table(plan: Plan) -> Table:
    """Return the same data as a table."""
    network = levelled(plan)
    return Table(
        TABLE_HEADER,
        tuple(_cells(row, plan, network) for _, rows in _by_step(plan.rows) for row in rows),
    )


def _cells(row: Row, plan: Plan, network: Levelled) -> tuple[str, ...]:
    weeks = plan.weeks_of(row)
    hours = sum(row.hours_by_week.values())
    return (
        row.activity.step.capitalize(),
        row.activity.title,
        row.activity.state.value,
        full_day(row.start),
        full_day(row.end),
        str(weeks[0]) if len(weeks) == 1 else f"{weeks[0]} to {weeks[-1]}",
        "" if row.done else f"{hours:.1f}".removesuffix(".0"),
        "yes" if row.pinned else "no",
        _float(network.float_days(row.key)),
    )


def _float(days: int | None) -> str:
    if days is None:
        return ""
    return counted(days, "day") if days else "none: critical"


def _by_step(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the three seed steps in order, then any other, each with its rows by start."""
    steps = list(dict.fromkeys((*SEED_STEPS, *(row.activity.step for row in rows))))
    return [(step, [row for row in rows if row.activity.step == step]) for step in steps]


def _description(plan: Plan) -> str:
    left = [row for row in plan.rows if not row.done]
    said = f"{counted(len(plan.rows), 'activity', 'activities')} from {full_day(plan.start)}"
    said += f" to {full_day(plan.ready_on)}" if plan.ready_on else ""
    parts = [f"{step}: {len(rows)}" for step, rows in _by_step(plan.rows)]
    done = len(plan.rows) - len(left)
    return f"{said[0].upper()}{said[1:]}, {done} of them done. By seed step: {', '.join(parts)}."


def _keys(plan: Plan, chart: "_Chart") -> list[Key]:
    keys = [
        Key(lambda at: _sample(at, fill="soft"), "planned"),
        Key(lambda at: _sample(at, fill="ink"), "done"),
    ]
    if any(row.activity.state is State.STARTED for row in plan.rows):
        keys.insert(1, Key(_half_sample, "started"))
    if any(row.pinned for row in plan.rows):
        keys.append(Key(lambda at: pin((at[0], at[1] + 7)), "pinned"))
    if chart.free:
        keys.append(Key(_free_sample, "free week"))
    if chart.time.holds(chart.today):
        keys.append(Key(lambda at: _upright(at, stroke="stop"), "today"))
    if plan.ready_by:
        keys.append(Key(lambda at: _upright(at, stroke="ink", dash="4 3"), "to be ready"))
    return keys


def _sample(at: Point, *, fill: Fill) -> Svg:
    return bar((at[0] - 9, at[1] - 6), (18, BAR), fill=fill, stroke="ink")


def _half_sample(at: Point) -> Svg:
    left = bar((at[0] - 9, at[1] - 6), (9, BAR), fill="ink", stroke="ink")
    return group(_sample(at, fill="soft"), left)


def _free_sample(at: Point) -> Svg:
    return hatch((at[0] - 9, at[1] - 8), (18, 16), step=5)


def _upright(at: Point, *, stroke: Stroke, dash: str | None = None) -> Svg:
    return line((at[0], at[1] - 9), (at[0], at[1] + 9), stroke=stroke, width=2, dash=dash)


class _Chart:
    """Where things stand for one width; remembers the lanes, to draw what lies behind them."""

    def __init__(self, plan: Plan, *, today: date, width: float) -> None:
        self.plan = plan
        self.today = today
        self.width = width
        self.narrow = is_narrow(width)
        self.label_room = width - 2 * MARGIN if self.narrow else width * 0.36
        left = MARGIN if self.narrow else self.label_room + 2 * MARGIN
        days = [row.start for row in plan.rows] + [row.end for row in plan.rows]
        last = max([*days, plan.start, plan.ready_by or plan.start])
        self.time = Timeline(min([*days, plan.start]), last, left=left, right=width - MARGIN)
        self.free = [week for week in plan.free_weeks if self.time.holds(week)]
        self.lanes: list[tuple[float, float]] = []

    def axis(self, *, top: float) -> tuple[Svg, float]:
        """Return months and week numbers, and the height under them."""
        marks = [
            *self.time.months(top + 16),
            *self.time.week_numbers(top + 33, start=self.plan.start),
        ]
        if not self.narrow:
            marks.append(text((MARGIN, top + 33), "week", size=12, fill="muted"))
        return group(*marks), top + 40

    def step(self, step: str, rows: list[Row], *, index: int, top: float) -> tuple[Svg, float]:
        """Return a seed step's heading and rows, and the height under them."""
        paint = _PAINTS[index] if index < len(_PAINTS) else _OTHER
        number = f"Step {index + 1}: " if index < len(_PAINTS) else ""
        name = f"{number}{step or 'other'}"
        swatch = bar((MARGIN, top + 13), (BAR, BAR), fill=paint[0], stroke=paint[1])
        heading = text((MARGIN + 20, top + 24), name, size=15, bold="600")
        marks, y = [swatch, heading], top + 34
        if not rows:
            marks.append(text((MARGIN, y + 14), "Nothing in this plan.", size=13, fill="muted"))
            y += 24
        for row in rows:
            drawn, y = self.row(row, paint=paint, top=y)
            marks.append(drawn)
        return group(*marks), y

    def row(self, row: Row, *, paint: tuple[Fill, Stroke], top: float) -> tuple[Svg, float]:
        """Return a label and its bar, and the height under them."""
        size = 13.0
        words = wrapped(_label(row), size=size, room=self.label_room)
        block = len(words) * size * LEADING
        if self.narrow:
            lane, height, bottom = top + block + 4, BAR + 10, top + block + BAR + 20
            first_line = top + size
        else:
            height = max(26.0, block + 8)
            lane, bottom = top, top + height
            first_line = top + (height - block) / 2 + size
        self.lanes.append((lane, height))
        label = lines((MARGIN, first_line), words, size=size, fill="muted" if row.done else "ink")
        return group(label, *self._bar(row, paint, middle=lane + height / 2)), bottom

    def _bar(self, row: Row, paint: tuple[Fill, Stroke], *, middle: float) -> list[Svg]:
        fill, stroke = paint
        start, end = self.time.x(row.start), self.time.x_after(row.end)
        start = min(start, self.time.right - SHORTEST_BAR)
        length = max(SHORTEST_BAR, end - start)
        corner = (start, middle - BAR / 2)
        marks = [bar(corner, (length, BAR), fill=fill if row.done else "soft", stroke=stroke)]
        if row.activity.state is State.STARTED:
            behind = min(length * 0.75, max(3.0, self.time.x(self.today) - start))
            marks.append(bar(corner, (behind, BAR), fill=fill, stroke=stroke))
        if row.pinned:
            marks.append(pin((start + 1, middle + 3)))
        return marks

    def backdrop(self) -> list[Svg]:
        """Return what lies behind the bars: week lines, free weeks, today, the day to be ready."""
        weeks = self.time.labelled_weeks(start=self.plan.start)
        free = [
            hatch((self.time.x(week), top), (self.time.x(week + WEEK) - self.time.x(week), height))
            for week in self.free
            for top, height in self.lanes
        ]
        marks = [self._uprights([self.time.x(week) for week in weeks], stroke="soft"), *free]
        if self.time.holds(self.today):
            marks.append(self._uprights([self.time.x(self.today)], stroke="stop", width=2))
        if self.plan.ready_by:
            at = [self.time.x_after(self.plan.ready_by)]
            marks.append(self._uprights(at, stroke="ink", width=2, dash="4 3"))
        return marks

    def _uprights(
        self, places: list[float], *, stroke: Stroke, width: float = 1, dash: str | None = None
    ) -> Svg:
        pairs = [((x, top), (x, top + height)) for x in places for top, height in self.lanes]
        return segments(pairs, stroke=stroke, width=width, dash=dash)


def _label(row: Row) -> str:
    """Return the title with what colour and glyph say, in words."""
    if row.activity.tested_out:
        return f"{row.activity.title} (tested out)"
    notes = [] if row.activity.state is State.OPEN else [row.activity.state.value]
    notes += ["pinned"] if row.pinned else []
    return f"{row.activity.title} ({', '.join(notes)})" if notes else row.activity.title
