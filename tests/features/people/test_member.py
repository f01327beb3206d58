"""A member's page: what is there, what never is, each act with its line in the trail, its undo."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.conftest import Enter
from tests.features.accounts.test_sign_in import PASSWORD
from tests.records.test_audit import called, lines
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.granting import granted
from tpmlearn.db import db, writing
from tpmlearn.features.people import services
from tpmlearn.models import GrantRow, PersonRow, SignInRow
from tpmlearn.records.hashing import hash_password
from tpmlearn.records.leaving import erase_leavers
from tpmlearn.records.members import LastAdmin, NoSuchMember

NOW = datetime.now(UTC)
POSTS = ("roles/author/give", "roles/recruiter/take", "sign-ins/end", "reset", "erase", "keep")


def roles(client: CheckingClient) -> list[str]:
    with client.application.app_context():
        return list(db.session.get_one(PersonRow, client.person_id).roles)


def erased_after(client: CheckingClient) -> datetime | None:
    with client.application.app_context():
        return db.session.get_one(PersonRow, client.person_id).erase_after


def at(client: CheckingClient) -> str:
    return f"/admin/people/{client.person_id}"


def test_it_tells_days_roles_ways_in_and_grants(
    app: Flask, admin: CheckingClient, learner: CheckingClient, recruiter: CheckingClient
) -> None:
    granted(app, learner.person_id, recruiter.person_id)

    page = admin.read(at(learner))

    assert "ada@example.org" in page
    assert "1 browser" in page
    assert "A recruiter’s account" in page
    assert called(app, learner) in page
    facts = page.split('<dl class="facts">')[1].split("</dl>")[0]
    assert not re.search(r"\d\d:\d\d", facts)


def test_it_tells_nothing_of_what_somebody_did(
    app: Flask, admin: CheckingClient, learner: CheckingClient, recruiter: CheckingClient
) -> None:
    learner.send("/rate/skills/CTL2", level="3")
    learner.send("/rate/skills/CTL2/evidence", artefact="The Q3 register", confirmer="Priya")
    granted(app, learner.person_id, recruiter.person_id)

    for page in (admin.read(at(learner)), admin.read("/admin/grants"), admin.read("/admin/people")):
        for word in ("Q3 register", "Priya", "CTL2", "For Rita", "Rita of Acme", "Rita Roy, "):
            assert word not in page
    assert "shown to no admin" in admin.read(at(learner))


def test_it_asks_four_statements(
    app: Flask, admin: CheckingClient, learner: CheckingClient
) -> None:
    with statements(app) as seen:
        admin.get(at(learner))

    assert len(seen.sql) == 4
    assert seen.commits == 0


def test_a_role_is_given_and_taken_and_each_button_undoes_the_other(
    app: Flask, admin: CheckingClient, learner: CheckingClient
) -> None:
    admin.send(f"{at(learner)}/roles/author/give")
    given = roles(learner)
    again = admin.send(f"{at(learner)}/roles/author/give").status_code
    page = admin.read(at(learner))
    admin.send(f"{at(learner)}/roles/author/take")

    ines, ada = called(app, admin), called(app, learner)
    assert given == ["author"]
    assert again == 302
    assert f'action="{at(learner)}/roles/author/take"' in page
    assert roles(learner) == []
    assert lines(app) == [
        (ines, "role-given", f"person:{ada}", "author"),
        (ines, "role-taken", f"person:{ada}", "author"),
    ]


def test_who_is_no_recruiter_any_more_is_none_at_the_next_request(
    admin: CheckingClient, recruiter: CheckingClient
) -> None:
    assert recruiter.get("/desk").status_code == 200

    admin.send(f"{at(recruiter)}/roles/recruiter/take")

    assert recruiter.get("/desk").status_code == 403


@pytest.mark.parametrize("path", ["roles/admin/give", "roles/admin/take", "roles/author/eat"])
def test_no_page_makes_or_unmakes_an_admin(
    admin: CheckingClient, learner: CheckingClient, path: str
) -> None:
    assert admin.send(f"{at(learner)}/{path}").status_code == 404
    assert admin.send(f"{at(admin)}/{path}").status_code == 404
    assert "flask people role ada@example.org admin" in admin.read(at(learner))
    assert roles(admin) == ["admin"]


def test_all_sign_ins_end(app: Flask, admin: CheckingClient, learner: CheckingClient) -> None:
    learner.read("/settings")

    admin.send(f"{at(learner)}/sign-ins/end")

    assert learner.get("/settings").status_code == 302
    assert "Ended: 1 sign-in." in admin.read(at(learner))
    assert lines(app)[-1][1] == "sign-ins-ended"


def test_a_link_for_a_new_password_is_mailed_and_works_once(
    app: Flask,
    admin: CheckingClient,
    learner: CheckingClient,
    visitor: CheckingClient,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, logger="tpmlearn.mail"):
        admin.send(f"{at(learner)}/reset")

    path = "/password/reset/" + caplog.text.split("/password/reset/")[1].split()[0]
    assert "Mail to ada@example.org" in caplog.text
    assert path not in admin.read(at(learner))
    assert visitor.send(path, password=PASSWORD).status_code == 302
    assert visitor.send(path, password=PASSWORD).status_code == 404
    whom = f"person:{called(app, learner)}"
    assert sorted(lines(app)) == sorted(
        [
            (called(app, admin), "reset-link-sent", whom, ""),
            ("visitor", "password-changed", whom, ""),
        ]
    )


def test_erasing_goes_the_owner_s_way_and_can_be_undone(
    app: Flask,
    admin: CheckingClient,
    learner: CheckingClient,
    recruiter: CheckingClient,
    caplog: pytest.LogCaptureFixture,
) -> None:
    granted(app, learner.person_id, recruiter.person_id)
    with caplog.at_level(logging.WARNING, logger="tpmlearn.mail"):
        admin.send(f"{at(learner)}/erase")

    until = erased_after(learner)
    assert until is not None
    assert timedelta(days=6.9) < until - NOW < timedelta(days=7.1)
    assert learner.get("/settings").status_code == 302
    assert "Keep my account" in caplog.text
    page = admin.read(at(learner))
    assert "This account is being erased" in page
    assert "no grant of theirs works now" in page
    admin.send(f"{at(learner)}/erase")
    assert erased_after(learner) == until

    admin.send(f"{at(learner)}/keep")
    assert erased_after(learner) is None
    assert [line[1] for line in lines(app)] == ["erasing-begun", "erasing-undone"]


def test_a_week_later_it_is_gone_and_cannot_be_kept(
    app: Flask, admin: CheckingClient, learner: CheckingClient
) -> None:
    admin.send(f"{at(learner)}/erase")
    with app.app_context():
        assert erase_leavers(now=NOW + timedelta(days=8)) == 1

    assert admin.get(at(learner)).status_code == 404
    assert admin.send(f"{at(learner)}/keep").status_code == 404


def test_keeping_who_does_not_leave_changes_nothing(
    app: Flask, admin: CheckingClient, learner: CheckingClient
) -> None:
    admin.send(f"{at(learner)}/keep")

    assert "was not being erased" in admin.read(at(learner))
    assert lines(app) == []


def test_an_admin_is_not_erased_and_locks_nobody_out_by_themselves(
    enter: Enter, admin: CheckingClient
) -> None:
    other = enter("otto@example.org", ("admin",), name="Otto")

    admin.send(f"{at(other)}/erase")
    assert erased_after(other) is None
    assert "take that role away first" in admin.read(at(other))
    for act in ("erase", "sign-ins/end"):
        assert admin.send(f"{at(admin)}/{act}").status_code == 403
        assert f"{at(admin)}/{act}" not in admin.read(at(admin))
    assert admin.get("/admin").status_code == 200


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999"])
def test_nobody_and_guests_have_no_page(
    admin: CheckingClient, guest: CheckingClient, number: str
) -> None:
    for one in (number, str(guest.person_id)):
        assert admin.get(f"/admin/people/{one}").status_code == 404
        for act in POSTS:
            assert admin.send(f"/admin/people/{one}/{act}").status_code == 404


def test_it_is_for_admins_alone(
    app: Flask,
    learner: CheckingClient,
    stranger: CheckingClient,
    recruiter: CheckingClient,
    author: CheckingClient,
    visitor: CheckingClient,
) -> None:
    for client, status in (
        (learner, 403),
        (stranger, 403),
        (recruiter, 403),
        (author, 403),
        (visitor, 302),
    ):
        assert client.get(at(learner)).status_code == status
        assert client.get("/admin/people").status_code == status
        for act in POSTS:
            assert client.send(f"{at(learner)}/{act}").status_code == status
    assert lines(app) == []


def test_a_forged_form_changes_nothing(
    app: Flask, admin: CheckingClient, learner: CheckingClient
) -> None:
    for act in POSTS:
        assert admin.post(f"{at(learner)}/{act}").status_code == 400
    assert lines(app) == []


def test_the_last_admin_stays_one(app: Flask, enter: Enter, admin: CheckingClient) -> None:
    other = enter("otto@example.org", ("admin",), erase_after=NOW + timedelta(days=1))
    with app.app_context(), writing():
        with pytest.raises(LastAdmin):
            services.change_role(admin.person_id, "admin", held=False, now=NOW)
        db.session.execute(
            update(PersonRow).where(PersonRow.id == other.person_id).values(erase_after=None)
        )
        db.session.commit()
        left = services.change_role(admin.person_id, "admin", held=False, now=NOW)
        with pytest.raises(NoSuchMember):
            services.change_role(0, "author", held=True, now=NOW)

    assert left == ()


def test_a_member_without_anything_is_called_by_the_address(
    enter: Enter, admin: CheckingClient
) -> None:
    nameless = enter("nameless@example.org", password_hash=hash_password(PASSWORD))

    page = admin.read(at(nameless))

    assert "<h1>nameless@example.org</h1>" in page
    assert "a password" in page


def test_ending_sign_ins_and_erasing_leave_others_alone(
    app: Flask, admin: CheckingClient, learner: CheckingClient, stranger: CheckingClient
) -> None:
    granted(app, stranger.person_id, admin.person_id)

    admin.send(f"{at(learner)}/erase")

    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignInRow)) == 2
        assert db.session.scalar(select(GrantRow.revoked_at)) is None
