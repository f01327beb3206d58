"""Taking a quiz: kept at once, reasons after, frozen, and nobody else's."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.quiz import answer_all, begin, key_of, wrong_of
from tpmlearn.db import db, writing
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.features.quizzes.services import answer
from tpmlearn.models import AnswerRow, AttemptItemRow, AttemptRow, ItemVersionRow, PersonRow
from tpmlearn.records.answering import AlreadyAnswered, Sent
from tpmlearn.records.catalogue import current_catalogue

SLUG = "16-estimate-in-ranges"


def test_a_visitor_may_take_a_quiz(visitor: CheckingClient) -> None:
    attempt = begin(visitor, SLUG)

    assert "Question 1 of 10" in visitor.read(f"/quizzes/{attempt}/1")


@pytest.mark.parametrize("layout", ["one", "all"])
def test_no_reason_and_no_key_is_in_the_page_before_the_answer(
    learner: CheckingClient, layout: str
) -> None:
    attempt = begin(learner, SLUG, layout=layout)
    pages = [learner.read(f"/quizzes/{attempt}/{place}") for place in range(1, 11)]
    pages.append(learner.get(f"/quizzes/{attempt}", follow_redirects=True).get_data(as_text=True))

    with learner.application.app_context():
        module = current_catalogue().modules[SLUG]
    hidden = [option.reason for item in module.quiz for option in item.options]
    hidden += [item.number.reason for item in module.quiz if item.number]
    hidden += [item.explanation for item in module.quiz if item.explanation]
    assert len(hidden) > 30
    for page in pages:
        assert not [secret for secret in hidden if secret in page]
        assert "reason-right" not in page
        assert "Right answer" not in page


def test_the_reasons_come_with_the_answer(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)
    learner.send(f"/quizzes/{attempt}/1", answer=wrong_of(learner, attempt, 1))

    page = learner.read(f"/quizzes/{attempt}/1")
    with learner.application.app_context():
        item = _item(attempt, 1)
    for option in item["options"]:
        assert option["reason"] in page
    assert "Not right." in page
    assert "Saved " in page


def test_seven_of_ten_passes_and_six_does_not(learner: CheckingClient) -> None:
    first = answer_all(learner, begin(learner, SLUG), wrong=4)
    second = answer_all(learner, begin(learner, SLUG), wrong=3)

    assert "Not passed yet" in first
    assert "Passed: 7 or more right" in second
    front = learner.read(f"/learn/{SLUG}/quiz")
    assert "6 of 10" in front
    assert "7 of 10" in front


def test_nine_of_ten_tests_out_at_first_sight_only(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    assert "Tested out" in answer_all(learner, begin(learner, SLUG), wrong=1)

    answer_all(stranger, begin(stranger, SLUG), wrong=9)
    again = answer_all(stranger, begin(stranger, SLUG), wrong=0)
    assert "Tested out" not in again
    assert "Passed" in again


def test_the_first_answer_stays(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)
    wrong, right = wrong_of(learner, attempt, 1), key_of(learner, attempt, 1)
    learner.send(f"/quizzes/{attempt}/1", answer=wrong)

    same = learner.send(f"/quizzes/{attempt}/1", answer=wrong)
    other = learner.send(f"/quizzes/{attempt}/1", answer=right)

    assert same.status_code == other.status_code == 302
    with learner.application.app_context():
        rows = db.session.scalars(select(AnswerRow)).all()
        assert [(row.position, row.correct) for row in rows] == [(1, False)]
    assert "The first stays" in learner.read(f"/quizzes/{attempt}/1")


@pytest.mark.parametrize(
    "values",
    [
        [],
        ["99"],
        ["-1"],
        ["x"],
        ["0", "1", "2", "3"],
        ["<b>"],
        ["00000000099"],
        ["٣"],
        ["9" * 5000],
    ],
)
def test_it_refuses_what_is_no_answer_and_saves_nothing(
    learner: CheckingClient, values: list[str]
) -> None:
    attempt = begin(learner, SLUG)
    place = _place_of(learner, attempt, "single")

    response = learner.send(f"/quizzes/{attempt}/{place}", answer=values)

    assert response.status_code == 422
    assert "Choose" in response.get_data(as_text=True)
    with learner.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(AnswerRow)) == 0


@pytest.mark.parametrize("text", ["", "seven", "nan", "inf", "1e400", "9" * 80, "7 or 8"])
def test_it_refuses_what_is_no_number(learner: CheckingClient, text: str) -> None:
    attempt = begin(learner, SLUG)
    place = _place_of(learner, attempt, "number")

    response = learner.send(f"/quizzes/{attempt}/{place}", answer=text)

    assert response.status_code == 422
    assert "number" in response.get_data(as_text=True)


def test_an_attempt_is_nobody_elses(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    attempt = begin(learner, SLUG)

    for other in (stranger, visitor):
        assert other.get(f"/quizzes/{attempt}").status_code == 404
        assert other.get(f"/quizzes/{attempt}/1").status_code == 404
        assert other.get(f"/quizzes/{attempt}/result").status_code == 404
        assert other.send(f"/quizzes/{attempt}/1", answer="0").status_code == 404
        assert other.send(f"/quizzes/{attempt}/repeat").status_code == 404
    assert learner.get(f"/quizzes/{attempt}/11").status_code == 404
    assert learner.get(f"/quizzes/{attempt}/0").status_code == 404
    assert learner.get("/quizzes/nothing").status_code == 404


def test_a_second_start_goes_on_with_the_open_attempt(learner: CheckingClient) -> None:
    assert begin(learner, SLUG) == begin(learner, SLUG)


def test_a_frozen_attempt_survives_an_edit_of_the_content(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)
    library = learner.application.extensions["library"]
    before, live = learner.read(f"/quizzes/{attempt}/1"), library.catalogue
    library.catalogue = _without_quiz(live)
    try:
        after = learner.read(f"/quizzes/{attempt}/1")
        result = answer_all(learner, attempt, wrong=2)
    finally:
        library.catalogue = live

    assert _stem(before) == _stem(after)
    assert "8 of 10 right" in result


def test_the_wrong_ones_can_be_repeated_and_never_pass(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)
    answer_all(learner, attempt, wrong=8)

    repeated = learner.send(f"/quizzes/{attempt}/repeat").headers["Location"].split("/")[-1]
    result = answer_all(learner, repeated, wrong=0)

    assert "8 of 8 right" in result
    assert "never counts as a pass" in result


def test_nothing_wrong_is_nothing_to_repeat(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)

    response = learner.send(f"/quizzes/{attempt}/repeat")

    assert response.headers["Location"] == f"/quizzes/{attempt}"


def test_an_answer_is_one_transaction_of_few_statements(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)
    answer = key_of(learner, attempt, 1)
    token = learner.token()

    with statements(learner.application) as seen:
        learner.post(f"/quizzes/{attempt}/1", data={"answer": answer, "csrf_token": token})

    assert seen.commits == 1
    assert len(seen.sql) <= 3, seen.sql


def test_who_was_away_is_noted_before_their_attempt_is_locked(learner: CheckingClient) -> None:
    # As whoever begins a quiz locks the person first: two that began at different ends would wait
    # for each other.
    attempt = begin(learner, SLUG)
    answer = key_of(learner, attempt, 1)
    token = learner.token()
    with learner.application.app_context():
        long_ago = datetime.now(UTC) - timedelta(hours=3)
        db.session.execute(update(PersonRow).values(active_at=long_ago))
        db.session.commit()

    with statements(learner.application) as seen:
        learner.post(f"/quizzes/{attempt}/1", data={"answer": answer, "csrf_token": token})

    noted = [place for place, sql in enumerate(seen.sql) if sql.startswith("UPDATE people")]
    locked = [place for place, sql in enumerate(seen.sql) if "attempt_items.drawn" in sql]
    assert noted[0] < locked[-1]
    assert seen.sql[locked[-1]].startswith("SELECT attempts.kind")
    assert seen.commits == 1


def test_a_module_without_quiz_and_an_unknown_one_are_not_there(visitor: CheckingClient) -> None:
    assert visitor.get("/learn/99-nothing/quiz").status_code == 404
    assert visitor.send("/learn/99-nothing/quiz", layout="one").status_code == 404


def test_a_start_needs_a_layout(visitor: CheckingClient) -> None:
    response = visitor.send(f"/learn/{SLUG}/quiz", layout="sideways")

    assert response.status_code == 422


def test_two_answers_at_once_leave_one(learner: CheckingClient) -> None:
    attempt = begin(learner, SLUG)
    place = _place_of(learner, attempt, "single")
    now = _now(learner, attempt)
    with learner.application.app_context(), writing():
        answer(learner.person_id, attempt, place, Sent(["0"]), now=now)
        with pytest.raises(AlreadyAnswered):
            answer(learner.person_id, attempt, place, Sent(["1"]), now=now)
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(AnswerRow)) == 1


def _now(client: CheckingClient, attempt: str) -> datetime:
    with client.application.app_context():
        return db.session.get_one(AttemptRow, attempt).started_at


def _item(attempt: str, place: int) -> dict[str, Any]:
    found: dict[str, Any] | None = db.session.scalar(
        select(ItemVersionRow.content)
        .join(AttemptItemRow, AttemptItemRow.item_version == ItemVersionRow.version)
        .where(AttemptItemRow.attempt_id == attempt, AttemptItemRow.position == place)
    )
    assert found is not None
    return found


def _place_of(client: CheckingClient, attempt: str, type_: str) -> int:
    with client.application.app_context():
        return next(place for place in range(1, 11) if _item(attempt, place)["type"] == type_)


def _stem(page: str) -> str:
    found = re.search(r'<div class="prose stem">(.*?)</div>', page, re.S)
    assert found
    return found.group(1)


def _without_quiz(catalogue: Catalogue) -> Catalogue:
    modules = dict(catalogue.modules)
    edited = [replace(item, stem="<p>Edited.</p>") for item in modules[SLUG].quiz]
    modules[SLUG] = replace(modules[SLUG], quiz=tuple(Random(1).sample(edited, 3)))
    return replace(catalogue, modules=modules)
