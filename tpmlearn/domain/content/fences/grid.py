"""Reads a `grid` fence: risks by probability and impact, or people by power and interest."""

from dataclasses import dataclass

from tpmlearn.domain.content.fences.heads import NAME, Head, read_head, read_word
from tpmlearn.domain.content.fields import Fields

RISKS = "probability-impact"
PEOPLE = "power-interest"
MOST_ITEMS = 30
_HIGH, _MEDIUM = 0.6, 0.2


@dataclass(frozen=True)
class Placed:
    """An item and its cell: `x` and `y` from 1, growing to the right and upwards."""

    name: str
    x: int
    y: int


@dataclass(frozen=True)
class GridFigure:
    """A square grid of `levels` x `levels` cells; risks have scores, people have quadrants."""

    head: Head
    kind: str
    levels: int
    items: tuple[Placed, ...]

    def band(self, x: int, y: int) -> str:
        """Low, medium or high: the score as a share of the highest there can be."""
        share = x * y / self.levels**2
        return "high" if share >= _HIGH else "medium" if share >= _MEDIUM else "low"


def read_grid(fields: Fields) -> GridFigure:
    """A grid: x is impact or interest, y is probability or power."""
    head = read_head(fields)
    kind = read_word(fields, "kind", (RISKS, PEOPLE), RISKS)
    levels = 2
    if kind == RISKS:
        levels = fields.integer("levels", 3, 5, 5) or 5
    across, up = ("impact", "probability") if kind == RISKS else ("interest", "power")
    items = []
    for row in fields.mappings("items", least=1, most=MOST_ITEMS):
        name = row.text("name", longest=NAME)
        items.append(Placed(name, _level(row, across, levels), _level(row, up, levels)))
        row.close()
    return GridFigure(head, kind, levels, tuple(items))


def _level(row: Fields, key: str, levels: int) -> int:
    if levels > 2:
        return row.integer(key, 1, levels)
    return 1 + ("low", "high").index(read_word(row, key, ("low", "high")))
