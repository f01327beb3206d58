"""Reports put straight into the table, and sent as a page does."""

from datetime import UTC, datetime

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient
from tpmlearn.db import db, new_id, writing
from tpmlearn.models import ItemReportRow
from tpmlearn.records.exam_sittings import place_of

TEXT = "Option B is right as well: the guide says so on page 4."


def add_report(
    client: CheckingClient,
    sitting: str,
    position: int = 1,
    *,
    text: str = TEXT,
    at: datetime | None = None,
) -> str:
    """A report of a question; its id."""
    with client.application.app_context(), writing():
        place = place_of(sitting, position)
        assert place
        row = ItemReportRow(
            id=new_id(),
            person_id=client.person_id,
            item=place.item,
            item_version=place.version,
            sitting_id=sitting,
            position=position,
            text=text,
            reported_at=at or datetime.now(UTC),
        )
        db.session.add(row)
        db.session.commit()
        return row.id


def address(sitting: str, position: int = 1) -> str:
    """Where a question is reported."""
    return f"/exams/sittings/{sitting}/result/{position}/report"


def send(client: CheckingClient, sitting: str, text: str = TEXT, position: int = 1) -> TestResponse:
    """Send a report."""
    return client.send(address(sitting, position), text=text)


def answer(
    author: CheckingClient, report: str, text: str, *, before: str | None = None, **fields: str
) -> TestResponse:
    """Answer a report as somebody who sees its newest answer, unless `before` says otherwise."""
    if before is None:
        stored = reports(author)[report].answered_at
        before = stored.isoformat() if stored else ""
    path = f"/author/reports/{report}/answer"
    return author.send(path, text=text, before=before, **fields)


def reports(client: CheckingClient) -> dict[str, ItemReportRow]:
    """Every report by id."""
    with client.application.app_context():
        rows = db.session.scalars(select(ItemReportRow)).all()
        db.session.expunge_all()
    return {row.id: row for row in rows}
