"""The page of the recalibration: asked for once, done in the background, told of afterwards."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import update

from tests.support.answering import simulate_sittings
from tests.support.client import CheckingClient
from tests.support.jobs import jobs_of, work_off
from tpmlearn.db import db, writing
from tpmlearn.features.recalibrating import services
from tpmlearn.models import JobRow
from tpmlearn.records.catalogue import current_catalogue

PAGE = "/author/calibration"
YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture
def answered(app: Flask) -> Flask:
    """Forty people have answered six items of a skill yesterday."""
    with app.app_context():
        items = next(iter(current_catalogue().bank.values()))[:6]
        rng = np.random.default_rng(8)
        simulate_sittings(items, 40, 6, rng, b=np.full(6, -1.0), at=YESTERDAY)
    return app


def test_a_run_is_asked_for_once_and_its_end_is_told(
    answered: Flask, author: CheckingClient
) -> None:
    assert "None was asked for within a week" in author.read(PAGE)
    author.send(PAGE)
    author.send(PAGE)
    page = author.read(PAGE)
    assert "waiting" in page
    assert "See how far it is" in page
    assert "Recalibrate now" not in page
    assert len(jobs_of(answered)) == 1

    work_off(answered)

    page = author.read(PAGE)
    assert "Version 1 is in force: 6 items, 240 answers of 40 people." in page
    assert "<dt>Answers</dt><dd>240</dd>" in page
    assert "Recalibrate now" in page


def test_without_new_answers_it_says_so(app: Flask, author: CheckingClient) -> None:
    author.send(PAGE)
    work_off(app)

    page = author.read(PAGE)

    assert "No new answers yet: the bank stays as it is." in page
    assert "Only authors have spoken" in page


def test_how_far_it_is_and_what_failed_are_told(app: Flask, author: CheckingClient) -> None:
    author.send(PAGE)
    for values, words in (
        ({"state": "running", "progress": "200 of 1200 items written."}, "200 of 1200 items"),
        ({"state": "waiting", "problem": "ValueError"}, "A try ended early"),
        ({"state": "failed"}, "could not be finished"),
    ):
        with app.app_context(), writing():
            db.session.execute(update(JobRow).values(**values))
            db.session.commit()
        page = author.read(PAGE)
        assert words in page
        assert "ValueError" not in page


def test_a_fault_is_tried_again(
    app: Flask, author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_task: object) -> None:
        raise RuntimeError("the disk is full")

    author.send(PAGE)
    with monkeypatch.context() as patch:
        patch.setattr(services, "learn", broken)
        work_off(app)

    (row,) = jobs_of(app)
    assert (row.state, row.tries, row.problem) == ("waiting", 1, "RuntimeError")


def test_it_is_for_authors(
    visitor: CheckingClient, learner: CheckingClient, author: CheckingClient
) -> None:
    assert learner.get(PAGE).status_code == 403
    assert learner.send(PAGE).status_code == 403
    assert "/sign-in" in visitor.get(PAGE).headers["Location"]
    assert author.post(PAGE).status_code == 400, "forged"
    assert jobs_of(author.application) == []
