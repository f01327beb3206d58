"""Prepared statements: the same values, transaction, listeners and errors as SQLAlchemy's own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import String, bindparam, delete, event, func, insert, literal, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db, mark_reading, writing
from tpmlearn.models import PersonRow, SectionReadRow
from tpmlearn.prepared import Joint, Prepared, written
from tpmlearn.records.people import person_signed_in

PEOPLE, READ = PersonRow.__table__.c, SectionReadRow.__table__.c
NOW = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
COLUMNS = (PEOPLE.id, PEOPLE.email, PEOPLE.roles, PEOPLE.active_at, PEOPLE.erase_after)
SELECT = select(*COLUMNS, literal("x").label("word")).where(PEOPLE.id == bindparam("id"))
ADD = Prepared(lambda: insert(SectionReadRow), keys=("person_id", "module", "section", "read_at"))


@pytest.fixture
def ada(app: Flask, enter: Enter) -> int:
    """The number of somebody with two roles."""
    enter("prepared@example.org", ("author", "recruiter"))
    with app.app_context():
        found = db.session.scalar(select(PEOPLE.id).where(PEOPLE.email == "prepared@example.org"))
    assert found
    return int(found)


def test_rows_are_those_of_sqlalchemy(app: Flask, ada: int) -> None:
    with app.app_context():
        theirs = db.session.execute(SELECT, {"id": ada}).one()
        ours = Prepared(lambda: SELECT).first(id=ada)

    assert tuple(ours) == tuple(theirs)
    assert ours.roles == theirs.roles == ["author", "recruiter"]
    assert ours.active_at.tzinfo is not None
    assert ours.word == "x"
    assert ours.erase_after is None


def test_nothing_found_is_none_and_no_rows(app: Flask) -> None:
    with app.app_context():
        prepared = Prepared(lambda: SELECT)

        assert prepared.first(id=-1) is None
        assert prepared.all(id=-1) == []


def test_it_is_part_of_the_transaction(app: Flask, ada: int) -> None:
    one = {"person_id": ada, "module": "m", "section": "s", "read_at": NOW}
    count = Prepared(lambda: select(func.count()).where(READ.person_id == bindparam("id")))
    with app.app_context(), writing():
        ADD.run(**one)
        assert count.first(id=ada)[0] == 1
        assert db.session.scalar(select(READ.read_at).where(READ.person_id == ada)) == NOW
        db.session.rollback()

        assert count.first(id=ada)[0] == 0
        ADD.run(**one)
        db.session.commit()
        assert count.first(id=ada)[0] == 1
        db.session.execute(delete(SectionReadRow).where(READ.person_id == ada))
        db.session.commit()


def _joint() -> Joint:
    return Joint(
        lambda: select(*COLUMNS).where(PEOPLE.id == bindparam("id")),
        lambda person: (
            select(READ.section, READ.read_at)
            .where(READ.person_id == person, READ.module == bindparam("module"))
            .order_by(READ.section)
        ),
        key="id",
    )


def test_two_that_go_together_find_what_each_finds_alone(app: Flask, ada: int) -> None:
    later = NOW + timedelta(hours=1)
    with app.app_context(), writing():
        alone = Prepared(lambda: select(*COLUMNS).where(PEOPLE.id == bindparam("id"))).first(id=ada)
        assert _joint().both(id=ada, module="m") == (alone, [])
        for module, section, at in (("m", "a", NOW), ("m", "b", later), ("other", "a", NOW)):
            ADD.run(person_id=ada, module=module, section=section, read_at=at)

        person, read = _joint().both(id=ada, module="m")

        assert person == alone
        assert person._fields == alone._fields
        assert sorted(map(tuple, read)) == [("a", NOW), ("b", later)]
        assert read[0].section == "a"
        assert _joint().both(id=-1, module="m") == (None, [])
        db.session.rollback()


def test_two_that_go_together_are_one_statement_that_reads(app: Flask, ada: int) -> None:
    with app.app_context(), statements(app) as seen:
        mark_reading(True)
        try:
            _joint().both(id=ada, module="m")
            assert not db.session.registry.has()
        finally:
            mark_reading(False)

    assert len(seen.sql) == 1


def test_columns_that_share_a_name_are_refused(app: Flask) -> None:
    same = Joint(lambda: SELECT, lambda person: select(person, person), key="id")
    with app.app_context(), pytest.raises(ValueError, match="one name"):
        same.both(id=1)


def test_who_counts_statements_counts_it(app: Flask, ada: int) -> None:
    with app.app_context(), statements(app) as seen:
        Prepared(lambda: SELECT).first(id=ada)

    assert len(seen.sql) == 1
    assert "FROM people" in " ".join(seen.sql[0].split())


def test_its_errors_are_those_of_sqlalchemy(app: Flask, ada: int) -> None:
    one = {"person_id": ada, "module": "m", "section": "s", "read_at": NOW}
    with app.app_context(), writing():
        ADD.run(**one)
        with pytest.raises(IntegrityError) as caught:
            ADD.run(**one)
        db.session.rollback()

    assert "2026" not in str(caught.value), "values stay out of logs"


def test_a_line_that_is_gone_leaves_the_pool(app: Flask, ada: int) -> None:
    if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("SQLite has no line")
    prepared = Prepared(lambda: SELECT)
    with app.app_context():
        prepared.first(id=ada)
        own = db.session.scalar(text("SELECT pg_backend_pid()"))
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": own})
        with pytest.raises(OperationalError) as caught:
            prepared.first(id=ada)
        assert caught.value.connection_invalidated
        db.session.rollback()

        assert prepared.first(id=ada).id == ada


def test_a_value_that_is_missing_is_an_error_and_not_null(app: Flask) -> None:
    with app.app_context(), pytest.raises(KeyError):
        ADD.run(person_id=1, module="m", section="s")


def test_whoever_signed_in_too_long_ago_is_nobody(app: Flask) -> None:
    with app.app_context():
        assert person_signed_in("no such id", now=NOW + timedelta(days=1)) is None


COUNT = Prepared(lambda: select(func.count()).where(READ.person_id == bindparam("id")))


@pytest.fixture
def only_reads(app: Flask) -> Iterator[None]:
    """Within a request that writes nothing."""
    with app.app_context():
        db.session.remove()
        mark_reading(True)
        yield
        mark_reading(False)
        db.session.rollback()


def out() -> int:
    return int(db.engine.pool.checkedout())  # type: ignore[attr-defined]


def test_a_request_that_reads_opens_no_session_for_it(ada: int, only_reads: None) -> None:
    assert COUNT.first(id=ada)[0] == 0

    assert not db.session.registry.has()
    assert out() == 1


def test_the_session_takes_the_connection_over(ada: int, only_reads: None) -> None:
    COUNT.first(id=ada)

    db.session.scalar(select(READ.read_at).where(READ.person_id == ada))

    assert out() == 1
    assert COUNT.first(id=ada)[0] == 0
    assert out() == 1


def test_the_connection_rests_between_requests_and_goes_to_who_needs_one(
    app: Flask, learner: CheckingClient
) -> None:
    learner.read("/learn/16-estimate-in-ranges")
    learner.read("/learn/16-estimate-in-ranges")

    with app.app_context():
        assert out() == 1
        db.session.scalar(select(func.count()).select_from(PersonRow))
        assert out() == 1
        db.session.remove()
        assert out() == 0


def test_what_was_begun_while_reading_is_one_transaction(ada: int, only_reads: None) -> None:
    one = {"person_id": ada, "module": "m", "section": "s", "read_at": NOW}
    COUNT.first(id=ada)

    ADD.run(**one)

    assert COUNT.first(id=ada)[0] == 1
    db.session.rollback()
    assert COUNT.first(id=ada)[0] == 0


def test_a_lock_is_not_asked_for_beside_the_session(ada: int, only_reads: None) -> None:
    Prepared(SELECT.with_for_update).first(id=ada)

    assert db.session().in_transaction()


def test_a_word_of_the_program_stands_in_the_statement_itself(app: Flask) -> None:
    fixed = select(written("50 % of it's").label("word"), written(7).label("number"))
    asked = Prepared(lambda: fixed.add_columns(bindparam("sent", type_=String).label("sent")))
    sent: list[object] = []

    def note(_connection: object, _cursor: object, _sql: str, values: object, *_: object) -> None:
        sent.append(values)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        row = asked.first(sent="this")
        event.remove(db.engine, "before_cursor_execute", note)

    assert tuple(row) == ("50 % of it's", 7, "this")
    assert len(sent) == 1
    assert sent[0] in ({"sent": "this"}, ("this",))
