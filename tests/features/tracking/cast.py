"""What the tests of tracking share: a baseline, time that has passed, what is done."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.features.planning.cast import planned, today, version
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import BaselineRow, PlanChoiceRow, PlanRow

DAY = timedelta(days=1)


def save(client: CheckingClient, reason: str = "", **fields: Any) -> TestResponse:
    """Save the plan as the baseline."""
    usual = {"version": str(version(client)), "number": str(number(client)), "reason": reason}
    return client.send("/plan/baseline", **{**usual, **fields})


def number(client: CheckingClient) -> int:
    """The number of the baseline that counts."""
    rows = saved(client)
    return rows[-1][0] if rows else 0


def saved(client: CheckingClient) -> list[tuple[int, str]]:
    """Number and reason of each baseline."""
    with client.application.app_context():
        rows = db.session.execute(
            select(BaselineRow.number, BaselineRow.reason)
            .where(BaselineRow.person_id == client.person_id)
            .order_by(BaselineRow.number)
        )
        return [(one, reason) for one, reason in rows]


def agreed(client: CheckingClient, *, weeks_ago: int = 0, **fields: Any) -> None:
    """A plan from this week on and its baseline, which then lie so many weeks back."""
    start = (today() - today().weekday() * DAY).isoformat()
    planned(client, **{"start": start, "hours": "7", **fields})
    response = save(client)
    assert response.status_code == 302, response.get_data(as_text=True)
    if weeks_ago:
        age(client, weeks=weeks_ago)


def age(client: CheckingClient, *, weeks: int) -> None:
    """Let the plan have been made, and agreed to, so many weeks earlier."""
    by = timedelta(weeks=weeks)
    with client.application.app_context(), writing():
        for row in db.session.scalars(
            select(BaselineRow).where(BaselineRow.person_id == client.person_id)
        ):
            row.saved_at -= by
            row.ends_on -= by
            row.snapshot = earlier(row.snapshot, by)
        plan = db.session.get_one(PlanRow, client.person_id)
        plan.starts_on -= by
        plan.saved_at -= by
        plan.snapshot = earlier(plan.snapshot, by) if plan.snapshot else None
        db.session.commit()


def done(client: CheckingClient, key: str, *, days_ago: int = 0) -> None:
    """Let something have been done."""
    at = datetime.now(UTC) - days_ago * DAY
    with client.application.app_context(), writing():
        db.session.add(
            PlanChoiceRow(
                person_id=client.person_id,
                activity=key,
                state="done",
                week=None,
                done_on=at.date(),
                decided_at=at,
            )
        )
        db.session.commit()


def first_things(client: CheckingClient, count: int) -> list[tuple[str, str]]:
    """Key and title of the first lessons of the baseline."""
    with client.application.app_context():
        row = db.session.scalars(
            select(BaselineRow).where(BaselineRow.person_id == client.person_id)
        ).all()[-1]
        rows = [one for one in row.snapshot["rows"] if one["activity"]["kind"] == "module"]
        return [(one["activity"]["key"], one["activity"]["title"]) for one in rows[:count]]


def earlier(value: Any, by: timedelta) -> Any:
    """The same with every day and moment in it so much earlier."""
    if isinstance(value, dict):
        return {key: earlier(one, by) for key, one in value.items()}
    if isinstance(value, list):
        return [earlier(one, by) for one in value]
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value
    return str(moment - by) if len(value) > len("2026-11-23") else str(moment.date() - by)
