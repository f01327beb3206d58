"""Rates that all workers share in Redis, and each worker alone while Redis is away."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.redis import Redis, running_redis
from tpmlearn import create_app
from tpmlearn.config import Settings
from tpmlearn.web import shared_pace
from tpmlearn.web.shared_pace import Counter, SharedPace

MINUTE, NONE = timedelta(minutes=1), timedelta()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no silent Redis: what is tested here are answers and refusals."""
    monkeypatch.setattr(shared_pace, "PATIENCE_SECONDS", 10.0)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """Redis on loopback."""
    with running_redis(tmp_path) as server:
        yield server


def pace(url: str, most: int = 3) -> SharedPace:
    """What one worker has."""
    return SharedPace(most, MINUTE, name="save:account", counter=Counter(url))


def ask(of: SharedPace, key: str = "7") -> timedelta:
    return of.wait(key, now=datetime.now(UTC))


def test_two_workers_count_together(redis: Redis) -> None:
    one, other = pace(redis.url), pace(redis.url)

    waits = [ask(one), ask(other), ask(one), ask(other)]

    assert waits[:3] == [NONE] * 3
    assert NONE < waits[3] <= MINUTE
    assert ask(one, "8") == NONE


def test_looking_counts_nothing(redis: Redis) -> None:
    one = pace(redis.url, most=1)

    looks = [one.held_off("7", now=datetime.now(UTC)) for _ in range(5)]

    assert looks == [NONE] * 5
    assert ask(one) == NONE
    assert one.held_off("7", now=datetime.now(UTC)) > NONE


def test_while_redis_is_gone_each_worker_counts_for_itself(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    one = pace(redis.url)
    ask(one)
    redis.stop()

    with caplog.at_level(logging.WARNING, logger="tpmlearn"):
        waits = [ask(one) for _ in range(4)]

    assert waits[:3] == [NONE] * 3
    assert waits[3] > NONE
    assert len(caplog.records) == 1


def test_it_is_asked_again_after_a_rest(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_pace, "REST_SECONDS", 0.0)
    one = pace(redis.url, most=1)
    ask(one)
    redis.stop()
    ask(one)
    redis.start()

    assert ask(one) == NONE
    assert ask(pace(redis.url, most=1)) > NONE


def test_redis_that_hangs_holds_one_page_up_and_no_second(
    redis: Redis, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shared_pace, "PATIENCE_SECONDS", 0.02)
    one = pace(redis.url, most=2)
    redis.hang()

    with caplog.at_level(logging.WARNING, logger="tpmlearn"):
        waits = [ask(one) for _ in range(3)]

    # A second look would have waited, and said so, again.
    assert len(caplog.records) == 1
    assert waits[:2] == [NONE] * 2
    assert waits[2] > NONE


def test_redis_that_was_never_there_does_no_harm(settings: Settings) -> None:
    app = create_app(replace(settings, limits=True, redis_url="redis://127.0.0.1:1/0"))

    codes = {app.test_client().get("/learn/search?q=risk").status_code for _ in range(3)}

    assert codes == {200}


def test_the_site_counts_in_redis_where_it_is_told_to(redis: Redis, settings: Settings) -> None:
    url = redis.url.replace("redis:", "valkey:")
    app = create_app(replace(settings, limits=True, redis_url=url))

    app.test_client().get("/learn/search?q=risk")

    counter = Counter(redis.url)
    kept = counter._limiter.storage.storage.keys("*")  # type: ignore[attr-defined]
    assert len([key for key in kept if b"costly:address" in key]) == 1
