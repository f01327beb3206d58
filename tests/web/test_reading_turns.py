"""On SQLite the readers of a worker take turns, but none waits for long."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock
from time import sleep
from typing import Any

import pytest
from flask import Flask, before_render_template

from tests.support.client import CheckingClient

PAGES = ("/roles", "/privacy")


@contextmanager
def held(path: str) -> Iterator[tuple[Event, Event]]:
    """Whoever asks for that page stays in it until the second event; the first says who is in."""
    inside, go = Event(), Event()

    def wait(_sender: Flask, context: dict[str, Any], **_: Any) -> None:
        if context["here_path"] == path:
            inside.set()
            go.wait(20)

    with before_render_template.connected_to(wait):
        yield inside, go
        go.set()


@pytest.mark.parametrize("site", ["sqlite", "postgresql"], indirect=True, scope="session")
def test_readers_take_turns_where_none_waits_for_a_database(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tpmlearn.web.application.TURN_SECONDS", 60.0)
    now, most, lock = 0, 0, Lock()

    def count(*_: Any, **__: Any) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        sleep(0.02)
        with lock:
            now -= 1

    with before_render_template.connected_to(count), ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda path: app.test_client().get(path).status_code, PAGES * 4)
        assert set(answers) == {200}

    is_inside = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    assert (most == 1) == is_inside, most


@pytest.mark.parametrize("site", ["sqlite"], indirect=True, scope="session")
def test_nobody_waits_for_a_slow_page(app: Flask, visitor: CheckingClient) -> None:
    with held(PAGES[0]) as (inside, go), ThreadPoolExecutor(1) as pool:
        slow = pool.submit(lambda: app.test_client().get(PAGES[0]).status_code)
        assert inside.wait(20)

        visitor.read(PAGES[1])
        assert visitor.send("/theme", theme="dark", next="/").status_code == 302

        assert not slow.done()
        go.set()
        assert slow.result() == 200


@pytest.mark.parametrize("site", ["sqlite"], indirect=True, scope="session")
def test_a_page_that_fails_gives_its_turn_back(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tpmlearn.web.application.TURN_SECONDS", 60.0)

    def fail(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with before_render_template.connected_to(fail), pytest.raises(KeyboardInterrupt):
        app.test_client().get(PAGES[0])

    assert app.test_client().get(PAGES[0]).status_code == 200
