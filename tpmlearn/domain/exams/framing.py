"""Settles the frame of an exam: its cases, the counts beside them, and a question on each task."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tpmlearn.domain.assessment.freezing import Shuffler
from tpmlearn.domain.exams.case_drawing import Fill, Ints, Outlook, Piece, fills, outlook
from tpmlearn.domain.exams.covering import Candidate, Tasks, cover
from tpmlearn.domain.exams.drawn import Missing
from tpmlearn.domain.exams.mixing import mixed
from tpmlearn.domain.exams.parts import task_of
from tpmlearn.domain.exams.quotas import Quotas, quotas
from tpmlearn.domain.exams.shelf import IN_CASE, Shelf
from tpmlearn.domain.exams.shortage import (
    beside_cases,
    case_sections,
    free_places,
    no_counts,
    no_cover,
    no_fill,
)

MOST_TRIES = 60
"""So many choices of cases are tried before a draw is given up."""
Cases = tuple[tuple[tuple[int, ...], ...], ...]
"""The items of each case, by section of cases."""


@dataclass(frozen=True)
class Frame:
    """What is settled before the rest is filled; items by their index.

    `cases` are the items of each case by section of cases, `counts` what is taken outside cases,
    `first` items outside cases that together with those of the cases cover every task; `covers`
    are the tasks that each item of the shelf stands for.
    """

    cases: Cases
    counts: Quotas
    first: tuple[int, ...]
    covers: Sequence[Tasks]

    @property
    def in_cases(self) -> tuple[int, ...]:
        """All items of cases."""
        return tuple(one for section in self.cases for case in section for one in case)


def settle(shelf: Shelf, jitter: Sequence[int], rng: Shuffler) -> Frame | Missing:
    """The frame with the fewest repeats, or why there is none; `jitter` breaks ties."""
    wear = [one.repeats[-1] for one in shelf.case_worth]
    sizes = [one.size for one in shelf.case_worth]
    found = fills(case_sections(shelf.blueprint), sizes, wear, rng)
    if not found:
        return Missing((no_fill(),))
    view = outlook(found, shelf.case_worth, shelf.demand)
    free, fresh = _outside(shelf)
    order, lacking = view.ranked(free, fresh, mixed(len(found), rng))
    if lacking[order[0]]:
        need = [int(one) for one in view.need[order[0]]]
        return Missing(tuple(beside_cases(shelf, need, [int(one) for one in free])))
    return _first_that_fits(shelf, view, [one for one in order if not lacking[one]], jitter, rng)


def _first_that_fits(
    shelf: Shelf, view: Outlook, order: Sequence[int], jitter: Sequence[int], rng: Shuffler
) -> Frame | Missing:
    """The frame of the first fill in order beside which everything comes out."""
    rules = _rules(shelf, jitter)
    tried: dict[tuple[tuple[int, ...], Tasks], str] = {}
    for index in order:
        need = tuple(int(one) for one in view.need[index])
        cases = _items(shelf, view.fills[index], rng)
        inside = [one for section in cases for case in section for one in case]
        key = need, frozenset[str]().union(*(shelf.tasks[one] for one in inside))
        if key not in tried:
            found = _beside(shelf, need, cases, rules)
            if isinstance(found, Frame):
                return found
            tried[key] = found
        if len(tried) == MOST_TRIES:
            break
    return Missing((next(iter(tried.values())),))


def _beside(
    shelf: Shelf, need: Sequence[int], cases: Cases, rules: Iterable["_Rule"]
) -> Frame | str:
    """The frame with these cases, or a sentence on why there is none."""
    demand = dict(zip(shelf.demand, need, strict=True))
    counts = quotas(demand, free_places(shelf.blueprint), shelf.stock)
    if counts is None:
        return no_counts(shelf, need)
    inside = [one for section in cases for case in section for one in case]
    for rule in rules:
        first = rule.first(shelf.owed, inside, counts)
        if first is not None:
            return Frame(cases, counts, tuple(first), rule.covers)
    return no_cover(shelf)


def _items(shelf: Shelf, fill: Fill, rng: Shuffler) -> Cases:
    return tuple(
        tuple(tuple(shelf.cases[one.case][: one.take]) for one in _in_order(shelf, section, rng))
        for section in fill
    )


def _in_order(shelf: Shelf, section: Sequence[Piece], rng: Shuffler) -> list[Piece]:
    """The cases of a section in random order, one that is cut at the end."""
    order = [section[n] for n in mixed(len(section), rng)]
    return sorted(order, key=lambda one: one.take < len(shelf.cases[one.case]))


def _outside(shelf: Shelf) -> tuple[Ints, Ints]:
    """The marks of each part in items outside cases: all, and of those not met lately."""
    rows = [
        [
            (cell[1] * stock.items, cell[1] * stock.fresh)
            for cell, stock in shelf.stock.items()
            if cell[0] == part
        ]
        for part in shelf.demand
    ]
    free, fresh = ([sum(one[n] for one in row) for row in rows] for n in range(2))
    return np.array(free, dtype=np.int64), np.array(fresh, dtype=np.int64)


@dataclass(frozen=True)
class _Rule:
    """Which tasks an item stands for, and the items outside cases by which to cover them."""

    covers: Sequence[Tasks]
    candidates: Sequence[Candidate]

    def first(self, owed: Tasks, in_cases: Sequence[int], counts: Quotas) -> list[int] | None:
        """Items for the tasks that the cases do not cover."""
        left = owed.difference(*(self.covers[one] for one in in_cases))
        return cover(left, self.candidates, counts)


def _rules(shelf: Shelf, jitter: Sequence[int]) -> tuple[_Rule, _Rule]:
    """First that every task is the first of some question, without a repeat; then any task."""
    outside = [n for n, cell in enumerate(shelf.cells) if cell != IN_CASE and shelf.tasks[n]]
    outside.sort(key=lambda n: (shelf.wear.cost[n], jitter[n]))
    late = shelf.wear.recent
    strict = [one for one in outside if not late[one]]
    main = [
        tasks & {task_of(item, shelf.blueprint.outline)}
        for item, tasks in zip(shelf.items, shelf.tasks, strict=True)
    ]
    return (
        _Rule(main, [Candidate(n, shelf.cells[n], main[n]) for n in strict]),
        _Rule(
            shelf.tasks,
            [Candidate(n, shelf.cells[n], shelf.tasks[n], repeat=bool(late[n])) for n in outside],
        ),
    )
