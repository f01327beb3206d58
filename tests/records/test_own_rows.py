"""What a page shows of somebody comes with who they are: once, for them, as it then was."""

from collections.abc import Iterator
from datetime import UTC, datetime
from secrets import token_urlsafe

import pytest
from flask import Flask
from sqlalchemy import bindparam, select

from tests.support.counting import statements
from tpmlearn import work
from tpmlearn.db import db, mark_reading, mark_writing, sessions
from tpmlearn.models import PersonRow, SectionReadRow, SignInRow
from tpmlearn.records.people import OwnRow, OwnRows, Person, hashed, person_signed_in

READ = SectionReadRow.__table__.c
OWN = OwnRows(
    lambda person: select(READ.section, READ.read_at).where(
        READ.person_id == person, READ.module == bindparam("module")
    )
)
NOW = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
MODULE = {"module": "m"}


@pytest.fixture
def sign_ins(app: Flask) -> Iterator[list[str]]:
    """The sign-ins of two guests within a request that reads; the first read one section."""
    with app.app_context():
        tokens = [token_urlsafe(32) for _ in range(2)]
        people = [PersonRow(created_at=NOW, active_at=NOW, roles=[]) for _ in tokens]
        db.session.add_all(people)
        db.session.flush()
        for token, one in zip(tokens, people, strict=True):
            db.session.add(SignInRow(id=hashed(token), person_id=one.id, created_at=NOW, device=""))
        _read(people[0].id, "a")
        db.session.commit()
        work.begin("request", "learning.lesson")
        mark_reading(True)
        yield tokens
        mark_reading(False)
        work.end()


def _read(person_id: int, section: str) -> None:
    row = SectionReadRow(person_id=person_id, module="m", section=section, read_at=NOW)
    db.session.add(row)


def _enter(token: str) -> Person:
    found = person_signed_in(token, now=NOW, own=OWN, values=MODULE)
    assert found
    return found


def test_one_statement_brings_both(app: Flask, sign_ins: list[str]) -> None:
    with statements(app) as seen:
        person = _enter(sign_ins[0])
        rows = OWN.all(person.id, module="m")

    assert [(row.section, row.read_at) for row in rows] == [("a", NOW)]
    assert len(seen.sql) == 1
    assert person == person_signed_in(sign_ins[0], now=NOW)


def test_whoever_asks_again_gets_what_is_there_now(app: Flask, sign_ins: list[str]) -> None:
    person = _enter(sign_ins[0])
    assert len(OWN.all(person.id, module="m")) == 1
    _read(person.id, "b")
    db.session.commit()

    assert {row.section for row in OWN.all(person.id, module="m")} == {"a", "b"}


def test_rows_of_one_are_never_those_of_another(app: Flask, sign_ins: list[str]) -> None:
    first = _enter(sign_ins[0])
    second = _enter(sign_ins[1])
    assert first.id != second.id
    _enter(sign_ins[0])

    assert OWN.all(second.id, module="m") == []


def test_rows_of_one_address_are_never_those_of_another(app: Flask, sign_ins: list[str]) -> None:
    person = _enter(sign_ins[0])

    assert OWN.all(person.id, module="other") == []


def test_whoever_is_not_signed_in_leaves_nothing(app: Flask, sign_ins: list[str]) -> None:
    nobody = token_urlsafe(32)

    assert person_signed_in(nobody, now=NOW, own=OWN, values=MODULE) is None
    begun = work.current()
    assert begun
    assert begun.own is None


NEWEST = OwnRow(
    lambda base, person: base.add_columns(READ.section, READ.read_at).where(
        READ.person_id == person, READ.module == bindparam("module")
    )
)


@pytest.fixture
def saving(sign_ins: list[str]) -> Iterator[list[str]]:
    """The same in a request that writes."""
    mark_reading(False)
    mark_writing(True)
    yield sign_ins
    mark_writing(False)
    db.session.rollback()


def test_the_one_row_of_a_save_comes_with_who_saves(app: Flask, saving: list[str]) -> None:
    with statements(app) as seen:
        person = person_signed_in(saving[0], now=NOW, own=NEWEST, values=MODULE)
        assert person
        row = NEWEST.first(person.id, module="m")

    assert (row.section, row.read_at) == ("a", NOW)
    assert len(seen.sql) == 1
    assert person == person_signed_in(saving[0], now=NOW)


def test_who_has_no_such_row_is_found_all_the_same(app: Flask, saving: list[str]) -> None:
    person = person_signed_in(saving[1], now=NOW, own=NEWEST, values=MODULE)

    assert person
    assert NEWEST.first(person.id, module="m") is None


def test_a_row_whose_transaction_ended_is_asked_for_anew(app: Flask, saving: list[str]) -> None:
    person = person_signed_in(saving[0], now=NOW, own=NEWEST, values=MODULE)
    assert person
    db.session.rollback()
    db.session.scalar(select(PersonRow.id).where(PersonRow.id == person.id))

    with statements(app) as seen:
        row = NEWEST.first(person.id, module="m")

    assert row.section == "a"
    assert len(seen.sql) == 1


def test_a_lock_that_holds_up_everybody_is_not_taken_for_it(app: Flask, saving: list[str]) -> None:
    person = person_signed_in(saving[0], now=NOW, own=NEWEST, values=MODULE)
    assert person
    assert sessions.has_begun() is (db.engine.dialect.name == "postgresql")

    _read(person.id, "b")
    db.session.flush()

    assert sessions.has_begun()
    assert db.engine.pool.checkedout() == 1  # type: ignore[attr-defined]
