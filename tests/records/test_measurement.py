"""What is measured of a person: only answers that count, joint, faded, and never another's."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.sittings import sat
from tpmlearn.db import db, writing
from tpmlearn.models import BankVersionRow
from tpmlearn.records.bank import provable_bands
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.measurement import Measurement, bands_on, measurement, measurement_over_time

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)


def _measured(client: CheckingClient, now: datetime = NOON) -> Measurement:
    with client.application.app_context():
        return measurement(client.person_id, current_catalogue(), now=now)


def test_nothing_is_measured_of_somebody_who_took_no_test(learner: CheckingClient) -> None:
    with statements(learner.application) as seen:
        found = _measured(learner)

    assert found.skills == {}
    assert len(seen.sql) == 1
    with learner.application.app_context():
        assert measurement(None, current_catalogue(), now=NOON).skills == {}


def test_five_answers_make_a_band_and_four_do_not(learner: CheckingClient) -> None:
    sat(learner, {"PRO1": [True] * 5, "PRO2": [True] * 4}, at=NOON)

    found = _measured(learner)

    assert found.skills["PRO1"].band is not None
    assert found.skills["PRO2"].band is None
    assert found.skills["PRO2"].answers == 4
    assert set(found.tested) == {"PRO1"}
    assert found.provisional


def test_two_sittings_add_up(learner: CheckingClient) -> None:
    sat(learner, {"PRO1": [True] * 3}, at=NOON - timedelta(days=20))
    first = _measured(learner).skills["PRO1"]
    sat(learner, {"PRO1": [True] * 3}, at=NOON, skip=3)
    both = _measured(learner).skills["PRO1"]

    assert (first.answers, both.answers) == (3, 6)
    assert both.estimate.mean > first.estimate.mean
    assert both.estimate.se < first.estimate.se
    assert both.newest == NOON


@pytest.mark.parametrize(
    "spoilt",
    [
        {"finished": False},
        {"counts": False},
        {"rapid": True},
        {"withdrawn": True},
        {"scored": False},
    ],
)
def test_what_does_not_count_is_left_out(learner: CheckingClient, spoilt: dict[str, bool]) -> None:
    sat(learner, {"PRO1": [True] * 6}, at=NOON, **spoilt)

    assert _measured(learner).skills == {}


def test_it_is_nobody_elses(learner: CheckingClient, stranger: CheckingClient) -> None:
    sat(learner, {"PRO1": [True] * 6}, at=NOON)

    assert _measured(stranger).skills == {}


def test_a_band_does_not_move_within_a_day(learner: CheckingClient) -> None:
    sat(learner, {"PRO1": [True] * 6}, at=NOON)

    with learner.application.app_context():
        day = bands_on(learner.person_id, current_catalogue(), NOON.date())
    assert day["PRO1"].on == NOON
    assert day["PRO1"].answers == 6


def test_a_bank_that_many_have_calibrated_is_not_provisional(learner: CheckingClient) -> None:
    sat(learner, {"PRO1": [True] * 6}, at=NOON)
    few = _measured(learner).skills["PRO1"].band
    with learner.application.app_context(), writing():
        db.session.add(
            BankVersionRow(
                until=NOON, begun_at=NOON, switched_at=NOON, people=2000, answers=9, authors={}
            )
        )
        db.session.commit()

    found = _measured(learner)
    many = found.skills["PRO1"].band

    assert not found.provisional
    assert few
    assert many
    assert many.high_at - many.low_at < few.high_at - few.low_at


def test_the_more_skills_go_together_the_more_one_says_of_another(learner: CheckingClient) -> None:
    sat(learner, {"PRO1": [True] * 6, "PRO2": [False] * 6}, at=NOON)
    assumed = _measured(learner).skills
    with learner.application.app_context(), writing():
        row = BankVersionRow(until=NOON, begun_at=NOON, switched_at=NOON, people=0, answers=9)
        row.authors, row.rho = {}, 0.8
        db.session.add(row)
        db.session.commit()

    found = _measured(learner).skills

    apart = assumed["PRO1"].estimate.mean - assumed["PRO2"].estimate.mean
    assert 0 < found["PRO1"].estimate.mean - found["PRO2"].estimate.mean < apart


def test_over_time_each_sitting_shows_what_was_known_after_it(learner: CheckingClient) -> None:
    sat(learner, {"PRO1": [False] * 6}, at=NOON - timedelta(days=30))
    sat(learner, {"PRO1": [True] * 6}, at=NOON, skip=6)

    with learner.application.app_context():
        times = measurement_over_time(learner.person_id, current_catalogue())

    (first, before), (second, after) = times
    assert (first, second) == (NOON - timedelta(days=30), NOON)
    assert before.skills["PRO1"].estimate.mean < 0 < after.skills["PRO1"].estimate.mean + 1
    assert (before.skills["PRO1"].answers, after.skills["PRO1"].answers) == (6, 12)


def test_every_skill_has_a_band_that_its_test_can_prove(learner: CheckingClient) -> None:
    with learner.application.app_context():
        catalogue = current_catalogue()
        found = provable_bands(catalogue)

    assert set(found) == set(catalogue.skills)
    assert all(1 <= band <= 5 for band in found.values())


def test_an_item_that_was_answered_twice_counts_once(learner: CheckingClient) -> None:
    for days in (1, 0):
        sat(learner, {"PRO1": [True] * 6}, at=NOON - timedelta(days=days))

    assert _measured(learner).skills["PRO1"].answers == 6
    sat(learner, {"PRO1": [True] * 6}, at=NOON + timedelta(days=90))

    assert _measured(learner, NOON + timedelta(days=91)).skills["PRO1"].answers == 12
