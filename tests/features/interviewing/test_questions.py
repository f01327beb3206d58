"""The sheet of an interview: questions with good answers and a scale, traps only if shared."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.client import CheckingClient
from tests.support.exams import WRONG, sat_exam
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


def test_traps_that_are_shared_are_asked_with_what_they_cost_and_what_to_do_instead(
    desk: Desk, recruiter: CheckingClient, learner: CheckingClient
) -> None:
    shares = granted(desk.app, desk.ada, desk.rita, ["fit"], traps=True)
    assert "none was met yet" in recruiter.read(f"/desk/candidates/{shares}/questions")
    sat_exam(
        learner, "prince2-practitioner", [WRONG] * 30, at=datetime.now(UTC) - timedelta(hours=1)
    )

    page = recruiter.read(f"/desk/candidates/{shares}/questions")

    traps = page.partition('id="traps"')[2]
    assert 1 <= traps.count("<h3>") <= 3
    assert "Sees what it costs:" in traps
    assert "Does instead:" in traps
    other = recruiter.read(f"/desk/candidates/{desk.grant}/questions")
    assert "Sees what it costs:" not in other
