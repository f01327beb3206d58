"""The page behind a link: what it shows, to whom, and that it is on record."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.conftest import Enter
from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import PersonRow
from tpmlearn.records.people import hashed

LESSON = "16-estimate-in-ranges"
FIT = "How it fits the role"


@pytest.fixture
def ada(learner: CheckingClient) -> CheckingClient:
    """Ada with ratings, evidence, a quiz, a plan and a note."""
    app, person = learner.application, learner.person_id
    scene.say(app, person, CTL2=4, DEL4=2, COM1=0)
    scene.show(app, person, "CTL2", "The Q3 register", "The post-mortem")
    scene.sit(app, person, LESSON, 6, 9)
    scene.plan(app, person, (LESSON, "A step of the plan"), ("b", "Another"))
    scene.jot(app, person, LESSON, "A private note")
    return learner


def words(client: CheckingClient, path: str) -> str:
    return " ".join(client.read(path).split())


def test_it_answers_in_the_order_that_a_recruiter_reads(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id, show_name=True)

    page = visitor.read("/p/token")

    heads = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert heads == [
        "How it fits the role",
        "How sure this is",
        "On what evidence",
        "What this does not show",
        "What to ask in the interview",
    ]
    assert "Profile of Ada Obi" in page


def test_the_chart_has_the_same_numbers_as_its_table(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id, ["fit"])

    page = visitor.read("/p/token")

    assert 'id="wide-title"' in page
    assert 'id="narrow-title"' in page
    assert _cells(page, "Estimation and forecasting") == ["4", "2", "−2", "–", "rated, not tested"]
    assert _cells(page, "Risk management") == ["4", "4", "0", "–", "claimed, not confirmed"]
    assert _cells(page, "Negotiation and influence")[1:] == ["–", "–", "–", "not rated"]


@pytest.mark.parametrize(
    ("sections", "present", "absent"),
    [
        (
            ["fit"],
            ["How it fits the role"],
            ["Q3 register", "6 of 10", "step of the plan", "Rated 4"],
        ),
        (
            ["ratings"],
            ["Q3 register", "Priya"],
            [FIT, "6 of 10", "step of the plan"],
        ),
        (
            ["quizzes"],
            ["first 6 of 10"],
            [FIT, "Q3 register", "step of the plan"],
        ),
        (["plan"], ["step of the plan", "1 of 2 steps done"], ["Q3 register", "6 of 10"]),
    ],
)
def test_a_section_that_was_not_chosen_is_named_and_not_shown(
    ada: CheckingClient,
    visitor: CheckingClient,
    sections: list[str],
    present: list[str],
    absent: list[str],
) -> None:
    scene.link(ada.application, ada.person_id, sections, label="My label")

    page = words(visitor, "/p/token")

    left_out = {"fit": "role fit", "ratings": "ratings and evidence", "plan": "plan progress"}
    left_out["quizzes"] = "quiz results"
    named = [name for section, name in left_out.items() if section not in sections]
    missing = page.partition("What the person left out:")[2].partition("</li>")[0]
    assert all(name in missing for name in [*named, "name"])
    assert all(trace in page for trace in present)
    never = ["Ada Obi", "ada@example.org", "A private note", "My label"]
    assert [trace for trace in [*absent, *never] if trace in page] == []


def test_it_can_be_compared_with_another_role(ada: CheckingClient, visitor: CheckingClient) -> None:
    scene.link(ada.application, ada.person_id, ["fit"])

    assert "job of a Technical Project Manager" in words(visitor, "/p/token")
    assert "job of a Scrum Master" in words(visitor, "/p/token?role=scrum-master")
    assert "job of a Technical Project Manager" in words(visitor, "/p/token?role=%3Cb%3E")


def test_a_role_that_left_the_framework_gives_way_to_the_first(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id, ["fit"], role="gone")

    assert "job of a Technical Project Manager" in words(visitor, "/p/token")


def test_questions_come_from_the_largest_gaps(ada: CheckingClient, visitor: CheckingClient) -> None:
    scene.link(ada.application, ada.person_id, ["fit"])

    asked = words(visitor, "/p/token").partition("What to ask in the interview")[2]

    assert asked.index("Stakeholders and expectations.") < asked.index("Estimation and forecasting")
    assert "Where have you seen it done, and how would you begin?" in asked


def test_who_rated_nothing_is_not_shown_at_level_0(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(learner.application, learner.person_id)

    page = words(visitor, "/p/token")

    assert "Nothing is rated yet, so there is nothing to compare." in page
    assert "No quiz has been taken yet." in page
    assert "There is no plan yet." in page
    assert "What to ask" not in page


def test_it_is_kept_from_caches_search_engines_and_referrers(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id)

    for path in ("/p/token", "/p/nothing"):
        response = visitor.get(path)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex' in response.get_data(as_text=True)


def test_each_load_is_on_record_with_its_time(
    ada: CheckingClient, visitor: CheckingClient, recruiter: CheckingClient
) -> None:
    link = scene.link(ada.application, ada.person_id)

    visitor.read("/p/token")
    visitor.read("/p/token?role=scrum-master")
    recruiter.read("/p/token")

    opened = scene.openings(ada.application, link)
    assert len(opened) == 3
    assert all(abs(moment - scene.NOW) < 10 * scene.HOUR for moment in opened)
    assert "Opened 3 times" in ada.read("/sharing")


def test_asking_for_the_headers_and_looking_oneself_are_not_openings(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    link = scene.link(ada.application, ada.person_id)

    assert _head(visitor, "/p/token") == 200
    assert ada.get("/p/token").status_code == 200

    assert scene.openings(ada.application, link) == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"ends": scene.NOW - scene.HOUR}, 410),
        ({"revoked": scene.NOW - scene.HOUR}, 410),
        ({"token": "another"}, 404),
    ],
)
def test_what_shows_nothing_is_one_plain_page(
    ada: CheckingClient, visitor: CheckingClient, fields: dict[str, Any], status: int
) -> None:
    link = scene.link(ada.application, ada.person_id, show_name=True, **fields)

    response = visitor.get("/p/token")

    page = response.get_data(as_text=True)
    plain = visitor.get("/p/no-such-link").get_data(as_text=True)
    assert response.status_code == status
    assert _bare(page) == _bare(plain).replace("no-such-link", "token")
    assert "Ada" not in page
    assert _head(visitor, "/p/token") == status
    assert scene.openings(ada.application, link) == []


def test_the_link_of_an_erased_account_is_unknown(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    scene.link(ada.application, ada.person_id, show_name=True)
    with ada.application.app_context(), writing():
        db.session.delete(db.session.get_one(PersonRow, ada.person_id))
        db.session.commit()

    assert visitor.get("/p/token").status_code == 404


def test_forged_tokens_are_unknown(visitor: CheckingClient) -> None:
    for forged in ("x", "x" * 4000, "' OR 1=1 --", "%F0%9F%92%A9", "%2e%2e"):
        assert visitor.get(f"/p/{forged}").status_code == 404


def test_the_id_or_the_hash_of_a_link_opens_nothing(
    ada: CheckingClient, visitor: CheckingClient
) -> None:
    link = scene.link(ada.application, ada.person_id)

    assert visitor.get(f"/p/{link}").status_code == 404
    assert visitor.get(f"/p/{hashed('token')}").status_code == 404


def test_markup_in_a_name_is_text(enter: Enter, visitor: CheckingClient) -> None:
    mallory = enter("m@example.org", name="<script>alert(1)</script>")
    scene.link(mallory.application, mallory.person_id, show_name=True)

    page = visitor.read("/p/token")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_opening_takes_few_statements(ada: CheckingClient, visitor: CheckingClient) -> None:
    scene.link(ada.application, ada.person_id, show_name=True)

    with _counted(ada) as statements:
        visitor.read("/p/token")

    # The link, the name, ratings, evidence, quizzes, the plan, what is done in it; the opening, its
    # snapshot, what is too old of them; the list of them.
    assert len(statements) == 11


def _cells(page: str, skill: str) -> list[str]:
    """The cells beside a skill in the table of the chart."""
    row = re.search(rf'<th scope="row">{skill}</th>(.*?)</tr>', page, re.DOTALL)
    assert row
    return re.findall(r">([^<>\n]+)</td>", row.group(1))


@contextmanager
def _counted(client: CheckingClient) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            seen.append(statement)

    with client.application.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _head(client: CheckingClient, path: str) -> int:
    """The status of a page without the page: there is no markup to check."""
    return FlaskClient.open(client, path, method="HEAD").status_code


def _bare(page: str) -> str:
    """The page without what differs from one request to the next."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)
