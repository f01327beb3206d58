"""A small saved plan: one module, in the weeks that a test asks for."""

import json
from datetime import UTC, date, datetime

from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.planning.activities import Activity, Kind, State
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.snapshot import to_json
from tpmlearn.models import PlanRow

SLUG = "16-estimate-in-ranges"
START = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def a_plan(
    first: date, last: date | None = None, *, key: str = f"module:{SLUG}", done: bool = False
) -> Plan:
    """A plan that begins in the week of 23 November 2026 and holds one activity."""
    activity = Activity(
        key=key,
        kind=Kind(key.split(":", maxsplit=1)[0]),
        title="Estimate in ranges",
        hours=1.0,
        weeks=0,
        requires=(),
        skills=("DEL4",),
        step="",
        reason="",
        state=State.DONE if done else State.OPEN,
    )
    return Plan("hash", 5.0, START, START, None, (), (Row(activity, first, last or first),))


def save_plan(client: CheckingClient, plan: Plan) -> None:
    """Make it the saved plan of this person."""
    with client.application.app_context(), writing():
        db.session.add(
            PlanRow(
                person_id=client.person_id,
                hours_per_week=5.0,
                starts_on=START,
                snapshot=json.loads(to_json(plan)),
                saved_at=NOW,
            )
        )
        db.session.commit()
