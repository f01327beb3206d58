"""Gap and plan with tests: the lower of band and evidence counts, and the page says why."""

import re
from datetime import UTC, datetime

from tests.features.planning.cast import rate
from tests.support.client import CheckingClient
from tests.support.sittings import sat


def _gap(client: CheckingClient) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.read("/gap")))


def test_a_tested_skill_counts_as_tested_and_the_gap_says_how_sure_that_is(
    learner: CheckingClient,
) -> None:
    rate(learner, {"CTL2": 2, "DEL4": 2})
    before = _gap(learner)
    sat(learner, {"CTL2": [False] * 6}, at=datetime.now(UTC))

    after = _gap(learner)

    assert "Rated, not tested" in before
    assert "It counts as 0: tested K0, very likely" in after
    assert "6 answers" in after
    assert "You rated 2; once tested, the lower of test and evidence counts" in after
    assert "A test of this length can prove up to K" in after
    assert "1 tested" in after
    assert "Rated, not tested. Test it : Estimation" in after


def test_a_skill_that_was_tested_and_never_rated_is_in_the_gap(learner: CheckingClient) -> None:
    sat(learner, {"CTL2": [True] * 6}, at=datetime.now(UTC))

    page = _gap(learner)

    assert "1 of 34 skills rated or tested" in page
    assert "It counts as 2: tested K" in page


def test_four_answers_change_nothing(learner: CheckingClient) -> None:
    rate(learner, {"CTL2": 2})
    before = _gap(learner)
    sat(learner, {"CTL2": [False] * 4}, at=datetime.now(UTC))

    assert _gap(learner) == before


def test_the_plan_moves_with_a_test(learner: CheckingClient) -> None:
    rate(learner, {"CTL2": 2})
    saved = learner.send(
        "/plan",
        hours="4",
        start=datetime.now(UTC).date().isoformat(),
        version="0",
    )
    assert saved.status_code in {200, 302}
    before = learner.read("/plan")
    sat(learner, {"CTL2": [False] * 6}, at=datetime.now(UTC))

    after = learner.read("/plan")

    assert before != after


def test_a_stranger_sees_nothing_of_it(learner: CheckingClient, stranger: CheckingClient) -> None:
    sat(learner, {"CTL2": [True] * 6}, at=datetime.now(UTC))

    assert "tested K" not in _gap(stranger)


def test_the_profile_shows_rating_test_and_evidence_side_by_side(learner: CheckingClient) -> None:
    rate(learner, {"CTL2": 4})
    learner.send("/rate/skills/CTL2/evidence", artefact="The register", confirmer="Priya")
    sat(learner, {"CTL2": [True] * 6, "CTL1": [True] * 3}, at=datetime.now(UTC))

    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", learner.read("/profile")))

    assert "Tested K" in page
    assert "Level 4" in page
    assert "The register" in page
    assert "not enough answers yet, 3 of 5" in page
    assert "Provisional" in page
    history = learner.read("/rate/history")
    assert "After the test of" in history
    assert "not enough answers yet" in history
