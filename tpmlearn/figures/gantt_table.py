"""The data of the Gantt chart as a table."""

from collections.abc import Mapping, Sequence
from datetime import date

from tpmlearn.domain.planning.activities import SEED_STEPS
from tpmlearn.domain.planning.levelled import Levelled, levelled
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.wording import counted, full_day
from tpmlearn.figures.gantt_links import direct
from tpmlearn.figures.table import Table

HEADER = (
    "Step",
    "Activity",
    "State",
    "Start",
    "End",
    "Weeks",
    "Hours",
    "Pinned",
    "Float",
    "Waits for",
)
AGREED = "Baseline"


def gantt_table(plan: Plan, *, agreed: Mapping[str, tuple[date, date]] | None = None) -> Table:
    """Return the plan as a table; with the days of the baseline where there is one."""
    network = levelled(plan)
    waits = _waits(plan, network)
    rows = [row for _, rows in by_step(plan.rows) for row in rows]
    cells = [(*_cells(row, plan, network), "; ".join(waits.get(row.key, ()))) for row in rows]
    if not agreed:
        return Table(HEADER, tuple(cells))
    said = {key: f"{full_day(one)} to {full_day(two)}" for key, (one, two) in agreed.items()}
    both = zip(cells, rows, strict=True)
    return Table((*HEADER, AGREED), tuple((*one, said.get(row.key, "new")) for one, row in both))


def by_step(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the three seed steps in order, then any other, each with its rows by start."""
    steps = list(dict.fromkeys((*SEED_STEPS, *(row.activity.step for row in rows))))
    return [(step, [row for row in rows if row.activity.step == step]) for step in steps]


def _waits(plan: Plan, network: Levelled) -> dict[str, list[str]]:
    """The titles of what each activity waits for."""
    titles = {row.key: row.activity.title for row in plan.rows}
    found: dict[str, list[str]] = {}
    for link in direct(network.links):
        start = "the start of " if link.kind is LinkKind.SS else ""
        found.setdefault(link.after, []).append(start + titles[link.before])
    return found


def _cells(row: Row, plan: Plan, network: Levelled) -> tuple[str, ...]:
    weeks = plan.weeks_of(row)
    hours = sum(row.hours_by_week.values())
    return (
        row.activity.step.capitalize(),
        row.activity.title,
        row.activity.state.value,
        full_day(row.start),
        full_day(row.end),
        str(weeks[0]) if len(weeks) == 1 else f"{weeks[0]} to {weeks[-1]}",
        "" if row.done else f"{hours:.1f}".removesuffix(".0"),
        "yes" if row.pinned else "no",
        _float(network, row.key),
    )


def _float(network: Levelled, key: str) -> str:
    times, days = network.times(key), network.float_days(key)
    if times is None or days is None:
        return ""
    if times.is_critical:
        return "none: critical"
    return counted(days, "day") if days else "under a day"
