"""A connection for reading rests between two requests, and is asked before it is trusted."""

import psycopg
import pytest
from flask import Flask

from tests.conftest import Enter
from tpmlearn.db import db

pytestmark = pytest.mark.parametrize("site", ["postgresql"], indirect=True, scope="session")
LESSON = "/learn/16-estimate-in-ranges"


@pytest.mark.parametrize(("rest", "expected"), [(0.0, [200, 200]), (3600.0, [503, 200])])
def test_one_that_rested_is_asked_whether_its_server_is_there(
    app: Flask, enter: Enter, monkeypatch: pytest.MonkeyPatch, rest: float, expected: list[int]
) -> None:
    client = enter("rested@example.org", ())
    monkeypatch.setattr("tpmlearn.resting.REST_SECONDS", rest)
    with app.app_context():
        # Others than the one that rests would be trusted as well.
        db.engine.dispose()
    client.read(LESSON)
    with app.app_context():
        url = db.engine.url.set(drivername="postgresql").render_as_string(False)
    with psycopg.connect(url, autocommit=True) as other:
        ended = other.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE pid != pg_backend_pid() AND datname = current_database()"
        ).fetchall()
    assert ended

    # One that was used just now is trusted: who has it when its server goes is told so, once.
    assert [client.get(LESSON).status_code for _ in range(2)] == expected
