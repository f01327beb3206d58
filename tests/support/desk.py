"""Sitting an exam in tests as a browser with a script does, with the key read from the database."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient
from tests.support.quiz import wrong_values
from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.assessment.marking import key_values
from tpmlearn.models import ExamAnswerRow, ExamEventRow, ExamSittingRow
from tpmlearn.records.exam_sittings import as_given, frozen_items, places_of

PSM, FOUNDATION, PMP = "psm-i", "prince2-foundation", "pmp-2026"


def begin(client: CheckingClient, exam: str = FOUNDATION, time: str = "0") -> str:
    """Start an exam; the sitting's id."""
    response = client.send(f"/exams/{exam}", time=time)
    assert response.status_code == 302, response.get_data(as_text=True)[:500]
    return response.headers["Location"].split("/")[-1]


def entry(position: int, given: list[str], **more: Any) -> dict[str, Any]:
    """What the script sends of a question; `seq` is that of a first save in the first turn."""
    return {"key": new_id(), "position": position, "seq": 1, "given": given, **more}


def post(client: CheckingClient, path: str, body: object) -> TestResponse:
    """Post JSON as the script does."""
    return client.post(
        path, json=body, headers={"X-Requested-With": "fetch", "X-CSRFToken": client.token()}
    )


def send(client: CheckingClient, sitting: str, *entries: dict[str, Any]) -> TestResponse:
    """Save entries."""
    return post(client, f"/exams/sittings/{sitting}/answers", {"entries": list(entries)})


def said(response: TestResponse) -> dict[str, Any]:
    """What the script hears."""
    found = response.get_json()
    assert isinstance(found, dict)
    return found


def became(response: TestResponse) -> list[str]:
    """What became of each entry."""
    assert response.status_code == 200, response.get_data(as_text=True)
    return [one["became"] for one in said(response)["kept"]]


def key_of(client: CheckingClient, sitting: str, position: int) -> list[str]:
    """What to send for a right answer."""
    with client.application.app_context():
        place = places_of(sitting)[position - 1]
        return key_values(as_given(place, frozen_items({place.version})), place.order)


def wrong_of(client: CheckingClient, sitting: str, position: int) -> list[str]:
    """What to send for a wrong answer of the right form."""
    with client.application.app_context():
        place = places_of(sitting)[position - 1]
        return wrong_values(as_given(place, frozen_items({place.version})), place.order)


def stands(client: CheckingClient, sitting: str) -> dict[int, ExamAnswerRow]:
    """The answers that stand, by position."""
    with client.application.app_context():
        rows = db.session.scalars(select(ExamAnswerRow).where(ExamAnswerRow.sitting_id == sitting))
        return {row.position: row for row in rows}


def events(client: CheckingClient, sitting: str) -> list[ExamEventRow]:
    """All events of a sitting, in order."""
    with client.application.app_context():
        statement = select(ExamEventRow).where(ExamEventRow.sitting_id == sitting)
        return list(db.session.scalars(statement.order_by(ExamEventRow.id)))


def sitting_row(client: CheckingClient, sitting: str) -> ExamSittingRow:
    """The row of a sitting."""
    with client.application.app_context():
        return db.session.get_one(ExamSittingRow, sitting)


def let_pass(client: CheckingClient, sitting: str, *, seconds: float) -> None:
    """Let that much time pass for a sitting: all its moments move into the past."""
    with client.application.app_context(), writing():
        row = db.session.get_one(ExamSittingRow, sitting)
        step = timedelta(seconds=seconds)
        moments = {
            name: value - step
            for name in ("started_at", "ends_at", "break_until")
            if (value := getattr(row, name))
        }
        db.session.execute(
            update(ExamSittingRow).where(ExamSittingRow.id == sitting).values(**moments)
        )
        db.session.commit()
