"""Readiness for an exam: a range with reasons, or not enough data."""

import re
from datetime import UTC, datetime

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.quiz import answer_all, begin
from tests.support.sittings import sat


def _page(client: CheckingClient) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.read("/tests/readiness")))


def test_without_tests_there_is_nothing_to_say(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    assert "Nothing to say yet" in _page(visitor)
    page = _page(learner)
    assert page.count("not enough data") == 3
    assert "0 of at least 15 answers" in page


def test_enough_answers_give_a_range_with_its_reasons(learner: CheckingClient) -> None:
    right = dict.fromkeys(("COM1", "COM2", "COM3", "COM4"), [True] * 6)
    sat(learner, right, at=datetime.now(UTC))
    sat(learner, dict.fromkeys(("PPL1", "PPL2", "PPL3"), [False] * 6), at=datetime.now(UTC))

    page = _page(learner)

    found = re.search(r"(\d+) to (\d+) % of 59 questions", page)
    assert found
    assert int(found[1]) < int(found[2]) <= 100
    assert "It costs most in" in page
    assert "Tests that would narrow it" in page
    assert "never asked" in page
    assert "Provisional" in page


def test_what_was_seen_before_stands_apart(learner: CheckingClient) -> None:
    for _ in range(2):
        answer_all(learner, begin(learner, "36-stakeholders-and-expectations"), wrong=2)

    page = _page(learner)

    assert "right at first sight" in page
    assert "on questions seen before" in page


def test_it_takes_few_statements(learner: CheckingClient) -> None:
    sat(learner, {"PRO1": [True] * 6}, at=datetime.now(UTC))
    learner.read("/tests/readiness")

    with statements(learner.application) as seen:
        learner.read("/tests/readiness")

    assert len(seen.sql) <= 4
    assert all(sql.startswith("SELECT") for sql in seen.sql)
