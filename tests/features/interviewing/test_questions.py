"""The sheet of an interview: questions with good answers and a scale, traps only if shared."""

import pytest

from tests.support.client import CheckingClient
from tests.support.granting import Desk, granted, looks, rated


@pytest.fixture
def desk(learner: CheckingClient, recruiter: CheckingClient) -> Desk:
    """Ada's view on Rita's desk."""
    return Desk(learner, recruiter)


def titles(page: str) -> list[str]:
    """The questions, in order."""
    main = page.partition('id="skills"')[2]
    return [one.partition("</h3>")[0] for one in main.split("<h3>")[1:]]


def test_each_question_has_a_good_answer_room_and_a_scale_without_a_sum(
    desk: Desk, recruiter: CheckingClient
) -> None:
    page = recruiter.read(f"/desk/candidates/{desk.grant}/questions?role=tpm")

    assert len(titles(page)) == 6
    for words in ("What a good answer contains", "What you heard", "Mark one, for this question"):
        assert page.count(words) == 6
    assert "Do not add them up" in page
    assert "What the role asks for, level" in page
    assert looks(desk.app, desk.grant) == [("opened", desk.rita)]


def test_two_candidates_meet_the_same_question_at_the_same_place(
    desk: Desk, recruiter: CheckingClient, stranger: CheckingClient
) -> None:
    sven = granted(desk.app, stranger.person_id, desk.rita)
    rated(desk.app, stranger.person_id, CTL2=0, DEL4=0, PPL2=1, TEC1=2)

    first, second = (
        [
            title.partition(". ")[2]
            for title in titles(recruiter.read(f"/desk/candidates/{one}/questions?role=tpm"))
        ]
        for one in (desk.grant, sven)
    )

    shared = [title for title in first if title in second]
    assert shared == [title for title in second if title in first]


def test_a_view_without_levels_gets_questions_on_what_weighs_most(
    desk: Desk, recruiter: CheckingClient
) -> None:
    closed = granted(desk.app, desk.ada, desk.rita, ["plan"])

    page = recruiter.read(f"/desk/candidates/{closed}/questions")

    assert "This view shows no levels" in page
    assert "Shown at level" not in page
    assert len(titles(page)) == 6


def test_traps_that_are_not_shared_are_not_asked(desk: Desk, recruiter: CheckingClient) -> None:
    page = recruiter.read(f"/desk/candidates/{desk.grant}/questions")

    assert "Misconceptions met in questions are not part of this view" in page
    assert 'id="traps"' not in page
