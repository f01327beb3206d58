"""The assignment page."""

from datetime import date

import pytest

from tests.support.client import CheckingClient
from tests.support.plans import a_plan, save_plan
from tpmlearn.records.catalogue import current_catalogue

SLUG = "jb03-own-a-risk-register"


def test_every_assignment_has_its_page(visitor: CheckingClient) -> None:
    with visitor.application.app_context():
        assignments = current_catalogue().assignments
    assert SLUG in assignments
    for slug, one in assignments.items():
        page = visitor.read(f"/assignments/{slug}")
        assert one.html in page
        assert f"<dd>{one.weeks} weeks</dd>" in page
        assert "Last reviewed on" in page
        assert "In your plan" not in page


def test_it_shows_effort_evidence_skills_and_lessons(visitor: CheckingClient) -> None:
    page = visitor.read(f"/assignments/{SLUG}")

    assert "<dd>8 h</dd>" in page
    assert "A risk register with four dated versions" in page
    assert 'href="/skills/CTL2"' in page
    assert 'href="/learn/23-risk-find-and-rank"' in page


def test_it_says_where_the_saved_plan_puts_it(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    save_plan(learner, a_plan(date(2026, 12, 7), date(2027, 1, 3), key=f"assignment:{SLUG}"))

    assert "<dd>weeks 3 to 6</dd>" in learner.read(f"/assignments/{SLUG}")
    assert "In your plan" not in stranger.read(f"/assignments/{SLUG}")


@pytest.mark.parametrize("slug", ["nope", "jb03", "JB03", "<b>", "x" * 500])
def test_an_assignment_that_does_not_exist_is_not_there(visitor: CheckingClient, slug: str) -> None:
    assert visitor.get(f"/assignments/{slug}").status_code == 404
