"""The audit trail: in the act's transaction, by pseudonyms, and changed by nobody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DatabaseError

from tests.conftest import Enter
from tests.features.corrections.test_correction import _post, sitting
from tests.features.drafts import cast
from tests.features.invitations.test_invitations import _invite
from tests.support.badges import issue, issuing, pass_exam
from tests.support.client import CheckingClient
from tests.support.desk import begin
from tests.support.former import PILLARS
from tests.support.studio import Studio
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db, writing
from tpmlearn.domain.accounts.audit import IN_WORDS, OPERATOR, SITE, VISITOR, Act
from tpmlearn.features.invigilating import services as codes
from tpmlearn.models import AuditRow, InvitationRow, PersonRow, ReleaseRow
from tpmlearn.records.audit import about_person, forget_acts, note_act, pseudonym
from tpmlearn.records.everything import count_everything, rows_of
from tpmlearn.records.leaving import erase_leavers
from tpmlearn.records.releases import live_release_id

__all__ = ["sitting"]  # a fixture
NOW = datetime.now(UTC)
Line = tuple[str, str, str, str]


def lines(app: Flask) -> list[Line]:
    """(actor, act, subject, detail) of every row, in order."""
    with app.app_context():
        rows = db.session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
        return [(row.actor, row.act, row.subject, row.detail) for row in rows]


def acts(app: Flask) -> list[str]:
    return [act for _, act, _, _ in lines(app)]


def called(app: Flask, client: CheckingClient) -> str:
    with app.app_context():
        return pseudonym(client.person_id)


@contextmanager
def noted(app: Flask, *, days: int = 0) -> Iterator[int]:
    """A row of so many days ago."""
    with app.app_context(), writing():
        note_act(Act.CODE_ISSUED, "code:x", now=NOW - timedelta(days=days))
        db.session.commit()
        yield db.session.scalars(select(AuditRow.id)).one()


@pytest.mark.parametrize("statement", [update(AuditRow).values(actor="x"), delete(AuditRow)])
def test_the_database_refuses_to_change_it(app: Flask, statement: object) -> None:
    with noted(app):
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(statement)  # type: ignore[call-overload]
        db.session.rollback()

        assert db.session.scalar(select(func.count()).select_from(AuditRow)) == 1


def test_postgresql_refuses_to_empty_it(app: Flask) -> None:
    with noted(app):
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite has no TRUNCATE")
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(text("TRUNCATE audit_log"))
        db.session.rollback()


@pytest.mark.parametrize(("days", "left"), [(0, 1), (728, 1), (740, 0)])
def test_tidying_drops_what_is_older_than_two_years(app: Flask, days: int, left: int) -> None:
    with noted(app, days=days):
        pass

    done = app.test_cli_runner().invoke(args=["people", "tidy"])

    assert done.exit_code == 0, done.output
    assert len(lines(app)) == left


def test_even_an_old_row_is_not_changed(app: Flask) -> None:
    with noted(app, days=800), pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(update(AuditRow).values(actor="x"))


def test_nothing_in_the_code_changes_it_but_tidying() -> None:
    touching = re.compile(r"(update|delete)\(\s*AuditRow")
    found = [
        path.name
        for path in (ROOT / "tpmlearn").rglob("*.py")
        if touching.search(path.read_text(encoding="utf-8"))
    ]

    assert found == ["audit.py"]
    assert forget_acts.__module__ == "tpmlearn.records.audit"


def test_an_act_that_fails_leaves_no_line(app: Flask, admin: CheckingClient) -> None:
    admin.send("/invitations/no-such-invitation/revoke")
    with app.app_context(), writing():
        note_act(Act.CODE_ISSUED, "code:x", now=NOW)
        db.session.rollback()

    assert lines(app) == []


def test_a_pseudonym_hangs_on_the_person_and_the_secret(app: Flask, settings: Settings) -> None:
    with app.app_context():
        one, again, other = pseudonym(1), pseudonym(1), pseudonym(2)
        known = app.extensions["settings"]
        app.extensions["settings"] = replace(known, secret_key="another-secret-" + "y" * 30)
        try:
            elsewhere = pseudonym(1)
        finally:
            app.extensions["settings"] = known

    assert one == again
    assert len({one, other, elsewhere}) == 3
    assert re.fullmatch(r"[0-9a-f]{20}", one)


def test_roles_by_command_are_the_operator_s(app: Flask, learner: CheckingClient) -> None:
    runner = app.test_cli_runner()
    for more in ((), (), ("--remove",)):
        runner.invoke(args=["people", "role", "ada@example.org", "author", *more])
    runner.invoke(args=["people", "reset", "ada@example.org"])

    subject = f"person:{called(app, learner)}"
    assert lines(app) == [
        (OPERATOR, "role-given", subject, "author"),
        (OPERATOR, "role-taken", subject, "author"),
        (OPERATOR, "reset-link-made", subject, ""),
    ]


def test_invitations_from_making_to_taking_the_role_away(
    app: Flask, admin: CheckingClient, learner: CheckingClient
) -> None:
    path = _invite(admin)
    taken = learner.send(path)
    with app.app_context():
        invitation = db.session.scalars(select(InvitationRow.id)).one()
    admin.send(f"/admin/people/{learner.person_id}/roles/recruiter/take")

    ines, ada = called(app, admin), called(app, learner)
    assert taken.status_code == 302
    assert lines(app) == [
        (ines, "invitation-made", f"invitation:{invitation[:12]}", "recruiter"),
        (ada, "invitation-used", f"invitation:{invitation[:12]}", "recruiter"),
        (ada, "role-given", f"person:{ada}", "recruiter"),
        (ines, "role-taken", f"person:{ada}", "recruiter"),
    ]


def test_a_line_has_the_id_of_its_request_and_no_word_that_was_typed(
    app: Flask, admin: CheckingClient
) -> None:
    answer = admin.send("/invitations", role="author", label="For Rita Private", days="7")

    with app.app_context():
        row = db.session.scalars(select(AuditRow)).one()
        assert row.request == answer.headers["X-Request-Id"]
        assert "Private" not in f"{row.actor}{row.subject}{row.detail}"


def test_badges(app: Flask, learner: CheckingClient, tmp_path: Path) -> None:
    with issuing(app, tmp_path):
        pass_exam(learner)
        badge = issue(learner)
        learner.send(f"/badges/{badge}/revoke", why="WRONG", sure="y")
        learner.send(f"/badges/{badge}/revoke", why="WITHDRAWN", sure="y")

    found = [line for line in lines(app) if line[1].startswith("badge")]
    assert [act for _, act, _, _ in found] == ["badge-issued", "badge-revoked"]
    assert {actor for actor, *_ in found} == {called(app, learner)}


def test_releases(studio: Studio, enter: Enter) -> None:
    app, ada, ben = studio.app, cast.author(enter, "Ada"), cast.author(enter, "Ben")
    draft = cast.approved(studio, ada, ben, "A first situation")
    ada.send(f"{draft}/publish")
    with app.app_context():
        first = db.session.scalars(select(ReleaseRow.id).order_by(ReleaseRow.number)).first()
        seen = live_release_id()
    ben.send(f"/author/releases/{first}/roll-back", seen=seen)
    ada.send("/author/releases/folder")

    found = [(actor, act) for actor, act, *_ in lines(app)]
    one, other = called(app, ada), called(app, ben)
    assert found == [
        (other, "draft-approved"),
        (one, "release-published"),
        (other, "release-rolled-back"),
        (one, "folder-shown"),
    ]


def test_codes(app: Flask, admin: CheckingClient) -> None:
    wanted = codes.Wanted("Town hall", "Ida Private", "", 3, NOW + timedelta(days=1))
    with app.app_context(), writing():
        issued = codes.issue(admin.person_id, wanted, now=NOW)
        codes.revoke(issued.id, now=NOW)
        with pytest.raises(codes.NoSuchCode):
            codes.revoke(issued.id, now=NOW)

    about = f"code:{issued.id}"
    assert lines(app) == [
        (OPERATOR, "code-issued", about, ""),
        (OPERATOR, "code-revoked", about, ""),
    ]


def test_corrections(app: Flask, author: CheckingClient, sitting: str) -> None:
    _post(author, "withdrawn")
    _post(author, "undone")

    who, item = called(app, author), f"item:{PILLARS}"
    assert lines(app) == [
        (who, "correction-applied", item, "withdrawn"),
        (who, "correction-undone", item, "undone"),
    ]


def test_extra_time(app: Flask, admin: CheckingClient, learner: CheckingClient) -> None:
    exam = begin(learner)
    admin.send(f"/exams/under-way/{exam}", percent="50")

    assert lines(app) == [(called(app, admin), "time-granted", f"exam:{exam}", "50 %")]


def test_sign_ins_that_are_held_off_are_noted_once(
    app: Flask, learner: CheckingClient, visitor: CheckingClient
) -> None:
    for address in ("ada@example.org", "nobody@example.org"):
        for _ in range(14):
            visitor.send("/sign-in", email=address, password="wrong wrong wrong")

    subject = f"person:{called(app, learner)}"
    assert lines(app) == [(VISITOR, "sign-in-blocked", subject, "")]


def test_who_is_erased_leaves_a_pseudonym_that_leads_to_nobody(
    app: Flask, learner: CheckingClient
) -> None:
    ada = called(app, learner)
    with app.app_context(), writing():
        db.session.get_one(PersonRow, learner.person_id).erase_after = NOW - timedelta(days=1)
        db.session.commit()
    with app.app_context():
        assert erase_leavers(now=NOW) == 1

    assert lines(app) == [(SITE, "account-erased", f"person:{ada}", "")]
    with app.app_context():
        left = db.session.scalars(select(PersonRow.id)).all()
        assert ada not in {pseudonym(one) for one in left}


def test_an_export_has_the_lines_by_and_about_its_person(
    app: Flask, learner: CheckingClient, stranger: CheckingClient
) -> None:
    with app.app_context(), writing():
        about = about_person(learner.person_id)
        note_act(Act.ROLE_GIVEN, about, now=NOW, detail="author", by="an-admin")
        note_act(Act.CODE_ISSUED, "code:x", now=NOW, by=pseudonym(learner.person_id))
        note_act(Act.CODE_ISSUED, "code:y", now=NOW, by=pseudonym(stranger.person_id))
        db.session.commit()
    with app.app_context():
        rows = list(rows_of("audit_log", learner.person_id))
        counted = count_everything(learner.person_id)["audit_log"]

    assert [row["subject"] for row in rows] == [about, "code:x"]
    assert counted == 2
    assert "an-admin" not in str(rows)


def test_every_act_has_its_words_and_is_written_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "tpmlearn").rglob("*.py")
        if path.name not in {"audit.py"} or path.parent.name == "records"
    )

    assert set(IN_WORDS) == set(Act)
    assert [act for act in Act if f"Act.{act.name}" not in code] == []
