"""What the editor's script asks at each pause: problems with their places, and what is beside."""

import pytest
from flask import Flask

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.drafting import add_draft, in_draft, live, put

NAME = "modules/16-estimate-in-ranges/lesson.md"


@pytest.fixture
def draft(app: Flask, author: CheckingClient) -> str:
    """An open draft of the author's."""
    return add_draft(app, author.person_id)


def test_it_tells_what_is_wrong_and_where(app: Flask, author: CheckingClient, draft: str) -> None:
    text, _ = live(app, NAME)
    typed = text + "\nSome <b>HTML</b>.\n"

    answer = author.save(f"/author/drafts/{draft}/check", name=NAME, text=typed, stamp="12")

    assert answer.get_json()["stamp"] == "12"
    assert answer.get_json()["counts"] == "1 error"
    (problem,) = answer.get_json()["problems"]
    assert problem["line"] == typed.split("\n").index("Some <b>HTML</b>.") + 1
    assert (problem["code"], problem["severity"]) == ("E033", "error")
    assert "HTML is not allowed: <b>" in problem["message"]
    assert in_draft(app, draft, NAME) == text


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("preview", "A typed sentence."),
        ("problems", "finds nothing wrong"),
        ("live", "0 lines of the live version would go, 2 would come."),
        ("help", "By keyboard"),
    ],
)
def test_it_gives_what_is_beside_the_text(
    app: Flask, author: CheckingClient, draft: str, show: str, words: str
) -> None:
    text, _ = live(app, NAME)

    answer = author.save(
        f"/author/drafts/{draft}/check", name=NAME, text=text + "\nA typed sentence.\n", show=show
    )

    assert words in answer.get_json()["html"]
    assert "<html" not in answer.get_json()["html"]


def test_other_files_of_the_draft_count(app: Flask, author: CheckingClient, draft: str) -> None:
    text, _ = live(app, NAME)
    words, _ = live(app, "glossary.yml")
    new = words.rstrip("\n") + "\n- slug: zyzzyva\n  term: Zyzzyva\n  meaning: A beetle.\n"
    put(app, draft, "glossary.yml", new, writer=author.person_id)

    answer = author.save(
        f"/author/drafts/{draft}/check", name=NAME, text=text + "\n[[glossary:zyzzyva]]\n"
    )

    assert "E083" not in {one["code"] for one in answer.get_json()["problems"]}
    assert "/glossary#zyzzyva" in answer.get_json()["html"]


@pytest.mark.parametrize(
    "text",
    ["", "\0", "---", "[" * 9000, "> " * 5000, "---\na: &a [*a]\n---\n", "x" * 900_000, "`" * 5000],
)
@pytest.mark.parametrize("name", [NAME, "bank/ctl2.md", "glossary.yml"])
def test_no_text_brings_it_down(author: CheckingClient, draft: str, name: str, text: str) -> None:
    answer = author.save(f"/author/drafts/{draft}/check", name=name, text=text, show="live")

    assert answer.status_code == 200
    assert answer.get_json()["counts"]


def test_hostile_text_is_never_markup(author: CheckingClient, draft: str) -> None:
    text = (
        "# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1))\n"
    )

    for show in ("preview", "problems", "live"):
        html = author.save(
            f"/author/drafts/{draft}/check", name=NAME, text=text, show=show
        ).get_json()["html"]
        assert "<script" not in html
        assert "<img src=x" not in html
        assert 'href="javascript' not in html


@pytest.mark.parametrize("name", ["", "../x", "notes.txt", "bank/CTL2.md"])
def test_another_name_is_not_checked(author: CheckingClient, draft: str, name: str) -> None:
    answer = author.save(f"/author/drafts/{draft}/check", name=name, text="x")

    assert answer.status_code == 404


def test_strangers_hear_nothing(
    author: CheckingClient, learner: CheckingClient, visitor: CheckingClient, draft: str
) -> None:
    address = f"/author/drafts/{draft}/check"

    assert learner.save(address, name=NAME, text="x").status_code == 403
    assert visitor.save(address, name=NAME, text="x").status_code == 302
    assert author.post(address, data={"name": NAME, "text": "x"}).status_code == 400


def test_it_asks_few_questions_and_writes_nothing(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    text, _ = live(app, NAME)
    put(app, draft, NAME, text + "\n", writer=author.person_id)
    token = author.token()

    with statements(app) as seen:
        author.post(
            f"/author/drafts/{draft}/check",
            data={"name": NAME, "text": text, "csrf_token": token},
            headers={"X-Requested-With": "fetch"},
        )

    assert len(seen.sql) <= 4
    assert seen.commits == 0
