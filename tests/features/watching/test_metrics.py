"""Figures for Prometheus: behind a token, by endpoint, over all workers, cheap."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from urllib.request import Request, urlopen

import pytest
from flask import Flask

from tests.support import processes
from tests.support.client import CheckingClient
from tests.support.quiz import begin, key_of
from tests.support.site import Site, launch, new_folder, wait_for_answer
from tpmlearn import create_app, metrics
from tpmlearn.config import Settings
from tpmlearn.db import db, writing
from tpmlearn.metrics import Counted, Meters
from tpmlearn.records.tally import tally

TOKEN = "a-token-of-the-test-" + "x" * 20
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def watched(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The site with metrics, from nought."""
    monkeypatch.setattr(metrics, "_meters", Meters())
    known: Settings = app.extensions["settings"]
    monkeypatch.setitem(app.extensions, "settings", replace(known, metrics_token=TOKEN))
    return app


def figures(text: str) -> dict[str, float]:
    """The samples by name and labels."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def read(client: CheckingClient) -> dict[str, float]:
    answer = client.get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return figures(answer.text)


def test_without_a_token_there_is_no_such_page(app: Flask, visitor: CheckingClient) -> None:
    assert visitor.get("/metrics", headers=BEARER).status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", TOKEN, f"Basic {TOKEN}", "é"])
def test_nobody_reads_them_without_the_token(
    watched: Flask, admin: CheckingClient, header: str
) -> None:
    answer = admin.get("/metrics", headers={"Authorization": header})

    assert answer.status_code == 401
    assert "tpmlearn_" not in answer.text


def test_it_counts_by_endpoint_and_never_by_path(watched: Flask, learner: CheckingClient) -> None:
    learner.get("/learn/16-estimate-in-ranges?secret=1")
    learner.get("/learn/no-such-lesson")
    learner.get("/ada@example.org")

    found = read(learner)

    lesson = 'endpoint="learning.lesson",method="GET"'
    assert found[f'tpmlearn_requests_total{{{lesson},status="2xx"}}'] == 1
    assert found[f'tpmlearn_requests_total{{{lesson},status="4xx"}}'] == 1
    assert found['tpmlearn_requests_total{endpoint="none",method="GET",status="4xx"}'] == 1
    assert found['tpmlearn_request_seconds_count{endpoint="learning.lesson"}'] == 2
    assert found['tpmlearn_database_statements_total{endpoint="learning.lesson"}'] >= 2
    assert found['tpmlearn_database_seconds_total{endpoint="learning.lesson"}'] > 0
    assert not re.search("secret|no-such|ada|16-estimate", " ".join(found))


def test_a_method_that_nobody_knows_makes_no_series(
    watched: Flask, visitor: CheckingClient
) -> None:
    visitor.open("/", method="ADA")

    assert not [name for name in read(visitor) if "ADA" in name]


def test_it_says_which_content_is_shown_and_how_it_is(
    watched: Flask, visitor: CheckingClient
) -> None:
    found = read(visitor)

    (info,) = [name for name in found if name.startswith("tpmlearn_content_info")]
    assert 'live="folder",shown="folder"' in info
    assert found["tpmlearn_content_errors"] == 0
    assert found["tpmlearn_workers"] == 1


def test_an_answer_is_counted_once_it_is_kept(watched: Flask, learner: CheckingClient) -> None:
    attempt = begin(learner, "16-estimate-in-ranges")
    right = key_of(learner, attempt, 1)
    for _ in range(2):
        learner.send(f"/quizzes/{attempt}/1", answer=right)

    assert read(learner)['tpmlearn_answers_saved_total{kind="quiz"}'] == 1


def test_what_is_rolled_back_is_not_counted(watched: Flask, visitor: CheckingClient) -> None:
    with watched.app_context(), writing():
        db.session.connection()
        tally(Counted.ANSWERS, "exam")
        db.session.rollback()
        tally(Counted.ANSWERS, "test")
        db.session.connection()
        db.session.commit()

    found = read(visitor)
    assert 'tpmlearn_answers_saved_total{kind="exam"}' not in found
    assert found['tpmlearn_answers_saved_total{kind="test"}'] == 1


def test_a_database_that_is_gone_leaves_the_figures(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "_meters", None)
    url = "postgresql://keeper@127.0.0.1:1/tpmlearn"
    app = create_app(replace(settings, database_url=url, metrics_token=TOKEN))

    answer = app.test_client().get("/metrics", headers=BEARER)

    assert answer.status_code == 200
    assert 'live="unknown"' in answer.text


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of two workers with metrics and JSON lines."""
    folder = new_folder(tmp_path_factory.mktemp("watched"))
    more = {"TPMLEARN_METRICS_TOKEN": TOKEN, "TPMLEARN_LOG": "json"}
    site = launch("watched", folder, more=more)
    yield site
    site.stop()


def asked(site: Site) -> dict[str, float]:
    with urlopen(Request(site.url + "/metrics", headers=BEARER)) as answer:
        return figures(answer.read().decode())


def test_any_worker_answers_for_all_and_what_a_dead_one_counted_stays(served: Site) -> None:
    for _ in range(40):
        with urlopen(served.url + "/accessibility") as answer:
            answer.read()
    name = 'tpmlearn_requests_total{endpoint="home.accessibility",method="GET",status="2xx"}'

    found = [asked(served) for _ in range(10)]
    assert {one[name] for one in found} == {40.0}
    assert found[-1]["tpmlearn_workers"] == 2

    processes.kill([min(served.workers())])
    wait_for_answer(served, seconds=30)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        # Who still waited at the dead worker's socket is cut off as its successor gets another.
        with suppress(ConnectionError):
            if asked(served)["tpmlearn_workers"] == 2:
                break
        time.sleep(0.2)
    assert asked(served)[name] == 40.0
    assert asked(served)["tpmlearn_workers"] == 2
