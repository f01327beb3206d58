"""How many questions of each kind an exam takes: by domain, or so that marks come out exactly."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Blueprint, Item
from tpmlearn.domain.exams.parts import part_of

Cell = tuple[str, int]
"""What is counted alike: a part of the exam, and the marks of each question in it."""
Quotas = Mapping[Cell, int]


def demand_of(blueprint: Blueprint) -> dict[str, int]:
    """What each part of an exam asks for: marks by group, else questions by domain.

    A blueprint that names neither asks for all its questions under an empty name.
    """
    draw = blueprint.draw
    return dict(draw.groups or draw.domains or {"": blueprint.questions})


def cell_of(item: Item, blueprint: Blueprint) -> Cell:
    """The cell of an item; a question counts as one mark where questions are counted."""
    if blueprint.draw.groups:
        return item.group, item.marks
    return (part_of(item, blueprint) if blueprint.draw.domains else ""), 1


@dataclass(frozen=True)
class Stock:
    """How many items of a cell there are, and how many of them were not met lately."""

    items: int
    fresh: int


def stock_of(cells: Sequence[Cell], recent: Sequence[bool]) -> dict[Cell, Stock]:
    """The stock of every cell; `recent` says of each item whether it was met lately."""
    items = Counter(cells)
    fresh = Counter(cell for cell, late in zip(cells, recent, strict=True) if not late)
    return {cell: Stock(count, fresh[cell]) for cell, count in items.items()}


def quotas(demand: Mapping[str, int], questions: int, stock: Mapping[Cell, Stock]) -> Quotas | None:
    """How many items to take of each cell: every part's marks and the number of questions exactly.

    Of several ways the one that repeats the fewest items that were met lately, then the one that
    takes most evenly from what there is; None if there is none. Parts are added up one by one,
    keeping for each number of questions the best way so far.
    """
    ways = {0: _Way()}
    for part, marks in demand.items():
        cells = [cell for cell in stock if cell[0] == part]
        here = _best(_ways(marks, cells, stock), questions)
        ways = _best((one + other for one in ways.values() for other in here.values()), questions)
    return dict(ways[questions].counts) if questions in ways else None


@dataclass(frozen=True)
class _Way:
    """Counts by cell, with how many items they are and how many of them must be repeats.

    `uneven` is the sum of squared counts over stocks: least where each cell gives the same share.
    """

    counts: tuple[tuple[Cell, int], ...] = ()
    questions: int = 0
    repeats: int = 0
    uneven: float = 0.0

    @property
    def order(self) -> tuple[int, float]:
        """What makes one way better than another with as many questions: less of both."""
        return self.repeats, self.uneven

    def __add__(self, other: "_Way") -> "_Way":
        return _Way(
            self.counts + other.counts,
            self.questions + other.questions,
            self.repeats + other.repeats,
            self.uneven + other.uneven,
        )


def _best(ways: Iterable[_Way], questions: int) -> dict[int, _Way]:
    """The best way for each number of questions, up to the most that are asked."""
    found: dict[int, _Way] = {}
    for way in ways:
        before = found.get(way.questions)
        if way.questions <= questions and (before is None or way.order < before.order):
            found[way.questions] = way
    return found


def _ways(marks: int, cells: Sequence[Cell], stock: Mapping[Cell, Stock]) -> Iterator[_Way]:
    """Every way to reach exactly so many marks with the items of some cells."""
    if not cells:
        if marks == 0:
            yield _Way()
        return
    cell, rest = cells[0], cells[1:]
    most = min(stock[cell].items, marks // cell[1])
    # The last cell has to bring what is left: no other count can be right.
    least = most if not rest else 0
    for count in range(least, most + 1):
        repeats = max(0, count - stock[cell].fresh)
        one = _Way(((cell, count),), count, repeats, count**2 / max(1, stock[cell].items))
        for other in _ways(marks - count * cell[1], rest, stock):
            yield one + other
