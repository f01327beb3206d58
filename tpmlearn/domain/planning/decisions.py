"""Decision trees: the expected value of each branch, and the choice that it speaks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Fork(StrEnum):
    """What decides how it goes on: we, chance, or nothing more."""

    CHOICE = "choice"
    CHANCE = "chance"
    END = "end"


@dataclass(frozen=True)
class Branch:
    """A branch with what it costs to take it, its probability, and what it leads to.

    `value` counts at an end only; `probability` counts under a chance only.
    """

    name: str
    fork: Fork = Fork.END
    cost: float = 0
    value: float = 0
    probability: float = 1
    branches: tuple["Branch", ...] = ()


def expected(branch: Branch) -> float:
    """The expected value of a branch, its own cost taken off: the best choice, the mean chance."""
    return _gross(branch) - branch.cost


def chosen(branch: Branch) -> Branch | None:
    """The branch of a choice with the highest expected value, the first of equals."""
    return max(branch.branches, key=expected) if branch.fork is Fork.CHOICE else None


def walk(branch: Branch, depth: int = 0) -> Iterator[tuple[int, Branch]]:
    """Each branch with its depth, from the top, each before those below it."""
    yield depth, branch
    for one in branch.branches:
        yield from walk(one, depth + 1)


def _gross(branch: Branch) -> float:
    if branch.fork is Fork.END:
        return branch.value
    if branch.fork is Fork.CHOICE:
        return max(expected(one) for one in branch.branches)
    return sum(one.probability * expected(one) for one in branch.branches)
