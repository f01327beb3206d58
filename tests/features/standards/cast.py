"""Studies of the pass mark of the half mock, with panels that say what the tests need."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tpmlearn.db import db, new_id
from tpmlearn.models import (
    ExamResultRow,
    ExamSittingRow,
    StandardItemRow,
    StandardJudgeRow,
    StandardRatingRow,
)

EXAM = "pmp-2026-half"
NEW = f"/author/standards/exams/{EXAM}/new"
CANDIDATE = "Runs a project of one team alone; asks for help with contracts and with conflict."
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def panel_of(enter: Enter, count: int) -> list[CheckingClient]:
    """Authors with names that tell them apart."""
    return [
        enter(f"j{n}@example.org", ("author",), name=f"Judge Name {n}") for n in range(1, count + 1)
    ]


def begin(chair: CheckingClient, judges: Sequence[CheckingClient], items: int = 20) -> str:
    """A study as its page begins it; its address."""
    sent = chair.send(
        NEW, candidate=CANDIDATE, items=str(items), judges=[str(one.person_id) for one in judges]
    )
    assert sent.status_code == 302, sent.get_data(as_text=True)[:3000]
    return str(sent.location)


def say(client: CheckingClient, study: str, position: int, percent: object, round_: int = 1) -> int:
    """The status of saying something of an item, as save.js does."""
    sent = client.save(f"{study}/items/{position}", percent=str(percent), round=str(round_))
    return sent.status_code


def say_all(
    client: CheckingClient, study: str, percents: Sequence[int], *, round_: int = 1
) -> None:
    """What somebody on the panel says of every item, straight in the tables."""
    with client.application.test_request_context(method="POST"):
        judge = db.session.scalars(
            select(StandardJudgeRow.id).where(
                StandardJudgeRow.study_id == study.rpartition("/")[2],
                StandardJudgeRow.person_id == client.person_id,
            )
        ).one()
        db.session.add_all(
            StandardRatingRow(
                judge_id=judge, position=n, round=round_, percent=percent, rated_at=NOW
            )
            for n, percent in enumerate(percents, start=1)
        )
        db.session.commit()


def turn(client: CheckingClient, study: str, wanted: str) -> int:
    """The status of closing or opening a round."""
    return client.send(f"{study}/turn", turn=wanted).status_code


def items(client: CheckingClient, study: str) -> list[StandardItemRow]:
    """The items of a study in order."""
    with client.application.app_context():
        row = StandardItemRow
        wanted = select(row).where(row.study_id == study.rpartition("/")[2])
        return list(db.session.scalars(wanted.order_by(row.position)))


def ratings(client: CheckingClient) -> list[tuple[int, int, int]]:
    """(position, round, percent) of all that was said."""
    with client.application.app_context():
        row = StandardRatingRow
        found = db.session.execute(select(row.position, row.round, row.percent))
        return sorted((position, of, percent) for position, of, percent in found)


def add_results(app: Flask, people: Sequence[int], earned: Sequence[int]) -> None:
    """A finished sitting of the half mock for each, with so many of 90 marks."""
    with app.test_request_context(method="POST"):
        for n, (person, marks) in enumerate(zip(people, earned, strict=True)):
            sitting = new_id()
            at = NOW + timedelta(minutes=n)
            db.session.add(
                ExamSittingRow(
                    id=sitting,
                    person_id=person,
                    exam=EXAM,
                    title="Half mock",
                    blueprint={},
                    started_at=at - timedelta(hours=2),
                    finished_at=at,
                )
            )
            db.session.flush()
            db.session.add(
                ExamResultRow(
                    sitting_id=sitting,
                    revision=1,
                    scored_at=at,
                    earned=marks,
                    marks=90,
                    passed=False,
                    domains=[],
                )
            )
        db.session.commit()
