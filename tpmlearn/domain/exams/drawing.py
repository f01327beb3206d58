"""Draws what a sitting asks: the counts of a blueprint exactly, and its balance as near as can be.

The cases are chosen first, so that what they leave open can be filled; then the counts of items
outside cases are settled, every task is covered, and the rest is filled by wear and balance.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np

from tpmlearn.domain.assessment.freezing import Shuffler
from tpmlearn.domain.content.catalogue import Blueprint, Item, Pool
from tpmlearn.domain.exams.balance import Filling, fill, tally_of
from tpmlearn.domain.exams.drawn import Drawn, DrawnQuestion, Met, Missing
from tpmlearn.domain.exams.framing import Frame, settle
from tpmlearn.domain.exams.looks import traits_of
from tpmlearn.domain.exams.mixing import mixed
from tpmlearn.domain.exams.parts import part_of
from tpmlearn.domain.exams.shelf import Shelf, shelf_of
from tpmlearn.domain.exams.shortage import lacking
from tpmlearn.domain.exams.unscored import choose_unscored

__all__ = ["Drawn", "DrawnQuestion", "Met", "Missing", "draw_exam"]


def draw_exam(
    blueprint: Blueprint,
    pool: Sequence[Item],
    met: Mapping[str, Met],
    *,
    now: datetime,
    rng: Shuffler,
    answers: Mapping[str, int] | None = None,
) -> Drawn | Missing:
    """An exam drawn from a pool for one person, or what the pool lacks for it.

    `met` tells by item id what the person has met, `answers` how many answers are known of an item
    from everybody: those with the fewest go unscored. The same arguments and the same state of
    `rng` give the same exam.
    """
    shelf = shelf_of(blueprint, pool, met, now=now)
    lacks = tuple(lacking(shelf))
    if lacks:
        return Missing(lacks)
    jitter = mixed(len(shelf.items), rng)
    frame = settle(shelf, jitter, rng)
    if isinstance(frame, Missing):
        return frame
    outside = fill(_filling(shelf, frame, jitter), frame.counts, frame.first, rng)
    outside = [outside[n] for n in mixed(len(outside), rng)]
    unscored = choose_unscored(shelf, frame.in_cases, outside, answers or {})
    return _laid_out(shelf, frame, outside, unscored)


def _filling(shelf: Shelf, frame: Frame, jitter: Sequence[int]) -> Filling:
    """The exam with its cases taken, ready to be filled."""
    totals = Counter(dict.fromkeys(shelf.demand, 0))
    totals.update(shelf.worth[index][0] for index in frame.in_cases)
    for (part, _), count in frame.counts.items():
        totals[part] += count
    skills = {skill: n for n, skill in enumerate(shelf.unmet_by_skill)}
    left = np.array([float(count) for count in shelf.unmet_by_skill.values()])
    filling = Filling(
        shelf.cells,
        shelf.wear,
        tally_of(traits_of(shelf, totals), len(shelf.items)),
        np.array(jitter) / max(1, len(jitter)),
        np.array([skills[item.skill] for item in shelf.items], dtype=np.intp),
        left if shelf.blueprint.pool is Pool.TEST else None,
        frame.covers,
        np.zeros(len(shelf.items), dtype=bool),
    )
    for index in frame.in_cases:
        filling.take(index)
    return filling


def _laid_out(
    shelf: Shelf, frame: Frame, outside: Sequence[int], unscored: frozenset[int]
) -> Drawn:
    """The questions in the order of the sections; `outside` are those outside cases, mixed."""
    rest, cases = iter(outside), iter(frame.cases)
    sections = [
        [one for case in next(cases) for one in case]
        if section.cases
        else [next(rest) for _ in range(section.questions)]
        for section in shelf.blueprint.sections
    ]
    chosen = [*frame.in_cases, *outside]
    return Drawn(
        tuple(tuple(_questions(shelf, section, unscored)) for section in sections),
        frozenset(shelf.items[one].id for one in chosen if shelf.wear.recent[one]),
    )


def _questions(
    shelf: Shelf, section: Sequence[int], unscored: frozenset[int]
) -> Iterator[DrawnQuestion]:
    for index in section:
        item = shelf.items[index]
        yield DrawnQuestion(item, part_of(item, shelf.blueprint), scored=index not in unscored)
