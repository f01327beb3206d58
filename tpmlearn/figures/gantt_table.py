"""The data of the Gantt chart as a table."""

from collections.abc import Mapping, Sequence
from datetime import date

from tpmlearn.domain.planning.activities import SEED_STEPS
from tpmlearn.domain.planning.levelled import Levelled, levelled
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.wording import amount, full_day
from tpmlearn.domain.planning.wording import days as in_days
from tpmlearn.figures.gantt_links import direct
from tpmlearn.figures.table import Table, said
from tpmlearn.words import N_, _
from tpmlearn.words.cases import capitalised

HEADER = (
    N_("Step"),
    N_("Activity"),
    N_("State"),
    N_("Start"),
    N_("End"),
    N_("Weeks"),
    N_("Hours"),
    N_("Pinned"),
    N_("Float"),
    N_("Waits for"),
)
AGREED = N_("Baseline")


def gantt_table(plan: Plan, *, agreed: Mapping[str, tuple[date, date]] | None = None) -> Table:
    """Return the plan as a table; with the days of the baseline where there is one."""
    network = levelled(plan)
    waits = _waits(plan, network)
    rows = [row for step, rows in by_step(plan.rows) for row in rows]
    cells = [(*_cells(row, plan, network), "; ".join(waits.get(row.key, ()))) for row in rows]
    if not agreed:
        return Table(said(HEADER), tuple(cells))
    days = {
        key: _("%(first)s to %(last)s", first=full_day(one), last=full_day(two))
        for key, (one, two) in agreed.items()
    }
    both = zip(cells, rows, strict=True)
    return Table(
        said((*HEADER, AGREED)),
        tuple((*one, days.get(row.key, _("new"))) for one, row in both),
    )


def by_step(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the three seed steps in order, then any other, each with its rows by start."""
    steps = list(dict.fromkeys((*SEED_STEPS, *(row.activity.step for row in rows))))
    return [(step, [row for row in rows if row.activity.step == step]) for step in steps]


def _waits(plan: Plan, network: Levelled) -> dict[str, list[str]]:
    """The titles of what each activity waits for."""
    titles = {row.key: row.activity.title for row in plan.rows}
    found: dict[str, list[str]] = {}
    for link in direct(network.links):
        title = titles[link.before]
        if link.kind is LinkKind.SS:
            title = _("the start of %(title)s", title=title)
        found.setdefault(link.after, []).append(title)
    return found


def _cells(row: Row, plan: Plan, network: Levelled) -> tuple[str, ...]:
    weeks = plan.weeks_of(row)
    hours = sum(row.hours_by_week.values())
    return (
        capitalised(_(row.activity.step)) if row.activity.step else "",
        row.activity.title,
        _(row.activity.state),
        full_day(row.start),
        full_day(row.end),
        str(weeks[0])
        if len(weeks) == 1
        else _("%(first)s to %(last)s", first=weeks[0], last=weeks[-1]),
        "" if row.done else amount(hours),
        _("yes") if row.pinned else _("no"),
        _float(network, row.key),
    )


def _float(network: Levelled, key: str) -> str:
    times, days = network.times(key), network.float_days(key)
    if times is None or days is None:
        return ""
    if times.is_critical:
        return _("none: critical")
    return in_days(days) if days else _("under a day")
