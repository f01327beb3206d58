"""What to keep when time is short: what closes most weighted gap and still meets the date.

First as a knapsack: minutes up to the date, values, prerequisites (knapsack.py). What comes out is
tried on the scheduler, in the usual order and in the order of when each has to begin (deadline.py);
then sets around the best one found are tried, best value first, until none closes more or enough
have been tried. At the end nothing that was left out would fit with all that it requires. The
bound holds for every plan, whatever its order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tpmlearn.domain.planning.activities import Activity, Kind, State, key_of
from tpmlearn.domain.planning.deadline import Deadline
from tpmlearn.domain.planning.knapsack import (
    Bound,
    Knapsack,
    Sets,
    best_sets,
    bound,
    minutes_of,
    neighbours,
    ordered,
    over_needs,
    values_of,
)
from tpmlearn.domain.planning.offers import CERTIFICATE_PARTS
from tpmlearn.domain.planning.priority import in_order
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.schedule import meets_date

LEAST_TRIED, MOST_TRIED, TRIES = 2, 40, 800
"""Sets that are tried in search of a better one: `TRIES` divided by the number of activities."""
ENOUGH = 0.999
"""Share of the bound at which the search ends."""
NARROWER = (0.98, 0.94, 0.86, 0.7, 0.45, 0.2)
"""Shares of the room for a first set, in turn, where none that fills it can be laid out."""
SHARES = (1.0, 0.95, 0.88)
"""Shares of the room to fill around a set: one that is full may be hard to lay out."""
MORE = 1 + 1e-9


@dataclass(frozen=True)
class DatedChoice:
    """What is kept, as a request to plan, and what is left out, in learning order.

    `value` is the weighted gap that the unfinished work of the plan closes, `whole` that of all
    unfinished work, and `most` is proven: nothing that meets the date closes more.
    """

    request: PlanRequest
    left_out: tuple[Activity, ...]
    value: float
    whole: float
    most: float


def choose_by_date(request: PlanRequest) -> DatedChoice | None:
    """Return what to keep so that the plan meets the date to be ready.

    What is done, started or pinned stays, and so does all that it requires. None where there is no
    date, or where nothing that closes a gap meets it. Raises PlanCycle.
    """
    if request.settings.ready_by is None or request.settings.ready_by < request.first_day:
        return None
    search = _Search(request)
    kept = search.best()
    if kept is None or not kept.any():
        return None
    return search.choice(kept)


def kept_with(one: Activity, activities: Iterable[Activity]) -> list[str]:
    """Return the keys of those of the unfinished `activities` that `one` is not kept without.

    That is what it requires; with a part of a certificate, all its parts; with a test, the best of
    the lessons that it comes after, while all of them are still to be done.
    """
    known = {other.key: other for other in activities}
    keys = [key for key in one.requires if key in known]
    if one.kind in CERTIFICATE_PARTS:
        slug = one.key.split(":", 1)[1]
        parts = (key_of(kind, slug) for kind in CERTIFICATE_PARTS)
        keys += [key for key in parts if key in known and key != one.key and key not in keys]
    if one.kind is Kind.TEST and one.follows and all(key in known for key in one.follows):
        keys.append(max(one.follows, key=lambda key: known[key].worth))
    return keys


def in_time(request: PlanRequest) -> PlanRequest | None:
    """Return the request in an order that meets the date with all that is in it, None without."""
    if meets_date(request):
        return request
    if request.settings.ready_by is None:
        return None
    deadline = Deadline(request)
    activities = request.selection.activities
    begin_by = deadline.begin_by(in_order([one for one in activities if one.key in deadline.jobs]))
    other = replace(request, begin_by=begin_by or {})
    return other if begin_by and meets_date(other) else None


class _Search:
    """One search; sets are rows over `todo`, the unfinished work that might meet the date."""

    def __init__(self, request: PlanRequest) -> None:
        self.asked = request
        self.deadline = Deadline(request)
        jobs = self.deadline.jobs
        unfinished = in_order([one for one in request.selection.activities if one.key in jobs])
        whole = self._knapsack(unfinished)
        alone = [np.maximum(one, whole.must) for one in whole.needs]
        able = [self.deadline.begin_by(_members(unfinished, one)) is not None for one in alone]
        self.whole = float(whole.values.sum())
        self.todo = tuple(one for one, may in zip(unfinished, able, strict=True) if may)
        self.sack = self._knapsack(self.todo)
        self.room = float(self.deadline.minutes)
        self.orders: dict[bytes, dict[str, int] | None] = {}
        self.tried = 0
        self.most_tried = max(LEAST_TRIED, min(MOST_TRIED, TRIES // max(1, len(self.todo))))

    def _knapsack(self, activities: Sequence[Activity]) -> Knapsack:
        place = {one.key: number for number, one in enumerate(activities)}
        pins = self.asked.settings.pins
        sack = Knapsack(
            values=np.array([one.value for one in activities], dtype=float),
            minutes=np.array([self.deadline.jobs[one.key].total for one in activities], float),
            requires=[[place[key] for key in kept_with(one, activities)] for one in activities],
            must=np.zeros(len(activities)),
        )
        stays = [one.state is State.STARTED or one.key in pins for one in activities]
        return replace(sack, must=sack.needs[np.array(stays, bool)].max(axis=0, initial=0.0))

    @cached_property
    def bound(self) -> Bound:
        """What nothing that has room exceeds."""
        return bound(self.sack, self.room)

    def best(self) -> Sets | None:
        """The best set that was found; None where what has to stay misses the date."""
        kept = self._first()
        if kept is None:
            return None
        kept = self._maximal(kept)
        while (better := self._better(kept)) is not None:
            kept = self._maximal(better)
        return kept

    def _first(self) -> Sets | None:
        everything = np.ones(len(self.todo))
        if self.fits(everything):
            return everything
        enough = self.bound.value * ENOUGH
        found = best_sets(self.sack, self.room, near=self.bound.kept, enough=enough)
        around = [neighbours(self.sack, one, self.room) for one in found[:1]]
        for kept in np.concatenate([found, *around])[: self.most_tried]:
            if self.fits(kept):
                return np.asarray(kept)
        for share in NARROWER:
            room = self.room * share
            for kept in best_sets(self.sack, room, near=self.sack.must, enough=0.0)[:1]:
                if self.fits(kept):
                    return np.asarray(kept)
        return self.sack.must if self.fits(self.sack.must) else None

    def _maximal(self, kept: Sets) -> Sets:
        """Take in, best value per minute first, what fits with all that it requires."""
        grown = True
        while grown:
            grown = False
            for one in self._candidates(kept):
                larger = np.maximum(kept, self.sack.needs[one])
                if not kept[one] and self.fits(larger):
                    kept, grown = larger, True
        return kept

    def _candidates(self, kept: Sets) -> list[int]:
        missing = (1 - kept)[None]
        more = over_needs(self.sack, missing * self.sack.minutes)[0]
        worth = over_needs(self.sack, missing * self.sack.values)[0] / np.maximum(1, more)
        able = (kept == 0) & (more <= self.room - minutes_of(self.sack, kept))
        return [int(one) for one in np.argsort(-worth, kind="stable") if able[one]]

    def _better(self, kept: Sets) -> Sets | None:
        """A set around that closes more and meets the date; None where none is found."""
        value = float(values_of(self.sack, kept))
        if value >= self.bound.value * ENOUGH:
            return None
        around = [neighbours(self.sack, kept, self.room * share) for share in SHARES]
        for one in ordered(self.sack, np.concatenate(around)):
            if float(values_of(self.sack, one)) <= value * MORE or self.tried >= self.most_tried:
                return None
            self.tried += 1
            if self.fits(one):
                return np.asarray(one)
        return None

    def fits(self, kept: Sets) -> bool:
        """Say whether the scheduler meets the date with this set, in one of the two orders."""
        key = kept.tobytes()
        if key not in self.orders:
            self.orders[key] = self._order_that_fits(kept)
        return self.orders[key] is not None

    def _order_that_fits(self, kept: Sets) -> dict[str, int] | None:
        if float(minutes_of(self.sack, kept)) > self.room:
            return None
        begin_by = self.deadline.begin_by(_members(self.todo, kept))
        for order in (begin_by, {}) if begin_by is not None else ():
            if meets_date(self._request(kept, order)):
                return order
        return None

    def _request(self, kept: Sets, order: dict[str, int]) -> PlanRequest:
        keys = {one.key for one in _members(self.todo, kept)}
        stays = tuple(
            one
            for one in self.asked.selection.activities
            if one.key in keys or one.key not in self.deadline.jobs
        )
        selection = replace(self.asked.selection, activities=stays)
        return replace(self.asked, selection=selection, begin_by=order)

    def choice(self, kept: Sets) -> DatedChoice:
        """What a set that fits comes to; planned in the usual order, where that meets the date."""
        order = {} if meets_date(self._request(kept, {})) else self.orders[kept.tobytes()]
        keys = {one.key for one in _members(self.todo, kept)}
        unfinished = (
            one for one in self.asked.selection.activities if one.key in self.deadline.jobs
        )
        return DatedChoice(
            request=self._request(kept, order or {}),
            left_out=tuple(one for one in unfinished if one.key not in keys),
            value=float(values_of(self.sack, kept)),
            whole=self.whole,
            most=self.bound.value,
        )


def _members(activities: Sequence[Activity], kept: Sets) -> list[Activity]:
    return [activities[int(number)] for number in np.flatnonzero(kept)]
