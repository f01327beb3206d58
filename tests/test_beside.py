"""A request that writes has one transaction and one connection, whoever is asked first."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask, g
from sqlalchemy import bindparam, event, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from tpmlearn import work
from tpmlearn.connections import BESIDE
from tpmlearn.db import db, mark_reading, mark_writing, writing
from tpmlearn.models import PersonRow, SectionReadRow
from tpmlearn.prepared import Prepared
from tpmlearn.turns import Connection, sqlite_module

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
READ = SectionReadRow.__table__.c
ADD = Prepared(lambda: insert(SectionReadRow), keys=("person_id", "module", "section", "read_at"))
MODULE = "beside"
Add = Callable[[int, str], None]


@pytest.fixture
def person(app: Flask) -> Iterator[int]:
    """Somebody, within a request that writes."""
    with app.app_context(), writing():
        row = PersonRow(created_at=NOON, active_at=NOON, roles=[])
        db.session.add(row)
        db.session.commit()
        number = row.id
        db.session.remove()
        work.begin("a-request", "a.save")
        yield number
        work.end()
        db.session.remove()
        db.session.delete(db.session.get_one(PersonRow, number))
        db.session.commit()


def by_driver(person: int, section: str) -> None:
    ADD.run(person_id=person, module=MODULE, section=section, read_at=NOON)


def by_orm(person: int, section: str) -> None:
    db.session.add(SectionReadRow(person_id=person, module=MODULE, section=section, read_at=NOON))


def there(person: int) -> set[str]:
    """What everybody else sees."""
    mark_writing(False)
    with db.engine.connect() as other:
        found = other.execute(
            select(READ.section).where(READ.person_id == person, READ.module == MODULE)
        )
        sections = set(found.scalars())
    mark_writing(True)
    return sections


def out() -> int:
    return int(db.engine.pool.checkedout())  # type: ignore[attr-defined]


def test_a_save_by_the_driver_alone_opens_no_orm_transaction(person: int) -> None:
    by_driver(person, "one")

    assert not db.session().in_transaction()
    assert there(person) == set()
    db.session.commit()
    assert there(person) == {"one"}
    assert out() == 1


@pytest.mark.parametrize("first", [by_driver, by_orm])
def test_both_are_one_transaction_that_is_committed(person: int, first: Add) -> None:
    first(person, "one")
    (by_orm if first is by_driver else by_driver)(person, "two")

    assert there(person) == set()
    db.session.commit()

    assert there(person) == {"one", "two"}
    by_driver(person, "three")
    db.session.commit()
    assert there(person) == {"one", "two", "three"}
    assert out() == 1


@pytest.mark.parametrize("flushes", [True, False])
def test_both_are_one_transaction_that_is_undone(person: int, flushes: bool) -> None:
    by_driver(person, "one")
    by_orm(person, "two")
    if flushes:
        db.session.flush()

    db.session.rollback()

    assert there(person) == set()
    by_driver(person, "three")
    db.session.commit()
    assert there(person) == {"three"}


def test_what_is_not_committed_is_gone_at_the_end(person: int) -> None:
    by_driver(person, "one")

    db.session.remove()

    assert there(person) == set()
    assert out() == 1
    by_driver(person, "two")
    assert out() == 1
    db.session.commit()
    assert there(person) == {"two"}


def test_after_an_error_of_either_both_go_on(person: int) -> None:
    for fails in (by_driver, by_orm):
        by_driver(person, "one")
        with pytest.raises(IntegrityError):
            _at_once(fails, person)
        db.session.rollback()

        assert there(person) == set()


def _at_once(add: Add, person: int) -> None:
    add(person, "one")
    db.session.flush()


def test_a_savepoint_of_the_orm_is_within(person: int) -> None:
    by_driver(person, "one")
    with pytest.raises(IntegrityError), db.session.begin_nested():
        _at_once(by_orm, person)
    by_driver(person, "two")

    db.session.commit()

    assert there(person) == {"one", "two"}


def test_whoever_waits_for_the_commit_is_told_once(person: int) -> None:
    told: list[str] = []
    session = db.session()
    for name in ("after_commit", "after_rollback"):
        event.listen(session, name, lambda _, name=name: told.append(name))

    by_driver(person, "one")
    db.session.commit()
    by_driver(person, "two")
    by_orm(person, "three")
    db.session.commit()
    by_driver(person, "four")
    db.session.rollback()

    assert told == ["after_commit", "after_commit", "after_rollback"]


def test_another_isolation_level_does_not_stay(person: int) -> None:
    by_driver(person, "one")
    db.session.commit()
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one level")

    db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    db.session.rollback()
    by_driver(person, "two")

    shown = Prepared(lambda: select(func.current_setting("transaction_isolation"))).first()
    assert shown[0] == "read committed"


@pytest.mark.parametrize("joined", [False, True])
def test_a_line_that_is_gone_is_told_and_the_next_request_has_another(
    person: int, joined: bool
) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no line")
    by_driver(person, "one")
    if joined:
        db.session.get(PersonRow, person)
    own = Prepared(lambda: select(func.pg_backend_pid())).first()[0]
    with db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": own})

    with pytest.raises(DBAPIError) as caught:
        by_driver(person, "two")
    assert caught.value.connection_invalidated
    db.session.remove()
    assert out() <= 1

    by_driver(person, "three")
    db.session.commit()
    assert there(person) == {"three"}


def test_a_commit_that_fails_holds_nothing_up(person: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL ends a transaction whose COMMIT fails")
    by_driver(person, "one")
    with monkeypatch.context() as broken:
        broken.setattr(Connection, "commit", _refused)
        with pytest.raises(OperationalError):
            db.session.commit()
    db.session.rollback()

    # The turn is free, and nobody reads what was refused.
    mark_writing(False)
    mark_reading(True)
    assert not Prepared(lambda: select(READ.section).where(READ.module == MODULE)).all()
    mark_reading(False)
    mark_writing(True)
    by_driver(person, "two")
    db.session.commit()
    assert there(person) == {"two"}


def _refused(_connection: object) -> None:
    raise sqlite_module.OperationalError("database is locked")


def test_the_connection_is_left_with_the_transaction(person: int) -> None:
    """Whoever works on for a minute then asks whether the server is still there."""
    db.session()
    for ends in (db.session.commit, db.session.rollback):
        for joins in (False, True):
            by_driver(person, f"{ends.__name__} {joins}")
            if joins:
                db.session.get(PersonRow, person)
            ends()
            assert not g.get(BESIDE)


def test_a_read_belongs_to_the_transaction_that_is_under_way(person: int) -> None:
    count = Prepared(lambda: select(func.count()).where(READ.person_id == bindparam("id")))
    by_driver(person, "one")
    mark_writing(False)
    mark_reading(True)

    assert count.first(id=person)[0] == 1
    assert out() == 1

    mark_reading(False)
    mark_writing(True)


def test_a_command_has_no_connection_beside_the_orm(person: int) -> None:
    work.end()

    by_driver(person, "one")

    session: Session = db.session()
    assert session.in_transaction()
    db.session.commit()
    assert there(person) == {"one"}
    assert out() == 0


def test_a_save_by_the_driver_alone_opens_no_session(person: int) -> None:
    by_driver(person, "one")
    db.session.commit()
    by_driver(person, "two")
    db.session.rollback()
    by_driver(person, "three")
    db.session.remove()

    assert not db.session.registry.has()
    assert there(person) == {"one"}
    assert out() == 1
