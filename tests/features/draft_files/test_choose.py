"""The way to a file's text: a draft of one's own, another's that changes it, or a new one."""

import pytest
from flask import Flask

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.drafting import add_draft, live, put
from tpmlearn.domain.publishing.review import DraftState

FILE = "bank/ctl2.md"
PAGE = f"/author/edit?file={FILE}&line=40"


def test_a_new_draft_leads_to_the_line_of_the_file(app: Flask, author: CheckingClient) -> None:
    page = author.read(PAGE)
    assert "In a draft of yours" not in page

    following = page.split('name="next" value="')[1].split('"')[0].replace("&amp;", "&")
    answer = author.send("/author/drafts", title="Mend it", next=following)

    assert answer.status_code == 302
    assert answer.location.endswith(f"/files/{FILE}?line=40")
    assert "DRAFT" not in answer.location
    author.read(answer.location)


def test_drafts_of_ones_own_and_others_that_change_the_file_are_offered(
    app: Flask, author: CheckingClient, enter: Enter
) -> None:
    other = enter("olu@example.org", ("author",), name="Olu Okafor")
    mine = add_draft(app, author.person_id, title="Mine")
    theirs = add_draft(app, other.person_id, title="Theirs")
    put(app, theirs, FILE, live(app, FILE)[0] + "\n", writer=other.person_id)
    add_draft(app, other.person_id, title="Of something else")
    add_draft(app, author.person_id, title="Over", state=DraftState.PUBLISHED)

    page = author.read(PAGE)

    assert f'href="/author/drafts/{mine}/files/{FILE}?line=40"' in page
    assert f'href="/author/drafts/{theirs}/files/{FILE}?line=40"' in page
    assert "Others are changing it" in page
    assert "Of something else" not in page
    assert "Over" not in page


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("../etc/passwd", "leads from the content folder down"),
        ("/etc/passwd", "leads from the content folder down"),
        ("bank/CTL2.md", "lower-case"),
        ("bank/%3Cb%3E.md", "lower-case"),
        ("notes.txt", "no file of this name"),
        ("x" * 5000, "1 to 150 characters"),
        ("bank/new.md", "It is not live"),
    ],
)
def test_what_no_draft_can_have_is_said(author: CheckingClient, file: str, told: str) -> None:
    assert told in author.read(f"/author/edit?file={file}")


def test_without_a_file_it_leads_to_a_new_one(app: Flask, author: CheckingClient) -> None:
    page = author.read("/author/edit")

    assert 'name="next" value="/author/drafts/DRAFT/new"' in page


@pytest.mark.parametrize("line", ["0", "-3", "x", "999999999999", ""])
def test_odd_lines_are_the_first(author: CheckingClient, line: str) -> None:
    page = author.read(f"/author/edit?file={FILE}&line={line}")

    assert f'value="/author/drafts/DRAFT/files/{FILE}"' in page


def test_it_asks_few_questions(app: Flask, author: CheckingClient) -> None:
    add_draft(app, author.person_id)

    with statements(app) as seen:
        author.read(PAGE)

    # The person; drafts with their files; drafts of the file with theirs.
    assert len(seen.sql) <= 5
    assert seen.commits == 0
