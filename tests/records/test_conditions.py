"""Conditions as they are stored: of exams, of adaptive tests, and of skills over several tests."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import NOTHING, RIGHT, WRONG, sat_exam
from tests.support.invigilating import add_code, opened_by
from tests.support.sittings import sat
from tpmlearn.db import db, writing
from tpmlearn.domain.profiles.conditions import Conditions, Watch
from tpmlearn.models import BankItemRow, BankVersionRow, SittingItemRow, SittingRow
from tpmlearn.records.conditions import adaptive_conditions, exam_conditions, skill_conditions

NOW = datetime.now(UTC)
ADA = Watch("Lagos Test House", "Ada Obi")
Found = dict[str, Conditions]


def _found(client: CheckingClient, read: Callable[[int], Found]) -> Found:
    with client.application.app_context():
        return read(client.person_id)


def _exams(client: CheckingClient) -> Found:
    return _found(client, exam_conditions)


def test_an_exam_tells_answers_what_was_seen_and_how_often(learner: CheckingClient) -> None:
    seen = replace(RIGHT, seen=True)
    tried_out = replace(RIGHT, scored=False, seen=True)
    first = sat_exam(learner, "psm-i", [RIGHT, WRONG], at=NOW - timedelta(days=2))
    second = sat_exam(
        learner, "psm-i", [seen, RIGHT, WRONG, NOTHING, tried_out], at=NOW - timedelta(days=1)
    )
    drill = sat_exam(learner, "psm-i", [RIGHT], at=NOW - timedelta(hours=1), drill="domain:PE")
    under_way = sat_exam(learner, "psm-i", [RIGHT], at=NOW, ended=False)

    with statements(learner.application) as counted:
        found = _exams(learner)

    assert set(found) == {first, second, drill}
    assert under_way not in found
    assert (found[first].answers, found[first].retakes, found[first].seen_before) == (2, 0, 0.0)
    assert (found[second].answers, found[second].retakes) == (3, 1)
    assert found[second].seen_before == 0.25
    assert found[second].on == NOW - timedelta(days=1)
    assert found[drill].retakes == 0
    assert found[drill].provisional
    assert len(counted.sql) <= 5


def test_an_exam_names_who_watched_and_the_bank(learner: CheckingClient) -> None:
    app = learner.application
    sitting = sat_exam(learner, "psm-i", [RIGHT, NOTHING], at=NOW - timedelta(days=1))
    opened_by(app, sitting, add_code(app), bank="private")

    found = _exams(learner)[sitting]

    assert found.invigilated == ADA
    assert found.private_bank


def test_a_test_tells_what_counts_and_how_often(learner: CheckingClient) -> None:
    first = sat(learner, {"PRO1": [True] * 3}, at=NOW - timedelta(days=20))
    second = sat(learner, {"PRO1": [True] * 5}, at=NOW, skip=3)
    other = sat(learner, {"DEL1": [True] * 2}, at=NOW, rapid=True, counts=False)
    opened_by(learner.application, second, add_code(learner.application))

    with statements(learner.application) as counted:
        found = _found(learner, adaptive_conditions)

    assert (found[first].answers, found[first].retakes) == (3, 0)
    assert (found[second].answers, found[second].retakes) == (5, 1)
    assert found[second].invigilated == ADA
    assert found[first].invigilated is None
    assert (found[other].answers, found[other].retakes) == (0, 0)
    assert found[first].seen_before is None
    assert found[first].calibrated_share == 0.0
    assert len(counted.sql) == 2


def test_a_skill_is_invigilated_only_as_far_as_its_sittings_were(learner: CheckingClient) -> None:
    app = learner.application
    code = add_code(app)
    first = sat(learner, {"PRO1": [True] * 3, "PRO2": [True] * 2}, at=NOW - timedelta(days=20))
    second = sat(learner, {"PRO1": [True] * 4}, at=NOW, skip=3)
    opened_by(app, first, code, bank="private")

    with statements(app) as counted:
        partly = _found(learner, skill_conditions)
    opened_by(app, second, code)
    wholly = _found(learner, skill_conditions)

    assert partly["PRO1"].invigilated is None
    assert partly["PRO1"].supervision == "3 of 7 answers invigilated"
    assert not partly["PRO1"].private_bank
    assert (partly["PRO1"].retakes, partly["PRO1"].on) == (1, NOW)
    assert partly["PRO2"].invigilated == ADA
    assert partly["PRO2"].private_bank
    assert partly["PRO2"].retakes == 0
    assert wholly["PRO1"].invigilated == ADA
    assert wholly["PRO1"].watches == (ADA,)
    assert len(counted.sql) <= 4


def test_a_rushed_test_counts_as_taken_and_not_as_answers(learner: CheckingClient) -> None:
    sat(learner, {"PRO1": [True] * 3}, at=NOW - timedelta(days=20), rapid=True, counts=False)
    sat(learner, {"PRO1": [True] * 5}, at=NOW, skip=3)

    found = _found(learner, skill_conditions)["PRO1"]

    assert (found.answers, found.retakes) == (5, 1)


def test_nobody_sees_another_persons_conditions(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    sat(learner, {"PRO1": [True] * 5}, at=NOW)
    sat_exam(learner, "psm-i", [RIGHT], at=NOW - timedelta(days=1))

    assert _found(stranger, skill_conditions) == {}
    assert _found(stranger, adaptive_conditions) == {}
    assert _exams(stranger) == {}
    with stranger.application.app_context():
        assert skill_conditions(None) == {}


def test_calibration_goes_by_the_bank_of_the_sitting(learner: CheckingClient) -> None:
    sitting = sat(learner, {"PRO1": [True] * 4}, at=NOW)
    _learn(learner, sitting, questions=3, people=250)

    test, skill = (_found(learner, read) for read in (adaptive_conditions, skill_conditions))

    assert test[sitting].calibrated_share == skill["PRO1"].calibrated_share == 0.75
    assert not test[sitting].provisional
    assert not skill["PRO1"].provisional


def _learn(client: CheckingClient, sitting: str, *, questions: int, people: int) -> None:
    """Let a bank of so many people have learnt some questions of a sitting before it began."""
    with client.application.app_context(), writing():
        bank = BankVersionRow(
            until=NOW, begun_at=NOW, switched_at=NOW, people=people, answers=900, authors={}
        )
        db.session.add(bank)
        db.session.flush()
        rows = db.session.query(SittingItemRow).filter_by(sitting_id=sitting)
        for row in rows.limit(questions):
            db.session.add(
                BankItemRow(
                    bank_version=bank.id,
                    item_version=row.item_version,
                    item=row.item,
                    answers=40,
                    b=0.0,
                    b_sd=0.2,
                    log_a=0.0,
                    log_a_sd=0.2,
                    guess=0.25,
                    moved=False,
                )
            )
        db.session.get_one(SittingRow, sitting).bank_version = bank.id
        db.session.commit()
