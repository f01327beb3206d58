"""Lays out the Gantt chart of a plan for one width: rows, bars, what lies behind and over them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.levelled import levelled
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.weeks import WEEK
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.figures.gantt_keys import Shown
from tpmlearn.figures.gantt_links import Place, direct, link_lines
from tpmlearn.figures.gantt_marks import BAR, SHAPES, SLIM, Shape, gate, milestone
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, bar, hatch, is_narrow, lines, pin
from tpmlearn.figures.svg import Fill, Point, Stroke, Svg, group, linked, segments, text
from tpmlearn.figures.timeline import Timeline
from tpmlearn.words import _

SHORTEST_BAR = 6.0
_PAINTS: tuple[tuple[Fill, Stroke], ...] = (
    ("accent", "accent"),
    ("good", "good"),
    ("care", "care"),
)
_OTHER: tuple[Fill, Stroke] = ("muted", "muted")
Days = Mapping[str, tuple[date, date]]


@dataclass
class _Marks:
    """What is gathered row by row and drawn at once, so that a chart stays light."""

    lanes: list[tuple[float, float]] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    tails: list[tuple[Point, Point]] = field(default_factory=list)
    critical: list[tuple[Point, Point]] = field(default_factory=list)
    ghosts: list[tuple[Point, Point]] = field(default_factory=list)


class Chart:
    """Where things stand for one width; remembers the rows, to draw what lies around them."""

    def __init__(
        self,
        plan: Plan,
        *,
        today: date,
        width: float,
        agreed: Days,
        address: Callable[[str], str] | None,
    ) -> None:
        self.plan, self.today, self.width, self.address = plan, today, width, address
        self.network = levelled(plan)
        self.critical = frozenset(self.network.network.critical)
        self.agreed = {row.key: agreed[row.key] for row in plan.rows if row.key in agreed}
        self.narrow = is_narrow(width)
        self.label_room = width - 2 * MARGIN if self.narrow else width * 0.36
        left = MARGIN if self.narrow else self.label_room + 2 * MARGIN
        days = [day for row in plan.rows for day in (row.start, row.end)]
        days += [day for both in self.agreed.values() for day in both]
        last = max([*days, plan.start, plan.ready_by or plan.start])
        self.time = Timeline(min([*days, plan.start]), last, left=left, right=width - MARGIN)
        self.free = [week for week in plan.free_weeks if self.time.holds(week)]
        self.marks = _Marks()

    def shown(self) -> Shown:
        """Return what the legend has to explain."""
        rows = self.plan.rows
        return Shown(
            started=any(row.activity.state is State.STARTED for row in rows),
            pinned=any(row.pinned for row in rows),
            free=bool(self.free),
            today=self.time.holds(self.today),
            ready_by=self.plan.ready_by is not None,
            critical=bool(self.critical),
            floating=any(self.network.float_days(row.key) for row in rows),
            linked=not self.narrow and bool(self.network.links),
            agreed=bool(self.agreed),
            shapes=frozenset(SHAPES[row.activity.kind] for row in rows),
            ends=self.plan.ready_on is not None,
        )

    def axis(self, *, top: float) -> tuple[Svg, float]:
        """Return months and week numbers, and the height under them."""
        marks = [
            *self.time.months(top + 16),
            *self.time.week_numbers(top + 33, start=self.plan.start),
        ]
        if not self.narrow:
            marks.append(text((MARGIN, top + 33), _("week"), size=12, fill="muted"))
        return group(*marks), top + 40

    def step(self, step: str, rows: Sequence[Row], *, index: int, top: float) -> tuple[Svg, float]:
        """Return a seed step's heading and rows, and the height under them."""
        paint = _PAINTS[index] if index < len(_PAINTS) else _OTHER
        name = _(step) if step else _("other")
        if index < len(_PAINTS):
            name = _("Step %(number)s: %(step)s", number=index + 1, step=name)
        swatch = bar((MARGIN, top + 13), (BAR, BAR), fill=paint[0], stroke=paint[1])
        heading = text((MARGIN + 20, top + 24), name, size=15, bold="600")
        marks, y = [swatch, heading], top + 34
        if not rows:
            marks.append(text((MARGIN, y + 14), _("Nothing in this plan."), size=13, fill="muted"))
            y += 24
        for row in rows:
            drawn, y = self.row(row, paint=paint, top=y)
            marks.append(drawn)
        return group(*marks), y

    def row(self, row: Row, *, paint: tuple[Fill, Stroke], top: float) -> tuple[Svg, float]:
        """Return a label and its bar, and the height under them."""
        words = _label(row, critical=row.key in self.critical)
        label, middle, bottom = self._lane(words, top, fill="muted" if row.done else "ink")
        drawn = self._bar(row, paint, middle=middle)
        address = self.address(row.key) if self.address else ""
        self._ghost(row, middle)
        return linked(address, label, *drawn), bottom

    def end(self, *, top: float) -> tuple[Svg, float]:
        """Return the plan's end as a milestone, and the height under it; nothing without one."""
        if self.plan.ready_on is None:
            return Svg(""), top
        words = _("The plan ends: %(day)s", day=full_day(self.plan.ready_on))
        label, middle, bottom = self._lane(words, top + 8, fill="ink")
        at = min(self.time.x_after(self.plan.ready_on), self.time.right - BAR / 2)
        return group(label, milestone((at, middle), fill="ink", stroke="ink")), bottom

    def _lane(self, words: str, top: float, *, fill: Fill) -> tuple[Svg, float, float]:
        """Return a label, the middle of the lane beside or under it, and the height under both."""
        size = 13.0
        broken = wrapped(words, size=size, room=self.label_room)
        block = round(len(broken) * size * LEADING)
        if self.narrow:
            lane, height, bottom = top + block + 4, BAR + 10, top + block + BAR + 20
            first_line = top + size
        else:
            height = max(26.0, block + 8)
            lane, bottom = top, top + height
            first_line = top + (height - block) // 2 + size
        self.marks.lanes.append((lane, height))
        return lines((MARGIN, first_line), broken, size=size, fill=fill), lane + height / 2, bottom

    def _bar(self, row: Row, paint: tuple[Fill, Stroke], *, middle: float) -> list[Svg]:
        fill, stroke = paint
        shape = SHAPES[row.activity.kind]
        half = (SLIM if shape is Shape.SLIM else BAR) / 2
        start = round(min(self.time.x(row.start), self.time.right - SHORTEST_BAR), 1)
        length = max(SHORTEST_BAR, round(self.time.x_after(row.end) - start, 1))
        behind: Fill = fill if row.done else "soft"
        if shape in (Shape.MILESTONE, Shape.GATE):
            draw = milestone if shape is Shape.MILESTONE else gate
            length, half = BAR, BAR / 2
            at = min(self.time.x_after(row.end), self.time.right) - half
            start = max(self.time.left, at - half)
            marks = [draw((start + half, middle), fill=behind, stroke=stroke)]
        else:
            corner, size = (start, middle - half), (length, 2 * half)
            marks = [bar(corner, size, fill=behind, stroke=stroke)]
            if row.activity.state is State.STARTED:
                worked = min(length * 0.75, max(3.0, self.time.x(self.today) - start))
                marks.append(bar(corner, (worked, 2 * half), fill=fill, stroke=stroke))
        if row.pinned:
            marks.append(pin((start + 1, middle + 3)))
        self._note(row, Place(round(start, 1), round(start + length, 1), round(middle, 1), half))
        return marks

    def _note(self, row: Row, place: Place) -> None:
        """Remember where a row stands, its float and whether it is critical."""
        self.marks.places[row.key] = place
        times = self.network.times(row.key)
        if times is None:
            return
        over = place.middle - BAR / 2 - 2.5
        if row.key in self.critical:
            self.marks.critical.append(((place.left, over), (place.right, over)))
        elif self.network.float_days(row.key):
            late = self.network.working_time.finish_day(int(times.late_finish))
            end = min(self.time.right, self.time.x_after(late))
            low = place.middle + place.half - 2
            self.marks.tails.append(((place.right, low), (end, low)))
            self.marks.tails.append(((end, low - 3), (end, low + 3)))

    def _ghost(self, row: Row, middle: float) -> None:
        """Remember where the baseline has a row: a thin bar under the one that is."""
        if row.key in self.agreed:
            first, last = self.agreed[row.key]
            start = round(min(self.time.x(first), self.time.right - SHORTEST_BAR), 1)
            end = max(start + SHORTEST_BAR, round(self.time.x_after(last), 1))
            under = middle + BAR / 2 + 3
            self.marks.ghosts.append(((start, under), (end, under)))

    def network_marks(self) -> list[Svg]:
        """Return float, what is critical and, on wide charts, what waits for what."""
        marks = self.marks
        found = [
            segments(marks.ghosts, stroke="muted", width=3),
            segments(marks.tails, stroke="muted", width=1.5),
            segments(marks.critical, stroke="ink", width=2.5),
        ]
        return (
            found if self.narrow else [*found, link_lines(direct(self.network.links), marks.places)]
        )

    def backdrop(self) -> list[Svg]:
        """Return what lies behind the bars: week lines, free weeks, today, the day to be ready."""
        weeks = self.time.labelled_weeks(start=self.plan.start)
        free = [
            hatch((self.time.x(week), top), (self.time.x(week + WEEK) - self.time.x(week), height))
            for week in self.free
            for top, height in self.marks.lanes
        ]
        marks = [self._weeks([self.time.x(week) for week in weeks]), *free]
        if self.time.holds(self.today):
            marks.append(self._uprights([self.time.x(self.today)], stroke="stop", width=2))
        if self.plan.ready_by:
            at = [self.time.x_after(self.plan.ready_by)]
            marks.append(self._uprights(at, stroke="ink", width=2, dash="4 3"))
        return marks

    def _weeks(self, places: list[float]) -> Svg:
        """Return a line for each week; on narrow charts through the labels too, as they are faint.

        Lines from lane to lane would be half of such a chart's weight.
        """
        lanes = self.marks.lanes
        if not self.narrow or not lanes:
            return self._uprights(places, stroke="soft")
        top, end = lanes[0][0], sum(lanes[-1])
        return segments([((round(x, 1), top), (round(x, 1), end)) for x in places], stroke="soft")

    def _uprights(
        self, places: list[float], *, stroke: Stroke, width: float = 1, dash: str | None = None
    ) -> Svg:
        lanes, whole = _joined(self.marks.lanes), [round(x, 1) for x in places]
        pairs = [((x, top), (x, end)) for x in whole for top, end in lanes]
        return segments(pairs, stroke=stroke, width=width, dash=dash)


def _joined(lanes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return (top, height) as (top, end), those that meet joined to one."""
    found: list[tuple[float, float]] = []
    for top, height in lanes:
        if found and top - found[-1][1] < 1:
            found[-1] = (found[-1][0], top + height)
        else:
            found.append((top, top + height))
    return found


def _label(row: Row, *, critical: bool) -> str:
    """Return the title with what colour and glyph say, in words."""
    if row.activity.tested_out:
        return _("%(title)s (tested out)", title=row.activity.title)
    notes = [] if row.activity.state is State.OPEN else [_(row.activity.state)]
    notes += [_("pinned")] if row.pinned else []
    notes += [_("critical")] if critical else []
    return f"{row.activity.title} ({', '.join(notes)})" if notes else row.activity.title
