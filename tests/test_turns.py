"""Writers of a SQLite file wait in line: all come, none waits for nothing, none holds on."""

import multiprocessing
import sqlite3
import threading
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from tpmlearn.db import engine_options, prepare_engine, writing
from tpmlearn.turns import Connection, Turns, sqlite_module

SPAWN = multiprocessing.get_context("spawn")


def _engine(path: Path) -> Engine:
    url = f"sqlite:///{path}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    return engine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one table."""
    found = tmp_path / "turns.db"
    with writing(), _engine(found).begin() as connection:
        connection.execute(text("CREATE TABLE marks (n INTEGER)"))
    return found


def _add(path: Path, count: int) -> None:
    engine = _engine(path)
    for n in range(count):
        with writing(), engine.begin() as connection:
            connection.execute(text("INSERT INTO marks VALUES (:n)"), {"n": n})


def _hold(path: Path, holds: Event) -> None:
    """Take the turn, begin to write, and wait to be killed."""
    with writing(), _engine(path).connect() as connection:
        connection.execute(text("INSERT INTO marks VALUES (-1)"))
        holds.set()
        threading.Event().wait()


def _count(path: Path) -> int:
    with sqlite3.connect(path) as file:
        return int(file.execute("SELECT count(*) FROM marks").fetchone()[0])


def test_threads_and_processes_all_come_to_write(path: Path) -> None:
    others = [SPAWN.Process(target=_add, args=(path, 40)) for _ in range(2)]
    threads = [threading.Thread(target=_add, args=(path, 40)) for _ in range(4)]

    for process in others:
        process.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in others:
        process.join()

    assert [one.exitcode for one in others] == [0, 0]
    assert _count(path) == 6 * 40


def test_who_is_killed_in_the_middle_keeps_nobody_waiting(path: Path) -> None:
    holds = SPAWN.Event()
    other = SPAWN.Process(target=_hold, args=(path, holds))
    other.start()
    assert holds.wait(30)
    waiting = threading.Thread(target=_add, args=(path, 1))
    waiting.start()

    other.kill()
    other.join()
    waiting.join(9)

    assert not waiting.is_alive()
    assert _count(path) == 1


def test_a_transaction_that_fails_or_is_left_gives_its_turn_back(path: Path) -> None:
    engine = _engine(path)
    with writing():
        with pytest.raises(OperationalError), engine.begin() as connection:
            connection.execute(text("INSERT INTO nothing VALUES (1)"))
        with engine.connect() as connection:
            connection.execute(text("INSERT INTO marks VALUES (1)"))
        left = engine.connect()
        left.execute(text("INSERT INTO marks VALUES (2)"))
        left.invalidate()

    _add(path, 1)
    assert _count(path) == 1


def test_a_commit_that_fails_keeps_the_turn_with_the_transaction(path: Path) -> None:
    turns = Turns(str(path))
    one = Connection(str(path), isolation_level=None)
    one.execute("PRAGMA foreign_keys=ON")
    one.execute("CREATE TABLE a (n INTEGER PRIMARY KEY)")
    one.execute("CREATE TABLE b (m INTEGER REFERENCES a (n) DEFERRABLE INITIALLY DEFERRED)")
    one.take_turn(turns)
    one.execute("BEGIN IMMEDIATE")
    one.execute("INSERT INTO b VALUES (9)")
    with pytest.raises(sqlite_module.IntegrityError):
        one.commit()
    assert one.turns is turns

    one.rollback()

    assert one.turns is None
    assert turns.take()
    turns.give()
    one.close()


def test_a_writer_whose_turn_does_not_come_is_left_to_sqlite(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tpmlearn.turns.LONGEST_WAIT_SECONDS", 0.01)
    turns = Turns(str(path))
    assert turns.take()
    one = Connection(str(path), isolation_level=None)

    one.take_turn(turns)

    assert one.turns is None
    one.execute("BEGIN IMMEDIATE")
    one.rollback()
    turns.give()


def test_a_file_in_memory_has_a_line_of_its_own_process() -> None:
    turns = Turns(":memory:")

    assert turns.take()
    turns.give()
    assert not Path(":memory:-turn").exists()


def test_an_engine_that_is_prepared_twice_begins_once(path: Path) -> None:
    engine = _engine(path)
    prepare_engine(engine)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM marks")).scalar() == 0
    with writing(), engine.begin() as connection:
        connection.execute(text("INSERT INTO marks VALUES (1)"))

    assert _count(path) == 1
