"""flask people: the first admin, roles, a way back in."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import Enter
from tests.records.test_audit import lines
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.accounts.audit import OPERATOR
from tpmlearn.models import InvitationRow, PersonRow

PASSWORD = "copper ladder seventeen"


def _add(app: Flask, *more: str) -> str:
    runner = app.test_cli_runner()
    done = runner.invoke(
        args=["people", "add", "ines@example.org", "--name", "Ines", "--password", PASSWORD, *more]
    )
    return str(done.output)


def test_it_makes_the_first_admin_who_can_sign_in(app: Flask, visitor: CheckingClient) -> None:
    assert "as admin" in _add(app, "--role", "admin")

    answer = visitor.send("/sign-in", email="ines@example.org", password=PASSWORD)
    assert answer.status_code == 302


def test_it_gives_and_takes_roles(app: Flask) -> None:
    _add(app)
    runner = app.test_cli_runner()

    given = runner.invoke(args=["people", "role", "INES@example.org", "author"])
    taken = runner.invoke(args=["people", "role", "ines@example.org", "author", "--remove"])

    assert "ines@example.org: author." in given.output.lower()
    assert "no roles" in taken.output


def test_it_helps_who_is_locked_out(app: Flask, visitor: CheckingClient) -> None:
    _add(app)

    link = app.test_cli_runner().invoke(args=["people", "reset", "ines@example.org"]).output
    path = "/password/reset/" + link.strip().split("/password/reset/")[1]

    assert visitor.send(path, password="violet engine forty-two").status_code == 302


def test_it_says_what_is_wrong(app: Flask) -> None:
    runner = app.test_cli_runner()
    _add(app)

    assert "has an account already" in _add(app)
    assert "No account" in runner.invoke(args=["people", "reset", "eve@example.org"]).output
    weak = runner.invoke(
        args=["people", "add", "x@example.org", "--name", "X", "--password", "password1234"]
    )
    assert "easy to guess" in weak.output


def test_it_forgets_invitations_that_ended_ninety_days_ago(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context(), writing():
        for number, days in enumerate((-91, -89)):
            ended = now + timedelta(days=days)
            db.session.add(
                InvitationRow(
                    id=str(number), role="author", label="Ari", created_at=ended, expires_at=ended
                )
            )
        db.session.commit()

    output = app.test_cli_runner().invoke(args=["people", "tidy"]).output

    assert "Erased 1 invitations that ended 90 days ago." in output
    with app.app_context():
        assert list(db.session.scalars(select(InvitationRow.id))) == ["1"]


def _run(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["people", *words])
    return done.exit_code, str(done.output)


def test_it_finds_members_by_words_role_and_state(app: Flask, enter: Enter) -> None:
    enter("ada@example.org", name="Ada Obi")
    leaving = datetime(2030, 12, 7, tzinfo=UTC)
    enter("ari@example.org", ("author",), name="Ari Aho", erase_after=leaving)

    assert _run(app, "find", "OBI") == (0, "ada@example.org (Ada Obi): no roles\n")
    ari = "ari@example.org (Ari Aho): author, erased after 07 December 2030\n"
    assert _run(app, "find", "--role", "author") == (0, ari)
    assert _run(app, "find", "--leaving") == (0, ari)
    assert _run(app, "find", "eve") == (1, "Error: No member is like that.\n")


def test_a_long_list_goes_on(app: Flask) -> None:
    now = datetime.now(UTC)
    with app.app_context(), writing():
        db.session.add_all(
            PersonRow(
                name="", email=f"m{number}@example.org", roles=[], created_at=now, active_at=now
            )
            for number in range(51)
        )
        db.session.commit()

    _, first = _run(app, "find")
    _, rest = _run(app, "find", "--before", first.rsplit("--before ", 1)[1].strip())

    assert len(first.splitlines()) == 51
    assert rest == "m0@example.org (without a name): no roles\n"


def test_the_last_admin_keeps_the_role(app: Flask) -> None:
    _add(app, "--role", "admin")

    code, said = _run(app, "role", "ines@example.org", "admin", "--remove")

    assert code == 1
    assert "is the last admin: make another first" in said
    assert _run(app, "role", "ines@example.org", "author") == (
        0,
        "ines@example.org: admin, author.\n",
    )


def test_it_signs_somebody_out_everywhere(app: Flask, learner: CheckingClient) -> None:
    assert _run(app, "end-sign-ins", "ADA@example.org") == (
        0,
        "ADA@example.org is signed out of 1 browser.\n",
    )
    assert learner.get("/settings").status_code == 302


def test_it_signs_all_members_out_and_leaves_guests(
    app: Flask, learner: CheckingClient, stranger: CheckingClient, guest: CheckingClient
) -> None:
    guest.save("/rate/skills/CTL2", level="2")

    assert _run(app, "end-sign-ins", "--everybody") == (
        0,
        "Everybody is signed out: 2 browsers.\n",
    )

    assert (learner.get("/settings").status_code, stranger.get("/settings").status_code) == (
        302,
        302,
    )
    guest.save("/rate/skills/CTL2", level="3")
    with app.app_context():
        guests = select(PersonRow.id).where(PersonRow.email.is_(None))
        assert db.session.scalars(guests).all() == [guest.person_id]
    assert [(act, subject) for _, act, subject, *_ in lines(app)] == [
        ("sign-ins-ended", "everybody")
    ]


@pytest.mark.parametrize("words", [(), ("ada@example.org", "--everybody")])
def test_whom_it_signs_out_is_said_once(app: Flask, words: tuple[str, ...]) -> None:
    code, said = _run(app, "end-sign-ins", *words)

    assert code == 2
    assert "Name an address or --everybody." in said


def test_it_erases_with_a_week_and_restores(app: Flask, learner: CheckingClient) -> None:
    code, said = _run(app, "erase", "ada@example.org")
    assert code == 0
    assert "erased in seven days" in said
    assert learner.get("/settings").status_code == 302
    assert _run(app, "erase", "ada@example.org")[1].startswith(
        "Error: ada@example.org is being erased already"
    )

    assert _run(app, "restore", "ada@example.org") == (
        0,
        "ada@example.org stays, with everything in it.\n",
    )
    assert _run(app, "restore", "ada@example.org")[0] == 1


def test_it_erases_at_once_only_if_that_is_meant(app: Flask, learner: CheckingClient) -> None:
    asked = app.test_cli_runner().invoke(
        args=["people", "erase", "ada@example.org", "--now"], input="n\n"
    )
    assert asked.exit_code == 1
    assert "for good? [y/N]" in asked.output

    assert _run(app, "erase", "ada@example.org", "--now", "--yes") == (
        0,
        "ada@example.org is erased.\n",
    )
    assert _run(app, "find", "ada")[0] == 1


def test_an_admin_is_erased_once_the_role_is_gone(app: Flask, enter: Enter) -> None:
    _add(app, "--role", "admin")
    enter("otto@example.org", ("admin",))

    code, said = _run(app, "erase", "ines@example.org", "--now", "--yes")

    assert code == 1
    assert "first `flask people role ines@example.org admin --remove`" in said


@pytest.mark.parametrize(
    "words",
    [("reset",), ("end-sign-ins",), ("erase",), ("restore",), ("pseudonym",), ("role", "author")],
)
def test_an_unknown_address_is_said(app: Flask, words: tuple[str, ...]) -> None:
    command, *rest = words

    code, said = _run(app, command, "eve@example.org", *rest)

    assert code == 1
    assert said == "Error: No account has the address eve@example.org.\n"


def test_each_act_has_its_line_in_the_trail(app: Flask, learner: CheckingClient) -> None:
    for words in (("end-sign-ins",), ("erase",), ("restore",), ("erase", "--now", "--yes")):
        command, *rest = words
        assert _run(app, command, "ada@example.org", *rest)[0] == 0

    found = lines(app)
    assert {actor for actor, *_ in found} == {OPERATOR}
    assert [act for _, act, *_ in found] == [
        "sign-ins-ended",
        "erasing-begun",
        "erasing-undone",
        "account-erased",
    ]
