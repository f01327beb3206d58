"""What if: another plan beside today's, and nothing saved."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from tests.features.adverts.cast import paste_known
from tests.features.planning.cast import (
    ATTACK,
    planned,
    rate,
    today,
    version,
    words,
)
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.domain.planning.settings import LONGEST_AHEAD

PAGE = "/plan/what-if"


def _asked(client: CheckingClient, **fields: str) -> str:
    return client.read(f"{PAGE}?{urlencode(fields)}")


def _line(page: str, name: str) -> list[str]:
    """What the comparison says of one thing: today, and what if."""
    found = re.search(rf'(?s)<th scope="row">{name}</th>(.*?)</tr>', page)
    assert found, name
    return re.findall(r"<td>(.*?)</td>", found[1])


def test_it_shows_the_form_with_todays_settings_and_things_to_try(learner: CheckingClient) -> None:
    planned(learner, ready_by=(today() + timedelta(weeks=60)).isoformat())

    page = learner.read(PAGE)

    assert re.search(r'<input[^>]*name="hours"[^>]*value="4"', page)
    said = words(page)
    assert "For example: 5 hours a week , 3 hours a week , four weeks more time" in said
    assert "Beside today's plan" not in said


def test_more_hours_are_set_beside_todays_plan(learner: CheckingClient) -> None:
    planned(learner)

    page = _asked(learner, hours="8")

    assert _line(page, "Hours a week") == ["4", "8"]
    assert _line(page, "Odds of the date") == ["no date", "no date"]
    for name in ("Plan ends", "Even odds", "85 of 100", "95 of 100"):
        now, then = _line(page, name)
        assert now != then
    assert re.search(r"With even odds you would be ready \S+ weeks earlier: by", words(page))


def test_a_date_has_its_odds_and_what_would_be_left_out(learner: CheckingClient) -> None:
    planned(learner)

    page = _asked(learner, ready_by=(today() + timedelta(weeks=20)).isoformat())

    assert re.fullmatch(r"(\d+|under 1|over 99) of 100", _line(page, "Odds of the date")[1])
    assert "this would be left out" in words(page)


def test_another_role_brings_other_things(learner: CheckingClient) -> None:
    planned(learner)

    page = _asked(learner, role="scrum-master")

    assert _line(page, "Role")[0] != _line(page, "Role")[1]
    assert "No longer in it" in words(page)
    assert 'href="/gap?role=scrum-master"' in page
    assert "Make it so" not in words(page)


def test_nothing_is_saved(learner: CheckingClient) -> None:
    planned(learner)
    learner.read("/today")
    saved, plan = version(learner), learner.read("/plan")

    with statements(learner.application) as seen:
        _asked(learner, hours="9", role="scrum-master")

    assert seen.commits == 0
    assert not [sql for sql in seen.sql if not sql.startswith("SELECT")]
    assert version(learner) == saved
    assert words(learner.read("/plan")) == words(plan)


def test_the_same_question_has_the_same_answer(learner: CheckingClient) -> None:
    planned(learner)
    learner.read("/today")

    assert words(_asked(learner, hours="7")) == words(_asked(learner, hours="7"))


def test_make_it_so_fills_in_the_settings_and_saves_nothing_yet(learner: CheckingClient) -> None:
    planned(learner)
    by = (today() + timedelta(weeks=40)).isoformat()
    page = _asked(learner, hours="6.5", ready_by=by)
    link = re.search(r'class="button button-plain" href="([^"]+)">Make it so', page)
    assert link

    settings = learner.read(link[1].replace("&amp;", "&"))

    assert 'value="6.5"' in settings
    assert f'value="{by}"' in settings
    assert '<details class="no-print" open id="settings">' in settings
    assert version(learner) == 1


@pytest.mark.parametrize("value", ["nan", "inf", "-3", "2e9", "many", ATTACK, ""])
def test_a_proposal_that_cannot_be_leaves_the_settings_as_they_are(
    learner: CheckingClient, value: str
) -> None:
    planned(learner)

    page = learner.read("/plan?" + urlencode({"hours": value, "ready_by": value or "x"}))

    assert re.search(r'<input[^>]*name="hours"[^>]*value="4"', page)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("hours", "", "Give the hours as a number"),
        ("hours", "0", "Give between half an hour and 60 hours a week"),
        ("hours", "200", "200 cannot be planned"),
        ("hours", "nan", "Give the hours as a number"),
        ("hours", ATTACK, "Give the hours as a number"),
        ("ready_by", "soon", "Give a day as year, month and day"),
        ("ready_by", "2001-01-01", "comes before the start"),
        ("ready_by", (today() + LONGEST_AHEAD * 2).isoformat(), "or leave it out"),
        ("role", "emperor", "Not a valid choice"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(
    learner: CheckingClient, field: str, value: str, sentence: str
) -> None:
    planned(learner)

    response = learner.get(f"{PAGE}?{urlencode({field: value})}")

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in words(page)
    assert f'href="#{field}"' in page
    assert ATTACK not in page


def test_a_date_in_the_past_is_late_and_said_so(learner: CheckingClient) -> None:
    planned(learner, start=today().isoformat())

    page = _asked(learner, ready_by=today().isoformat())

    assert _line(page, "Odds of the date")[1] == "0 of 100"


def test_without_a_plan_it_says_what_to_do(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    assert "Rate 12 skills" in words(visitor.read(f"{PAGE}?hours=9"))
    rate(learner, {"DEL4": 1})

    assert "Get the plan" in words(learner.read(PAGE))


def test_a_stranger_asks_about_their_own_plan(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    planned(learner)

    assert "There is no plan yet" in words(_asked(stranger, hours="9"))


def test_a_job_advert_that_is_the_goal_stays_the_role_and_gives_way_to_others(
    learner: CheckingClient,
) -> None:
    planned(learner)
    goal = f"advert-{paste_known(learner)}"
    assert learner.send("/gap", role=goal).status_code == 302

    same, other = _asked(learner, hours="8"), _asked(learner, role="scrum-master")

    assert f'<option selected value="{goal}">' in same
    assert _line(same, "Role")[0] == _line(same, "Role")[1]
    assert _line(other, "Role")[1] == "Scrum Master"
    assert learner.get(f"{PAGE}?role=advert-of-somebody-else").status_code == 422
