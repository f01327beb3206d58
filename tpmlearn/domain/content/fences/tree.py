"""Reads a `tree` fence: a breakdown of work, or a decision tree with values."""

from collections.abc import Iterator
from dataclasses import dataclass

from tpmlearn.domain.content.fences.heads import NAME, UNIT, Head, read_head
from tpmlearn.domain.content.fields import Fields
from tpmlearn.domain.planning.decisions import Branch, Fork, walk

MOST_BRANCHES = 60
MOST_BELOW = 12
HIGHEST = 999_999_999
NEAR = 0.0005
"""How far the sum of probabilities may be from 1: they are written with few decimals."""
_FORKS = {"parts": Fork.END, "choices": Fork.CHOICE, "chances": Fork.CHANCE}


@dataclass(frozen=True)
class TreeFigure:
    """A tree; `values` says whether it is a decision tree with expected values in `unit`."""

    head: Head
    unit: str
    root: Branch
    values: bool


def read_tree(fields: Fields) -> TreeFigure:
    """A breakdown with `parts`, or a decision tree with `choices` and `chances`."""
    head, unit = read_head(fields), fields.text("unit", "", longest=UNIT)
    values = any(key in fields for key in ("choices", "chances"))
    root = _branch(fields, values=values, under="")
    count = sum(1 for _ in walk(root))
    if count > MOST_BRANCHES:
        found = f"{count} branches"
        fields.report.add("E117", fields.line, fields.column, found=found, limit=MOST_BRANCHES)
    return TreeFigure(head, unit, root, values)


def _branch(fields: Fields, *, values: bool, under: str) -> Branch:
    name = fields.text("name", longest=NAME)
    if not values:
        branches = tuple(_below(fields, "parts", values=False))
        return Branch(name, branches=branches)
    probability = fields.number("probability", 0, 1) if under == "chances" else 1.0
    cost = fields.number("cost", -HIGHEST, HIGHEST, 0)
    ways = [key for key in ("choices", "chances", "value") if key in fields]
    if len(ways) != 1:
        found = " and ".join(ways) or "none of them"
        fields.report.add("E116", fields.line, fields.column, found=found)
        for key in ways:
            fields.skip(key)
        return Branch(name)
    if ways == ["value"]:
        value = fields.number("value", -HIGHEST, HIGHEST)
        return Branch(name, cost=cost, value=value, probability=probability)
    branches = tuple(_below(fields, ways[0], values=True))
    if ways == ["chances"]:
        _check_sum(fields, branches)
    return Branch(name, _FORKS[ways[0]], cost, 0, probability, branches)


def _below(fields: Fields, key: str, *, values: bool) -> Iterator[Branch]:
    least = 2 if values else 0
    for one in fields.mappings(key, least=least, most=MOST_BELOW):
        yield _branch(one, values=values, under=key)
        one.close()


def _check_sum(fields: Fields, branches: tuple[Branch, ...]) -> None:
    total = sum(one.probability for one in branches)
    if branches and abs(total - 1) > NEAR:
        fields.report.add("E115", *fields.place("chances"), found=f"{total:g}")
