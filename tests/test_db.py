"""The database door: durable settings, transactions that wait, moments with a zone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from tpmlearn.db import db, writing
from tpmlearn.models import NoteRow, PersonRow

NOON = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    """The app's context, as commands have it."""
    with app.app_context():
        yield


def _person() -> PersonRow:
    return PersonRow(created_at=NOON, active_at=NOON, roles=[])


def test_sqlite_is_durable_and_checks_keys(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    found = {
        name: db.session.execute(text(f"PRAGMA {name}")).scalar()
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_a_row_without_its_parent_is_refused(app: Flask) -> None:
    db.session.add(NoteRow(person_id=99, module="m", text="t", changed_at=NOON))

    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_a_moment_comes_back_in_utc(app: Flask) -> None:
    berlin = timezone(timedelta(hours=1))
    db.session.add(PersonRow(created_at=NOON.astimezone(berlin), active_at=NOON, roles=[]))
    db.session.commit()
    db.session.expire_all()

    stored = db.session.scalars(select(PersonRow.created_at)).one()
    assert stored == NOON
    assert stored.utcoffset() == timedelta(0)


def test_a_moment_without_zone_is_refused(app: Flask) -> None:
    naive = NOON.replace(tzinfo=None)
    db.session.add(PersonRow(created_at=naive, active_at=NOON, roles=[]))

    with pytest.raises((StatementError, ValueError), match="time zone"):
        db.session.flush()
    db.session.rollback()


def test_fifty_savers_at_once_wait_for_each_other(app: Flask) -> None:
    person = _person()
    db.session.add(person)
    db.session.flush()
    person_id = person.id
    db.session.commit()

    def save(number: int) -> None:
        with app.app_context(), writing():
            # What would fail at once without BEGIN IMMEDIATE: read first, then write.
            db.session.scalars(select(PersonRow.id)).all()
            db.session.add(
                NoteRow(person_id=person_id, module=f"m{number}", text="t", changed_at=NOON)
            )
            db.session.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(50)))

    assert db.session.execute(text("SELECT count(*) FROM notes")).scalar() == 50


def test_a_session_ends_in_peace_though_its_connection_has_died(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        return
    own = db.session.scalar(text("SELECT pg_backend_pid()"))
    with db.engine.connect() as beside:
        beside.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
        beside.commit()

    db.session.remove()

    assert db.session.scalar(text("SELECT 1")) == 1
    db.session.remove()
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
