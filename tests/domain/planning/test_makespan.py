"""How long a plan may take at the most, against what no plan could undercut."""

from collections.abc import Container
from dataclasses import replace

from hypothesis import given

from tests.domain.planning.test_schedule_properties import requests, tried
from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.network import Activity as Node
from tpmlearn.domain.planning.network import Link, LinkKind, solve
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest

LEAST_HOURS = 2.5
"""Under half an hour a day the rule that nothing is begun in a rest of 30 minutes decides."""


def least_minutes(plan: Plan) -> tuple[int, int]:
    """Two bounds that no schedule undercuts: all the work, and the longest chain of waits.

    Work over n weeks lasts n - 1 whole ones at least, from the end of the first to the begin of the
    last.
    """
    rows = {row.key: row for row in plan.rows if not row.done}
    weekly = plan.working_time.weekly
    effort = {key: sum(minutes for _, minutes in row.minutes) for key, row in rows.items()}
    nodes = [
        Node(key, max(effort[key], (_weeks(row.activity) - 1) * weekly))
        for key, row in rows.items()
    ]
    links = [link for row in rows.values() for link in _links(row.activity, rows.keys(), weekly)]
    begun = {key for key, row in rows.items() if row.activity.state is not State.OPEN}
    held = [one for one in links if one.kind is LinkKind.FS or one.before not in begun]
    return sum(effort.values()), round(solve(nodes, held).end)


def _weeks(activity: Activity) -> int:
    return activity.weeks if activity.state is State.OPEN else 0


def _links(activity: Activity, keys: Container[str], weekly: int) -> list[Link]:
    if activity.state is not State.OPEN:
        return []
    plain = [Link(key, activity.key) for key in (*activity.requires, *activity.follows)]
    own = [
        Link(one.before, activity.key, one.kind, one.lag_weeks * weekly) for one in activity.links
    ]
    return [link for link in (*plain, *own) if link.before in keys]


@tried
@given(requests())
def test_a_plan_ends_between_its_bounds(asked: PlanRequest) -> None:
    hours = max(LEAST_HOURS, asked.settings.hours_a_week)
    settings = replace(asked.settings, pins={}, hours_a_week=hours)

    plan = make_plan(replace(asked, settings=settings))

    work, chain = least_minutes(plan)
    end = max((row.span[1] for row in plan.rows if row.span), default=0)
    rounded = sum(bool(row.activity.weeks or row.activity.links) for row in plan.rows)
    assert max(work, chain) <= end
    # As of list scheduling (Graham 1966); what has weeks or lags may each wait for a week's end.
    assert end <= work + chain + (rounded + 1) * plan.working_time.weekly
