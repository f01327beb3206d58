"""One skill of several candidates: a line for each, against one tick for what the role asks."""

from collections.abc import Sequence

from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.side_by_side import SkillFacts, SkillRow
from tpmlearn.figures.labels import width_of, wrapped
from tpmlearn.figures.marks import dot, interval, lines, proof, ring, tick
from tpmlearn.figures.svg import Svg, figure, group, line, rect, text
from tpmlearn.words import _

WIDTH = 320.0
LABELS = 104.0
FIRST, LAST = 112.0, 312.0
TOP = 20.0
ROW = 40.0
HIGHEST = 5
SIZE = 12.0


def skill_figure(row: SkillRow, names: Sequence[str], *, prefix: str) -> str:
    """Return the figure of one skill as SVG markup; `names` are those of the cells.

    Each level 0-5 takes a sixth of the axis. A filled dot with a line is the measured band with
    its 90 % interval, a hollow dot the self-rating with a small square for work that shows it, the
    tick through all rows what the role asks.
    Nothing in it has a colour or a place that would mean better. `prefix` begins its ids.
    """
    height = TOP + ROW * len(names) + 4
    return figure(
        _scale(len(names)),
        tick((_middle(row.required), TOP + ROW * len(names) / 2), half=ROW * len(names) / 2),
        *(
            _person(one, cell, n)
            for n, (one, cell) in enumerate(zip(names, row.cells, strict=True))
        ),
        width=WIDTH,
        height=height,
        title=_("%(skill)s: asked level %(level)s", skill=row.name, level=row.required),
        description=" ".join(
            _(
                "%(name)s: tested %(tested)s; rated %(rated)s; evidence %(evidence)s.",
                name=one,
                tested=cell.test_words,
                rated=cell.rating_words,
                evidence=_(cell.evidence),
            )
            for one, cell in zip(names, row.cells, strict=True)
        ),
        prefix=prefix,
    )


def _middle(level: int) -> float:
    return _x(level + 0.5)


def _x(place: float) -> float:
    return FIRST + (LAST - FIRST) * place / (HIGHEST + 1)


def _scale(people: int) -> Svg:
    each = _x(1) - _x(0)
    shades = [
        rect((_x(level), TOP), each, ROW * people, fill="soft" if level % 2 else "paper")
        for level in range(HIGHEST + 1)
    ]
    numbers = [
        text((_middle(level), TOP - 6), str(level), size=SIZE, fill="muted", anchor="middle")
        for level in range(HIGHEST + 1)
    ]
    return group(*shades, *numbers)


def _person(name: str, cell: SkillFacts, place: int) -> Svg:
    top = TOP + ROW * place
    words = _label(name)
    first = top + ROW / 2 + SIZE * 0.36 - (len(words) - 1) * SIZE * 0.65
    border = line((0, top), (WIDTH, top), stroke="soft")
    return group(border, lines((0, first), words, size=SIZE), *_marks(cell, top))


def _marks(cell: SkillFacts, top: float) -> list[Svg]:
    """The band in the upper half, the rating in the lower, so that they never hide each other."""
    found: list[Svg] = []
    if tested := cell.tested:
        y = top + 12
        found.append(interval((_x(tested.low_at), y), (_x(tested.high_at), y)))
        found.append(dot((_x(tested.at), y), radius=5))
    else:
        found.append(text((FIRST + 4, top + 16), _(cell.untested), size=SIZE, fill="muted"))
    if cell.rated is not None:
        found += _rated(cell.rated, cell.evidence, top + ROW - 11)
    elif cell.unrated != cell.untested:
        found.append(text((FIRST + 4, top + ROW - 7), _(cell.unrated), size=SIZE, fill="muted"))
    return found


def _rated(level: int, evidence: str, y: float) -> list[Svg]:
    """The self-rating, and beside it whether work shows it, and how far that goes."""
    x = _middle(level)
    found = [ring((x, y), radius=5)]
    if evidence in set(Standing):
        found.append(proof((x + 13, y - 4), confirmed=evidence == Standing.CONFIRMED))
    return found


def _label(name: str) -> tuple[str, ...]:
    """A name in two lines at most; what does not fit is in the table, whole."""
    words = wrapped(name, size=SIZE, room=LABELS)
    if len(words) <= 2:
        return words
    second = words[1]
    while second and width_of(f"{second}…", SIZE) > LABELS:
        second = second[:-1]
    return (words[0], f"{second}…")
