"""A baseline beside the plan as it is: each thing with the days agreed and the days now."""

from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.scope import Scope
from tpmlearn.domain.planning.tracking import row_hours
from tpmlearn.words import N_, _, ngettext
from tpmlearn.words.numbers import spelled

IN_PLACE = N_("as agreed")
NEW = N_("new since")


@dataclass(frozen=True)
class Compared:
    """One thing; `agreed` and `now` are first and last day, None where it is not there.

    `moved` is how many days its end lies after the one agreed, negative before it; `said` puts
    that, or why there is none, in words.
    """

    activity: Activity
    hours: float
    agreed: tuple[date, date] | None
    now: tuple[date, date] | None
    moved: int | None
    said: str

    @property
    def done(self) -> bool:
        """Whether it is behind the person."""
        return self.activity.state is State.DONE


def compared(baseline: Plan, now: Plan, scope: Scope) -> tuple[Compared, ...]:
    """Return the things of a baseline in its order, then what came in since."""
    present = {row.key: row for row in now.rows}
    why = {one.row.key: one.why for one in scope.dropped}
    lines = [
        _line(row, present.get(row.key), why.get(row.key, ""))
        for row in baseline.rows
        if not row.done
    ]
    new = [
        Compared(row.activity, row_hours(row), None, (row.start, row.end), None, _(NEW))
        for row in scope.added
    ]
    return (*lines, *new)


def _line(row: Row, now: Row | None, why: str) -> Compared:
    agreed = (row.start, row.end)
    if now is None:
        said = _("left out: %(why)s", why=_(why)) if why else _("done")
        return Compared(row.activity, row_hours(row), agreed, None, None, said)
    moved = (now.end - row.end).days
    days = (now.start, now.end)
    return Compared(now.activity, row_hours(row), agreed, days, moved, _moved(moved))


def _moved(days: int) -> str:
    if not days:
        return _(IN_PLACE)
    count = abs(days)
    if days > 0:
        return ngettext("%(count)s day later", "%(count)s days later", count, count=spelled(count))
    return ngettext("%(count)s day earlier", "%(count)s days earlier", count, count=spelled(count))
