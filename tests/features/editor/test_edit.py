"""The editor's page: text, what is beside it, what can be inserted; one nonce, nowhere else."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.drafting import add_draft, in_draft, live, put
from tpmlearn.db import db, writing
from tpmlearn.domain.publishing.review import DraftState
from tpmlearn.models import DraftFileRow

FILE = "bank/ctl2.md"
LESSON = "modules/16-estimate-in-ranges/lesson.md"


@pytest.fixture
def draft(app: Flask, author: CheckingClient) -> str:
    """An open draft of the author's."""
    return add_draft(app, author.person_id)


def page_of(draft: str, name: str = FILE, query: str = "") -> str:
    return f"/author/drafts/{draft}/files/{name}{query}"


def nonce_of(policy: str) -> str:
    found = re.search(r"style-src 'self' 'nonce-([\w-]{22})'", policy)
    assert found, policy
    return found[1]


def test_it_has_the_live_text_until_the_draft_changes_it(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    text, seen = live(app, FILE)

    page = author.read(page_of(draft))

    assert text.split("\n")[40].replace('"', "&#34;")[:30] in page
    assert f'name="seen" value="{seen}"' in page
    assert "the draft had it as it is live" in page
    assert "No problems" in page


def test_it_shows_the_items_around_the_line_with_key_and_reasons(
    author: CheckingClient, draft: str
) -> None:
    page = author.read(page_of(draft, query="?line=40"))

    assert "1 to 10 of 31" in page
    assert 'class="reason reason-right"' in page
    assert "disabled" in page


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("preview", "reason-right"),
        ("problems", "The checker finds nothing wrong."),
        ("live", "The text is the same as the live version."),
        ("help", "By keyboard"),
        ("nonsense", "reason-right"),
    ],
)
def test_what_is_beside_the_text_stands_in_the_address(
    author: CheckingClient, draft: str, show: str, words: str
) -> None:
    assert words in author.read(page_of(draft, query=f"?show={show}"))


def test_a_lesson_is_shown_as_learners_will_see_it(author: CheckingClient, draft: str) -> None:
    page = author.read(page_of(draft, LESSON))

    assert "After this lesson you can:" in page
    assert 'class="recall"' in page
    assert 'id="snippet-callout"' in page
    assert 'id="snippet-single"' not in page


@pytest.mark.parametrize(
    "name", ["framework.yml", "glossary.yml", "traps.yml", "exams/pmp-2026/blueprint.yml"]
)
def test_every_kind_of_file_can_be_edited(author: CheckingClient, draft: str, name: str) -> None:
    assert "Text of the file" in author.read(page_of(draft, name))


def test_what_can_be_inserted_has_ids_that_nobody_has(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    text, _ = live(app, FILE)
    put(
        app,
        draft,
        FILE,
        text.replace("{#ctl2-before-start ", "{#ctl2-item-41 "),
        writer=author.person_id,
    )

    page = author.read(page_of(draft))

    assert "{#ctl2-item-42 " in page
    ids = re.findall(r"\{#(ctl2-item-\d+) ", page.partition("<textarea")[0])
    assert len(ids) == len(set(ids)) > 5


def test_the_nonce_is_new_each_time_and_on_this_page_alone(
    author: CheckingClient, draft: str
) -> None:
    first, second = author.get(page_of(draft)), author.get(page_of(draft))

    nonces = [nonce_of(one.headers["Content-Security-Policy"]) for one in (first, second)]
    assert nonces[0] != nonces[1]
    assert f'data-nonce="{nonces[0]}"' in first.text
    for path in ("/author/files", f"/author/edit?file={FILE}", f"/author/drafts/{draft}/new", "/"):
        assert "nonce" not in author.get(path).headers["Content-Security-Policy"]
    assert "unsafe" not in first.headers["Content-Security-Policy"]


def test_its_script_is_loaded_on_this_page_alone(author: CheckingClient, draft: str) -> None:
    assert "js/editor.js" in author.read(page_of(draft))
    assert "js/editor.js" not in author.read("/author/files")
    assert "js/editor.js" not in author.read(f"/author/edit?file={FILE}")


@pytest.mark.parametrize(
    "name",
    ["bank/none.md", "notes.txt", "bank/CTL2.md", "bank/%2e%2e/x.md", "bank/a%20b.md", "x" * 300],
)
def test_there_is_nothing_under_another_name(author: CheckingClient, draft: str, name: str) -> None:
    assert author.get(page_of(draft, name)).status_code in {308, 404}


def test_an_unknown_draft_is_not_there(author: CheckingClient) -> None:
    for draft in ("unknown", "0" * 32, "x" * 500):
        assert author.get(page_of(draft)).status_code == 404


def test_a_draft_that_is_over_leads_to_its_page(app: Flask, author: CheckingClient) -> None:
    over = add_draft(app, author.person_id, state=DraftState.PUBLISHED)

    assert author.get(page_of(over)).location == f"/author/drafts/{over}"


def test_a_file_that_was_removed_can_be_brought_back(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    _, seen = live(app, FILE)

    removed = author.send(f"/author/drafts/{draft}/remove/{FILE}", seen=seen)
    page = author.read(removed.location)

    assert "removes this file" in page
    assert in_draft(app, draft, FILE) is None

    back = author.send(f"/author/drafts/{draft}/restore/{FILE}")

    assert in_draft(app, draft, FILE) == live(app, FILE)[0]
    assert "the draft had it as it is live" in author.read(back.location)


def test_a_new_file_that_is_removed_leaves_the_draft(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    seen = put(app, draft, "bank/new.md", "---\n---\n", writer=author.person_id)

    answer = author.send(f"/author/drafts/{draft}/remove/bank/new.md", seen=seen)

    assert answer.location == f"/author/drafts/{draft}"
    assert author.get(page_of(draft, "bank/new.md")).status_code == 404


def test_a_file_that_changed_meanwhile_is_not_removed(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    text, seen = live(app, FILE)
    put(app, draft, FILE, text + "\n", writer=author.person_id)

    author.send(f"/author/drafts/{draft}/remove/{FILE}", seen=seen)

    assert in_draft(app, draft, FILE) == text + "\n"


def test_what_went_live_meanwhile_is_said_and_leads_to_the_merge(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    text, _ = live(app, FILE)
    put(app, draft, FILE, text + "\n", writer=author.person_id)
    assert "Something else went live" not in author.read(page_of(draft))
    with app.app_context(), writing():
        db.session.execute(update(DraftFileRow).values(base_hash="0" * 64))
        db.session.commit()

    page = author.read(page_of(draft))

    assert "Something else went live" in page
    assert f'href="/author/drafts/{draft}/merge/{FILE}"' in page


def test_hostile_text_of_a_draft_stays_text(app: Flask, author: CheckingClient, draft: str) -> None:
    text = (
        "</textarea><script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=1>\n"
    )
    put(app, draft, LESSON, text, writer=author.person_id)

    for show in ("preview", "problems", "live", "help"):
        page = author.read(page_of(draft, LESSON, f"?show={show}"))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript:' not in page


def test_it_asks_few_questions(app: Flask, author: CheckingClient, draft: str) -> None:
    put(app, draft, FILE, live(app, FILE)[0] + "\n", writer=author.person_id)

    with statements(app) as seen:
        author.read(page_of(draft))

    # The person, the draft, its files, the text, the texts of all its files.
    assert len(seen.sql) <= 5
    assert seen.commits == 0
