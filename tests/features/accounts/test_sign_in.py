"""Signing in: right, wrong, throttled, merged, and never elsewhere."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import NoteRow, PersonRow, RatingRow, SignInRow
from tpmlearn.records.hashing import hash_password
from tpmlearn.records.idle import erase_idle_guests

PASSWORD = "copper ladder seventeen"


@pytest.fixture
def ada(enter: Enter) -> CheckingClient:
    """Ada, with a password."""
    return enter("ada@example.org", name="Ada Obi", password_hash=hash_password(PASSWORD))


def _sign_in(client: CheckingClient, password: str = PASSWORD, path: str = "/sign-in") -> int:
    return client.send(path, email="ada@example.org", password=password).status_code


def test_it_gives_a_new_session_at_sign_in(ada: CheckingClient, visitor: CheckingClient) -> None:
    visitor.read("/sign-in")
    with visitor.session_transaction() as before:
        token = before["csrf_token"]

    assert _sign_in(visitor) == 302

    with visitor.session_transaction() as after:
        assert after.get("csrf_token") != token
        assert len(after["_user_id"]) >= 43


def test_the_members_old_session_ends_with_a_new_sign_in(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    _sign_in(visitor)
    with visitor.session_transaction() as session:
        old = dict(session)

    _sign_in(visitor)

    thief = visitor.application.test_client()
    with thief.session_transaction() as session:
        session.update(old)
    assert thief.get("/settings").status_code == 302
    assert visitor.get("/settings").status_code == 200


def test_the_database_holds_no_session_id_in_clear(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    _sign_in(visitor)

    with visitor.session_transaction() as session:
        cookie = session["_user_id"]
    with visitor.application.app_context():
        assert cookie not in db.session.scalars(select(SignInRow.id)).all()


def test_wrong_password_and_unknown_address_read_the_same(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    wrong = visitor.send("/sign-in", email="ada@example.org", password="not this one at all")
    unknown = visitor.send("/sign-in", email="eve@example.org", password="not this one at all")

    def main(response: TestResponse, address: str) -> str:
        text = response.get_data(as_text=True).replace(address, "")
        found = re.search(r"<main.*</main>", text, re.DOTALL)
        assert found
        return re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", found[0])

    assert wrong.status_code == unknown.status_code == 422
    assert "do not fit together" in wrong.get_data(as_text=True)
    assert "do not fit together" in unknown.get_data(as_text=True)
    assert main(wrong, "ada@example.org") == main(unknown, "eve@example.org")


def test_it_slows_guessing_down_even_for_the_right_password(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    codes = [_sign_in(visitor, "a wrong guess, number 1") for _ in range(7)]

    assert codes[:5] == [422] * 5
    assert codes[-1] == 429
    assert _sign_in(visitor) == 429


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_it_never_leads_elsewhere(
    ada: CheckingClient, visitor: CheckingClient, target: str
) -> None:
    response = visitor.post(
        "/sign-in",
        query_string={"next": target},
        data={
            "email": "ada@example.org",
            "password": PASSWORD,
            "csrf_token": visitor.token(),
        },
    )

    assert response.headers["Location"] == "/today"


def test_it_leads_back_to_where_the_member_wanted_to_go(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    asked = visitor.get("/settings")

    assert asked.headers["Location"] == "/sign-in?next=/settings"
    assert (
        visitor.post(
            asked.headers["Location"],
            data={"email": "ada@example.org", "password": PASSWORD, "csrf_token": visitor.token()},
        ).headers["Location"]
        == "/settings"
    )


def test_it_offers_to_merge_and_the_members_own_stays(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    slug = "16-estimate-in-ranges"
    ada.save(f"/learn/{slug}/note", note="the member's note")
    visitor.save(f"/learn/{slug}/note", note="the guest's note")
    visitor.save("/rate/skills/DEL4", level="1")

    assert _sign_in(visitor) == 302
    offer = visitor.read("/sign-in/merge")
    assert "<li>1 ratings</li>" in offer
    assert "<li>1 notes</li>" in offer
    visitor.send("/sign-in/merge", choice="merge")

    with visitor.application.app_context():
        assert db.session.scalars(select(NoteRow.text)).all() == ["the member's note"]
        assert db.session.scalars(select(RatingRow.person_id)).all() == [ada.person_id]
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 1


def test_it_erases_the_guest_whose_work_is_not_wanted(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    visitor.save("/rate/skills/DEL4", level="1")
    _sign_in(visitor)

    visitor.send("/sign-in/merge", choice="drop")

    with visitor.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(RatingRow)) == 0
        assert db.session.scalars(select(PersonRow.id)).all() == [ada.person_id]


def test_being_slowed_down_says_for_how_long(ada: CheckingClient, visitor: CheckingClient) -> None:
    for _ in range(7):
        held = visitor.send("/sign-in", email="ada@example.org", password="a wrong guess here")

    assert held.status_code == 429
    assert 1 <= int(held.headers["Retry-After"]) <= 900


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 302)])
def test_a_member_s_sign_in_ends_after_thirty_days_without_saving(
    ada: CheckingClient, days: int, status: int
) -> None:
    with ada.application.app_context(), writing():
        ago = datetime.now(UTC) - timedelta(days=days)
        db.session.execute(update(SignInRow).values(created_at=ago - timedelta(1), seen_at=ago))
        db.session.commit()

    assert ada.get("/settings").status_code == status
    with ada.application.app_context(), writing():
        erase_idle_guests(now=datetime.now(UTC))
        left = len(db.session.scalars(select(SignInRow)).all())
    assert left == (1 if status == 200 else 0)


def test_a_guest_stays_for_the_whole_ninety_days(guest: CheckingClient) -> None:
    guest.save("/rate/skills/CTL2", level="2")
    with guest.application.app_context(), writing():
        ago = datetime.now(UTC) - timedelta(days=89)
        db.session.execute(update(SignInRow).values(created_at=ago, seen_at=ago))
        db.session.commit()
        erase_idle_guests(now=datetime.now(UTC))

    guest.save("/rate/skills/CTL2", level="3")
    with guest.application.app_context():
        assert db.session.scalars(select(PersonRow.id)).all() == [guest.person_id]


def test_a_sign_in_ends_after_ninety_days_whatever_the_cookie_says(ada: CheckingClient) -> None:
    assert ada.get("/settings").status_code == 200
    with ada.application.app_context(), writing():
        long_ago = datetime.now(UTC) - timedelta(days=91)
        db.session.execute(update(SignInRow).values(created_at=long_ago))
        db.session.commit()

    assert ada.get("/settings").status_code == 302


OURS = {"Sec-Fetch-Site": "same-origin"}


def test_who_signs_in_with_the_form_of_a_session_that_another_tab_replaced_is_let_in(
    ada: CheckingClient, visitor: CheckingClient, stranger: CheckingClient
) -> None:
    data = {"email": "ada@example.org", "password": PASSWORD, "csrf_token": stranger.token()}
    visitor.token()

    assert visitor.post("/sign-in", data=data).status_code == 400, "no browser speaks for it"
    answer = visitor.post("/sign-in", data=data, headers=OURS)

    assert answer.status_code == 302
    assert "Sign out" in visitor.read("/")


def test_only_who_is_not_signed_in_is_let_in_with_the_form_of_another_session(
    ada: CheckingClient, visitor: CheckingClient, stranger: CheckingClient
) -> None:
    data = {"email": "ada@example.org", "password": PASSWORD, "csrf_token": stranger.token()}

    assert ada.post("/sign-in", data=data, headers=OURS).status_code == 400
    assert visitor.post("/sign-up", data=data, headers=OURS).status_code == 400
