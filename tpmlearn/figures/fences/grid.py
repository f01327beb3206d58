"""The grid of a `grid` fence: numbers in cells, and what they stand for below."""

from tpmlearn.domain.content.fences.grid import PEOPLE, GridFigure, Placed
from tpmlearn.domain.planning.wording import counted
from tpmlearn.figures.fences.plot import notes
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.words import said
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, Key, bar, legend, lines
from tpmlearn.figures.svg import Fill, Point, Svg, figure, group, line, rect, text
from tpmlearn.figures.table import Table

QUADRANTS = {
    (1, 1): "monitor",
    (2, 1): "keep informed",
    (1, 2): "keep satisfied",
    (2, 2): "manage closely",
}
_WORDS = ("low", "high")
_LEFT = 46.0
SIZE = 13.0
SMALL = 12.0


def draw_grid(spec: GridFigure, *, width: float, prefix: str) -> str:
    """Return the grid as SVG markup; an item is a number that the list below explains."""
    people = spec.kind == PEOPLE
    key, y = legend(() if people else _KEYS, width=width, top=4)
    across, up = _axes(spec)
    y += MARGIN
    marks = [key, text((MARGIN, y), up, size=SMALL, fill="muted")]
    y += 8
    cell = (width - _LEFT - MARGIN) / spec.levels
    for level in range(spec.levels, 0, -1):
        height = max(_height(spec, (x, level), cell) for x in range(1, spec.levels + 1))
        words = _level(spec, level)
        middle = y + height / 2 + 4
        marks.append(text((_LEFT - 8, middle), words, size=SMALL, fill="muted", anchor="end"))
        for x in range(1, spec.levels + 1):
            corner = (_LEFT + (x - 1) * cell, y)
            marks.append(_cell(spec, (x, level), corner, (cell, height)))
        y += height
    marks += [
        text(
            (_LEFT + (x - 0.5) * cell, y + 16),
            _level(spec, x),
            size=SMALL,
            fill="muted",
            anchor="middle",
        )
        for x in range(1, spec.levels + 1)
    ]
    marks.append(text((width - MARGIN, y + 34), across, size=SMALL, fill="muted", anchor="end"))
    listed, bottom = notes(_list(spec), width=width, top=y + 42)
    return figure(
        *marks,
        listed,
        width=width,
        height=bottom + MARGIN,
        title=spec.head.title,
        description=said((spec.head.description, _description(spec))),
        prefix=prefix,
    )


def grid_tables(spec: GridFigure) -> tuple[Titled, ...]:
    """Return the items with their cell, and what the cell says."""
    across, up = (word.capitalize() for word in _axes(spec))
    if spec.kind == PEOPLE:
        rows = tuple(
            (one.name, _level(spec, one.y), _level(spec, one.x), QUADRANTS[one.x, one.y])
            for one in spec.items
        )
        return (Titled(spec.head.title, Table(("Who", up, across, "What to do"), rows)),)
    ranked = sorted(spec.items, key=lambda one: -one.x * one.y)
    scores = tuple(
        (one.name, str(one.y), str(one.x), str(one.x * one.y), spec.band(one.x, one.y))
        for one in ranked
    )
    header = ("Risk", up, across, "Score", "Band")
    return (Titled(f"{spec.head.title}, highest score first", Table(header, scores), (1, 2, 3)),)


def _axes(spec: GridFigure) -> tuple[str, str]:
    return ("interest", "power") if spec.kind == PEOPLE else ("impact", "probability")


def _level(spec: GridFigure, level: int) -> str:
    return _WORDS[level - 1] if spec.kind == PEOPLE else str(level)


def _list(spec: GridFigure) -> list[str]:
    return [f"{n}  {one.name}" for n, one in enumerate(spec.items, 1)]


def _head(spec: GridFigure, place: tuple[int, int], cell: float) -> tuple[str, ...]:
    words = QUADRANTS[place] if spec.kind == PEOPLE else str(place[0] * place[1])
    return wrapped(words, size=SMALL, room=cell - 10)


def _numbers(spec: GridFigure, place: tuple[int, int], cell: float) -> tuple[str, ...]:
    """The numbers of the items in a cell, as lines; none for an empty cell."""
    found = [str(n) for n, one in enumerate(spec.items, 1) if _place(one) == place]
    return wrapped(", ".join(found), size=SIZE, room=cell - 10) if found else ()


def _place(one: Placed) -> tuple[int, int]:
    return one.x, one.y


def _height(spec: GridFigure, place: tuple[int, int], cell: float) -> float:
    head, numbers = len(_head(spec, place, cell)), len(_numbers(spec, place, cell))
    return max(48.0, 12 + LEADING * (head * SMALL + numbers * SIZE))


def _cell(spec: GridFigure, place: tuple[int, int], at: Point, size: Point) -> Svg:
    (x, y), (width, height) = at, size
    band = "low" if spec.kind == PEOPLE else spec.band(*place)
    head, numbers = _head(spec, place, width), _numbers(spec, place, width)
    below = y + 4 + LEADING * SMALL * len(head) + SIZE
    marks = [
        rect(at, width, height, fill=_FILL[band], stroke="muted", stroke_width=1),
        lines((x + 7, y + 4 + SMALL * 0.9), head, size=SMALL, fill="muted"),
        lines((x + 7, below), numbers, size=SIZE, bold="600"),
    ]
    if band == "high":
        marks.append(line((x + 1.5, y), (x + 1.5, y + height), stroke="stop", width=3))
    return group(*marks)


def _description(spec: GridFigure) -> str:
    count = counted(len(spec.items), "item")
    if spec.kind == PEOPLE:
        close = sum(_place(one) == (2, 2) for one in spec.items)
        return f"{count.capitalize()} by power and interest; {close} to be managed closely."
    high = sum(spec.band(one.x, one.y) == "high" for one in spec.items)
    return f"{count.capitalize()} by probability and impact; {high} in the high band."


_FILL: dict[str, Fill] = {"low": "paper", "medium": "soft", "high": "soft"}


def _sample(at: Point, band: str) -> Svg:
    box = bar((at[0] - 9, at[1] - 7), (18, 14), fill=_FILL[band], stroke="muted")
    left = (at[0] - 8, at[1] - 7), (at[0] - 8, at[1] + 7)
    return group(box, line(*left, stroke="stop", width=3)) if band == "high" else box


def _key(band: str) -> Key:
    return Key(lambda at: _sample(at, band), f"{band} score")


_KEYS = tuple(_key(band) for band in _FILL)
