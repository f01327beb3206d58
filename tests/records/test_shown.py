"""A consent lets out what was chosen and nothing else, whatever there is."""

import pytest

from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.rating import CountedRating, CountReason
from tpmlearn.domain.profiles.shown import Shown
from tpmlearn.domain.profiles.visibility import read_consent
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.shown import shown_profile

LESSON = "16-estimate-in-ranges"
TRACES = {
    "name": "Ada Obi",
    "address": "ada@example.org",
    "artefact": "The register of risks",
    "confirmer": "Priya Nair",
    "note": "A private note",
    "quiz": "attempts=2",
    "step": "A step of the plan",
    "rated": "rated=4",
}


@pytest.fixture
def ada(learner: CheckingClient) -> CheckingClient:
    """Ada, who has something in every table."""
    app, person = learner.application, learner.person_id
    scene.say(app, person, CTL2=4, DEL4=1)
    scene.show(app, person, "CTL2", TRACES["artefact"], confirmer=TRACES["confirmer"])
    scene.jot(app, person, LESSON, TRACES["note"])
    scene.sit(app, person, LESSON, 6, 8)
    scene.plan(app, person, (LESSON, TRACES["step"]))
    return learner


def shown(client: CheckingClient, *sections: str, show_name: bool = False) -> Shown:
    with client.application.app_context():
        consent = read_consent(sections, naming="name" if show_name else "none")
        return shown_profile(client.person_id, consent, catalogue(), now=scene.NOW)


def catalogue() -> Catalogue:
    return current_catalogue()


@pytest.mark.parametrize(
    ("sections", "show_name", "traces"),
    [
        ((), False, set()),
        ((), True, {"name"}),
        (("fit",), False, set()),
        (("ratings",), False, {"artefact", "confirmer", "rated"}),
        (("quizzes",), False, {"quiz"}),
        (("plan",), False, {"step"}),
        (("fit", "quizzes"), True, {"name", "quiz"}),
        (scene.ALL, True, {"name", "artefact", "confirmer", "rated", "quiz", "step"}),
    ],
)
def test_only_what_was_chosen_leaves(
    ada: CheckingClient, sections: tuple[str, ...], show_name: bool, traces: set[str]
) -> None:
    everything = repr(shown(ada, *sections, show_name=show_name))

    assert {name for name, trace in TRACES.items() if trace in everything} == traces


def test_the_fit_alone_tells_the_level_that_counts_and_not_what_was_rated(
    ada: CheckingClient,
) -> None:
    alone, whole = shown(ada, "fit"), shown(ada, "fit", "ratings")

    assert alone.fit
    assert whole.fit
    assert alone.fit.ratings["CTL2"] == CountedRating(3, 3, CountReason.CLAIMED)
    assert whole.fit.ratings["CTL2"] == CountedRating(4, 3, CountReason.NEEDS_SECOND_ARTEFACT)
    assert alone.fit.rated == 2


def test_a_quiz_shows_its_first_and_its_best_attempt(ada: CheckingClient) -> None:
    scene.sit(ada.application, ada.person_id, LESSON, 10, kind="repeat")

    quizzes = shown(ada, "quizzes").quizzes

    assert quizzes
    (record,) = quizzes
    assert (record.first.right, record.best.right, record.attempts) == (6, 8, 2)
    assert "DEL4" in record.skills


def test_a_quiz_of_a_lesson_that_left_is_still_shown(learner: CheckingClient) -> None:
    scene.sit(learner.application, learner.person_id, "gone", 9)

    quizzes = shown(learner, "quizzes").quizzes

    assert quizzes
    assert [(record.title, record.skills) for record in quizzes] == [("The title it had", ())]


def test_a_plan_counts_what_was_passed_or_marked_since_it_was_saved(
    learner: CheckingClient,
) -> None:
    app, person = learner.application, learner.person_id
    scene.plan(app, person, (LESSON, "One"), ("b", "Two"), ("c", "Three"), done="module:b")
    scene.sit(app, person, LESSON, 7)

    progress = shown(learner, "plan").plan

    assert progress
    assert [step.done for step in progress.steps] == [True, True, False]
    assert progress.done == 2


def test_who_has_nothing_shows_nothing(learner: CheckingClient) -> None:
    found = shown(learner, *scene.ALL)

    assert found.fit
    assert (found.fit.rated, found.skills, found.quizzes, found.plan) == (0, (), (), None)
