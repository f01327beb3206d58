"""PostgreSQL reads without a transaction where a request only reads, and never writes without."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from flask import Flask, before_render_template
from psycopg.pq import TransactionStatus
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from tests.conftest import Enter
from tpmlearn.db import db, mark_reading, writing
from tpmlearn.models import PersonRow
from tpmlearn.records.archive import _one_moment

pytestmark = pytest.mark.parametrize("site", ["postgresql"], indirect=True, scope="session")
NOON = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    """A request that only reads, on PostgreSQL."""
    with app.app_context():
        mark_reading(True)
        yield
        mark_reading(False)
        db.session.rollback()


def driver() -> Any:
    return db.session.connection().connection.dbapi_connection


def status() -> TransactionStatus:
    return TransactionStatus(driver().info.transaction_status)


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(PersonRow)) or 0


def add() -> None:
    db.session.add(PersonRow(created_at=NOON, active_at=NOON, roles=[]))
    db.session.flush()


def test_reading_begins_no_transaction() -> None:
    people()

    assert status() == TransactionStatus.IDLE


def test_what_else_is_in_a_process_begins_one() -> None:
    mark_reading(False)

    people()

    assert status() == TransactionStatus.INTRANS


def test_a_question_that_is_made_of_two_begins_none_either() -> None:
    one = select(PersonRow.id).cte("one")

    db.session.execute(select(one.c.id)).all()

    assert status() == TransactionStatus.IDLE


def test_what_writes_within_a_question_is_in_a_transaction() -> None:
    before = people()
    word = "WITH gone AS (delete FROM people RETURNING id) SELECT count(*) FROM gone"

    db.session.execute(text(word))

    assert status() == TransactionStatus.INTRANS
    db.session.rollback()
    assert people() == before


def test_to_write_while_reading_is_one_change_all_the_same() -> None:
    before = people()

    add()
    add()

    assert status() == TransactionStatus.INTRANS
    db.session.rollback()
    assert people() == before


def test_a_lock_is_held_to_the_end() -> None:
    db.session.scalars(select(PersonRow).with_for_update(skip_locked=True)).all()

    assert status() == TransactionStatus.INTRANS


@pytest.mark.parametrize(
    "call", ["pg_advisory_xact_lock(7402)", "count(*) FROM procrastinate_jobs"]
)
def test_what_a_function_holds_or_writes_is_in_a_transaction(call: str) -> None:
    db.session.execute(text(f"SELECT {call}"))

    assert status() == TransactionStatus.INTRANS


def test_writing_within_a_reading_request_is_a_transaction_from_its_start() -> None:
    people()
    db.session.rollback()

    with writing():
        people()
        assert status() == TransactionStatus.INTRANS
        db.session.rollback()


def test_who_asks_for_one_moment_gets_a_transaction() -> None:
    with _one_moment():
        before = people()
        assert status() == TransactionStatus.INTRANS
        level = db.session.connection().exec_driver_sql("SHOW transaction_isolation").scalar()
        assert (level, people()) == ("repeatable read", before)


def test_a_page_reads_without_one(app: Flask, enter: Enter) -> None:
    client, seen = enter("reads@example.org", ()), []

    def look(_sender: Flask, **_: Any) -> None:
        seen.append(status())

    with before_render_template.connected_to(look):
        client.get("/today")

    assert set(seen) == {TransactionStatus.IDLE}


@pytest.mark.parametrize("rest", [0.0, 3600.0])
def test_a_connection_that_rested_is_asked_whether_its_server_is_there(
    monkeypatch: pytest.MonkeyPatch, rest: float
) -> None:
    monkeypatch.setattr("tpmlearn.resting.REST_SECONDS", rest)
    db.session.remove()
    db.engine.dispose()
    number = driver().info.backend_pid
    db.session.remove()
    with psycopg.connect(
        db.engine.url.set(drivername="postgresql").render_as_string(False)
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", (number,))

    # One that is in use is not asked: who has it when its server goes is refused, and no second.
    if rest:
        with pytest.raises(OperationalError):
            people()
        db.session.rollback()

    assert people() >= 0
    assert driver().info.backend_pid != number
