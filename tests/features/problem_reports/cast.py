"""Reports put straight into the table, sent as a page does, and answered."""

from datetime import UTC, datetime

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient
from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.content.paragraphs import Paragraph, paragraphs
from tpmlearn.models import ProblemReportRow, ReportStepRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_sittings import place_of

TEXT = "Option B is right as well: the guide says so on page 4."
SLUG = "16-estimate-in-ranges"
SECTION = "s-three-numbers-two-formulas"


def add_report(
    client: CheckingClient,
    sitting: str,
    position: int = 1,
    *,
    text: str = TEXT,
    at: datetime | None = None,
) -> str:
    """A report of a question of an exam; its id."""
    with client.application.app_context(), writing():
        place = place_of(sitting, position)
        assert place
        row = ProblemReportRow(
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


def add_lesson_report(
    client: CheckingClient,
    *,
    n: int = 0,
    slug: str = SLUG,
    section: str = SECTION,
    text: str = TEXT,
    at: datetime | None = None,
) -> str:
    """A report of the n-th paragraph of a section; its id."""
    paragraph = paragraph_of(client, n=n, slug=slug, section=section)
    with client.application.app_context(), writing():
        row = ProblemReportRow(
            id=new_id(),
            person_id=client.person_id,
            module=slug,
            section=section,
            paragraph=paragraph.key,
            quote=paragraph.quote,
            text=text,
            reported_at=at or datetime.now(UTC),
        )
        db.session.add(row)
        db.session.commit()
        return row.id


def paragraph_of(
    client: CheckingClient, *, n: int = 0, slug: str = SLUG, section: str = SECTION
) -> Paragraph:
    """The n-th paragraph of a section."""
    with client.application.app_context():
        module = current_catalogue().modules[slug]
    html = next(one.html for one in module.sections if one.anchor == section)
    return paragraphs(html)[n]


def address(sitting: str, position: int = 1) -> str:
    """Where a question of an exam is reported."""
    return f"/exams/sittings/{sitting}/result/{position}/report"


def of_section(slug: str = SLUG, section: str = SECTION) -> str:
    """Where a paragraph is reported."""
    return f"/learn/{slug}/report?section={section}"


def send(client: CheckingClient, sitting: str, text: str = TEXT, position: int = 1) -> TestResponse:
    """Send a report of a question of an exam."""
    return client.send(address(sitting, position), text=text)


def answer(
    author: CheckingClient,
    report: str,
    text: str,
    *,
    state: str = "answered",
    before: str | None = None,
    where: str = "",
    **fields: str,
) -> TestResponse:
    """Answer a report as somebody who sees its newest step, unless `before` says otherwise."""
    path = f"/author/reports/{report}/answer{where}"
    given = _before(author, report) if before is None else before
    return author.send(path, text=text, state=state, before=given, **fields)


def move(
    author: CheckingClient, report: str, how: str, *, before: str | None = None, where: str = ""
) -> TestResponse:
    """Take a report, give it back or reopen it, as somebody who sees its newest step."""
    path = f"/author/reports/{report}/{how}{where}"
    return author.send(path, before=_before(author, report) if before is None else before)


def reports(client: CheckingClient) -> dict[str, ProblemReportRow]:
    """Every report by id."""
    with client.application.app_context():
        rows = db.session.scalars(select(ProblemReportRow)).all()
        db.session.expunge_all()
    return {row.id: row for row in rows}


def steps(client: CheckingClient, report: str) -> list[ReportStepRow]:
    """The steps of a report in order."""
    with client.application.app_context():
        statement = select(ReportStepRow).where(ReportStepRow.report_id == report)
        rows = db.session.scalars(statement.order_by(ReportStepRow.id)).all()
        db.session.expunge_all()
    return list(rows)


def _before(client: CheckingClient, report: str) -> str:
    stored = reports(client).get(report)
    return stored.changed_at.isoformat() if stored and stored.changed_at else ""
