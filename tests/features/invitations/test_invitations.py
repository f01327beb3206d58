"""Invitations: a link shown once, and one role for one person."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.conftest import Enter
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.features.invitations.services import NoSuchInvitation, take
from tpmlearn.models import InvitationRow, PersonRow
from tpmlearn.records.invitations import forget_invitations
from tpmlearn.records.people import hashed

FIELDS = {"role": "recruiter", "label": "Priya of Acme", "days": "7"}
LINK = re.compile(r'id="fresh-link"[^>]*value="http://127.0.0.1:8000(/invitations/[^"]+)"')
PASSWORD = "copper ladder seventeen"


def _invite(admin: CheckingClient, **other: str) -> str:
    """Make an invitation; the path of its link."""
    assert admin.send("/invitations", **{**FIELDS, **other}).status_code == 302
    found = LINK.search(admin.read("/invitations"))
    assert found
    return found[1]


def _rows(app: Flask) -> list[InvitationRow]:
    with app.app_context():
        return list(db.session.scalars(select(InvitationRow)))


def _change(app: Flask, **values: Any) -> None:
    with app.app_context(), writing():
        db.session.execute(update(InvitationRow).values(**values))
        db.session.commit()


def _roles(client: CheckingClient) -> list[str]:
    with client.application.app_context():
        return list(db.session.get_one(PersonRow, client.person_id).roles)


def test_a_link_is_shown_once_and_kept_as_a_hash(admin: CheckingClient) -> None:
    path = _invite(admin)

    token = path.rpartition("/")[2]
    assert len(token) == 43
    assert token not in admin.read("/invitations")
    (row,) = _rows(admin.application)
    assert row.id == hashed(token)
    assert row.made_by == admin.person_id
    assert timedelta(days=6.9) < row.expires_at - datetime.now(UTC) <= timedelta(days=7)


def test_a_member_takes_it_once_and_the_list_says_who_and_when(
    admin: CheckingClient, learner: CheckingClient, stranger: CheckingClient
) -> None:
    path = _invite(admin)
    assert "It will be taken by the account of <strong>ada@example.org" in learner.read(path)

    learner.send(path)
    second = stranger.send(path)

    assert _roles(learner) == ["recruiter"]
    assert _roles(stranger) == []
    assert second.status_code == 410
    assert "It was taken, and works once only." in second.get_data(as_text=True)
    page = admin.read("/invitations")
    assert re.search(r"used \d\d:\d\d by Ada Obi, ada@example.org", page)


def test_looking_takes_nothing(admin: CheckingClient, learner: CheckingClient) -> None:
    path = _invite(admin)

    learner.read(path)

    assert _roles(learner) == []
    assert _rows(admin.application)[0].used_at is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"revoked_at": datetime(2026, 1, 1, tzinfo=UTC)}, "It was revoked"),
        ({"expires_at": datetime(2026, 1, 1, tzinfo=UTC)}, "Its days are over"),
        ({"used_at": datetime(2026, 1, 1, tzinfo=UTC)}, "It was taken"),
    ],
)
def test_what_has_ended_is_410_and_gives_nothing(
    admin: CheckingClient, learner: CheckingClient, change: dict[str, Any], sentence: str
) -> None:
    path = _invite(admin)
    _change(admin.application, **change)

    for response in (learner.get(path), learner.send(path)):
        assert response.status_code == 410
        assert sentence in response.get_data(as_text=True)
    assert _roles(learner) == []


def test_it_is_kept_from_caches_engines_and_referrers(
    admin: CheckingClient, visitor: CheckingClient
) -> None:
    headers = visitor.get(_invite(admin)).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]


def test_a_visitor_signs_up_and_comes_back_to_it(
    admin: CheckingClient, visitor: CheckingClient
) -> None:
    path = _invite(admin)
    page = visitor.read(path)
    assert f"/sign-in?next={path}" in page

    done = visitor.send(
        f"/sign-up?next={path}",
        name="Priya",
        email="priya@example.org",
        password=PASSWORD,
        time_zone="UTC",
    )
    assert done.headers["Location"] == path
    assert visitor.send(path).status_code == 302
    assert "It was taken" in visitor.get(path).get_data(as_text=True)


def test_a_guest_is_sent_to_sign_in(admin: CheckingClient, guest: CheckingClient) -> None:
    path = _invite(admin)

    assert guest.send(path).status_code == 302
    assert _rows(admin.application)[0].used_at is None


def test_who_has_the_role_leaves_it_open(admin: CheckingClient, recruiter: CheckingClient) -> None:
    path = _invite(admin)

    recruiter.send(path)

    assert "You have this role already" in recruiter.read(path)
    assert _rows(admin.application)[0].used_at is None


def test_it_adds_to_the_roles_that_somebody_has(
    admin: CheckingClient, recruiter: CheckingClient
) -> None:
    recruiter.send(_invite(admin, role="author"))

    assert _roles(recruiter) == ["author", "recruiter"]


def test_of_two_at_once_one_has_it(
    admin: CheckingClient, learner: CheckingClient, stranger: CheckingClient
) -> None:
    token = _invite(admin).rpartition("/")[2]
    now = datetime.now(UTC)

    outcomes = at_once(
        admin.application,
        lambda: take(learner.person_id, token, now=now),
        lambda: take(stranger.person_id, token, now=now),
    )

    assert sorted(str(type(one).__name__) for one in outcomes) == ["NoSuchInvitation", "str"]
    assert sorted([*_roles(learner), *_roles(stranger)]) == ["recruiter"]
    assert NoSuchInvitation in {type(one) for one in outcomes}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("role", "admin", "Not a valid choice"),
        ("role", "", "Choose a role|Not a valid choice"),
        ("label", "", "Say for whom it is"),
        ("label", "x" * 10_000, "At most 120 characters"),
        ("days", "0", "From 1 to 30 days"),
        ("days", "31", "From 1 to 30 days"),
        ("days", "9" * 10_000, "From 1 to 30 days|Not a valid integer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    admin: CheckingClient, field: str, value: str, sentence: str
) -> None:
    response = admin.send("/invitations", **{**FIELDS, field: value})

    assert response.status_code == 422
    assert re.search(sentence, response.get_data(as_text=True))
    assert _rows(admin.application) == []


def test_a_label_is_words(admin: CheckingClient, learner: CheckingClient) -> None:
    path = _invite(admin, label="<script>alert(1)</script>\x00")

    assert "<script>alert" not in learner.read(path) + admin.read("/invitations")


@pytest.mark.parametrize("token", ["nothing", "x" * 3000, "%3Cb%3E"])
def test_a_guessed_link_is_404(learner: CheckingClient, token: str) -> None:
    assert learner.get(f"/invitations/{token}").status_code == 404
    assert learner.send(f"/invitations/{token}").status_code == 404


def test_an_admin_revokes_it_and_it_is_never_used(
    admin: CheckingClient, enter: Enter, learner: CheckingClient
) -> None:
    path = _invite(admin)
    (row,) = _rows(admin.application)

    enter("olga@example.org", ("admin",)).send(f"/invitations/{row.id}/revoke")

    assert learner.send(path).status_code == 410
    assert "revoked" in admin.read("/invitations")
    assert admin.send(f"/invitations/{row.id}/revoke").status_code == 404


def test_only_admins_invite_and_revoke(
    admin: CheckingClient,
    recruiter: CheckingClient,
    author: CheckingClient,
    stranger: CheckingClient,
    visitor: CheckingClient,
) -> None:
    _invite(admin)
    (row,) = _rows(admin.application)
    posts = (
        "/invitations",
        f"/invitations/{row.id}/revoke",
    )
    for client, status in ((recruiter, 403), (author, 403), (stranger, 403), (visitor, 302)):
        assert client.get("/invitations").status_code == status
        for path in posts:
            assert client.send(path, **FIELDS).status_code == status

    assert [one.revoked_at for one in _rows(admin.application)] == [None]


def test_a_forged_form_changes_nothing(admin: CheckingClient, learner: CheckingClient) -> None:
    path = _invite(admin)
    (row,) = _rows(admin.application)

    assert admin.post("/invitations", data=FIELDS).status_code == 400
    assert admin.post(f"/invitations/{row.id}/revoke").status_code == 400
    assert learner.post(path).status_code == 400
    assert _roles(learner) == []


@pytest.mark.parametrize(
    ("change", "goes"),
    [
        ({"used_at": -91}, True),
        ({"used_at": -89}, False),
        ({"used_at": -89, "expires_at": -95}, False),
        ({"revoked_at": -91}, True),
        ({"revoked_at": -89}, False),
        ({"expires_at": -91}, True),
        ({"expires_at": -89}, False),
    ],
)
def test_it_is_forgotten_ninety_days_after_it_ended(
    admin: CheckingClient, change: dict[str, int], goes: bool
) -> None:
    app, now = admin.application, datetime.now(UTC)
    _invite(admin)
    _change(app, **{name: now + timedelta(days=days) for name, days in change.items()})

    with app.app_context(), writing():
        gone = forget_invitations(now=now)
        db.session.commit()

    assert gone == len([goes]) * goes
    assert len(_rows(app)) == (0 if goes else 1)


def test_who_used_it_may_leave(admin: CheckingClient, learner: CheckingClient) -> None:
    learner.send(_invite(admin))
    with admin.application.app_context(), writing():
        db.session.delete(db.session.get_one(PersonRow, learner.person_id))
        db.session.commit()

    assert "by somebody whose account is gone" in admin.read("/invitations")


def test_nothing_is_there_at_first(admin: CheckingClient) -> None:
    page = admin.read("/invitations")

    assert "No invitation" in page
    assert "Ines Ito" in page
