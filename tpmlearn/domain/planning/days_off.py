"""Days off as people type and read them: a day, or a first and a last one, on each line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tpmlearn.domain.planning.pace import WINDOW
from tpmlearn.domain.planning.settings import MOST_DAYS_OFF
from tpmlearn.domain.planning.weeks import DAY, WEEK, monday
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.words import _

LONGEST_TEXT = 5000
SHOWN = 60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:to|until|till|-|–|—|\.\.)\s*|\s+")


class DaysUnreadable(ValueError):
    """Lines that name no days; the sentence names the first of them."""


@dataclass(frozen=True)
class Stretch:
    """Days in a row, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> frozenset[date]:
        """Each of the days."""
        return frozenset(self.first + n * DAY for n in range((self.last - self.first).days + 1))


def read_days(text: str) -> frozenset[date]:
    """Return the days of a text such as "2026-12-24 to 2027-01-03", one entry a line.

    Entries may also stand between commas or semicolons. Raises DaysUnreadable.
    """
    if len(text) > LONGEST_TEXT:
        raise DaysUnreadable(_("Give at most %(most)s letters of days off.", most=LONGEST_TEXT))
    entries = [entry.strip() for entry in re.split(r"[\n,;]", text)]
    return frozenset(day for entry in entries if entry for day in _read(entry).days)


def stretches(days: Iterable[date]) -> tuple[Stretch, ...]:
    """Return the days as stretches, the earliest first."""
    found: list[Stretch] = []
    for day in sorted(set(days)):
        if found and day - found[-1].last == timedelta(days=1):
            found[-1] = Stretch(found[-1].first, day)
        else:
            found.append(Stretch(day, day))
    return tuple(found)


def write_days(days: Iterable[date]) -> str:
    """Return the text that `read_days` reads as these days, one stretch a line."""
    return "\n".join(
        f"{one.first}" if one.first == one.last else f"{one.first} to {one.last}"
        for one in stretches(days)
    )


def to_come(days: Iterable[date], today: date) -> frozenset[date]:
    """Return the days that can still matter: those of this week and of later ones."""
    return frozenset(day for day in days if day >= monday(today))


def with_late_ones(days: Iterable[date], saved: Iterable[date], today: date) -> frozenset[date]:
    """Return the days to come and, as far as there is room, those saved that are over of late.

    Being away must not count against the person's pace.
    """
    coming, this = to_come(days, today), monday(today)
    over = sorted(day for day in saved if this - WINDOW * WEEK <= day < this)
    room = max(0, MOST_DAYS_OFF - len(coming))
    return coming.union(over[-room:] if room else ())


def _read(entry: str) -> Stretch:
    parts = _DAY.findall(entry)
    rest = _BETWEEN.sub("", _DAY.sub("", entry))
    if rest or not 1 <= len(parts) <= 2:
        raise DaysUnreadable(
            _(
                "“%(entry)s” is no day and no stretch of days; write 2026-12-24, or 2026-12-24 to"
                " 2027-01-03.",
                entry=_shown(entry),
            )
        )
    try:
        first, last = date.fromisoformat(parts[0]), date.fromisoformat(parts[-1])
    except ValueError as fault:
        raise DaysUnreadable(
            _(
                "“%(entry)s” names a day that no calendar has; write 2026-12-24, or 2026-12-24 to"
                " 2027-01-03.",
                entry=_shown(entry),
            )
        ) from fault
    return stretch(first, last)


def stretch(first: date, last: date) -> Stretch:
    """Return the days from `first` to `last`. Raises DaysUnreadable where they cannot be off."""
    if last < first:
        raise DaysUnreadable(
            _(
                "%(last)s comes before %(first)s: the first day goes first.",
                last=full_day(last),
                first=full_day(first),
            )
        )
    if (last - first).days >= MOST_DAYS_OFF:
        raise DaysUnreadable(
            _(
                "From %(first)s to %(last)s is more than %(most)s days: give a shorter time, and"
                " move the start of the plan for a longer one.",
                first=full_day(first),
                last=full_day(last),
                most=MOST_DAYS_OFF,
            )
        )
    return Stretch(first, last)


def _shown(entry: str) -> str:
    return entry if len(entry) <= SHOWN else f"{entry[:SHOWN]}…"
