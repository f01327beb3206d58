"""The radar: the gap chart's data as a wheel, a spoke for each skill; a second view, no average."""

from math import cos, pi, sin

from tpmlearn.domain.planning.gaps import GapReport, SkillGap
from tpmlearn.domain.profiles.rating import HIGHEST
from tpmlearn.figures.gap_chart import description, gap_table
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, WIDE, Key, dot, is_narrow, legend, lines, ring
from tpmlearn.figures.svg import (
    Anchor,
    Point,
    Svg,
    circle,
    figure,
    group,
    line,
    polygon,
    rect,
    segments,
    text,
)
from tpmlearn.figures.table import Table
from tpmlearn.words import _


def radar(report: GapReport, *, width: float = WIDE, prefix: str = "radar") -> str:
    """Return the wheel as SVG markup: an outline for what the role asks, dots for what counts.

    Skills stand grouped by area with a gap between areas; one that is not rated has no dot. Under
    560 units wide, skills are numbered within their area, whose code stands outside.
    """
    wheel = _Wheel(report, width)
    key, top = legend(_keys(report), width=width, top=4)
    drawn = wheel.draw(top=top)
    return figure(
        key,
        *drawn,
        width=width,
        height=top + wheel.height,
        title=_("Your skills and what %(role)s asks, as a wheel", role=report.title),
        description=description(report),
        prefix=prefix,
    )


def radar_table(report: GapReport) -> Table:
    """Return the same data as a table: that of the gap chart."""
    return gap_table(report)


def _keys(report: GapReport) -> list[Key]:
    return [
        Key(_outline, _("asked by %(role)s", role=report.title)),
        Key(lambda at: dot(at, radius=4.5), _("counts")),
        Key(lambda at: ring(at, radius=4), _("rated, but counts for less")),
    ]


def _outline(at: Point) -> Svg:
    return line((at[0] - 9, at[1]), (at[0] + 9, at[1]), stroke="ink", width=2)


class _Wheel:
    """Where spokes, rings and names stand for one width."""

    def __init__(self, report: GapReport, width: float) -> None:
        self.rows = report.rows
        self.width = width
        self.narrow = is_narrow(width)
        self.radius = 120.0 if self.narrow else 192.0
        self.hub = self.radius * 0.14
        self.name_room = width / 2 - self.radius - 48
        self.height = 2 * (self.radius + (44 if self.narrow else 78))
        self.centre: Point = (0, 0)
        self.places = self._places()

    def _places(self) -> list[int]:
        """Return each skill's slot; the slot before each area stays empty."""
        places, slot = [], 0
        for before, row in zip((None, *self.rows), self.rows, strict=False):
            slot += 2 if before is None or before.area != row.area else 1
            places.append(slot - 1)
        self.slots = max(1, slot)
        return places

    def _at(self, slot: float, radius: float) -> Point:
        angle = 2 * pi * slot / self.slots - pi / 2
        return self.centre[0] + radius * cos(angle), self.centre[1] + radius * sin(angle)

    def _out(self, level: int) -> float:
        """Return how far from the centre a level stands; level 0 is a ring, not a point."""
        return self.hub + (self.radius - self.hub) * level / HIGHEST

    def draw(self, *, top: float) -> list[Svg]:
        """Return all marks of the wheel."""
        self.centre = (self.width / 2, top + self.height / 2)
        if not self.rows:
            return []
        levels = range(HIGHEST + 1)
        rings = [circle(self.centre, self._out(one), fill="none", stroke="soft") for one in levels]
        spokes = [(self._at(slot, self.hub), self._at(slot, self.radius)) for slot in self.places]
        asked = [
            self._at(slot, self._out(row.required))
            for slot, row in zip(self.places, self.rows, strict=True)
        ]
        return [
            *rings,
            segments(spokes, stroke="soft"),
            polygon(asked, fill="none", stroke="ink", width=1.5),
            *self._numbers(),
            *self._dots(),
            *self._codes(),
            *self._names(),
        ]

    def _numbers(self) -> list[Svg]:
        """The levels stand in the empty slot at the top."""
        return [
            group(
                rect((x - 5, y - 7), 10, 14, fill="paper"),
                text((x, y + 4), str(level), size=12, fill="muted", anchor="middle"),
            )
            for level in range(1, HIGHEST + 1)
            for x, y in [self._at(0, self._out(level))]
        ]

    def _dots(self) -> list[Svg]:
        found = []
        for slot, row in zip(self.places, self.rows, strict=True):
            if row.counted is None:
                continue
            if row.rated is not None and row.rated != row.counted:
                found.append(ring(self._at(slot, self._out(row.rated)), radius=4))
            found.append(dot(self._at(slot, self._out(row.counted)), radius=4.5))
        return found

    def _codes(self) -> list[Svg]:
        found = []
        for slot, row in zip(self.places, self.rows, strict=True):
            code = row.skill.removeprefix(row.area) if self.narrow else row.skill
            x, y = self._at(slot, self.radius + (10 if self.narrow else 18))
            found.append(text((x, y + 4), code, size=12, fill="muted", anchor="middle"))
        return found

    def _names(self) -> list[Svg]:
        areas: dict[str, list[tuple[int, SkillGap]]] = {}
        for slot, row in zip(self.places, self.rows, strict=True):
            areas.setdefault(row.area, []).append((slot, row))
        return [self._name(members) for members in areas.values()]

    def _name(self, members: list[tuple[int, SkillGap]]) -> Svg:
        """Put an area's name outside the middle of its spokes, growing away from the wheel."""
        slot = (members[0][0] + members[-1][0]) / 2
        out = self.radius + (22 if self.narrow else 40)
        x, y = self._at(slot, out)
        aside, down = (x - self.centre[0]) / out, (y - self.centre[1]) / out
        anchor: Anchor = "middle" if abs(aside) < 0.2 else "start" if aside > 0 else "end"
        room = self.name_room if abs(aside) > 0.7 else self.name_room + 40
        code, name = members[0][1].area, members[0][1].area_name
        words = (code,) if self.narrow else wrapped(name, size=13, room=room)
        first = y + 4 - (len(words) - 1) * 13 * LEADING * (1 - down) / 2
        return lines((x, first), words, size=13, anchor=anchor, bold="600")
