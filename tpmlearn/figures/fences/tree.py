"""The tree of a `tree` fence: indented, so that it is as readable on a telephone."""

from collections.abc import Iterator
from dataclasses import dataclass

from tpmlearn.domain.content.fences.tree import TreeFigure
from tpmlearn.domain.planning.decisions import Branch, Fork, chosen, expected, walk
from tpmlearn.domain.planning.wording import counted
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.words import amount, said
from tpmlearn.figures.labels import wrapped
from tpmlearn.figures.marks import LEADING, MARGIN, Key, legend, lines
from tpmlearn.figures.svg import Point, Svg, circle, figure, group, polygon, rect, segments
from tpmlearn.figures.table import Table

INDENT = 22.0
SIZE = 14.0
NOTE = 12.0
WORDS = {Fork.CHOICE: "choice", Fork.CHANCE: "chance", Fork.END: "end"}


@dataclass(frozen=True)
class _Row:
    """A branch as it is shown: its number in the breakdown, its numbers in words."""

    depth: int
    branch: Branch
    code: str
    note: str
    best: bool


def draw_tree(spec: TreeFigure, *, width: float, prefix: str) -> str:
    """Return the tree as SVG markup, each branch under the one that it belongs to."""
    marks: list[Svg] = []
    y = MARGIN
    if spec.values:
        key, y = legend(_KEYS, width=width, top=4)
        marks.append(key)
    stems: list[Point] = []
    joints: list[tuple[Point, Point]] = []
    for row in _rows(spec):
        x = MARGIN + 8 + INDENT * row.depth
        middle = y + 4 + SIZE / 2
        del stems[row.depth :]
        if stems:
            parent = stems[-1]
            joints += [(parent, (parent[0], middle)), ((parent[0], middle), (x - 8, middle))]
        stems.append((x, middle + 8))
        drawn, y = _draw(row, at=(x, y), width=width, values=spec.values)
        marks.append(drawn)
    return figure(
        segments(joints, stroke="muted"),
        *marks,
        width=width,
        height=y + MARGIN,
        title=spec.head.title,
        description=said((spec.head.description, _description(spec))),
        prefix=prefix,
    )


def tree_tables(spec: TreeFigure) -> tuple[Titled, ...]:
    """Return the branches with their level, and the values of a decision tree."""
    rows = list(_rows(spec))
    if not spec.values:
        cells = tuple((f"{row.code} {row.branch.name}".strip(), str(row.depth)) for row in rows)
        return (Titled(spec.head.title, Table(("Part", "Level"), cells), (1,)),)
    header: tuple[str, ...] = ("Branch", "Level", "Kind", "Probability", "Cost", "Value")
    header = (*header[:5], "Expected value", "Best choice") if spec.head.computed else header
    under = _probabilities(spec.root)
    values = tuple(
        (
            row.branch.name,
            str(row.depth),
            WORDS[row.branch.fork],
            amount(row.branch.probability) if id(row.branch) in under else "",
            amount(row.branch.cost),
            _value(spec, row.branch),
            *(("yes" if row.best else "",) if spec.head.computed else ()),
        )
        for row in rows
    )
    unit = f", in {spec.unit}" if spec.unit else ""
    return (Titled(f"{spec.head.title}{unit}", Table(header, values), (1, 3, 4, 5)),)


def _value(spec: TreeFigure, branch: Branch) -> str:
    if spec.head.computed:
        return amount(expected(branch))
    return amount(branch.value) if branch.fork is Fork.END else ""


def _probabilities(root: Branch) -> set[int]:
    """The branches under a chance, which alone have a probability."""
    chances = [one for _, one in walk(root) if one.fork is Fork.CHANCE]
    return {id(below) for one in chances for below in one.branches}


def _rows(spec: TreeFigure) -> Iterator[_Row]:
    under = _probabilities(spec.root)
    best = {id(chosen(one)) for _, one in walk(spec.root) if one.fork is Fork.CHOICE}
    numbers: list[int] = []
    for depth, branch in walk(spec.root):
        del numbers[depth:]
        numbers += [0] * (depth - len(numbers))
        if depth:
            numbers[depth - 1] += 1
        code = ".".join(str(number) for number in numbers[:depth])
        is_best = spec.head.computed and id(branch) in best
        note = _note(spec, branch, chance=id(branch) in under) if spec.values else ""
        note += ", the best choice" if is_best else ""
        yield _Row(depth, branch, "" if spec.values else code, note, is_best)


def _note(spec: TreeFigure, branch: Branch, *, chance: bool) -> str:
    parts = [f"probability {amount(branch.probability)}"] if chance else []
    parts += [f"cost {amount(branch.cost)}"] if branch.cost else []
    value = _value(spec, branch)
    plain = branch.fork is Fork.END and not (branch.cost and spec.head.computed)
    parts += [f"{'value' if plain else 'expected'} {value} {spec.unit}".strip()] if value else []
    return ", ".join(parts)


def _draw(row: _Row, *, at: Point, width: float, values: bool) -> tuple[Svg, float]:
    (x, y), left = at, at[0] + 13
    room = width - left - MARGIN
    words = wrapped(f"{row.code} {row.branch.name}".strip(), size=SIZE, room=room)
    note = wrapped(row.note, size=NOTE, room=room) if row.note else ()
    bold = "600" if row.best or not row.depth else None
    below = y + 4 + SIZE * LEADING * len(words) + NOTE
    mark = _mark((x, y + 4 + SIZE / 2), row.branch.fork) if values else _dot((x, y + 4 + SIZE / 2))
    drawn = group(
        mark,
        lines((left, y + 4 + SIZE * 0.86), words, size=SIZE, bold=bold),
        lines((left, below), note, size=NOTE, fill="muted"),
    )
    return drawn, y + 10 + SIZE * LEADING * len(words) + NOTE * LEADING * len(note)


def _dot(at: Point) -> Svg:
    return circle(at, 4, fill="ink")


def _mark(at: Point, fork: Fork) -> Svg:
    x, y = at
    if fork is Fork.CHOICE:
        return rect((x - 6, y - 6), 12, 12, fill="paper", stroke="ink", stroke_width=1.5)
    if fork is Fork.CHANCE:
        return circle(at, 6, fill="paper", stroke="ink", width=1.5)
    return polygon([(x - 5, y - 6), (x + 6, y), (x - 5, y + 6)], fill="ink")


def _description(spec: TreeFigure) -> str:
    branches = [branch for _, branch in walk(spec.root)]
    if not spec.values:
        deepest = max(depth for depth, _ in walk(spec.root))
        parts = counted(len(branches) - 1, "part")
        return f"{spec.root.name} with {parts} on {counted(deepest, 'level')}."
    if not spec.head.computed:
        return (
            f"{spec.root.name}, a decision tree of {counted(len(branches), 'branch', 'branches')}."
        )
    best = chosen(spec.root)
    value = f"{amount(expected(spec.root))} {spec.unit}".strip()
    end = f"; the best choice is {best.name}." if best else "."
    return f"{spec.root.name} has an expected value of {value}{end}"


def _key(fork: Fork) -> Key:
    return Key(lambda at: _mark(at, fork), WORDS[fork])


_KEYS = tuple(_key(fork) for fork in Fork)
