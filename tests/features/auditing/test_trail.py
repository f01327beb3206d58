"""The page of the audit trail: for admins alone, by act and pseudonym, page by page."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db, writing
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.records.audit import about_person, note_act, pseudonym

NOW = datetime(2026, 12, 7, 12, 3, tzinfo=UTC)


@pytest.fixture
def trail(app: Flask, learner: CheckingClient, admin: CheckingClient) -> str:
    """120 acts, the last of them about Ada; her pseudonym."""
    with app.app_context(), writing():
        for number in range(119):
            note_act(
                Act.CODE_ISSUED, f"code:c{number:03}", now=NOW + timedelta(minutes=number), by="one"
            )
        about = about_person(learner.person_id)
        note_act(Act.ROLE_GIVEN, about, now=NOW, detail="author", by=pseudonym(admin.person_id))
        db.session.commit()
        return pseudonym(learner.person_id)


def test_admins_read_it_newest_first_and_page_by_page(trail: str, admin: CheckingClient) -> None:
    first = admin.read("/admin/audit")

    assert f"person:{trail}" in first
    assert "code:c118" in first
    assert "code:c069" not in first
    older = first.split('">Older</a>')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    second = admin.read(older)
    assert "code:c069" in second
    assert "code:c118" not in second
    assert "Newest" in second


def test_it_takes_few_statements(app: Flask, trail: str, admin: CheckingClient) -> None:
    with statements(app) as seen:
        admin.read("/admin/audit")

    assert len(seen.sql) <= 3


def test_it_is_narrowed_by_act_and_by_pseudonym(trail: str, admin: CheckingClient) -> None:
    by_act = admin.read("/admin/audit?act=role-given")
    about = admin.read(f"/admin/audit?who={trail}")

    for page in (by_act, about):
        assert "gave a role" in page.split("<tbody>")[1]
        assert "code:c" not in page
    assert "No act like that" in admin.read(f"/admin/audit?act=code-issued&who={trail}")


@pytest.mark.parametrize(
    "query", ["act=nonsense", "before=x", "before=99999999999", "who=%00", "who=<script>", "act="]
)
def test_bad_questions_do_no_harm(trail: str, admin: CheckingClient, query: str) -> None:
    answer = admin.get(f"/admin/audit?{query}")

    assert answer.status_code in {200, 404}
    assert "<script>" not in answer.text


def test_an_empty_trail_says_what_will_stand_there(admin: CheckingClient) -> None:
    assert "Nothing yet" in admin.read("/admin/audit")


def test_nobody_else_reads_it(
    trail: str,
    visitor: CheckingClient,
    stranger: CheckingClient,
    author: CheckingClient,
    recruiter: CheckingClient,
) -> None:
    assert visitor.get("/admin/audit").status_code == 302
    for client in (stranger, author, recruiter):
        assert client.get("/admin/audit").status_code == 403


def test_there_is_no_way_to_change_it(app: Flask, trail: str, admin: CheckingClient) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("auditing.")]

    assert [(rule.methods or set()) - {"HEAD", "OPTIONS"} for rule in rules] == [{"GET"}]
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = admin.open("/admin/audit", method=method, data={"csrf_token": admin.token()})
        assert answer.status_code in {400, 403, 405}


def test_a_command_tells_somebody_s_pseudonym(app: Flask, trail: str) -> None:
    runner = app.test_cli_runner()

    told = runner.invoke(args=["people", "pseudonym", "ADA@example.org"])
    unknown = runner.invoke(args=["people", "pseudonym", "nobody@example.org"])

    assert told.output.strip() == trail
    assert unknown.exit_code == 1
