"""When a test may be taken again: often enough to show growth, too seldom to learn the items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

REST = timedelta(days=14)
WINDOW = timedelta(days=90)
MOST_IN_WINDOW = 2
LEAST_UNSEEN = 6


@dataclass(frozen=True)
class Retake:
    """Whether a test may begin; if not, from when on, and which rule holds it.

    `rule` is `rest` (14 days), `window` (two in 90 days), `items` (too few unseen) or `none` (there
    are no items at all); `from_` is None where nobody can say.
    """

    allowed: bool
    rule: str = ""
    from_: datetime | None = None


def retake(
    ended: Sequence[datetime],
    seen_at: Mapping[str, Sequence[datetime]],
    pool: Mapping[str, int],
    *,
    now: datetime,
) -> Retake:
    """Whether the test of an area may begin `now`.

    `ended` are the ends of its earlier sittings, `seen_at` tells by skill when its items were last
    shown to this person within 90 days, `pool` how many items each skill has.
    """
    if not any(pool.values()):
        return Retake(allowed=False, rule="none")
    holds = [*_times(sorted(ended), now), *_items(seen_at, pool)]
    later = [(moment, rule) for moment, rule in holds if moment > now]
    if not later:
        return Retake(allowed=True)
    moment, rule = max(later)
    return Retake(allowed=False, rule=rule, from_=moment)


def _times(ended: Sequence[datetime], now: datetime) -> list[tuple[datetime, str]]:
    # An end in the future is a clock that was set back: it counts as now, and not for ever.
    past = [min(one, now) for one in ended]
    holds = [(past[-1] + REST, "rest")] if past else []
    if len(past) >= MOST_IN_WINDOW:
        holds.append((past[-MOST_IN_WINDOW] + WINDOW, "window"))
    return holds


def _items(
    seen_at: Mapping[str, Sequence[datetime]], pool: Mapping[str, int]
) -> list[tuple[datetime, str]]:
    holds = []
    for skill, size in pool.items():
        seen = sorted(seen_at.get(skill, ()))
        missing = min(LEAST_UNSEEN, size) - (size - len(seen))
        if missing > 0:
            holds.append((seen[missing - 1] + WINDOW, "items"))
    return holds


def unseen_after(now: datetime) -> datetime:
    """Items shown since this moment are not shown again."""
    return now - WINDOW
