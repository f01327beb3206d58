"""Kept pieces of pages: made once, shared by Redis, and nobody notices when that is gone."""

import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from socket import create_connection, socket

import pytest
from flask import Flask

from tests.support import needs
from tests.support.client import CheckingClient
from tests.support.cluster import free_port
from tpmlearn import create_app
from tpmlearn.config import Settings
from tpmlearn.fragments import TIMEOUT_SECONDS, Fragments

SECRET = "s" * 40
START_SECONDS = 15


class Counting:
    """Makes a text, and counts how often."""

    def __init__(self, text: str = "<p>once</p>") -> None:
        self.text, self.made = text, 0

    def __call__(self) -> str:
        self.made += 1
        return self.text


@contextmanager
def running_redis(program: str, port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis that keeps nothing on disk."""
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir"]
    process = subprocess.Popen([*command, str(folder)], stdout=subprocess.DEVNULL)
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """The address of a fresh Redis."""
    program, port = needs.redis(), free_port()
    with running_redis(program, port, tmp_path):
        yield f"redis://127.0.0.1:{port}/0"


def test_a_piece_is_made_once_in_a_process() -> None:
    pieces, make = Fragments(SECRET), Counting()

    assert {pieces.get("glossary", "v1", make=make) for _ in range(3)} == {"<p>once</p>"}
    assert make.made == 1


def test_other_content_language_or_program_is_another_piece() -> None:
    make, version = Counting(), ["one"]
    pieces = Fragments(SECRET, program=lambda: version[0])

    for words in (("glossary", "v1"), ("glossary", "v2"), ("glossary", "v1", "de")):
        pieces.get(*words, make=make)
    version[0] = "two"
    pieces.get("glossary", "v1", make=make)

    assert make.made == 4


def test_it_keeps_no_more_than_it_may_and_forgets_what_was_asked_for_least_recently() -> None:
    pieces, make = Fragments(SECRET, most_bytes=25), Counting("x" * 10)

    for name in ("a", "b", "a", "c", "a", "b"):
        pieces.get(name, make=make)

    assert make.made == 4


def test_what_fails_to_be_made_is_not_kept() -> None:
    pieces = Fragments(SECRET)

    def fail() -> str:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        pieces.get("a", make=fail)
    assert pieces.get("a", make=Counting("good")) == "good"


def test_what_one_process_made_another_finds(redis: str) -> None:
    first, second, make = (
        Fragments(SECRET, redis_url=redis),
        Fragments(SECRET, redis_url=redis),
        Counting(),
    )

    assert first.get("a", make=make) == second.get("a", make=make)
    assert make.made == 1


def test_what_others_wrote_there_is_not_shown(redis: str) -> None:
    forged = Counting("<script>alert(1)</script>")
    Fragments("another secret", redis_url=redis).get("a", make=forged)

    assert Fragments(SECRET, redis_url=redis).get("a", make=Counting()) == "<p>once</p>"


def test_a_redis_that_hangs_costs_one_short_wait() -> None:
    with socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(1)
        pieces = Fragments(SECRET, redis_url=f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        pieces.get("warm", make=Counting())
        begun = time.monotonic()
        for number in range(50):
            pieces.get(str(number), make=Counting())

    # It is left alone after the first: fifty waits would take twice as long.
    assert time.monotonic() - begun < 25 * TIMEOUT_SECONDS


def test_pages_stay_up_when_redis_goes_and_use_it_when_it_is_back(
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tpmlearn.fragments.REST_SECONDS", 0.3)
    program, port = needs.redis(), free_port()
    app = create_app(replace(settings, redis_url=f"redis://127.0.0.1:{port}/0"))
    pieces: Fragments = app.extensions["fragments"]

    def look(_: int) -> int:
        pieces._kept.clear()
        return app.test_client().get("/glossary").status_code

    with ThreadPoolExecutor(4) as crowd:
        with running_redis(program, port, tmp_path):
            before = set(crowd.map(look, range(10)))
        without = set(crowd.map(look, range(20)))
        time.sleep(0.4)
        with running_redis(program, port, tmp_path):
            after = set(crowd.map(look, range(10)))

    assert before == without == after == {200}
    assert "Redis does not answer; each worker goes on alone" in caplog.text
    assert "Redis answers again" in caplog.text


def test_the_glossary_is_the_same_for_everybody_and_knows_who_asks(
    app: Flask, visitor: CheckingClient, learner: CheckingClient
) -> None:
    first, second = visitor.get("/glossary").text, learner.get("/glossary").text

    assert first.count('class="terms wide"') == second.count('class="terms wide"') > 5
    assert "Sign out" not in first
    assert "Sign out" in second
