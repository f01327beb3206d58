"""Joining by a provider: a guest keeps all, an address is taken if it is verified, never merged."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.features.external_sign_in.conftest import Return
from tests.records.test_audit import called, lines
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.provider import Crooked
from tpmlearn.db import db
from tpmlearn.models import ExternalIdentityRow, PersonRow, RatingRow

ADA = {"email": "Ada@Example.org", "email_verified": True, "name": "Ada Obi"}
FIELDS = {"name": "Ada Obi", "time_zone": "Africa/Lagos"}


def members(app: Flask) -> list[PersonRow]:
    with app.app_context():
        return list(db.session.scalars(select(PersonRow).where(PersonRow.email.is_not(None))))


def test_a_visitor_joins_and_comes_back_without_a_password(
    app: Flask, visitor: CheckingClient, come_back: Return
) -> None:
    there = come_back(visitor, **ADA)
    page = visitor.read("/sign-in/with/join")
    done = visitor.send("/sign-in/with/join", **FIELDS)

    assert there.headers["Location"] == "/sign-in/with/join"
    assert "Acme says that you are Ada@Example.org" in page
    assert 'value="Ada Obi"' in page
    assert done.headers["Location"] == "/today"
    (ada,) = members(app)
    assert (ada.email, ada.name, ada.time_zone) == ("ada@example.org", "Ada Obi", "Africa/Lagos")
    assert ada.password_hash is None

    visitor.send("/sign-out")
    again = come_back(visitor, next_path="/plan", **ADA)
    assert again.headers["Location"] == "/plan"
    assert "ada@example.org" in visitor.read("/settings")
    assert len(members(app)) == 1


def test_a_guest_keeps_what_they_did(
    app: Flask, visitor: CheckingClient, come_back: Return
) -> None:
    visitor.send("/rate/skills/CTL2", level="2")
    come_back(visitor, **ADA)

    assert "Everything you have done here so far" in visitor.read("/sign-in/with/join")
    visitor.send("/sign-in/with/join", **FIELDS)

    (ada,) = members(app)
    with app.app_context():
        assert db.session.scalars(select(RatingRow.person_id)).all() == [ada.id]


def test_coming_back_writes_nothing_before_somebody_says_so(
    app: Flask, visitor: CheckingClient, come_back: Return
) -> None:
    with statements(app) as seen:
        come_back(visitor, **ADA)
        visitor.read("/sign-in/with/join")

    assert seen.commits == 0
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 0


@pytest.mark.parametrize("verified", [False, None, "yes", 1])
def test_an_address_that_is_not_verified_is_asked_for_and_proves_nothing(
    app: Flask,
    visitor: CheckingClient,
    learner: CheckingClient,
    come_back: Return,
    verified: object,
) -> None:
    come_back(visitor, **{**ADA, "email_verified": verified})
    page = visitor.read("/sign-in/with/join")

    assert 'name="email"' in page
    taken = visitor.send("/sign-in/with/join", email="ADA@example.org", **FIELDS)
    assert taken.status_code == 422
    assert "An account with this address exists" in taken.get_data(as_text=True)
    missing = visitor.send("/sign-in/with/join", **FIELDS)
    assert "Write your e-mail address" in missing.get_data(as_text=True)
    other = visitor.send("/sign-in/with/join", email="obi@example.org", **FIELDS)
    assert other.status_code == 302
    assert {one.email for one in members(app)} == {"ada@example.org", "obi@example.org"}


def test_a_verified_address_of_an_account_opens_nothing(
    app: Flask, visitor: CheckingClient, learner: CheckingClient, come_back: Return
) -> None:
    come_back(visitor, **ADA)

    page = visitor.read("/sign-in/with/join")
    posted = visitor.send("/sign-in/with/join", **FIELDS)

    assert "<h1>You have an account here</h1>" in page
    assert 'href="/sign-in?next=/settings/sign-in-with"' in page
    assert "You have an account here" in posted.get_data(as_text=True)
    assert visitor.get("/settings").status_code == 302
    with app.app_context():
        assert db.session.scalar(select(ExternalIdentityRow.id)) is None


def test_bad_fields_come_back_and_a_forged_form_is_refused(
    app: Flask, visitor: CheckingClient, come_back: Return
) -> None:
    come_back(visitor, **ADA)

    assert visitor.send("/sign-in/with/join", name="", time_zone="Mars").status_code == 422
    assert visitor.post("/sign-in/with/join", data=FIELDS).status_code == 400
    assert members(app) == []


def test_the_form_is_nobody_s_without_having_been_there(
    provider: Crooked, visitor: CheckingClient, learner: CheckingClient
) -> None:
    for client in (visitor, learner):
        assert client.get("/sign-in/with/join").headers["Location"] == "/sign-in"
        assert client.send("/sign-in/with/join", **FIELDS).status_code == 302


def test_a_guest_s_work_is_offered_for_merging_when_a_member_comes_back(
    app: Flask, visitor: CheckingClient, come_back: Return
) -> None:
    come_back(visitor, **ADA)
    visitor.send("/sign-in/with/join", **FIELDS)
    visitor.send("/sign-out")
    visitor.send("/rate/skills/CTL2", level="2")

    there = come_back(visitor, **ADA)

    assert there.headers["Location"] == "/sign-in/merge"
    assert "1 ratings" in visitor.read("/sign-in/merge")
    visitor.send("/sign-in/merge", choice="merge")
    (ada,) = members(app)
    with app.app_context():
        assert db.session.scalars(select(RatingRow.person_id)).all() == [ada.id]


def test_it_has_its_line_in_the_trail(
    app: Flask, visitor: CheckingClient, come_back: Return
) -> None:
    come_back(visitor, **ADA)
    visitor.send("/sign-in/with/join", **FIELDS)

    (ada,) = members(app)
    visitor.person_id = ada.id
    name = called(app, visitor)
    assert lines(app) == [(name, "identity-linked", f"person:{name}", "")]


def test_who_is_leaving_comes_to_the_page_of_leaving(
    app: Flask, visitor: CheckingClient, admin: CheckingClient, come_back: Return
) -> None:
    come_back(visitor, **ADA)
    visitor.send("/sign-in/with/join", **FIELDS)
    ada = next(one for one in members(app) if one.email == "ada@example.org")
    admin.send(f"/admin/people/{ada.id}/erase")

    come_back(visitor, **ADA)

    assert visitor.get("/today").headers["Location"] == "/settings/leaving"


@pytest.mark.parametrize(
    ("claims", "counts"), [(ADA, True), ({**ADA, "email_verified": False}, False)]
)
def test_an_address_counts_as_confirmed_where_the_provider_has_seen_to_it(
    app: Flask, visitor: CheckingClient, come_back: Return, claims: dict[str, object], counts: bool
) -> None:
    come_back(visitor, **claims)
    fields = FIELDS if counts else {**FIELDS, "email": "ada@elsewhere.example"}
    visitor.send("/sign-in/with/join", **fields)

    with app.app_context():
        row = db.session.scalars(select(PersonRow).where(PersonRow.email.is_not(None))).one()
        assert (row.verified_at is not None) is counts
