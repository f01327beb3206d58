"""What to keep of things that need each other when there is room for only some of them.

The knapsack problem with precedence constraints: most value within the room, closed under needs.
Sets are rows of 0 and 1, several at a time, so that a step of the search takes a few operations on
arrays. A set is filled with what has most value per minute, together with all that it still needs,
and emptied of what has least, together with all that needs it. Around a set lie its neighbours:
one thing thrown out, or one taken in whatever that costs, and the room filled again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.planning.closure import best_closure

Sets = NDArray[np.float64]
_Places = tuple[NDArray[np.intp], NDArray[np.intp]]
ROUNDS = 6
WIDEST = 8
MOST_THINGS = 240
MOST_NEIGHBOURS = 48
POWERS = (1.0, 0.5, 0.0)
_LEAST = 1e-9


@dataclass(frozen=True, eq=False)
class Knapsack:
    """Things by index: their values, their minutes, what each requires, and what must be kept.

    `must` is a set that holds all that its members need.
    """

    values: Sets
    minutes: Sets
    requires: Sequence[Sequence[int]]
    must: Sets

    @cached_property
    def needs(self) -> Sets:
        """A row for each thing: itself and all that it needs, near and far."""
        found: Sets = np.eye(len(self.values))
        before: Sets = np.zeros_like(found)
        while not np.array_equal(found, before):
            before = found.copy()
            for one, required in enumerate(self.requires):
                for needed in required:
                    found[one] = np.maximum(found[one], found[needed])
        return found

    @cached_property
    def held(self) -> NDArray[np.bool_]:
        """Which things something that must be kept needs."""
        return np.asarray(over_needed_by(self, self.must[None])[0] > 0)

    @cached_property
    def _needed(self) -> _Places:
        return _places(self.needs)

    @cached_property
    def _needed_by(self) -> _Places:
        return _places(self.needs.T)


def over_needs(sack: Knapsack, amounts: Sets) -> Sets:
    """Add up, in each row of `amounts` and for each thing, what it and all that it needs have."""
    return _added(amounts, sack._needed)


def over_needed_by(sack: Knapsack, amounts: Sets) -> Sets:
    """Add up, in each row of `amounts` and for each thing, what it and all that needs it have."""
    return _added(amounts, sack._needed_by)


def _places(sets: Sets) -> _Places:
    members = [np.flatnonzero(one) for one in sets]
    sizes = np.array([len(one) for one in members], dtype=np.intp)
    return np.concatenate([*members, np.zeros(0, np.intp)]), np.cumsum(sizes) - sizes


def _added(amounts: Sets, places: _Places) -> Sets:
    # A product of matrices would say the same, but most of them is noughts, and the libraries for
    # it start threads that get in each other's way.
    members, begins = places
    if not len(begins):
        return amounts
    return np.asarray(np.add.reduceat(amounts[:, members], begins, axis=1))


@dataclass(frozen=True)
class Bound:
    """A value that no set within the room exceeds, and a set within it that comes near."""

    value: float
    kept: Sets


def bound(sack: Knapsack, room: float) -> Bound:
    """Return the bound of the linear relaxation, by Lagrange's method.

    A price for each minute turns the problem into a best closure; the price at which the bound is
    least lies where the values of a set that is too large and of one that is not meet (Geoffrion
    1974: as closures are integral, this is the bound of the linear relaxation).
    """
    free = [one for one in range(len(sack.values)) if not sack.held[one]]
    place = {one: number for number, one in enumerate(free)}
    requires = [[place[two] for two in sack.requires[one] if two in place] for one in free]
    values, minutes = sack.values[free], sack.minutes[free]
    left, base = room - float(minutes_of(sack, sack.must)), float(values_of(sack, sack.must))
    small, large = np.zeros(len(free)), np.ones(len(free))
    least, price, meeting = float("inf"), 0.0, -float("inf")
    while True:
        found = best_closure([float(one) for one in values - price * minutes], requires)
        least = min(least, price * left + found.most)
        members = np.zeros(len(free))
        members[sorted(found.members)] = 1.0
        fits = bool(members @ minutes <= left)
        small, large = (members, large) if fits else (small, members)
        wide = float((large - small) @ minutes)
        if (fits and not price) or price * left + found.most <= meeting + _LEAST or wide <= 0:
            break
        price = float((large - small) @ values) / wide
        meeting = float(small @ values) + price * (left - float(small @ minutes))
    kept = sack.must.copy()
    kept[free] = np.maximum(kept[free], small)
    return Bound(base + least, kept)


def minutes_of(sack: Knapsack, sets: Sets) -> Sets:
    """Return the minutes of a set, or of each of several."""
    return np.asarray((sets * sack.minutes).sum(axis=-1))


def values_of(sack: Knapsack, sets: Sets) -> Sets:
    """Return the value of a set, or of each of several."""
    return np.asarray((sets * sack.values).sum(axis=-1))


def filled(sack: Knapsack, sets: Sets, room: float, *, without: Sets | None = None) -> Sets:
    """Take into each set, best value per minute first, what fits with all that it still needs.

    Nothing of `without`, a row for each set, is taken in. The room is full then: nothing that is
    left fits.
    """
    return _filled(sack, sets, room, power=1.0, without=without)


def _filled(
    sack: Knapsack, sets: Sets, room: float, *, power: float, without: Sets | None = None
) -> Sets:
    sets, rows = sets.copy(), np.arange(len(sets))
    while True:
        missing = 1 - sets
        more = over_needs(sack, missing * sack.minutes)
        value = over_needs(sack, missing * sack.values)
        able = (missing > 0) & (more <= (room - minutes_of(sack, sets))[:, None] + _LEAST)
        if without is not None:
            able &= without == 0
        worth = np.where(able, (value + _LEAST) / np.maximum(more, 1) ** power, -1.0)
        best = worth.argmax(axis=1)
        go = rows[worth[rows, best] > 0]
        if not len(go):
            return sets
        sets[go] = np.maximum(sets[go], sack.needs[best[go]])


def emptied(sack: Knapsack, sets: Sets, room: float, *, keeping: Sets) -> Sets:
    """Throw out of each set that is too large what closes least value for the minutes wanted.

    All that needs it goes too; `keeping`, a row for each set, stays with all that it needs. Sets
    that cannot be made small enough are left out of what is returned.
    """
    sets = sets.copy()
    stays = over_needed_by(sack, keeping) > 0
    while True:
        over = minutes_of(sack, sets) - room
        barred = stays | (sets == 0)
        spared = np.minimum(over_needed_by(sack, sets * sack.minutes), over[:, None])
        lost = over_needed_by(sack, sets * sack.values) + _LEAST
        cost = np.where(barred, np.inf, lost / np.maximum(1, spared))
        worst = cost.argmin(axis=1)
        go = (over > _LEAST) & np.isfinite(cost[np.arange(len(sets)), worst])
        if not go.any():
            return sets[over <= _LEAST]
        sets[go] *= 1 - sack.needs[:, worst[go]].T


def neighbours(sack: Knapsack, kept: Sets, room: float) -> Sets:
    """Return the sets around `kept`, each within the room, without doubles, best value first."""
    found = [_without_one(sack, kept, room), _with_one(sack, kept, room)]
    return ordered(sack, np.concatenate(found))


def _without_one(sack: Knapsack, kept: Sets, room: float) -> Sets:
    value = over_needed_by(sack, (kept * sack.values)[None])[0]
    minutes = np.maximum(1, over_needed_by(sack, (kept * sack.minutes)[None])[0])
    able = np.flatnonzero((kept > 0) & ~sack.held)
    able = able[np.argsort((value / minutes)[able], kind="stable")][:MOST_NEIGHBOURS]
    gone = sack.needs[:, able].T
    bare = kept * (1 - gone)
    other = filled(sack, bare, room, without=gone)
    return np.concatenate([bare, other, filled(sack, other, room)])


def _with_one(sack: Knapsack, kept: Sets, room: float) -> Sets:
    value = over_needs(sack, ((1 - kept) * sack.values)[None])[0]
    minutes = np.maximum(1, over_needs(sack, ((1 - kept) * sack.minutes)[None])[0])
    able = np.flatnonzero(kept == 0)
    able = able[np.argsort((-value / minutes)[able], kind="stable")][:MOST_NEIGHBOURS]
    wanted = np.maximum(sack.needs[able], sack.must)
    found = emptied(sack, np.maximum(kept, wanted), room, keeping=wanted)
    return np.concatenate([found, filled(sack, found, room)])


def best_sets(sack: Knapsack, room: float, *, near: Sets, enough: float) -> Sets:
    """Return good sets within the room, best value first, by a search with several at a time.

    `near` is a set within the room to begin from; the search ends early with a value of `enough`.
    Empty where what must be kept has no room.
    """
    if float(minutes_of(sack, sack.must)) > room:
        return np.zeros((0, len(sack.values)))
    if not len(sack.values):
        return sack.must[None]
    wide = max(1, min(WIDEST, MOST_THINGS // max(1, len(sack.values))))
    best = ordered(sack, np.concatenate(list(_beginnings(sack, room, near))))[:wide]
    seen: set[bytes] = set()
    for _ in range(ROUNDS):
        new = [one for one in best if one.tobytes() not in seen]
        if not new or float(values_of(sack, best[0])) >= enough:
            break
        seen.update(one.tobytes() for one in new)
        around = [neighbours(sack, one, room) for one in new]
        best = ordered(sack, np.concatenate([best, *around]))[:wide]
    return best


def _beginnings(sack: Knapsack, room: float, near: Sets) -> Iterator[Sets]:
    yield filled(sack, near[None], room)
    if len(sack.values) <= MOST_THINGS:
        for power in POWERS:
            yield _filled(sack, sack.must[None], room, power=power)
        everything = np.ones((1, len(sack.values)))
        yield emptied(sack, everything, room, keeping=sack.must[None])


def ordered(sack: Knapsack, sets: Sets) -> Sets:
    """Return the sets without doubles, best value first."""
    different = {one.tobytes(): number for number, one in reversed(list(enumerate(sets)))}
    values = values_of(sack, sets)
    return sets[sorted(different.values(), key=lambda number: -float(values[number]))]
