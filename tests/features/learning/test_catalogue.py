"""The catalogue: by stage, by skill, of one area, with what the reader did."""

import re
from datetime import date

import pytest

from tests.features.learning.cast import SLUG, finish_quiz
from tests.support.client import CheckingClient
from tests.support.plans import a_plan, save_plan
from tpmlearn.records.catalogue import current_catalogue


def test_a_visitor_sees_every_lesson_and_nothing_personal(visitor: CheckingClient) -> None:
    page = visitor.read("/learn")

    with visitor.application.app_context():
        modules = current_catalogue().modules
    assert len(modules) >= 12
    for slug in modules:
        assert f'href="/learn/{slug}"' in page
    assert "sections read" not in page
    assert "in your plan" not in page


def test_it_says_what_the_reader_did(learner: CheckingClient, stranger: CheckingClient) -> None:
    learner.save(f"/learn/{SLUG}/read", section="s-three-numbers-two-formulas", state="on")
    save_plan(learner, a_plan(date(2026, 12, 7)))
    finish_quiz(learner, right=8)

    mine, other = learner.read("/learn"), stranger.read("/learn")

    assert mine.count("1 of 9 sections read") == 1
    assert mine.count("in your plan: week 3") == 1
    assert mine.count("quiz passed") == 1
    for words in ("1 of 9 sections read", "in your plan", "quiz passed"):
        assert words not in other


@pytest.mark.parametrize(
    ("right", "first_sight", "words"),
    [(9, True, "tested out"), (9, False, "quiz passed"), (7, True, "quiz passed"), (6, True, "")],
)
def test_it_says_how_the_quiz_went(
    learner: CheckingClient, right: int, first_sight: bool, words: str
) -> None:
    finish_quiz(learner, right=right, first_sight=first_sight)

    page = learner.read("/learn")

    assert [one for one in ("tested out", "quiz passed") if one in page] == (
        [words] if words else []
    )


def test_by_skill_it_groups_by_what_lessons_teach(visitor: CheckingClient) -> None:
    page = visitor.read("/learn?by=skill")

    assert 'id="skill-DEL4"' in page
    assert 'href="/skills/DEL4"' in page
    assert 'id="stage-' not in page


def test_an_area_shows_its_lessons_only(visitor: CheckingClient) -> None:
    page = visitor.read("/learn?area=TEC")

    assert 'href="/learn/07-engineering-practice-and-pipeline"' in page
    assert f'href="/learn/{SLUG}"' not in page
    assert re.findall(r'<option value="([^"]*)" selected>', page) == ["TEC"]
    assert page.count(">All areas</option>") == 1


@pytest.mark.parametrize("area", ["NOPE", "tec", "<script>", "x" * 1000])
def test_an_area_that_does_not_exist_is_not_there(visitor: CheckingClient, area: str) -> None:
    assert visitor.get("/learn", query_string={"area": area}).status_code == 404


@pytest.mark.parametrize("by", ["", "stage", "nonsense", "<b>"])
def test_any_other_order_is_the_order_of_stages(visitor: CheckingClient, by: str) -> None:
    response = visitor.get("/learn", query_string={"by": by})

    assert 'id="stage-3"' in response.get_data(as_text=True)
