"""How difficult an item was believed to be, from one version of the bank to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.item_words import signed_number
from tpmlearn.domain.planning.wording import day, full_day
from tpmlearn.figures.labels import width_of
from tpmlearn.figures.marks import MARGIN, NARROW, WIDE, Key, dot, is_narrow, legend, ring
from tpmlearn.figures.svg import Svg, figure, group, line, segments, text
from tpmlearn.figures.table import Drawing, Table, said
from tpmlearn.words import N_, _, numbers

LEVELS = range(-3, 4)
LEFT = 44.0
TABLE_HEADER = (
    N_("Version"),
    N_("Answers up to"),
    N_("Answers"),
    "b",
    N_("Nine times in ten"),
    N_("Wording"),
)


@dataclass(frozen=True)
class Believed:
    """What a version of the bank believed; `present` where it was of the wording of today."""

    version: int
    until: date
    answers: int
    b: float
    b_sd: float
    present: bool

    @property
    def ends(self) -> tuple[float, float]:
        """Where b lies nine times in ten."""
        return self.b - Z90 * self.b_sd, self.b + Z90 * self.b_sd


def difficulty_history(steps: Sequence[Believed]) -> Drawing | None:
    """Return the figure at both widths with its table, oldest first; None for no version."""
    if not steps:
        return None
    wide, narrow = (
        _chart(steps, width, prefix)
        for width, prefix in ((WIDE, "difficulty"), (NARROW, "difficulty-narrow"))
    )
    return Drawing(wide, narrow, _table(steps))


def _table(steps: Sequence[Believed]) -> Table:
    return Table(
        said(TABLE_HEADER),
        tuple(
            (
                str(one.version),
                full_day(one.until),
                numbers.grouped(one.answers),
                signed_number(one.b),
                _(
                    "%(low)s to %(high)s",
                    low=signed_number(one.ends[0]),
                    high=signed_number(one.ends[1]),
                ),
                _("today’s") if one.present else _("an earlier one"),
            )
            for one in steps
        ),
    )


def _chart(steps: Sequence[Believed], width: float, prefix: str) -> str:
    key, top = legend(_keys(), width=width, top=4)
    plot = _Plot(width, top + 12, len(steps))
    return figure(
        key,
        plot.grid(),
        *(plot.step(n, one) for n, one in enumerate(steps)),
        plot.days(steps),
        width=width,
        height=plot.bottom + 44,
        title=_("How difficulty was believed to be"),
        description="; ".join(
            _(
                "%(day)s: %(b)s, nine times in ten %(low)s to %(high)s, from %(answers)s answers",
                day=full_day(one.until),
                b=signed_number(one.b),
                low=signed_number(one.ends[0]),
                high=signed_number(one.ends[1]),
                answers=numbers.grouped(one.answers),
            )
            for one in steps
        ),
        prefix=prefix,
    )


def _keys() -> tuple[Key, ...]:
    return (
        Key(lambda at: dot(at, radius=5), _("today’s wording, with its 90 %% interval")),
        Key(lambda at: ring(at, radius=4.5), _("an earlier wording")),
    )


class _Plot:
    """Where steps stand: side by side, each a version of the bank."""

    def __init__(self, width: float, top: float, count: int) -> None:
        self.right, self.top = width - 2 * MARGIN, top
        self.bottom = top + (170.0 if is_narrow(width) else 200.0)
        self.step_width = min((self.right - LEFT) / count, 110.0)

    def x(self, n: int) -> float:
        """Where a step stands."""
        return LEFT + (n + 0.5) * self.step_width

    def y(self, b: float) -> float:
        """Where a difficulty stands, within the plot."""
        inside = min(max(b, LEVELS[0]), LEVELS[-1])
        share = (inside - LEVELS[0]) / (LEVELS[-1] - LEVELS[0])
        return self.bottom - (self.bottom - self.top) * share

    def grid(self) -> Svg:
        """Lines across with their values."""
        names = [
            text(
                (LEFT - 8, self.y(one) + 4),
                f"{one:+d}" if one else "0",
                size=12,
                fill="muted",
                anchor="end",
            )
            for one in LEVELS
        ]
        across = [((LEFT, self.y(one)), (self.right, self.y(one))) for one in LEVELS]
        return group(segments(across, stroke="soft"), *names)

    def step(self, n: int, one: Believed) -> Svg:
        """A difficulty with its interval."""
        x, (low, high) = self.x(n), (self.y(end) for end in one.ends)
        mark = dot if one.present else ring
        caps = [line((x - 4, y), (x + 4, y), stroke="accent", width=1.75) for y in (low, high)]
        return group(
            line((x, low), (x, high), stroke="accent", width=1.75),
            *caps,
            mark((x, self.y(one.b)), radius=5),
        )

    def days(self, steps: Sequence[Believed]) -> Svg:
        """The days up to which answers counted, as far as there is room for them."""
        room = max(width_of(day(one.until), 12) for one in steps) + 8
        every = int(room // self.step_width) + 1
        return group(
            *(
                text(
                    (max(self.x(n), LEFT + room / 2 - 4), self.bottom + 20),
                    day(one.until),
                    size=12,
                    fill="muted",
                    anchor="middle",
                )
                for n, one in enumerate(steps)
                if (len(steps) - 1 - n) % every == 0
            )
        )
