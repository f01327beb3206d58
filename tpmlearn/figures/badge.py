"""The picture of a badge: what it is called, its one figure with how sure it is, when, by whom."""

import re
from dataclasses import dataclass

from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.svg import Svg, circle, figure, group, line, rect, text

WIDTH, HEIGHT = 420.0, 460.0
MIDDLE, LEFT, RIGHT = WIDTH / 2, 56.0, WIDTH - 56
AXIS = 296.0
MOST_DOTS = 14
# What the stylesheet says in light: a picture that was taken along has no stylesheet beside it.
COLOURS = {
    "paper": "#fffdf8",
    "ink": "#25201a",
    "muted": "#645b4f",
    "soft": "#e6dece",
    "accent": "#2c4a8c",
    "none": "none",
}


@dataclass(frozen=True)
class Face:
    """What stands on a badge. `figure` is its figure in words; `day` and `site` may be empty.

    `low`, `high` and `at` are shares of the axis, 0 to 1, for an interval with a mark, which is
    left out where all are 0; for lessons `steps` is their number.
    """

    kind: Kind
    title: str
    figure: str
    day: str = ""
    site: str = ""
    low: float = 0.0
    high: float = 0.0
    at: float = 0.0
    steps: int = 0

    @property
    def is_measured(self) -> bool:
        """Whether there is an interval to draw."""
        return self.high > self.low


def badge(face: Face, *, prefix: str = "badge") -> str:
    """Return the picture as SVG markup, in the colours of the page that it stands on."""
    return figure(
        rect((8, 8), WIDTH - 16, HEIGHT - 16, fill="paper", stroke="ink", stroke_width=2),
        rect((15, 15), WIDTH - 30, HEIGHT - 30, fill="none", stroke="ink", stroke_width=0.75),
        text((MIDDLE, 62), face.kind.words, size=18, fill="muted", anchor="middle"),
        line((MIDDLE - 26, 78), (MIDDLE + 26, 78), stroke="accent", width=2),
        _title(face.title),
        _EMBLEMS[face.kind](face),
        text((MIDDLE, 366), face.figure, size=17, anchor="middle"),
        line((LEFT, 394), (RIGHT, 394), stroke="soft"),
        text((LEFT, 420), face.day, size=15, fill="muted"),
        text((RIGHT, 420), face.site, size=15, fill="muted", anchor="end"),
        width=WIDTH,
        height=HEIGHT,
        title=face.title,
        description=f"{face.kind.words}. {face.figure}. {face.day} {face.site}".strip(),
        prefix=prefix,
    )


def badge_file(face: Face) -> bytes:
    """Return the picture as a file of its own: with its colours, and a size to be printed at."""
    rules = "".join(
        f".f-{name}{{fill:{colour}}}.s-{name}{{stroke:{colour}}}"
        for name, colour in COLOURS.items()
    )
    style = f"<style>text{{font-family:Faustina,Georgia,serif}}{rules}</style>"
    opening, rest = badge(face).split(">", 1)
    size = f' width="{WIDTH:g}" height="{HEIGHT:g}"'
    return f"{opening}{size}>{style}{rest}".encode()


def band_face(title: str, reached: int, low: int, high: int, *, day: str, site: str) -> Face:
    """Return the face of knowledge at a band, 0 to 5; the interval runs over whole bands."""
    span = f"K{low}" if low == high else f"K{low} to K{high}"
    return Face(
        Kind.KNOWLEDGE,
        title,
        f"K{reached} reached, 90 % interval {span}",
        day,
        site,
        low=low / 6,
        high=(high + 1) / 6,
        at=reached / 6,
    )


def bands_in(words: str) -> tuple[int, ...]:
    """Return the bands that are named in words, as in "K2 to K4"."""
    return tuple(int(found) for found in re.findall(r"K([0-5])", words))


def shares_in(words: str) -> tuple[float, ...]:
    """Return the shares that are named in words, as in "69 % to 82 %", from 0 to 1."""
    return tuple(min(100, int(found)) / 100 for found in re.findall(r"(\d{1,3}) %", words))


def _title(title: str) -> Svg:
    size = 27.0
    rows = _even(title, size)
    if len(rows) > 4:
        size = 21.0
        rows = _even(title, size)
    top = 172 - (len(rows) - 1) * size * 0.6
    return group(
        *(
            text((MIDDLE, top + place * size * 1.2), row, size=size, anchor="middle", bold="600")
            for place, row in enumerate(rows)
        )
    )


def _even(title: str, size: float) -> tuple[str, ...]:
    """The fewest lines, as even as can be, so that none is left with a single short word."""
    room = RIGHT - LEFT
    rows = wrapped(title, size=size, room=room)
    while room > 100 and len(narrower := wrapped(title, size=size, room=room - 8)) == len(rows):
        room, rows = room - 8, narrower
    return rows


def _x(share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)


def _interval(face: Face) -> Svg:
    axis = line((LEFT, AXIS), (RIGHT, AXIS), stroke="ink", width=1)
    if not face.is_measured:
        return axis
    return group(
        axis,
        rect((_x(face.low), AXIS - 7), _x(face.high) - _x(face.low), 14, fill="soft"),
        line((_x(face.low), AXIS), (_x(face.high), AXIS), stroke="accent", width=2.5),
    )


def _band(face: Face) -> Svg:
    names = [
        text((_x((band + 0.5) / 6), AXIS + 30), f"K{band}", size=15, fill="muted", anchor="middle")
        for band in range(6)
    ]
    ticks = [
        line((_x(cut / 6), AXIS - 5), (_x(cut / 6), AXIS + 5), stroke="ink") for cut in range(7)
    ]
    reached = line((_x(face.at), AXIS - 16), (_x(face.at), AXIS + 16), stroke="accent", width=3)
    return group(_interval(face), *ticks, *names, *([reached] if face.is_measured else []))


def _share(face: Face) -> Svg:
    names = [
        text(
            (_x(place), AXIS + 30),
            f"{place:.0%}".replace("%", " %"),
            size=15,
            fill="muted",
            anchor="middle",
        )
        for place in (0.0, 0.5, 1.0)
    ]
    ticks = [line((_x(n / 10), AXIS - 5), (_x(n / 10), AXIS + 5), stroke="ink") for n in range(11)]
    earned = circle((_x(face.at), AXIS), 7, fill="accent")
    return group(_interval(face), *ticks, *names, *([earned] if face.is_measured else []))


def _steps(face: Face) -> Svg:
    many = max(2, min(face.steps, MOST_DOTS))
    places = [_x(0.08 + 0.84 * n / (many - 1)) for n in range(many)]
    return group(
        line((places[0], AXIS), (places[-1], AXIS), stroke="accent", width=2.5),
        *(circle((x, AXIS), 8, fill="accent") for x in places),
        *(circle((x, AXIS), 3, fill="paper") for x in places),
    )


_EMBLEMS = {Kind.PATH: _steps, Kind.EXAM: _share, Kind.KNOWLEDGE: _band}
