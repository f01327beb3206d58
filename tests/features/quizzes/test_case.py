"""A practice case: the story stays in view, the order stays, and it passes no lesson."""

import pytest

from tests.support.client import CheckingClient
from tests.support.quiz import answer_all, key_of, wrong_of
from tpmlearn.records.catalogue import current_catalogue

SLUG = "practice-freight-portal"
STORY = "Halden Freight moves its booking portal"


def _begin(client: CheckingClient, layout: str = "one") -> str:
    response = client.send(f"/quizzes/cases/{SLUG}", layout=layout)
    assert response.status_code == 302
    return response.headers["Location"].split("/")[-1]


def test_the_list_of_quizzes_offers_it(visitor: CheckingClient) -> None:
    assert f'href="/quizzes/cases/{SLUG}"' in visitor.read("/quizzes")


@pytest.mark.parametrize("layout", ["one", "all"])
def test_the_story_stands_above_every_question(learner: CheckingClient, layout: str) -> None:
    attempt = _begin(learner, layout)

    pages = [learner.read(f"/quizzes/{attempt}/{place}") for place in range(1, 6)]

    assert all(STORY in page for page in pages)
    assert all("<svg" in page for page in pages)


def test_all_on_one_page_tells_the_story_once(learner: CheckingClient) -> None:
    attempt = _begin(learner, "all")

    assert learner.read(f"/quizzes/{attempt}").count(STORY) == 1


def test_its_questions_keep_their_order(learner: CheckingClient) -> None:
    attempt = _begin(learner)

    first, last = (learner.read(f"/quizzes/{attempt}/{place}") for place in (1, 5))

    assert "keeps its average pace" in first
    assert "promised rate comparison" in last


def test_no_key_is_in_the_page_before_the_answer(learner: CheckingClient) -> None:
    attempt = _begin(learner)
    pages = [learner.read(f"/quizzes/{attempt}/{place}") for place in range(1, 6)]

    with learner.application.app_context():
        case = current_catalogue().cases[SLUG]
    hidden = [option.reason for item in case.items for option in item.options]
    assert len(hidden) > 15
    assert not [secret for page in pages for secret in hidden if secret in page]


def test_it_ends_with_reasons_and_passes_no_lesson(learner: CheckingClient) -> None:
    page = answer_all(learner, _begin(learner), wrong=0)

    assert "5 of 5 right" in page
    assert "counts for no lesson" in page
    assert "Tested out" not in page
    assert STORY in page
    assert "finished" in learner.read(f"/quizzes/cases/{SLUG}")
    assert "freight" not in learner.read("/profile")


def test_its_wrong_ones_can_be_repeated_with_the_story(learner: CheckingClient) -> None:
    attempt = _begin(learner)
    answer_all(learner, attempt, wrong=1)

    again = learner.send(f"/quizzes/{attempt}/repeat").headers["Location"].split("/")[-1]

    page = learner.read(f"/quizzes/{again}/1")
    assert "Question 1 of 1" in page
    assert STORY in page
    assert f'href="/quizzes/cases/{SLUG}"' in page


def test_an_open_case_is_gone_on_with(learner: CheckingClient) -> None:
    attempt = _begin(learner)
    learner.send(f"/quizzes/{attempt}/1", answer=key_of(learner, attempt, 1))

    assert _begin(learner) == attempt
    assert "1 of 5 answered" in learner.read(f"/quizzes/cases/{SLUG}")


def test_a_wrong_layout_is_refused_in_words(learner: CheckingClient) -> None:
    response = learner.send(f"/quizzes/cases/{SLUG}", layout="sideways")

    assert response.status_code == 422


def test_a_case_that_is_not_there_is_not_found(visitor: CheckingClient) -> None:
    assert visitor.get("/quizzes/cases/none").status_code == 404
    assert visitor.send("/quizzes/cases/none", layout="one").status_code == 404


def test_the_wrong_answer_names_its_trap(learner: CheckingClient) -> None:
    attempt = _begin(learner)
    learner.send(f"/quizzes/{attempt}/1", answer=key_of(learner, attempt, 1))
    learner.send(f"/quizzes/{attempt}/2", answer=wrong_of(learner, attempt, 2))

    assert "Trap: " in learner.read(f"/quizzes/{attempt}/2")
