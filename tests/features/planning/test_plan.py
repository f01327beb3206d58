"""The plan: made from the gap, in order and dated, honest about dates, never overwritten unseen."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.features.learning.cast import finish_quiz
from tests.features.planning.cast import (
    ATTACK,
    ESTIMATE,
    REGISTER,
    RISK,
    SCOPE,
    coming,
    decide,
    planned,
    rate,
    rate_as_developer,
    read_sections,
    row,
    save,
    today,
    untaught,
    version,
    words,
)
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db, writing
from tpmlearn.domain.planning.schedule import PlanTooLong
from tpmlearn.domain.planning.settings import PlanSettings
from tpmlearn.features.planning.services import save_settings
from tpmlearn.models import PersonRow, PlanRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.replanning import Moment

DAY = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} \w+"


def test_a_visitor_is_told_what_a_plan_starts_from(visitor: CheckingClient) -> None:
    page = visitor.read("/plan")

    assert "A plan starts from your ratings" in words(page)
    assert 'href="/rate/quick"' in page
    with visitor.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 0


def test_the_plan_has_three_steps_and_days_of_the_week(learner: CheckingClient) -> None:
    planned(learner)

    page = learner.read("/plan")

    places = [
        page.index(step) for step in ("1. Technical", "2. Leadership and comm", "3. Project exp")
    ]
    assert places == sorted(places)
    assert re.search(rf"At 4 hours a week your plan ends on {DAY} \d{{4}}", words(page))
    assert re.search(rf"{DAY} to {DAY} \d{{4}}", row(page, REGISTER))
    assert "For Risk management, two levels below what Technical Project" in row(page, RISK)
    assert "Work on the job" in row(page, REGISTER)


def test_a_lesson_comes_after_the_one_that_it_requires(learner: CheckingClient) -> None:
    planned(learner)

    page = learner.read("/plan")

    assert _first_week(row(page, SCOPE)) <= _first_week(row(page, ESTIMATE))
    assert _first_week(row(page, RISK)) <= _first_week(row(page, REGISTER))


def test_the_page_costs_six_statements_seven_with_the_baseline_and_writes_nothing(
    learner: CheckingClient,
) -> None:
    planned(learner)
    read_sections(learner, "16-estimate-in-ranges", 2)
    before = _stored(learner)

    for path in ("/plan", "/plan?view=gantt", f"/plan?changed={ESTIMATE}&version=1"):
        with statements(learner.application) as seen:
            learner.read(path)
        assert len(seen.sql) <= 6 + ("gantt" in path), seen.sql
        assert [sql for sql in seen.sql if not sql.startswith("SELECT")] == []
    assert _stored(learner) == before


def test_gaps_without_a_lesson_are_counted_and_named(learner: CheckingClient) -> None:
    rate(learner, {"DEL4": 1, "COM4": 0})
    with untaught(learner, "COM4"):
        save(learner)
        page = learner.read("/plan")

    assert "1 of your 2 gaps have no lesson here yet" in words(page)
    assert "Negotiation and influence" in words(page).split("Gaps without a lesson yet", 1)[1]


def test_what_is_not_rated_stays_out_and_the_page_says_so(learner: CheckingClient) -> None:
    rate(learner, {"DEL4": 1})
    save(learner)

    page = learner.read("/plan")

    assert "33 of 34 skills are not rated and not in this plan." in words(page)
    assert row(page, ESTIMATE)
    assert not row(page, RISK)


def test_a_visitor_may_plan_as_a_typical_developer_and_every_line_says_so(
    visitor: CheckingClient,
) -> None:
    response = visitor.send(
        "/plan", hours="4", start=coming(1).isoformat(), version="0", assume="y"
    )

    page = visitor.read("/plan")
    assert response.status_code == 302
    assert "Assumed from a typical developer: Estimation and forecasting." in row(page, ESTIMATE)
    assert "gaps rest on a typical developer, not on a rating of yours" in words(page)


def test_a_rating_takes_the_place_of_an_assumption(learner: CheckingClient) -> None:
    save(learner, assume="y")
    rate(learner, {"DEL4": 1})

    page = learner.read("/plan")

    assert "Assumed" not in row(page, ESTIMATE)
    assert "three levels below" in row(page, ESTIMATE)
    assert "Assumed" in row(page, RISK)


def test_without_a_rating_or_an_assumption_there_is_no_plan(learner: CheckingClient) -> None:
    response = save(learner, hours="7")

    assert response.status_code == 422
    assert "Rate at least one skill first, or tick this box." in words(response)
    assert 'value="7"' in response.get_data(as_text=True)
    assert version(learner) == 0


def test_a_visitor_whose_plan_is_refused_stays_a_visitor(visitor: CheckingClient) -> None:
    response = visitor.send("/plan", hours="7", start=coming(1).isoformat(), version="0")

    assert response.status_code == 422
    with visitor.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 0


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("0", "Give between half an hour and 60 hours a week"),
        ("-3", "Give between half an hour and 60 hours a week"),
        ("200", "Give between half an hour and 60 hours a week"),
        ("61", "Give between half an hour and 60 hours a week"),
        ("1e9", "Give between half an hour and 60 hours a week"),
        ("nan", "Give the hours as a number"),
        ("inf", "Give the hours as a number"),
        ("four", "Give the hours as a number"),
        ("", "Give the hours as a number"),
        ("9" * 400, "Give the hours as a number"),
        (ATTACK, "Give the hours as a number"),
    ],
)
def test_hours_that_cannot_be_are_refused_and_kept_in_the_form(
    learner: CheckingClient, hours: str, sentence: str
) -> None:
    rate_as_developer(learner)

    response = save(learner, hours=hours, ready_by="2027-06-01")

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in words(response)
    assert 'href="#hours"' in page
    assert 'value="2027-06-01"' in page
    assert ATTACK not in page
    assert version(learner) == 0


@pytest.mark.parametrize("hours", ["4,5", " 4.5 ", "0.5", "60"])
def test_hours_may_be_typed_as_people_type_them(learner: CheckingClient, hours: str) -> None:
    rate_as_developer(learner)

    assert save(learner, hours=hours).status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"start": "9999-12-31"}, "The start is more than ten years away"),
        ({"start": "0001-01-01"}, "The start is more than a year ago"),
        ({"start": "soon"}, "Give a day as year, month and day"),
        ({"start": ""}, "Choose the day on which you start."),
        ({"ready_by": "2020-01-01"}, "The date to be ready comes before the start"),
        ({"ready_by": "9999-12-31"}, "Choose a day up to"),
        (
            {"start": "9999-12-27", "ready_by": "9999-12-31", "free_weeks": "9999-12-27"},
            "Choose a day up to",
        ),
        ({"free_weeks": "every"}, "One of the free weeks is not a day"),
        ({"free_weeks": ATTACK}, "One of the free weeks is not a day"),
        (
            {"free_weeks": [(coming(one)).isoformat() for one in range(200)]},
            "200 free weeks are too many to plan around",
        ),
        (
            {"ready_by": coming(2).isoformat(), "free_weeks": [coming(1), coming(2)]},
            "Every week up to the date to be ready is free",
        ),
    ],
)
def test_dates_that_cannot_be_are_refused_with_a_sentence(
    learner: CheckingClient, fields: dict[str, Any], sentence: str
) -> None:
    rate_as_developer(learner)

    response = save(learner, **fields)

    assert response.status_code == 422
    assert sentence in words(response)
    assert "Something needs another look" in words(response)
    assert version(learner) == 0


def test_a_free_week_holds_no_work_and_stays_ticked(learner: CheckingClient) -> None:
    free = coming(3)
    planned(learner, free_weeks=[free.isoformat()])

    page = learner.read("/plan")

    assert f'checked id="free_weeks-3" name="free_weeks" type="checkbox" value="{free}"' in page
    with learner.application.app_context():
        snapshot = db.session.scalars(select(PlanRow.snapshot)).one()
    assert snapshot is not None
    weeks = {week for line in snapshot["rows"] for week, _ in line["minutes"]}
    assert free.isoformat() not in weeks
    assert coming(2).isoformat() in weeks


def test_a_date_that_cannot_be_met_says_by_how_much_and_what_would_have_to_give(
    learner: CheckingClient,
) -> None:
    planned(learner, ready_by=coming(4).isoformat())

    page = words(learner.read("/plan"))
    time_line = learner.read("/plan?view=gantt")

    assert re.search(r"This plan ends \d+ days later\. What would have to give:", page)
    assert "Or move the date to" in page
    assert "none: critical" in time_line


def test_a_date_that_is_met_says_how_much_is_to_spare(learner: CheckingClient) -> None:
    planned(learner, ready_by=coming(200).isoformat())

    page = words(learner.read("/plan"))

    assert re.search(rf"That meets the date you set, {DAY} \d{{4}}, with \d+ days to spare", page)


def test_the_time_line_has_a_figure_for_each_width_and_one_table(learner: CheckingClient) -> None:
    planned(learner)

    page = learner.read("/plan?view=gantt")

    figure = page.split('id="gantt"', 1)[1].split("</details>", 1)[0]
    assert figure.count("<svg") == 2
    assert figure.count("<table") == 1
    assert "Estimate in ranges" in figure.split("<table", 1)[1]


def test_what_a_passed_quiz_changes_is_said_and_stored_only_when_kept(
    learner: CheckingClient,
) -> None:
    planned(learner)
    finish_quiz(learner, right=9)

    page = learner.read("/plan")

    done = row(page, ESTIMATE)
    assert "tested out" in done
    assert "Not done" not in done
    assert "Estimate in ranges is done." in words(page)
    assert "What moved since" in words(page)
    assert version(learner) == 1
    assert learner.send("/plan/renew", version="1").status_code == 302
    assert "What moved since" not in words(learner.read("/plan"))


def test_sections_read_leave_less_to_do(learner: CheckingClient) -> None:
    planned(learner)
    before = _minutes(row(learner.read("/plan"), ESTIMATE))
    read_sections(learner, "16-estimate-in-ranges", 3)

    after = row(learner.read("/plan"), ESTIMATE)

    assert "started" in after
    assert 0 < _minutes(after) < before


def test_new_hours_move_the_end_and_say_what_moved(learner: CheckingClient) -> None:
    planned(learner)

    save(learner, hours="20")

    page = words(learner.read("/plan"))
    assert "At 20 hours a week" in page
    assert "The plan now ends on" in page


def test_a_second_tab_overwrites_nothing_and_keeps_what_was_typed(learner: CheckingClient) -> None:
    planned(learner)
    save(learner, hours="6")

    late = save(learner, hours="11", version="1")

    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "The plan was changed elsewhere" in words(late)
    assert "At 6 hours a week" in words(late)
    assert 'value="11"' in page
    assert 'name="version" value="2"' in page
    assert save(learner, hours="11", version="2").status_code == 302
    assert "At 11 hours a week" in words(learner.read("/plan"))


@pytest.mark.parametrize("shown", ["", "0", "-1", "7", "9" * 5000, "one", "1.0"])
def test_a_version_that_was_never_shown_is_stale(learner: CheckingClient, shown: str) -> None:
    planned(learner)

    assert save(learner, hours="9", version=shown).status_code == 409
    assert version(learner) == 1


def test_the_plan_is_nobody_elses(learner: CheckingClient, stranger: CheckingClient) -> None:
    planned(learner)

    assert "A plan starts from your ratings" in words(stranger.read("/plan"))
    assert stranger.send("/plan/renew", version="1").status_code == 404


def test_a_snapshot_in_an_old_format_is_made_anew(learner: CheckingClient) -> None:
    planned(learner)
    with learner.application.app_context(), writing():
        db.session.execute(update(PlanRow).values(snapshot={"format": 0}))
        db.session.commit()

    assert row(learner.read("/plan"), ESTIMATE)
    assert decide(learner, ESTIMATE, "skip").status_code == 302


def test_all_ratings_taken_back_leave_the_last_plan_and_an_honest_page(
    learner: CheckingClient,
) -> None:
    rate(learner, {"DEL4": 1})
    save(learner)
    learner.save("/rate/skills/DEL4", level="none")

    assert "A plan starts from your ratings" in words(learner.read("/plan"))
    assert decide(learner, ESTIMATE, "skip").status_code == 302
    assert save(learner).status_code == 422


def test_everything_done_says_so(learner: CheckingClient) -> None:
    rate(learner, {"DEL4": 3})
    learner.send("/gap", role="associate-tpm")
    save(learner)

    page = words(learner.read("/plan"))

    assert "Nothing is left to do in this plan." in page


def test_a_changed_key_in_the_address_that_is_none_is_ignored(learner: CheckingClient) -> None:
    planned(learner)

    for key in ("nothing", ATTACK, "module:"):
        page = learner.get("/plan", query_string={"changed": key, "version": "1"})
        assert page.status_code == 200
        assert "Taken back" not in words(page)


def test_a_start_in_the_past_is_planned_from_this_week(learner: CheckingClient) -> None:
    planned(learner, start=(today() - timedelta(days=300)).isoformat())

    assert _first_week(row(learner.read("/plan"), SCOPE)) >= 43


def _first_week(said: str) -> int:
    found = re.search(r"Weeks? (\d+)", said)
    assert found, said
    return int(found.group(1))


def _minutes(said: str) -> int:
    found = re.search(r"(?:(\d+) h ?)?(?:(\d+) min)?  ?(?:started )?For", said)
    assert found, said
    return int(found.group(1) or 0) * 60 + int(found.group(2) or 0)


def _stored(client: CheckingClient) -> tuple[Any, ...]:
    with client.application.app_context():
        stored = db.session.execute(select(PlanRow.version, PlanRow.saved_at, PlanRow.inputs_hash))
        return tuple(stored.one())


def test_what_would_run_for_twenty_years_is_refused_and_nothing_stays_changed(
    learner: CheckingClient,
) -> None:
    planned(learner, hours="4")
    with learner.application.app_context(), writing():
        content = current_catalogue()
        slug = ESTIMATE.split(":")[1]
        endless = dict(content.modules)
        endless[slug] = replace(endless[slug], minutes=60_000)
        at = Moment(datetime.now(UTC), today(), replace(content, modules=endless))
        settings = PlanSettings(hours_a_week=0.5, start=coming(1))

        with pytest.raises(PlanTooLong):
            save_settings(learner.person_id, settings, assume=False, version=1, at=at)

        assert db.session.scalars(select(PlanRow.hours_per_week)).all() == [4.0]


def test_free_weeks_that_are_over_stay_when_the_settings_are_saved(
    learner: CheckingClient,
) -> None:
    """The form offers weeks to come; a week of illness must not count against the pace later."""
    planned(learner, start=coming(-6).isoformat())
    over, long_over = coming(-2).isoformat(), coming(-20).isoformat()
    with learner.application.app_context(), writing():
        db.session.execute(update(PlanRow).values(free_weeks=[long_over, over]))
        db.session.commit()

    save(learner, start=coming(-6).isoformat(), free_weeks=[coming(3).isoformat()])

    with learner.application.app_context():
        assert db.session.scalar(select(PlanRow.free_weeks)) == [over, coming(3).isoformat()]
