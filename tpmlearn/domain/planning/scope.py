"""What of a baseline is still in the plan, what was left out since and why, and what came in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.activities import Progress, State
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.words import N_

SKIPPED = N_("skipped by you")
NOT_OFFERED = N_("no longer offered")
NO_GAP = N_("no gap asks for it any more")


@dataclass(frozen=True)
class Dropped:
    """A row of the baseline that is not to be done any more, and why."""

    row: Row
    why: str


@dataclass(frozen=True)
class Scope:
    """Rows of the baseline that count, those that were dropped, and rows that came in since."""

    kept: tuple[Row, ...]
    dropped: tuple[Dropped, ...] = ()
    added: tuple[Row, ...] = ()


def scope_of(
    baseline: Plan,
    now: Plan,
    *,
    saved_on: date,
    progress: Mapping[str, Progress],
    offered: Collection[str],
) -> Scope:
    """Return the scope of a baseline as it is in the plan of `now`.

    What is done counts even if it has left plan and content. `offered` are the keys of all that
    the content has.
    """
    planned = {row.key for row in now.rows}
    kept, dropped = [], []
    for row in baseline.rows:
        if row.done:
            continue
        entry = progress.get(row.key)
        if row.key in planned or (entry and entry.state is State.DONE):
            kept.append(row)
        else:
            dropped.append(Dropped(row, _why(row.key, entry, offered)))
    before = {row.key for row in baseline.rows}
    new = [row for row in now.rows if row.key not in before]
    added = [row for row in new if not row.done or row.end >= saved_on]
    return Scope(tuple(kept), tuple(dropped), tuple(added))


def _why(key: str, entry: Progress | None, offered: Collection[str]) -> str:
    if key not in offered:
        return NOT_OFFERED
    return SKIPPED if entry and entry.state is State.SKIPPED else NO_GAP
