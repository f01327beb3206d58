"""A new file of a draft: its name says what it is, and it begins with all that is asked for."""

import pytest
from flask import Flask

from tests.support.client import CheckingClient
from tests.support.drafting import add_draft, in_draft
from tpmlearn.domain.publishing.review import DraftState


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("modules/91-new-ways/lesson.md", '---\ntitle: "New ways"'),
        ("modules/91-new-ways/quiz.md", "---\nskill: CTL2"),
        ("bank/new-ways.md", "---\nskill: CTL2"),
        ("cases/new-ways.md", '---\ntitle: "New ways"'),
        ("exams/psm-i/history.md", "\n"),
    ],
)
def test_it_begins_with_what_its_kind_asks_for(
    app: Flask, author: CheckingClient, name: str, begins: str
) -> None:
    draft = add_draft(app, author.person_id)

    answer = author.send(f"/author/drafts/{draft}/new", name=name)

    assert answer.location == f"/author/drafts/{draft}/files/{name}"
    assert (in_draft(app, draft, name) or "").startswith(begins)
    author.read(answer.location)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "Give the file a name"),
        ("bank/ctl2.md", "There is such a file already"),
        ("../bank/x.md", "leads from the content folder down"),
        ("bank/..", "leads from the content folder down"),
        ("C:\\bank\\x.md", "leads from the content folder down"),
        ("bank/ünïcode.md", "lower-case letters"),
        ("bank/x.exe", "no file of this name"),
        ("bank/" + "x" * 200 + ".md", "1 to 150 characters"),
        ("bank/a b.md", "lower-case letters"),
        ("bank/<script>.md", "lower-case letters"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_kept(
    app: Flask, author: CheckingClient, name: str, told: str
) -> None:
    draft = add_draft(app, author.person_id)

    answer = author.send(f"/author/drafts/{draft}/new", name=name)

    assert answer.status_code == 422
    assert told in answer.text
    with app.app_context():
        assert in_draft(app, draft, "bank/x.md") is None


def test_a_draft_that_is_over_or_unknown_takes_none(app: Flask, author: CheckingClient) -> None:
    over = add_draft(app, author.person_id, state=DraftState.DISCARDED)

    assert author.send(f"/author/drafts/{over}/new", name="bank/x.md").status_code == 404
    assert author.get("/author/drafts/unknown/new").status_code == 404


def test_it_needs_a_token(app: Flask, author: CheckingClient) -> None:
    draft = add_draft(app, author.person_id)

    answer = author.post(f"/author/drafts/{draft}/new", data={"name": "bank/new.md"})

    assert answer.status_code == 400
    assert in_draft(app, draft, "bank/new.md") is None
