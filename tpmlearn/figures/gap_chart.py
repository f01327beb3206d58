"""The gap chart: one row a skill, what the role asks against what counts."""

from collections.abc import Mapping
from itertools import groupby

from tpmlearn.domain.planning.gaps import GapReport, SkillGap, is_unsure
from tpmlearn.domain.planning.wording import levels
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.rating import HIGHEST, sentence
from tpmlearn.figures.labels import width_of, wrapped
from tpmlearn.figures.marks import (
    LEADING,
    MARGIN,
    WIDE,
    Key,
    dot,
    interval,
    is_narrow,
    legend,
    lines,
    pointer,
    proof,
    ring,
    tick,
)
from tpmlearn.figures.svg import Fill, Point, Svg, figure, group, line, text
from tpmlearn.figures.table import Table, said
from tpmlearn.words import N_, _, ngettext
from tpmlearn.words.numbers import spelled

TABLE_HEADER = (
    N_("Area"),
    N_("Skill"),
    N_("Asked"),
    N_("Rated"),
    N_("Counts as"),
    N_("Levels short"),
    N_("Weight"),
    N_("Typical developer"),
    N_("Note"),
)


def gap_chart(
    report: GapReport,
    *,
    width: float = WIDE,
    prefix: str = "gap",
    evidence: Mapping[str, Standing] | None = None,
) -> str:
    """Return the chart as SVG markup; under 560 units wide, labels stand above their rows.

    A bar marks the required level, a filled dot what counts, a hollow one what is rated but does
    not count, a line with ends the range of a tested band, a small triangle what a developer
    usually brings. With `evidence` (by skill) a small square marks work that shows a level, filled
    where it was confirmed, and what is usual is left out.
    """
    chart = _Chart(width, evidence)
    key, y = legend(_keys(report, evidence), width=width, top=4)
    marks = [key]
    for name, rows in groupby(report.rows, key=lambda row: row.area_name):
        heading, y = chart.heading(name, top=y)
        marks.append(heading)
        for row in rows:
            drawn, y = chart.row(row, top=y)
            marks.append(drawn)
    return figure(
        *marks,
        width=width,
        height=y + MARGIN,
        title=_("The gap to %(role)s, skill by skill", role=report.title),
        description=description(report),
        prefix=prefix,
    )


def gap_table(report: GapReport) -> Table:
    """Return the same data as a table; what is not rated says so in words."""
    return Table(said(TABLE_HEADER), tuple(_cells(row) for row in report.rows))


def description(report: GapReport) -> str:
    """Return what the chart shows, for those who do not see it."""
    below, met, unrated = len(report.gaps), len(report.strengths), len(report.not_rated)
    whole = ngettext(
        "Levels 0 to %(highest)s for %(count)s skill: %(below)s below what %(role)s asks, %(met)s"
        " at or above it, %(unrated)s not rated.",
        "Levels 0 to %(highest)s for %(count)s skills: %(below)s below what %(role)s asks, %(met)s"
        " at or above it, %(unrated)s not rated.",
        len(report.rows),
        highest=HIGHEST,
        count=spelled(len(report.rows)),
        below=below,
        role=report.title,
        met=met,
        unrated=unrated,
    )
    if not report.gaps:
        return whole
    largest = report.gaps[0]
    most = _(
        "The gap that weighs most is in %(skill)s, %(levels)s.",
        skill=largest.name,
        levels=levels(largest.gap or 0),
    )
    return f"{whole} {most}"


def _key_interval(at: Point) -> Svg:
    return interval((at[0] - 11, at[1]), (at[0] + 11, at[1]))


def _keys(report: GapReport, evidence: Mapping[str, Standing] | None) -> list[Key]:
    tested = any(row.rating.tested for row in report.rows)
    return [
        Key(tick, _("asked by %(role)s", role=report.title)),
        Key(dot, _("counts")),
        Key(ring, _("rated, but counts for less")),
        *([Key(_key_interval, _("tested, very likely"))] if tested else []),
        *(_usual() if evidence is None else _proofs(evidence)),
    ]


def _usual() -> list[Key]:
    return [Key(lambda at: pointer((at[0], at[1] - 4)), _("typical developer"))]


def _proofs(evidence: Mapping[str, Standing]) -> list[Key]:
    def key(meaning: str, *, confirmed: bool) -> Key:
        return Key(lambda at: proof((at[0], at[1] - 4), confirmed=confirmed), meaning)

    found = set(evidence.values())
    return [
        *([key(_("work, confirmed"), confirmed=True)] if Standing.CONFIRMED in found else []),
        *([key(_("work, claimed"), confirmed=False)] if Standing.CLAIMED in found else []),
    ]


