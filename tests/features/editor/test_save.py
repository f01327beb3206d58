"""Saving into a draft: only with the version that the text began with, and never half."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.drafting import add_draft, in_draft, live, put
from tpmlearn.domain.publishing.review import DraftState

FILE = "bank/ctl2.md"


@pytest.fixture
def draft(app: Flask, author: CheckingClient) -> str:
    """An open draft of the author's."""
    return add_draft(app, author.person_id)


def page_of(draft: str, name: str = FILE) -> str:
    return f"/author/drafts/{draft}/files/{name}"


def test_a_script_hears_the_time_and_the_new_version(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    text, seen = live(app, FILE)

    answer = author.save(page_of(draft), text=text + "\nMore.\n", seen=seen, stamp="7")

    assert answer.status_code == 200
    assert answer.get_json()["saved"]
    assert answer.get_json()["stamp"] == "7"
    assert answer.get_json()["seen"] != seen
    assert in_draft(app, draft, FILE) == text + "\nMore.\n"
    assert live(app, FILE)[0] == text

    again = author.save(page_of(draft), text="x\n", seen=answer.get_json()["seen"], stamp="8")
    assert again.status_code == 200


def test_without_scripts_it_comes_back_to_the_same_line_and_pane(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    text, seen = live(app, FILE)
    windows = text.replace("\n", "\r\n") + "\r\nMore.\r\n"

    answer = author.send(page_of(draft), text=windows, seen=seen, show="problems", line="9")

    assert answer.location == f"{page_of(draft)}?show=problems&line=9"
    assert in_draft(app, draft, FILE) == text + "\nMore.\n"
    assert "Saved in the draft." in author.read(answer.location)


@pytest.mark.parametrize(("look", "words"), [("problems", "E033"), ("preview", "As learners")])
def test_check_and_preview_show_what_was_typed_and_save_nothing(
    app: Flask, author: CheckingClient, draft: str, look: str, words: str
) -> None:
    name = "modules/16-estimate-in-ranges/lesson.md"
    text, seen = live(app, name)

    answer = author.send(
        page_of(draft, name), text=text + "\n<b>Typed</b> words.\n", seen=seen, look=look
    )

    assert answer.status_code == 200
    assert words in answer.text
    assert "&lt;b&gt;Typed&lt;/b&gt; words." in answer.text
    assert in_draft(app, draft, name) == text


def test_two_who_change_other_lines_have_both_changes_in_one_text(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    text, seen = live(app, FILE)
    lines = text.split("\n")
    theirs = "\n".join([*lines[:-1], "> Theirs.", ""])
    mine = "\n".join([*lines[:8], "> Mine.", "", *lines[8:]])
    kept = put(app, draft, FILE, theirs, writer=author.person_id)

    answer = author.save(page_of(draft), text=mine, seen=seen, stamp="3")

    assert answer.status_code == 409
    assert answer.get_json()["seen"] == kept
    assert "> Theirs." in answer.get_json()["merged"]
    assert "> Mine." in answer.get_json()["merged"]
    assert "Both changes are in the text now" in answer.get_json()["error"]
    assert in_draft(app, draft, FILE) == theirs

    merged = author.save(page_of(draft), text=answer.get_json()["merged"], seen=kept)
    assert merged.status_code == 200


def test_where_both_changed_a_line_both_versions_stand(
    app: Flask, author: CheckingClient, draft: str
) -> None:
    text, seen = live(app, FILE)
    line = text.split("\n")[8]
    put(app, draft, FILE, text.replace(line, "## Theirs {#t}"), writer=author.person_id)

    answer = author.send(page_of(draft), text=text.replace(line, "## Mine {#m}"), seen=seen)

    assert answer.status_code == 409
    assert "## Theirs {#t}\n## Mine {#m}" in answer.text
    assert "One place was changed by both" in answer.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x" * 1_000_001, "The file has 1000001 bytes"),
        ("a\0b", "is not text"),
        ("ü" * 510_000, "bytes, more than"),
    ],
)
def test_what_is_no_text_of_a_file_is_refused_in_a_sentence(
    app: Flask, author: CheckingClient, draft: str, text: str, told: str
) -> None:
    before, seen = live(app, FILE)

    answer = author.save(page_of(draft), text=text, seen=seen)

    assert answer.status_code == 422
    assert told in answer.get_json()["errors"]["text"]
    assert in_draft(app, draft, FILE) == before


def test_far_too_much_is_refused_without_being_read(author: CheckingClient, draft: str) -> None:
    answer = author.save(page_of(draft), text="# Big\n" * 1_000_000, seen="")

    assert answer.status_code == 413
    assert "larger than this site accepts" in answer.get_json()["error"]


@pytest.mark.parametrize(
    "name", ["bank/CTL2.md", "notes.txt", "bank/x.exe", "modules/x/y/z.md", ".git/config"]
)
def test_no_other_name_is_written(
    app: Flask, author: CheckingClient, draft: str, name: str
) -> None:
    assert author.save(page_of(draft, name), text="x", seen="").status_code == 404


def test_a_file_of_another_folder_is_not_written(
    app: Flask, author: CheckingClient, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tpmlearn.records.draft_texts.is_elsewhere", lambda *_: True)

    answer = author.save(page_of(draft), text="x\n", seen="")

    assert "another content folder" in answer.get_json()["errors"]["text"]


@pytest.mark.parametrize("seen", ["", "0" * 64, "x" * 5000])
def test_without_the_version_it_began_with_nothing_is_overwritten(
    app: Flask, author: CheckingClient, draft: str, seen: str
) -> None:
    text, _ = live(app, FILE)

    answer = author.save(page_of(draft), text="Mine alone.\n", seen=seen)

    assert answer.status_code == 409
    assert in_draft(app, draft, FILE) == text


def test_a_draft_that_is_over_changes_no_more(app: Flask, author: CheckingClient) -> None:
    over = add_draft(app, author.person_id, state=DraftState.PUBLISHED)
    _, seen = live(app, FILE)

    answer = author.save(page_of(over), text="x\n", seen=seen)

    assert answer.status_code == 422
    assert "published or discarded" in answer.get_json()["errors"]["text"]


def test_another_author_may_write_in_it_and_nobody_else(
    app: Flask, author: CheckingClient, draft: str, enter: Enter
) -> None:
    other = enter("olu@example.org", ("author",), name="Olu Okafor")
    text, seen = live(app, FILE)

    assert other.save(page_of(draft), text=text + "\n", seen=seen).status_code == 200
    people: list[Callable[[], CheckingClient]] = [
        lambda: enter("ada@example.org"),
        lambda: enter("rita@example.org", ("recruiter",)),
        lambda: enter("ines@example.org", ("admin",)),
    ]
    for who in people:
        assert who().save(page_of(draft), text="x\n", seen=seen).status_code == 403


def test_a_visitor_is_sent_to_sign_in(app: Flask, visitor: CheckingClient, draft: str) -> None:
    answer = visitor.send(page_of(draft), text="x\n", seen="")

    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_a_forged_save_changes_nothing(app: Flask, author: CheckingClient, draft: str) -> None:
    text, seen = live(app, FILE)

    for headers in ({}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = author.post(page_of(draft), data={"text": "x", "seen": seen}, headers=headers)
        assert answer.status_code in {400, 403}
    assert in_draft(app, draft, FILE) == text
