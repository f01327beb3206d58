"""Answers in exams feed calibration; what an exam has asked, tests ask its person no more."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import update

from tests.support.answering import add_sitting
from tests.support.client import CheckingClient
from tests.support.exams import NOTHING, RIGHT, WRONG, At, sat_exam
from tpmlearn.calibration.item_statistics import compute
from tpmlearn.calibration.sittings import first_answers, first_choices
from tpmlearn.db import db, writing
from tpmlearn.domain.content.catalogue import Item, ItemType
from tpmlearn.models import ExamItemRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.sittings import seen_items

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
PMP = "pmp-2026"


def three_items(app: Flask) -> tuple[Item, ...]:
    """Three items of one skill of the test pool."""
    with app.app_context():
        return next(iter(current_catalogue().bank.values()))[:3]


def read(app: Flask) -> list[tuple[str, bool, bool]]:
    """The first answers: version, right, rapid."""
    with app.app_context():
        found = first_answers(NOW + DAY)
    columns = zip(found.item, found.right, found.rapid, strict=True)
    return [(found.versions[j], bool(right), bool(rapid)) for j, right, rapid in columns]


def test_scored_and_unscored_answers_of_an_exam_are_learnt_from(learner: CheckingClient) -> None:
    app = learner.application
    a, b, c = three_items(app)
    sat_exam(
        learner,
        PMP,
        [RIGHT, At(right=False, scored=False), NOTHING],
        at=NOW,
        items=[a.id, b.id, c.id],
    )

    assert read(app) == [(a.version, True, False), (b.version, False, False)]


def test_an_answer_quicker_than_reading_is_a_rapid_guess(learner: CheckingClient) -> None:
    app = learner.application
    a, b, _ = three_items(app)
    sat_exam(learner, PMP, [At(seconds=1.0), At(seconds=30.0)], at=NOW, items=[a.id, b.id])

    assert read(app) == [(a.version, True, True), (b.version, True, False)]


def test_what_was_chosen_is_known_by_option_in_exams_and_in_tests(learner: CheckingClient) -> None:
    app = learner.application
    with app.app_context():
        pool = current_catalogue().test_pool
        a, b, c = [
            one for one in pool if one.type is ItemType.SINGLE and not one.options[0].correct
        ][:3]
        add_sitting(learner.person_id, [a], [False], at=NOW - DAY)
    sat_exam(learner, PMP, [RIGHT, NOTHING], at=NOW, items=[b.id, c.id])

    with app.app_context():
        found = first_choices(NOW + DAY)
        plain = first_answers(NOW + DAY)

    key = next(n for n, one in enumerate(b.options) if one.correct)
    chosen = {found.versions[j]: int(one) for j, one in zip(found.item, found.chosen, strict=True)}
    # In a test the first option was chosen; in an exam options have other places on the page.
    assert chosen == {a.version: 1, b.version: 1 << key}
    assert plain.versions == found.versions
    assert not plain.chosen.any()


def test_an_exam_under_way_is_not_read(learner: CheckingClient) -> None:
    app = learner.application
    a, *_ = three_items(app)
    sat_exam(learner, PMP, [RIGHT], at=NOW, items=[a.id], ended=False)

    assert read(app) == []


def test_after_an_exam_its_items_teach_nothing_of_its_person(learner: CheckingClient) -> None:
    app = learner.application
    a, b, _ = three_items(app)
    sat_exam(learner, PMP, [RIGHT, WRONG], at=NOW - 2 * DAY, items=[a.id, b.id])
    sat_exam(learner, PMP, [RIGHT, RIGHT], at=NOW - DAY, items=[a.id, b.id])
    with app.app_context():
        add_sitting(learner.person_id, [a, b], [True, True], at=NOW)

    assert read(app) == [(a.version, True, False), (b.version, False, False)]


def test_practice_items_of_a_drill_are_not_learnt_as_the_test_pool(learner: CheckingClient) -> None:
    app = learner.application
    a, *_ = three_items(app)
    sitting = sat_exam(learner, PMP, [RIGHT], at=NOW, items=[a.id])
    with app.app_context(), writing():
        row = update(ExamItemRow).where(ExamItemRow.sitting_id == sitting)
        db.session.execute(row.values(pool="practice"))
        db.session.commit()

    assert read(app) == []


def test_item_statistics_are_made_of_items_that_only_exams_gave(learner: CheckingClient) -> None:
    app = learner.application
    a, *_ = three_items(app)
    sat_exam(learner, PMP, [RIGHT], at=NOW, items=[a.id])

    with app.app_context():
        items = {one.version: one for one in current_catalogue().items}
        found = compute(items, now=NOW + DAY)

    assert found.items == 1


def test_tests_leave_out_what_an_exam_has_asked_for_good(learner: CheckingClient) -> None:
    app = learner.application
    a, *_ = three_items(app)
    sat_exam(learner, PMP, [RIGHT], at=NOW - 400 * DAY, items=[a.id])

    with app.app_context():
        assert a.id in seen_items(learner.person_id, NOW - 90 * DAY)
