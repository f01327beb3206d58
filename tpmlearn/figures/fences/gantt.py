"""The Gantt chart of a `gantt` fence: a bar for each task, a diamond for a milestone."""

from tpmlearn.domain.content.fences.gantt import GanttFigure, Task
from tpmlearn.domain.planning.network import Network
from tpmlearn.domain.planning.wording import counted, joined
from tpmlearn.figures.fences.network import worded
from tpmlearn.figures.fences.plot import SIZE, ticks
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.words import amount, said, share
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, Key, bar, is_narrow, legend, lines
from tpmlearn.figures.svg import (
    Fill,
    Point,
    Svg,
    figure,
    group,
    line,
    polygon,
    rect,
    segments,
    text,
)
from tpmlearn.figures.table import Table

BAR = 13.0
LABEL = 13.0


def draw_gantt(spec: GanttFigure, *, width: float, prefix: str) -> str:
    """Return the chart as SVG markup; in a narrow one the names stand above their bars."""
    network = spec.network
    key, top = legend(_keys(spec), width=width, top=4)
    chart = _Chart(spec, network, width)
    axis = chart.axis(top)
    y = top + 26
    rows: list[Svg] = []
    for task in spec.tasks:
        drawn, y = chart.row(task, y)
        rows.append(drawn)
    return figure(
        key,
        axis,
        chart.backdrop(top + 22, y),
        *rows,
        width=width,
        height=y + MARGIN,
        title=spec.head.title,
        description=said((spec.head.description, _description(spec, network))),
        prefix=prefix,
    )


def gantt_tables(spec: GanttFigure) -> tuple[Titled, ...]:
    """Return the tasks with start, end and float."""
    times = spec.network.times
    header = ("Task", "After", "Start", "Duration", "End", "Float", "Done")
    rows = tuple(
        (
            task.name,
            ", ".join(worded(link) for link in spec.links if link.after == task.activity.id),
            amount(times[task.activity.id].early_start),
            amount(task.activity.duration),
            amount(times[task.activity.id].early_finish),
            amount(times[task.activity.id].total_float),
            share(task.done),
        )
        for task in spec.tasks
    )
    return (Titled(f"{spec.head.title}, in {spec.unit}", Table(header, rows), (2, 3, 4, 5, 6)),)


def _description(spec: GanttFigure, network: Network) -> str:
    count = counted(len(spec.tasks), "task")
    text_said = f"{count.capitalize()}, {amount(network.end)} {spec.unit} in all."
    names = {task.activity.id: task.name for task in spec.tasks}
    critical = joined([names[one] for one in network.critical])
    return f"{text_said} Without float: {critical}." if spec.links else text_said


class _Chart:
    """Where bars stand for one width."""

    def __init__(self, spec: GanttFigure, network: Network, width: float) -> None:
        self.spec = spec
        self.network = network
        self.narrow = is_narrow(width)
        self.room = width - 2 * MARGIN if self.narrow else width * 0.34
        self.left = 2 * MARGIN if self.narrow else self.room + 3 * MARGIN
        self.right = width - 3 * MARGIN
        self.ticks = ticks(max(network.end, spec.now or 0))

    def x(self, time: float) -> float:
        """Return where a time stands."""
        return self.left + (self.right - self.left) * time / self.ticks[-1]

    def axis(self, top: float) -> Svg:
        """Return the times and their unit."""
        numbers = [
            text((self.x(one), top + 16), amount(one), size=SIZE, fill="muted", anchor="middle")
            for one in self.ticks
        ]
        if not self.narrow:
            numbers.append(text((MARGIN, top + 16), self.spec.unit, size=SIZE, fill="muted"))
        return group(*numbers)

    def backdrop(self, top: float, bottom: float) -> Svg:
        """Return the lines of the scale, and now."""
        uprights = [((self.x(one), top), (self.x(one), bottom)) for one in self.ticks]
        marks = [segments(uprights, stroke="soft")]
        if self.spec.now is not None:
            x = self.x(self.spec.now)
            marks.append(line((x, top), (x, bottom), stroke="stop", width=2, dash="4 3"))
        return group(*marks)

    def row(self, task: Task, top: float) -> tuple[Svg, float]:
        """Return a name with its bar, and the height under it."""
        words = wrapped(task.name, size=LABEL, room=self.room)
        block = len(words) * LABEL * LEADING
        critical = bool(self.spec.links) and self.network.times[task.activity.id].is_critical
        bold = "600" if critical else None
        if self.narrow:
            middle, bottom, first = top + block + 12, top + block + 26, top + LABEL
            paper = rect((MARGIN, top), self.room, block + 3, fill="paper")
        else:
            height = max(26.0, block + 8)
            middle, bottom = top + height / 2, top + height
            first, paper = top + (height - block) / 2 + LABEL, Svg("")
        label = lines((MARGIN, first), words, size=LABEL, bold=bold)
        return group(paper, label, self._bar(task, middle, critical=critical)), bottom

    def _bar(self, task: Task, middle: float, *, critical: bool) -> Svg:
        times = self.network.times[task.activity.id]
        start, end = self.x(times.early_start), self.x(times.early_finish)
        if not task.activity.duration:
            return _diamond((start, middle), "ink" if task.done >= 1 else "paper")
        corner, width = (start, middle - BAR / 2), 2.5 if critical else 1.0
        whole = rect(
            corner, max(3.0, end - start), BAR, fill="soft", stroke="accent", stroke_width=width
        )
        done = rect(corner, (end - start) * task.done, BAR, fill="accent")
        return group(whole, done) if task.done else whole


def _diamond(at: Point, fill: Fill) -> Svg:
    x, y = at
    points = [(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)]
    return polygon(points, fill=fill, stroke="ink", width=1.5)


def _keys(spec: GanttFigure) -> list[Key]:
    keys = [Key(lambda at: _sample(at, heavy=False), f"planned, in {spec.unit}")]
    if any(task.done for task in spec.tasks):
        keys.append(Key(_done_sample, "done"))
    if spec.links:
        keys.append(Key(lambda at: _sample(at, heavy=True), "without float"))
    if any(not task.activity.duration for task in spec.tasks):
        keys.append(Key(lambda at: _diamond(at, "paper"), "milestone"))
    if spec.now is not None:
        keys.append(Key(_now_sample, "now"))
    return keys


def _sample(at: Point, *, heavy: bool) -> Svg:
    corner, width = (at[0] - 9, at[1] - 6), 2.5 if heavy else 1.0
    return rect(corner, 18, 12, fill="soft", stroke="accent", stroke_width=width)


def _done_sample(at: Point) -> Svg:
    return bar((at[0] - 9, at[1] - 6), (18, 12), fill="accent", stroke="accent")


def _now_sample(at: Point) -> Svg:
    return line((at[0], at[1] - 9), (at[0], at[1] + 9), stroke="stop", width=2, dash="4 3")
