"""The Gantt chart of a plan: activities by seed step, weeks across, what waits for what."""

from collections.abc import Callable
from datetime import date

from tpmlearn.domain.planning.levelled import Levelled
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.figures.gantt_chart import Chart, Days
from tpmlearn.figures.gantt_keys import keys
from tpmlearn.figures.gantt_table import by_step
from tpmlearn.figures.marks import MARGIN, WIDE, legend
from tpmlearn.figures.svg import figure
from tpmlearn.words import _, ngettext, numbers
from tpmlearn.words.numbers import spelled

MOST_ROWS = 400
"""Rows above which nobody can read a chart, nor a telephone load it."""


class TooManyRows(ValueError):
    """A plan that is too long to draw."""


def gantt(
    plan: Plan,
    *,
    today: date,
    width: float = WIDE,
    prefix: str = "gantt",
    agreed: Days | None = None,
    address: Callable[[str], str] | None = None,
) -> str:
    """Return the chart as SVG markup; under 560 units wide, labels stand above their bars.

    Each seed step is a group under its own heading. What is done is filled, what is started is
    filled up to today, but never whole; free weeks are hatched; a pin stands on what is pinned.
    What is critical has a line over it, what has float a thin tail behind it. `agreed` are the days
    of the baseline by activity key, drawn under the bars. Wide charts have a line from what comes
    first to what waits for it. `address` is where a row leads to, by its key. Raises TooManyRows.
    """
    if len(plan.rows) > MOST_ROWS:
        raise TooManyRows(
            _(
                "%(num)s things are too many to draw: see them as a list or week by week.",
                num=numbers.grouped(len(plan.rows)),
            )
        )
    chart = Chart(plan, today=today, width=width, agreed=agreed or {}, address=address)
    key, y = legend(keys(chart.shown()), width=width, top=4)
    marks = [key]
    axis, y = chart.axis(top=y)
    marks.append(axis)
    for index, (step, rows) in enumerate(by_step(plan.rows)):
        drawn, y = chart.step(step, rows, index=index, top=y)
        marks.append(drawn)
    end, y = chart.end(top=y)
    return figure(
        *chart.backdrop(),
        *marks,
        end,
        *chart.network_marks(),
        width=width,
        height=y + MARGIN,
        title=_("Your plan, week by week"),
        description=_description(plan, chart.network),
        prefix=prefix,
        role="group" if address and plan.rows else "img",
    )


def _description(plan: Plan, network: Levelled) -> str:
    left = [row for row in plan.rows if not row.done]
    parts = [f"{_(step) if step else step}: {len(rows)}" for step, rows in by_step(plan.rows)]
    values = {
        "count": spelled(len(plan.rows)).capitalize(),
        "start": full_day(plan.start),
        "done": len(plan.rows) - len(left),
        "critical": len(network.network.critical),
    }
    if plan.ready_on:
        said = ngettext(
            "%(count)s activity from %(start)s to %(end)s, %(done)s of them done, %(critical)s"
            " critical.",
            "%(count)s activities from %(start)s to %(end)s, %(done)s of them done, %(critical)s"
            " critical.",
            len(plan.rows),
            end=full_day(plan.ready_on),
            **values,
        )
    else:
        said = ngettext(
            "%(count)s activity from %(start)s, %(done)s of them done, %(critical)s critical.",
            "%(count)s activities from %(start)s, %(done)s of them done, %(critical)s critical.",
            len(plan.rows),
            **values,
        )
    return said + " " + _("By seed step: %(steps)s.", steps=", ".join(parts))
