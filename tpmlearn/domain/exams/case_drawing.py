"""Fills the sections of an exam that are made of cases: whole ones, the last perhaps cut."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.freezing import Shuffler
from tpmlearn.domain.exams.mixing import mixed

MOST_SETS = 10_000
"""Up to so many sets of cases all are compared; beyond, `SAMPLES` of them."""
SAMPLES = 300


class Piece(NamedTuple):
    """A case in a section, with its first `take` questions."""

    case: int
    take: int


Fill = tuple[tuple[Piece, ...], ...]
"""The pieces of each section, in order; at most the last of a section is cut."""
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class CaseWorth:
    """What the first n questions of a case bring, n being the index: marks by part, wear."""

    parts: tuple[Mapping[str, int], ...]
    repeats: tuple[int, ...]
    met: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many questions the case has."""
        return len(self.repeats) - 1


def fills(
    sections: Sequence[int], sizes: Sequence[int], wear: Sequence[int], rng: Shuffler
) -> list[Fill]:
    """Ways to fill sections of so many questions with cases of some sizes.

    All of them where they are few; else a sample, half of it at random, half with the cases of the
    least `wear` first.
    """
    if _are_few(sections, sizes):
        return list(_every(tuple(sections), tuple(sizes)))
    found = (_sampled(sections, sizes, wear if n % 2 else (), rng) for n in range(SAMPLES))
    return [one for one in found if one]


@lru_cache(maxsize=16)
def _every(sections: tuple[int, ...], sizes: tuple[int, ...]) -> tuple[Fill, ...]:
    """All ways to fill the sections: the same for everybody, so worth keeping."""
    return tuple(_all(sections, range(len(sizes)), sizes))


def _are_few(sections: Sequence[int], sizes: Sequence[int]) -> bool:
    """Whether going through all sets of cases is quick."""
    sets = 1
    for wanted in sections:
        sets *= sum(comb(len(sizes), count) for count in _counts(wanted, sorted(sizes)))
    return sets <= MOST_SETS


def _counts(wanted: int, sizes: Sequence[int]) -> list[int]:
    """How many cases can fill a section, one of them perhaps cut; `sizes` in rising order."""
    return [
        count
        for count in range(len(sizes) + 1)
        if sum(sizes[len(sizes) - count :]) >= wanted and sum(sizes[: count - 1]) < wanted
    ]


def _all(sections: Sequence[int], cases: Sequence[int], sizes: Sequence[int]) -> Iterator[Fill]:
    if not sections:
        yield ()
        return
    for pieces in _sets(sections[0], cases, sizes):
        used = {piece.case for piece in pieces}
        for rest in _all(sections[1:], [one for one in cases if one not in used], sizes):
            yield (pieces, *rest)


def _sets(wanted: int, cases: Sequence[int], sizes: Sequence[int]) -> Iterator[tuple[Piece, ...]]:
    """Every set of whole cases with so many questions, then every set with one that is cut."""
    rising = sorted(sizes[one] for one in cases)
    counts = _counts(wanted, rising)
    for chosen in (chosen for count in counts for chosen in combinations(cases, count)):
        if sum([sizes[one] for one in chosen]) == wanted:
            yield _whole(chosen, sizes)
    # Where one is cut, one fewer is whole; too small a case leaves nothing to cut off.
    cut = [n for n in counts if rising[-1] > wanted - sum(rising[len(rising) - n + 1 :])]
    for chosen in (chosen for count in cut for chosen in combinations(cases, count - 1)):
        yield from _with_cut(wanted, chosen, cases, sizes)


def _with_cut(
    wanted: int, chosen: Sequence[int], cases: Sequence[int], sizes: Sequence[int]
) -> Iterator[tuple[Piece, ...]]:
    rest = wanted - sum(sizes[one] for one in chosen)
    if rest > 0:
        for last in cases:
            if last not in chosen and sizes[last] > rest:
                yield (*_whole(chosen, sizes), Piece(last, rest))


def _whole(chosen: Sequence[int], sizes: Sequence[int]) -> tuple[Piece, ...]:
    return tuple([Piece(one, sizes[one]) for one in chosen])


def _sampled(
    sections: Sequence[int], sizes: Sequence[int], wear: Sequence[int], rng: Shuffler
) -> Fill:
    """The cases in random order: each goes where it fits, and the next one is cut for the rest."""
    order = mixed(len(sizes), rng)
    if wear:
        order.sort(key=lambda one: wear[one])
    found = []
    for wanted in sections:
        pieces, open_ = [], wanted
        for one in order:
            if sizes[one] <= open_:
                pieces.append(Piece(one, sizes[one]))
                open_ -= sizes[one]
        order = [one for one in order if all(one != piece.case for piece in pieces)]
        if open_:
            if not order:
                return ()
            pieces.append(Piece(order.pop(0), open_))
        found.append(tuple(pieces))
    return tuple(found)


def unfilled(sections: Sequence[int], sizes: Sequence[int]) -> int:
    """How many questions of the sections the cases leave open; 0 when they suffice."""
    left = sorted(sizes)
    missing = 0
    for wanted in sorted(sections, reverse=True):
        found = 0
        while left and found < wanted:
            found += left.pop()
        missing += max(0, wanted - found)
    return missing


@dataclass(frozen=True)
class Outlook:
    """What fills leave for the questions outside cases; every array has a row for each fill.

    `need` has a column for each part, below 0 where the cases bring too much.
    """

    fills: Sequence[Fill]
    need: Ints
    repeats: Ints
    met: Ints
    cut: Ints

    def ranked(self, free: Ints, fresh: Ints, jitter: Sequence[int]) -> tuple[list[int], Ints]:
        """Indexes of the fills, the best first, and what each lacks in marks of all parts.

        `free` marks by part stand outside cases, `fresh` of them in items not met lately. Fewest
        marks lacking go first, then fewest repeats in all, then no case cut, then fewest met.
        """
        lacks = np.maximum(0, self.need - free) + np.maximum(0, -self.need)
        lacking = lacks.sum(axis=1)
        repeats = self.repeats + np.maximum(0, self.need - fresh).sum(axis=1)
        order = np.lexsort((np.array(jitter), self.met, self.cut, repeats, lacking))
        return [int(one) for one in order], lacking


def outlook(
    found: Sequence[Fill], worth: Sequence[CaseWorth], demand: Mapping[str, int]
) -> Outlook:
    """What each fill leaves open of the demand, and how worn its cases are."""
    columns = _columns(found)
    uses = np.zeros((len(found), len(columns)), dtype=np.int64)
    for row, fill in enumerate(found):
        uses[row, [columns[piece] for section in fill for piece in section]] = 1
    brought = [[worth[one.case].parts[one.take].get(part, 0) for part in demand] for one in columns]
    wear = [(worth[one.case].repeats[one.take], worth[one.case].met[one.take]) for one in columns]
    cut = [one.take < worth[one.case].size for one in columns]
    repeats, met = (uses @ _column([one[n] for one in wear]) for n in range(2))
    need = _column(list(demand.values())) - uses @ np.array(brought, dtype=np.int64).reshape(
        len(columns), len(demand)
    )
    return Outlook(found, need, repeats, met, uses @ _column(cut))


def _column(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _columns(found: Sequence[Fill]) -> dict[Piece, int]:
    pieces = dict.fromkeys(piece for fill in found for section in fill for piece in section)
    return {piece: n for n, piece in enumerate(pieces)}
