"""The own profile: rating, evidence and results side by side, never one figure."""

from tests.features.sharing import scene
from tests.support.client import CheckingClient

LESSON = "16-estimate-in-ranges"


def test_a_visitor_reads_what_will_be_here(visitor: CheckingClient) -> None:
    page = visitor.read("/profile")

    assert "Nothing here yet" in page
    assert "There is no overall score" in page


def test_a_guest_has_a_profile_too(guest: CheckingClient) -> None:
    guest.send("/rate/skills/CTL2", level="2")

    page = guest.read("/profile")

    assert "Level 2, assisted" in page
    assert "rated, not tested" in page


def test_it_says_why_a_rating_counts_for_less(learner: CheckingClient) -> None:
    scene.say(learner.application, learner.person_id, CTL2=4)

    page = learner.read("/profile")

    assert "Level 4, leads" in page
    assert "It counts as 2: name an artefact and who can confirm it." in page
    assert "Price risks across several teams" in page


def test_evidence_is_claimed_and_names_who_can_confirm_it(learner: CheckingClient) -> None:
    scene.say(learner.application, learner.person_id, CTL2=3)
    scene.show(learner.application, learner.person_id, "CTL2", "The Q3 register")

    page = learner.read("/profile")

    assert "claimed, not confirmed" in page
    assert "The Q3 register" in page
    assert "Can be confirmed by Priya." in page


def test_quiz_results_stand_apart_with_their_conditions(learner: CheckingClient) -> None:
    scene.sit(learner.application, learner.person_id, LESSON, 6, 9)

    page = " ".join(learner.read("/profile").split())

    assert "practice questions, unsupervised" in page
    assert "first 6 of 10 on" in page
    assert ", at first sight; best 9 of 10 on" in page
    assert "2 attempts" in page
    assert "not rated" in page
    assert "Level " not in page


def test_what_is_not_rated_is_named_and_never_0(learner: CheckingClient) -> None:
    scene.say(learner.application, learner.person_id, CTL2=2)

    page = learner.read("/profile")

    assert "1 of 34" in page
    assert page.count("Not rated:") == 7
    assert "Level 0" not in page


def test_nobody_sees_it_but_its_owner(learner: CheckingClient, stranger: CheckingClient) -> None:
    scene.show(learner.application, learner.person_id, "CTL2", "The Q3 register")

    assert "The Q3 register" not in stranger.read("/profile")


def test_markup_in_evidence_is_text(learner: CheckingClient) -> None:
    scene.show(learner.application, learner.person_id, "CTL2", "<img src=x>", confirmer="<b>P</b>")

    page = learner.read("/profile")

    assert "<img src=x>" not in page
    assert "&lt;b&gt;P&lt;/b&gt;" in page
