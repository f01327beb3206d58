"""Signing up: a guest becomes a member and keeps everything."""

import pytest
from sqlalchemy import select

from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import PersonRow, RatingRow

GOOD = {
    "name": "Ada Obi",
    "email": "Ada@Example.org",
    "password": "copper ladder seventeen",
    "time_zone": "Europe/Berlin",
}


def test_it_keeps_what_the_guest_rated(visitor: CheckingClient) -> None:
    visitor.save("/rate/skills/CTL2", level="2")

    response = visitor.send("/sign-up", **GOOD)

    assert response.status_code == 302
    with visitor.application.app_context():
        member = db.session.scalar(select(PersonRow).where(PersonRow.email == "ada@example.org"))
        assert member is not None
        rated = db.session.scalars(select(RatingRow).where(RatingRow.person_id == member.id)).all()
        assert [(row.skill, row.level) for row in rated] == [("CTL2", 2)]
        assert member.time_zone == "Europe/Berlin"
        assert (member.password_hash or "").startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_it_signs_in_and_out_again(visitor: CheckingClient) -> None:
    visitor.send("/sign-up", **GOOD)
    assert "ada@example.org" in visitor.read("/settings")

    visitor.send("/sign-out")

    assert visitor.get("/settings").status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Write a name"),
        ("name", "\x07\x00 ", "Write a name"),
        ("email", "nobody", "does not look like"),
        ("password", "short", "at least 12 characters"),
        ("password", "password1234", "easy to guess"),
        ("password", "technicalproject", "easy to guess"),
        ("password", "ada@example.org", "easy to guess"),
        ("time_zone", "Mars/Olympus", "Not a valid choice"),
    ],
)
def test_it_refuses_bad_input_and_keeps_the_rest(
    visitor: CheckingClient, field: str, value: str, sentence: str
) -> None:
    response = visitor.send("/sign-up", **{**GOOD, field: value})

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in page
    assert f'href="#{field}"' in page
    if field != "name":
        assert "Ada Obi" in page


def test_it_says_that_an_address_is_taken(visitor: CheckingClient, learner: CheckingClient) -> None:
    response = visitor.send("/sign-up", **{**GOOD, "email": "ADA@example.org"})

    assert response.status_code == 422
    assert "An account with this address exists" in response.get_data(as_text=True)


def test_it_slows_down_who_collects_addresses(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    taken = {**GOOD, "email": "ada@example.org"}
    codes = [visitor.send("/sign-up", **taken).status_code for _ in range(12)]

    assert codes[0] == 422
    assert codes[-1] == 429


def test_it_escapes_a_name_with_markup(visitor: CheckingClient) -> None:
    visitor.send("/sign-up", **{**GOOD, "name": "<script>alert(1)</script>"})

    assert "<script>alert" not in visitor.read("/settings")
