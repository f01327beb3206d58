"""A candidate against a role: what is left out, what is not sure, what work there is."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tests.support.sittings import sat
from tpmlearn.domain.profiles.visibility import Consent, read_consent
from tpmlearn.records.candidates import Candidate, candidate
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.shown import shown_profile
from tpmlearn.records.snapshots import hash_of, plain

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)


def seen(client: CheckingClient, consent: Consent, *, now: datetime = NOON) -> Candidate:
    with client.application.app_context():
        catalogue = current_catalogue()
        shown = shown_profile(client.person_id, consent, catalogue, now=now)
        return candidate(shown, catalogue.roles["tpm"], catalogue)


@pytest.fixture
def ada(learner: CheckingClient) -> CheckingClient:
    """Ada with a rough test, ratings, confirmed work and claimed work."""
    sat(learner, {"CTL2": [True, True, False, True, False, True]}, at=NOON - timedelta(days=3))
    scene.say(learner.application, learner.person_id, DEL4=2, TEC1=3)
    scene.show(learner.application, learner.person_id, "TEC1", "The pipeline")
    return learner


def test_what_a_view_leaves_out_is_in_no_row_and_is_counted(ada: CheckingClient) -> None:
    whole = seen(ada, read_consent(["fit"]))
    some = seen(ada, read_consent(["fit", "tests"], skills=["CTL2", "DEL4"]))

    assert whole.report
    assert some.report
    assert (whole.left_out, len(whole.report.rows)) == (0, len(whole.role.skills))
    assert [row.skill for row in some.report.rows] == ["DEL4", "CTL2"]
    assert some.left_out == len(whole.role.skills) - 2
    assert set(some.shown.fit.ratings if some.shown.fit else ()) == {"CTL2", "DEL4"}


def test_without_the_fit_there_is_no_report_and_no_question(ada: CheckingClient) -> None:
    found = seen(ada, read_consent(["ratings"]))

    assert (found.report, found.chart, found.questions) == (None, None, ())
    assert found.shown.skills


def test_a_gap_that_a_rough_test_cannot_tell_is_counted_as_unsure(ada: CheckingClient) -> None:
    tested = seen(ada, read_consent(["fit", "tests"]))
    untested = seen(ada, read_consent(["fit"]))

    assert tested.report
    row = next(one for one in tested.report.rows if one.skill == "CTL2")
    assert row.rating.tested
    assert row.rating.tested.high >= row.required > (row.counted or 0)
    assert (tested.unsure, untested.unsure) == (1, 0)
    assert tested.chart
    assert "unsure" in tested.chart.wide
    assert tested.answers == "6 answers"
    assert tested.supervision == "unsupervised"


def test_a_test_tells_no_rating_where_ratings_are_not_shown(ada: CheckingClient) -> None:
    scene.say(ada.application, ada.person_id, CTL2=5)

    alone = seen(ada, read_consent(["fit", "tests"])).shown.fit
    whole = seen(ada, read_consent(["fit", "tests", "ratings"])).shown.fit

    assert alone
    assert whole
    assert (alone.ratings["CTL2"].rated, whole.ratings["CTL2"].rated) == (None, 5)


def test_claimed_work_is_counted_and_marked_in_the_figure(ada: CheckingClient) -> None:
    found = seen(ada, read_consent(["fit"]))

    assert (found.claimed, found.confirmed) == (1, 0)
    assert found.chart
    assert "work, claimed" in found.chart.wide
    assert "typical developer" not in found.chart.wide


def test_only_chosen_entries_and_results_are_told(ada: CheckingClient) -> None:
    scene.show(ada.application, ada.person_id, "DEL4", "The other work")
    scene.sit(ada.application, ada.person_id, "16-estimate-in-ranges", 8)
    scene.sit(ada.application, ada.person_id, "23-risk-find-and-rank", 9)
    first = scene.entries(ada.application)[0]
    consent = read_consent(
        ["ratings", "quizzes"], evidence=[first], results=["quiz:23-risk-find-and-rank"]
    )

    shown = seen(ada, consent).shown

    assert [claim.title for one in shown.skills or () for claim in one.claims] == ["The pipeline"]
    assert [quiz.module for quiz in shown.quizzes or ()] == ["23-risk-find-and-rank"]


def test_a_measurement_that_ages_is_no_news(ada: CheckingClient) -> None:
    consent = read_consent(["fit", "tests"])

    hashes = {
        hash_of(plain(seen(ada, consent, now=NOON + timedelta(hours=hours)).shown))
        for hours in (0, 1, 5, 11)
    }

    assert len(hashes) == 1
