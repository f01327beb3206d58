"""The gap: what is missing to a role, in words and numbers, and the role that is chosen."""

import pytest
from sqlalchemy import func, select

from tests.features.planning.cast import (
    ATTACK,
    ESTIMATE,
    planned,
    rate,
    rate_as_developer,
    untaught,
    version,
    words,
)
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db
from tpmlearn.models import GoalRow, PersonRow


def test_a_visitor_learns_what_will_be_here_and_stays_a_visitor(visitor: CheckingClient) -> None:
    page = words(visitor.read("/gap"))

    assert "Your gap comes from your ratings" in page
    assert "What a typical developer brings" in page
    with visitor.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 0


def test_a_gap_stands_between_two_statements_and_names_what_helps(learner: CheckingClient) -> None:
    rate(learner, {"DEL4": 1})

    page = learner.read("/gap?role=tpm")

    skill = learner.application.extensions["library"].catalogue.skills["DEL4"]
    assert "Three levels short · weight 3 of 3" in words(page)
    assert skill.statements[1].split(".")[0] in page.replace("&#39;", "'")
    assert skill.statements[4].split(".")[0] in page.replace("&#39;", "'")
    assert 'href="/learn/16-estimate-in-ranges"' in page
    assert 'href="/assignments/jb05-estimate-the-next-release"' in page


def test_everything_is_marked_as_rated_and_dated_and_nothing_is_averaged(
    learner: CheckingClient,
) -> None:
    rate_as_developer(learner)

    page = words(learner.read("/gap"))

    assert "rated, not tested" in page
    assert "34 of 34 skills, last on Mon 23 November 2026" in page
    assert "average" not in page.replace("never as one average", "")


def test_a_rating_without_evidence_counts_for_less_and_leads_to_the_evidence(
    learner: CheckingClient,
) -> None:
    rate(learner, {"DEL4": 4})

    page = learner.read("/gap?role=tpm")

    assert "Two levels short" in words(page)
    assert "You rated 4; it counts as 2: name an artefact and who can confirm it." in words(page)
    assert 'href="/rate/del#DEL4"' in page


def test_what_is_not_rated_is_named_and_never_counted_as_nought(learner: CheckingClient) -> None:
    rate(learner, {"DEL4": 4})

    page = learner.read("/gap")

    assert "Not rated is not a nought: these 33 skills" in words(page)
    assert 'href="/rate/com"' in page
    assert "Not enough ratings yet: rate seven more skills." in words(page)
    assert "level 0" not in words(page)


def test_a_gap_that_no_lesson_teaches_says_so(learner: CheckingClient) -> None:
    rate(learner, {"COM4": 0})

    with untaught(learner, "COM4"):
        page = words(learner.read("/gap?role=tpm"))

    assert "No lesson here teaches it yet." in page


def test_strengths_are_what_is_at_or_above_the_level_asked(learner: CheckingClient) -> None:
    rate(learner, {"BUS4": 2, "DEL4": 1})

    page = words(learner.read("/gap?role=tpm"))

    strengths = page.split("Strengths", 1)[1].split("Not rated yet", 1)[0]
    assert "Procurement and suppliers: level 2, asked 2; a typical developer has 0" in strengths
    assert "Estimation" not in strengths


def test_the_nearest_role_is_named_with_its_reason(learner: CheckingClient) -> None:
    rate_as_developer(learner)

    page = words(learner.read("/gap?role=senior-tpm"))

    assert "Senior Technical Project Manager: " in page
    assert "Associate Technical Project Manager is nearest: " in page
    assert "See that gap" in page


@pytest.mark.parametrize("view", ["chart", "radar"])
def test_both_views_carry_the_same_table(learner: CheckingClient, view: str) -> None:
    rate(learner, {"DEL4": 4})

    page = learner.read(f"/gap?role=tpm&view={view}")

    table = page.split('id="gap-figure"', 1)[1].split("<table", 1)[1].split("</table>", 1)[0]
    line = table.split("Estimation and forecasting", 1)[1].split("</tr>", 1)[0]
    cells = [cell.split("<", 1)[0] for cell in line.split(">") if cell.split("<", 1)[0].strip()]
    assert cells[:5] == ["4", "4", "2", "2", "3"]


def test_another_role_is_shown_and_nothing_is_saved(learner: CheckingClient) -> None:
    rate_as_developer(learner)

    with statements(learner.application) as seen:
        page = learner.read("/gap?role=scrum-master")

    assert "Scrum Master" in words(page)
    assert "your goal" not in words(page)
    assert [sql for sql in seen.sql if not sql.startswith("SELECT")] == []
    assert len(seen.sql) == 7


def test_choosing_a_role_makes_a_visitor_a_guest_with_a_goal(visitor: CheckingClient) -> None:
    response = visitor.send("/gap", role="senior-tpm")

    assert response.status_code == 302
    page = words(visitor.read("/gap"))
    assert "Your goal is now Senior Technical Project Manager." in page
    assert "your goal" in page
    with visitor.application.app_context():
        assert db.session.scalars(select(GoalRow.role)).all() == ["senior-tpm"]


def test_choosing_again_replaces_the_goal(learner: CheckingClient) -> None:
    for role in ("scrum-master", "tpm", "tpm"):
        learner.send("/gap", role=role)

    with learner.application.app_context():
        assert db.session.scalars(select(GoalRow.role)).all() == ["tpm"]


def test_choosing_a_role_plans_anew(learner: CheckingClient) -> None:
    planned(learner)

    learner.send("/gap", role="senior-tpm")

    page = words(learner.read("/plan"))
    assert version(learner) == 2
    assert "For Senior Technical Project Manager" in page
    assert "What your last change moved" in page
    assert "What moved since" not in page


@pytest.mark.parametrize("role", ["", "tester", "TPM", ATTACK, "x" * 5000])
def test_a_role_that_does_not_exist_is_refused(visitor: CheckingClient, role: str) -> None:
    response = visitor.send("/gap", role=role)

    assert response.status_code == 422
    assert "There is no such role" in words(response)
    assert ATTACK not in response.get_data(as_text=True)
    with visitor.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 0


def test_an_unknown_role_in_the_address_is_nothing(learner: CheckingClient) -> None:
    assert learner.get("/gap?role=tester").status_code == 404


def test_a_stranger_sees_nothing_of_it(learner: CheckingClient, stranger: CheckingClient) -> None:
    rate(learner, {"DEL4": 1})
    learner.send("/gap", role="senior-tpm")

    page = words(stranger.read("/gap"))

    assert "Your gap comes from your ratings" in page
    assert "your goal" not in page


def test_it_leads_to_the_plan_by_the_right_name(learner: CheckingClient) -> None:
    rate_as_developer(learner)
    assert "Get the plan" in words(learner.read("/gap"))

    planned_page = learner.send("/plan", hours="4", start="2026-11-23", version="0", assume="")

    assert planned_page.status_code == 302
    assert "See my plan" in words(learner.read("/gap"))
    assert ESTIMATE.removeprefix("module:") in learner.read("/plan")
