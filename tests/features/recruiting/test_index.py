"""The list of candidates: who is on it, what it says, how it is narrowed, what it never does."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.conftest import Enter
from tests.features.evidence.cast import answer, ask, log
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import RIGHT, sat_exam
from tests.support.granting import HOUR, granted, rated
from tpmlearn.db import db, writing
from tpmlearn.models import (
    CredentialRow,
    CredentialStatusRow,
    ExamSittingRow,
    InvigilatorCodeRow,
    OpeningRow,
    PersonRow,
)

DAY = 24 * HOUR


def names(page: str) -> list[str]:
    """Who is listed, in order."""
    parts = page.split('<h3 class="card-title"><a href="/desk/candidates/')[1:]
    return [part.partition(">")[2].partition("<")[0] for part in parts]


def test_it_says_how_a_candidate_grants_a_view_while_there_is_none(
    recruiter: CheckingClient,
) -> None:
    page = recruiter.read("/desk")

    assert "No view has been granted to you" in page
    assert "rita@example.org" in page


def test_it_lists_who_granted_a_view_by_what_the_view_calls_them(
    app: Flask, learner: CheckingClient, stranger: CheckingClient, recruiter: CheckingClient
) -> None:
    granted(app, learner.person_id, recruiter.person_id)
    granted(app, stranger.person_id, recruiter.person_id, ["fit"], naming="initials")
    granted(app, learner.person_id, recruiter.person_id, ["exams"], naming="none")

    page = recruiter.read("/desk?order=name")

    assert names(page)[:1] == ["Ada Obi"]
    assert "S. S." in names(page)
    assert sum(name.startswith("Candidate ") for name in names(page)) == 1
    assert "Sven" not in page
    assert page.count("Ada Obi") == 2  # title, and the name of its box
    assert "For Rita" not in page  # what the candidate calls the view
    assert "Rita of Acme" not in page


def test_it_says_why_nothing_is_ranked(
    app: Flask, learner: CheckingClient, recruiter: CheckingClient
) -> None:
    granted(app, learner.person_id, recruiter.person_id)

    page = recruiter.read("/desk")

    assert "Nothing here orders, filters or rejects people by a result" in page
    assert 'href="/hiring"' in page


def test_nobody_else_finds_a_view_on_their_desk(
    app: Flask, learner: CheckingClient, recruiter: CheckingClient, enter: Enter
) -> None:
    granted(app, learner.person_id, recruiter.person_id)

    assert "Ada" not in enter("eve@example.org", ("recruiter",)).read("/desk")
    assert learner.get("/desk").status_code == 403


def test_it_narrows_and_orders_by_the_address(
    app: Flask, learner: CheckingClient, stranger: CheckingClient, recruiter: CheckingClient
) -> None:
    now = datetime.now(UTC)
    granted(app, learner.person_id, recruiter.person_id, made=now - 9 * DAY)
    granted(app, stranger.person_id, recruiter.person_id, role="scrum-master", made=now - HOUR)

    since = (now - 2 * DAY).date()
    assert names(recruiter.read("/desk")) == ["Sven Strand", "Ada Obi"]
    assert names(recruiter.read("/desk?order=name")) == ["Ada Obi", "Sven Strand"]
    assert names(recruiter.read("/desk?name=ada")) == ["Ada Obi"]
    assert names(recruiter.read("/desk?role=scrum-master")) == ["Sven Strand"]
    assert names(recruiter.read(f"/desk?since={since}")) == ["Sven Strand"]
    assert "No candidate is all of that" in recruiter.read("/desk?name=nobody")
    assert names(recruiter.read("/desk?order=score&kind=score&since=x&page=-1")) == [
        "Sven Strand",
        "Ada Obi",
    ]


def add_kinds(app: Flask, client: CheckingClient, confirmer: CheckingClient) -> None:
    """An invigilated exam, confirmed work and a badge."""
    now = datetime.now(UTC)
    exam = sat_exam(client, "psm-i", [RIGHT], at=now - 3 * DAY)
    answer(confirmer, ask(client, log(client, skills=["CTL2"])))
    with app.app_context(), writing():
        db.session.add(
            InvigilatorCodeRow(
                id="code",
                code_hash="hash",
                centre="Centre",
                invigilator="Inge",
                created_at=now,
                expires_at=now,
                most_uses=1,
            )
        )
        db.session.flush()
        db.session.get_one(ExamSittingRow, exam).code_id = "code"
        db.session.add(badge(client.person_id, now))
        db.session.commit()


def badge(person_id: int, now: datetime) -> CredentialRow:
    return CredentialRow(
        id="urn:badge",
        person_id=person_id,
        kind="path",
        about="m01",
        document={},
        jwt="",
        signed_with="key-1",
        issued_at=now - 3 * DAY,
    )


def test_it_tells_kinds_of_evidence_that_the_view_shows_and_no_others(
    app: Flask, learner: CheckingClient, recruiter: CheckingClient, visitor: CheckingClient
) -> None:
    add_kinds(app, learner, visitor)
    everything = granted(app, learner.person_id, recruiter.person_id)
    only = granted(app, learner.person_id, recruiter.person_id, ["fit", "plan"], naming="none")
    narrowed = granted(
        app,
        learner.person_id,
        recruiter.person_id,
        ["ratings", "exams"],
        skills=["DEL4"],
        results=[],
    )

    page = recruiter.read("/desk")

    assert page.count("Kinds of evidence: ") == 1
    assert "Kinds of evidence: invigilated results, confirmed work, practice exams, badges." in page
    for kind in ("invigilated", "confirmed", "exams", "badges"):
        found = recruiter.read(f"/desk?kind={kind}")
        assert everything in found
        assert only not in found
        assert narrowed not in found


@pytest.mark.parametrize(("days", "said"), [(1, "newer data"), (5, "Nothing has changed since")])
def test_it_says_whether_something_shown_changed_since_the_last_look(
    app: Flask, learner: CheckingClient, recruiter: CheckingClient, days: int, said: str
) -> None:
    now = datetime.now(UTC)
    grant = granted(app, learner.person_id, recruiter.person_id, ["fit"], made=now - 9 * DAY)
    assert "not opened yet" in recruiter.read("/desk")
    with app.app_context(), writing():
        db.session.add(
            OpeningRow(grant_id=grant, opened_at=now - 3 * DAY, reader_id=recruiter.person_id)
        )
        db.session.commit()

    rated(app, learner.person_id, now - days * DAY, CTL2=3)

    assert said in recruiter.read("/desk")


def test_what_is_not_shown_is_no_news(
    app: Flask, learner: CheckingClient, recruiter: CheckingClient
) -> None:
    now = datetime.now(UTC)
    grant = granted(
        app, learner.person_id, recruiter.person_id, ["fit"], skills=["DEL4"], made=now - 9 * DAY
    )
    recruiter.read(f"/desk/candidates/{grant}")

    rated(app, learner.person_id, now + timedelta(seconds=5), CTL2=3)

    assert "newer data" not in recruiter.read("/desk")


def test_a_badge_that_is_revoked_is_no_evidence(
    app: Flask, learner: CheckingClient, recruiter: CheckingClient
) -> None:
    now = datetime.now(UTC)
    granted(app, learner.person_id, recruiter.person_id)
    with app.app_context(), writing():
        db.session.add(badge(learner.person_id, now))
        db.session.add(
            CredentialStatusRow(credential_id="urn:badge", revoked_at=now, revoked_why="a mistake")
        )
        db.session.commit()

    assert "badges." not in recruiter.read("/desk").replace("plan progress, badges.", "")


def test_a_name_is_never_markup(app: Flask, enter: Enter, recruiter: CheckingClient) -> None:
    hostile = enter("x@example.org", name="<script>alert(1)</script>\"'")
    granted(app, hostile.person_id, recruiter.person_id)

    page = recruiter.read("/desk?name=%3Cscript%3E")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_five_hundred_candidates_take_as_many_statements_as_one(
    app: Flask, learner: CheckingClient, recruiter: CheckingClient
) -> None:
    rated(app, learner.person_id, CTL2=3)
    granted(app, learner.person_id, recruiter.person_id)
    recruiter.read("/desk")
    with statements(app) as one:
        recruiter.read("/desk")
    add_many(app, recruiter.person_id, 499)

    with statements(app) as many:
        page = recruiter.read("/desk")

    assert len(many.sql) == len(one.sql) <= 13
    assert many.commits == 0
    assert len(names(page)) == 50
    assert "Page 1 of 10" in page
    assert len(names(recruiter.read("/desk?page=10"))) == 50
    assert len(names(recruiter.read("/desk?page=99"))) == 50


def add_many(app: Flask, recruiter: int, count: int) -> None:
    """Other people with a rating, each with a view."""
    now = datetime.now(UTC)
    with app.app_context(), writing():
        rows = [
            PersonRow(
                email=f"c{number}@example.org",
                name=f"Cand {number}",
                roles=[],
                time_zone="UTC",
                theme="system",
                created_at=now,
                active_at=now,
            )
            for number in range(count)
        ]
        db.session.add_all(rows)
        db.session.flush()
        people = [row.id for row in rows]
        db.session.commit()
    for person in people:
        granted(app, person, recruiter)
