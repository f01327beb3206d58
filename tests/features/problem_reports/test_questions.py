"""Reporting a question of a quiz, of a review, of a test, and an item from its author's page."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from tests.features.problem_reports.cast import TEXT, answer, reports
from tests.features.testing import cast as testing
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.quiz import answer_all, begin, key_of
from tests.support.review import begin_review, practise
from tpmlearn.db import db, writing
from tpmlearn.models import AttemptRow, ItemVersionRow, SittingItemRow, SittingRow
from tpmlearn.records.catalogue import current_catalogue

NOW = datetime.now(UTC)
SLUG = "16-estimate-in-ranges"
ITEM = "m03-who-may-swap"


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def quiz(client: CheckingClient) -> str:
    attempt = begin(client, SLUG)
    client.send(f"/quizzes/{attempt}/1", answer=key_of(client, attempt, 1))
    return f"/quizzes/{attempt}/1/report"


def review(client: CheckingClient) -> str:
    practise(client, NOW - timedelta(days=1), wrong=1)
    session = begin_review(client)
    client.send(f"/review/{session}/1", answer=key_of(client, session, 1))
    return f"/review/{session}/1/report"


def test(client: CheckingClient) -> str:
    sitting = testing.begin(client)
    client.send(f"/tests/sittings/{sitting}/stop")
    return f"/tests/sittings/{sitting}/1/report"


test.__test__ = False  # type: ignore[attr-defined]
WAYS = [quiz, review, test]


@pytest.mark.parametrize("way", WAYS)
def test_a_question_is_reported_with_the_wording_that_was_seen(
    learner: CheckingClient, author: CheckingClient, way: Callable[[CheckingClient], str]
) -> None:
    address = way(learner)
    assert "Report a problem with question 1" in learner.read(address)

    assert learner.send(address, text=TEXT).headers["Location"] == "/reports"
    learner.send(address, text=TEXT)

    (row,) = reports(learner).values()
    with learner.application.app_context():
        frozen = db.session.get_one(ItemVersionRow, row.item_version)
        assert frozen.item == row.item
    assert row.position == 1
    assert [row.sitting_id, row.attempt_id, row.test_id].count(None) == 2
    assert "You sent this already" in learner.read("/reports")
    assert TEXT in author.read("/author/reports")
    answer(author, row.id, "Thank you, it is mended.", state="mended")
    assert "Thank you, it is mended." in learner.read("/reports")


@pytest.mark.parametrize("way", WAYS)
def test_it_is_nobody_elses(
    learner: CheckingClient,
    stranger: CheckingClient,
    visitor: CheckingClient,
    author: CheckingClient,
    way: Callable[[CheckingClient], str],
) -> None:
    address = way(learner)

    for client in (stranger, visitor, author):
        assert client.get(address).status_code == 404
        assert client.send(address, text=TEXT).status_code == 404
    assert learner.post(address, data={"text": TEXT}).status_code == 400
    assert learner.send(address, text="short").status_code == 422
    for position in ("0", "99", "99999999999999999999", "-1"):
        other = address.replace("/1/report", f"/{position}/report")
        assert learner.get(other).status_code == 404
    assert reports(learner) == {}


def test_a_question_of_a_quiz_waits_for_its_answer(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)

    assert "/report" not in learner.read(f"/quizzes/{attempt}/1")
    assert learner.get(f"/quizzes/{attempt}/1/report").status_code == 404
    assert learner.send(f"/quizzes/{attempt}/1/report", text=TEXT).status_code == 404
    learner.send(f"/quizzes/{attempt}/1", answer=key_of(learner, attempt, 1))
    assert f'href="/quizzes/{attempt}/1/report"' in learner.read(f"/quizzes/{attempt}/1")


def test_a_test_waits_for_its_end(learner: CheckingClient) -> None:
    sitting = testing.begin(learner)
    address = f"/tests/sittings/{sitting}/1/report"

    assert learner.get(address).status_code == 404
    assert learner.send(address, text=TEXT).status_code == 404
    assert "/report" not in learner.read(f"/tests/sittings/{sitting}")
    with learner.application.app_context(), writing():
        row = db.session.get_one(SittingRow, sitting)
        row.finished_at, row.end_reason = NOW, "stopped"
        db.session.commit()
    assert learner.get(address).status_code == 200


def test_the_key_and_the_options_of_a_test_stay_where_they_are(
    learner: CheckingClient, author: CheckingClient
) -> None:
    address = test(learner)
    learner.send(address, text=TEXT)
    (row,) = reports(learner).values()
    with learner.application.app_context():
        item = next(one for one in current_catalogue().items if one.id == row.item)
        position = db.session.scalars(select(SittingItemRow.position)).first()
    assert position == 1

    for page in (learner.read(address), learner.read("/reports")):
        assert item.stem in page
        for option in item.options:
            assert option.reason not in page
            assert option.html not in page.replace(item.stem, "")
        assert "Right answer" not in page
    desk = author.read("/author/reports")
    assert all(option.reason in desk for option in item.options)


def test_addresses_of_a_quiz_and_of_a_review_do_not_mix(learner: CheckingClient) -> None:
    of_review, of_quiz = review(learner), quiz(learner)

    assert learner.get(of_review.replace("/review/", "/quizzes/")).status_code == 404
    assert learner.get(of_quiz.replace("/quizzes/", "/review/")).status_code == 404


def test_each_explained_question_has_a_link_and_it_costs_no_statement(
    learner: CheckingClient,
) -> None:
    attempt = begin(learner, SLUG)
    result = answer_all(learner, attempt, wrong=1)

    assert result.count('/report"') == 10
    with statements(learner.application) as seen:
        learner.read(f"/quizzes/{attempt}/result")
    assert len(seen.sql) == 2, seen.sql


def test_a_report_outlives_its_attempt(learner: CheckingClient) -> None:
    learner.send(quiz(learner), text=TEXT)
    with learner.application.app_context(), writing():
        for row in db.session.scalars(select(AttemptRow)).all():
            db.session.delete(row)
        db.session.commit()

    page = learner.read("/reports")
    assert TEXT in page
    assert "With your answer" not in page


def test_an_author_reports_an_item_as_it_is_today(
    author: CheckingClient, learner: CheckingClient, visitor: CheckingClient
) -> None:
    address = f"/author/items/{ITEM}/report"
    assert f'href="{address}"' in author.read(f"/author/items/{ITEM}")
    assert "Right answer" in author.read(address)

    author.send(address, text=TEXT)

    (row,) = reports(author).values()
    assert (row.item, row.position, row.attempt_id) == (ITEM, None, None)
    assert TEXT in author.read(f"/author/items/{ITEM}")
    assert TEXT in author.read(f"/author/reports?item={ITEM}")
    assert TEXT in author.read("/reports")
    assert author.get("/author/items/nonsense/report").status_code == 404
    assert (learner.get(address).status_code, visitor.get(address).status_code) == (403, 302)