def reading(row: SkillGap) -> str:
    """Return the row in a word or two, so that colour and place never stand alone."""
    if row.counted is None:
        return _("not rated")
    if row.gap and is_unsure(row):
        return _("%(levels)s short, unsure", levels=row.gap)
    if row.gap:
        return _("%(levels)s short", levels=row.gap)
    above = row.counted - row.required
    return _("%(levels)s above", levels=above) if above else _("met")


def _cells(row: SkillGap) -> tuple[str, ...]:
    def shown(level: int | None) -> str:
        return _("not rated") if level is None else str(level)

    return (
        row.area_name,
        row.name,
        str(row.required),
        shown(row.rated),
        shown(row.counted),
        shown(row.gap),
        str(row.weight),
        str(row.developer),
        sentence(row.rating),
    )


class _Chart:
    """Where things stand for one width: beside their labels, or under them."""

    def __init__(self, width: float, evidence: Mapping[str, Standing] | None = None) -> None:
        self.width = width
        self.evidence = evidence
        self.narrow = is_narrow(width)
        self.size = 13.0 if self.narrow else 14.0
        reading_room = width_of(_("%(levels)s short, unsure", levels=2), self.size) + 6
        self.label_room = width - 2 * MARGIN - reading_room if self.narrow else width * 0.38
        self.first = 20.0 if self.narrow else self.label_room + 3 * MARGIN
        self.last = width - 20.0 if self.narrow else width - MARGIN - reading_room - 14

    def x(self, level: int) -> float:
        """Return where a level stands on the scale."""
        return self.first + (self.last - self.first) * level / HIGHEST

    def heading(self, name: str, *, top: float) -> tuple[Svg, float]:
        """Return an area's name with the numbers of the scale, and the height under it."""
        room = self.width - 2 * MARGIN if self.narrow else self.label_room
        words = wrapped(name, size=15, room=room)
        y = top + 24
        numbers_y = y + (len(words) - 1) * 15 * LEADING + (19 if self.narrow else 0)
        numbers = [
            text((self.x(level), numbers_y), str(level), size=12, fill="muted", anchor="middle")
            for level in range(HIGHEST + 1)
        ]
        title = lines((MARGIN, y), words, size=15, bold="600")
        return group(title, *numbers), numbers_y + 6

    def row(self, row: SkillGap, *, top: float) -> tuple[Svg, float]:
        """Return one skill's row, and the height under it."""
        words = wrapped(row.name, size=self.size, room=self.label_room)
        block = len(words) * self.size * LEADING
        first_line = top + self.size * LEADING
        if self.narrow:
            axis = top + block + 15
            right, bottom = first_line, axis + 18
        else:
            height = max(30.0, block + 10)
            axis = top + height / 2
            first_line = axis - block / 2 + self.size
            right, bottom = axis + self.size * 0.36, top + height
        label = lines((MARGIN, first_line), words, size=self.size)
        fill: Fill = "ink" if row.gap else "muted"
        said = text(
            (self.width - MARGIN, right),
            reading(row),
            size=self.size,
            fill=fill,
            anchor="end",
        )
        return group(label, said, *self._scale(axis), *self._marks(row, axis)), bottom

    def _scale(self, y: float) -> list[Svg]:
        ticks = [
            line((self.x(level), y - 4), (self.x(level), y + 4), stroke="soft")
            for level in range(HIGHEST + 1)
        ]
        return [line((self.first, y), (self.last, y), stroke="soft"), *ticks]

    def _marks(self, row: SkillGap, y: float) -> list[Svg]:
        asked, found = (self.x(row.required), y), self._under(row, y)
        if row.counted is None:
            return [*found, tick(asked)]
        counts = (self.x(row.counted), y)
        if row.gap:
            found.append(line(counts, asked, stroke="care", width=3))
        if row.rated is not None and row.rated != row.counted:
            claimed = (self.x(row.rated), y)
            found.append(line(counts, claimed, stroke="accent", width=1.5, dash="2 3"))
            found.append(ring(claimed))
        if tested := row.rating.tested:
            # Above the axis, so that the way to what is asked stays to be seen.
            low, high = (self.x(tested.low), y - 8), (self.x(tested.high), y - 8)
            found.append(interval(low, high, cap=3))
            found.append(dot((self.x(tested.band), y - 8), radius=3))
        return [*found, dot(counts), tick(asked)]

    def _under(self, row: SkillGap, y: float) -> list[Svg]:
        """What is usual, under the scale; or work, at its end, as it proves no level."""
        if self.evidence is None:
            return [pointer((self.x(row.developer), y + 6))]
        mark = self.evidence.get(row.skill)
        if mark is None:
            return []
        return [proof((self.x(HIGHEST) + 13, y - 4), confirmed=mark is Standing.CONFIRMED)]
