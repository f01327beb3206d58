"""Ticking sections as read."""

import re

import pytest

from tests.features.learning.cast import ATTACK, SECTION, SLUG, count
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.models import PersonRow, SectionReadRow

PATH = f"/learn/{SLUG}/read"


def test_a_tick_is_saved_and_says_when(learner: CheckingClient) -> None:
    reply = learner.save(PATH, section=SECTION, state="on").get_json()

    assert re.fullmatch(r"\d\d:\d\d", reply["saved"])
    assert reply["read_at"] == reply["saved"]
    assert f"Read {reply['read_at']}, undo" in learner.read(f"/learn/{SLUG}")


def test_a_tick_costs_one_transaction(learner: CheckingClient) -> None:
    token = learner.token()
    with statements(learner.application) as seen:
        learner.post(
            PATH,
            data={"section": SECTION, "state": "on", "csrf_token": token},
            headers={"X-Requested-With": "fetch"},
        )

    assert seen.commits == 1
    assert count(learner, SectionReadRow) == 1


def test_sent_twice_it_is_ticked_once(learner: CheckingClient) -> None:
    for _ in range(3):
        assert learner.save(PATH, section=SECTION, state="on").status_code == 200
    assert count(learner, SectionReadRow) == 1

    for _ in range(3):
        assert learner.save(PATH, section=SECTION, state="off").get_json()["read_at"] == ""
    assert count(learner, SectionReadRow) == 0


def test_without_a_script_it_comes_back_to_the_section(learner: CheckingClient) -> None:
    response = learner.send(PATH, section=SECTION, state="on")

    assert (response.status_code, response.headers["Location"]) == (303, f"/learn/{SLUG}#{SECTION}")


def test_a_visitor_becomes_a_guest_by_ticking(visitor: CheckingClient) -> None:
    reply = visitor.save(PATH, section=SECTION, state="on")

    assert "1 of 9" in reply.get_json()["progress"]
    assert count(visitor, PersonRow) == 1
    assert "1 of 9 sections read" in visitor.read("/learn")


def test_a_visitor_who_takes_nothing_away_stays_a_visitor(visitor: CheckingClient) -> None:
    assert visitor.save(PATH, section=SECTION, state="off").status_code == 200
    assert count(visitor, PersonRow) == 0


def test_one_person_does_not_tick_for_another(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    learner.save(PATH, section=SECTION, state="on")
    stranger.save(PATH, section=SECTION, state="off")

    assert ", undo</span>" not in stranger.read(f"/learn/{SLUG}")
    assert ", undo</span>" in learner.read(f"/learn/{SLUG}")


@pytest.mark.parametrize("state", ["on", "off"])
@pytest.mark.parametrize(
    ("slug", "section"),
    [
        *((SLUG, section) for section in ("s-nope", ATTACK, "note", "s-\x00nope")),
        *((slug, SECTION) for slug in ("nope", ATTACK)),
    ],
)
def test_an_unknown_section_is_not_there(
    learner: CheckingClient, visitor: CheckingClient, slug: str, section: str, state: str
) -> None:
    for client in (learner, visitor):
        response = client.save(f"/learn/{slug}/read", section=section, state=state)
        assert response.status_code == 404
    assert count(learner, SectionReadRow) == 0
    assert count(visitor, PersonRow) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"section": SECTION},
        {"state": "on"},
        {"section": SECTION, "state": "maybe"},
        {"section": "", "state": "on"},
        {"section": "x" * 121, "state": "on"},
        {"section": "\x00", "state": "perhaps"},
    ],
)
def test_a_broken_mark_is_refused(learner: CheckingClient, fields: dict[str, str]) -> None:
    assert learner.save(PATH, **fields).status_code == 422
    assert learner.send(PATH, **fields).status_code == 422
    assert count(learner, SectionReadRow) == 0


def test_no_page_elsewhere_is_gone_to(learner: CheckingClient) -> None:
    for target in ("https://example.org/", "//example.org", "/\\example.org"):
        response = learner.send(PATH, section=SECTION, state="on", next=target)
        assert response.headers["Location"] == f"/learn/{SLUG}#{SECTION}"


def test_a_mark_needs_a_token(learner: CheckingClient) -> None:
    assert learner.post(PATH, data={"section": SECTION, "state": "on"}).status_code == 400
    assert learner.get(PATH).status_code == 405
    assert count(learner, SectionReadRow) == 0
