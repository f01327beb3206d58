"""What a plan is made from, and the plan as it is on a day."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.features.learning.cast import finish_quiz
from tests.features.planning.cast import ESTIMATE, RISK, rate, rate_as_developer
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db, writing
from tpmlearn.domain.planning.activities import Kind, State
from tpmlearn.domain.planning.changes import plan_changes
from tpmlearn.domain.planning.snapshot import to_json
from tpmlearn.models import ChoiceState, PersonRow, PlanChoiceRow, PlanRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.planning import current_plan, plan_basis, what_if

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def open_app(app: Flask) -> Iterator[Flask]:
    """The site with its context open."""
    with app.app_context():
        yield app


def _save(client: CheckingClient, **fields: object) -> None:
    with client.application.app_context(), writing():
        row = PlanRow(
            person_id=client.person_id,
            hours_per_week=4.0,
            starts_on=MONDAY,
            ready_by=None,
            snapshot=None,
            saved_at=NOW,
        )
        for name, value in fields.items():
            setattr(row, name, value)
        db.session.add(row)
        db.session.commit()


def _choose(client: CheckingClient, key: str, state: ChoiceState, at: datetime = NOW) -> None:
    with client.application.app_context(), writing():
        db.session.add(
            PlanChoiceRow(person_id=client.person_id, activity=key, state=state, decided_at=at)
        )
        db.session.commit()


def test_there_is_no_plan_without_settings_or_without_ratings(
    learner: CheckingClient, stranger: CheckingClient, open_app: Flask
) -> None:
    rate_as_developer(learner)
    _save(stranger)

    assert current_plan(learner.person_id, current_catalogue(), MONDAY) is None
    assert current_plan(stranger.person_id, current_catalogue(), MONDAY) is None


def test_it_reads_all_in_three_statements(learner: CheckingClient, open_app: Flask) -> None:
    rate_as_developer(learner)
    _save(learner)

    with statements(open_app) as seen:
        plan = current_plan(learner.person_id, current_catalogue(), MONDAY)

    assert plan is not None
    assert len(seen.sql) == 3


def test_the_saved_plan_is_taken_as_it_is_while_nothing_changed(
    learner: CheckingClient, open_app: Flask
) -> None:
    rate(learner, {"DEL4": 1})
    _save(learner)
    made = current_plan(learner.person_id, current_catalogue(), MONDAY)
    assert made is not None
    snapshot = json.loads(to_json(made))
    snapshot["rows"][0]["activity"]["title"] = "As it was saved"
    with writing():
        db.session.execute(update(PlanRow).values(snapshot=snapshot))
        db.session.commit()

    sunday = current_plan(learner.person_id, current_catalogue(), MONDAY + timedelta(days=6))
    next_week = current_plan(learner.person_id, current_catalogue(), MONDAY + timedelta(days=7))

    assert sunday is not None
    assert next_week is not None
    assert sunday.rows[0].activity.title == "As it was saved"
    assert "As it was saved" not in {row.activity.title for row in next_week.rows}


def test_a_missed_week_is_planned_anew_and_said(learner: CheckingClient, open_app: Flask) -> None:
    rate(learner, {"DEL4": 1})
    _save(learner)
    this = current_plan(learner.person_id, current_catalogue(), MONDAY)
    later = current_plan(learner.person_id, current_catalogue(), MONDAY + timedelta(weeks=2))

    assert this is not None
    assert later is not None
    assert min(row.start for row in later.rows) == MONDAY + timedelta(weeks=2)
    assert plan_changes(this, later)[0].startswith("The plan now ends on")


def test_a_plan_goes_on_after_more_than_a_year(learner: CheckingClient, open_app: Flask) -> None:
    rate(learner, {"DEL4": 1})
    _save(learner, ready_by=date(2026, 12, 31))

    plan = current_plan(learner.person_id, current_catalogue(), date(2028, 2, 2))

    assert plan is not None
    assert plan.first_day == date(2028, 1, 31)
    assert plan.rows


def test_the_day_is_the_learners_own(learner: CheckingClient, open_app: Flask) -> None:
    rate(learner, {"DEL4": 1, "CTL2": 1})
    _save(learner)
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    _choose(learner, RISK, ChoiceState.DONE, at=late)
    finish_quiz(learner, right=7, when=late)
    with writing():
        db.session.execute(update(PersonRow).values(time_zone="Asia/Tokyo"))
        db.session.commit()

    progress = plan_basis(learner.person_id, current_catalogue(), MONDAY).progress

    assert progress[RISK].on == date(2026, 11, 24)
    assert progress[ESTIMATE].on == date(2026, 11, 24)


def test_a_zone_that_is_gone_counts_as_utc(learner: CheckingClient, open_app: Flask) -> None:
    _choose(learner, RISK, ChoiceState.SKIPPED)
    with writing():
        db.session.execute(update(PersonRow).values(time_zone="Moon/Sea"))
        db.session.commit()

    basis = plan_basis(learner.person_id, current_catalogue(), MONDAY)

    assert basis.progress[RISK].state is State.SKIPPED
    assert basis.progress[RISK].on == MONDAY


def test_assumptions_are_planned_only_where_they_are_wanted(
    learner: CheckingClient, stranger: CheckingClient, open_app: Flask
) -> None:
    _save(learner, assume_developer=True)
    _save(stranger, assume_developer=False)

    plan = current_plan(learner.person_id, current_catalogue(), MONDAY)

    assert plan is not None
    assert plan.row(ESTIMATE)
    assert current_plan(stranger.person_id, current_catalogue(), MONDAY) is None


def test_a_visitor_has_an_empty_basis(open_app: Flask) -> None:
    with statements(open_app) as seen:
        basis = plan_basis(None, current_catalogue(), MONDAY)

    assert basis.saved is None
    assert basis.request is None
    assert seen.sql == []


def test_a_known_pace_scales_what_is_left_and_makes_another_plan(
    learner: CheckingClient, open_app: Flask
) -> None:
    rate_as_developer(learner)
    _save(learner, starts_on=MONDAY - timedelta(weeks=6), hours_per_week=9.0)
    catalogue = current_catalogue()
    before = plan_basis(learner.person_id, catalogue, MONDAY)
    for slug in list(catalogue.modules)[:6]:
        _choose(learner, f"module:{slug}", ChoiceState.DONE, NOW - timedelta(weeks=2))
    open_app.extensions["sqlalchemy"].session.remove()

    after = plan_basis(learner.person_id, catalogue, MONDAY)

    assert not before.pace.is_known
    assert before.pace.factor == 1.0
    # Nine hours a week, of which a tenth is for review.
    assert (after.pace.things, after.pace.weeks, after.pace.given) == (6, 6, 48.6)
    assert after.pace.factor > 1.2
    assert before.request is not None
    assert after.request is not None
    hours = {one.key: one.hours for one in before.request.selection.activities}
    left = [one for one in after.request.selection.activities if one.state is State.OPEN]
    assert left
    for one in left:
        fixed = one.kind in (Kind.BOOKING, Kind.EXAM)
        factor = 1.0 if fixed else after.pace.factor
        assert one.hours == pytest.approx(hours[one.key] * factor)


def test_what_if_changes_what_is_asked_and_keeps_the_pace(
    learner: CheckingClient, open_app: Flask
) -> None:
    rate_as_developer(learner)
    _save(learner, starts_on=MONDAY - timedelta(weeks=6), hours_per_week=9.0)
    catalogue = current_catalogue()
    for slug in list(catalogue.modules)[:6]:
        _choose(learner, f"module:{slug}", ChoiceState.DONE, NOW - timedelta(weeks=2))
    basis = plan_basis(learner.person_id, catalogue, MONDAY)

    with statements(open_app) as seen:
        other = what_if(
            basis,
            catalogue,
            role=catalogue.roles["scrum-master"],
            hours_a_week=18.0,
            ready_by=MONDAY + timedelta(weeks=30),
            today=MONDAY,
        )

    assert seen.sql == []
    assert other.request is not None
    assert other.request.settings.hours_a_week == 18.0
    assert other.request.settings.ready_by == MONDAY + timedelta(weeks=30)
    assert other.role.slug == "scrum-master"
    assert other.pace == basis.pace
