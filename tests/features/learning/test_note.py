"""The private note on a lesson."""

import html

import pytest
from sqlalchemy import select

from tests.features.learning.cast import ATTACK, SLUG, count
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import NoteRow, PersonRow

PATH = f"/learn/{SLUG}/note"


def kept(client: CheckingClient) -> list[str]:
    with client.application.app_context():
        return list(db.session.scalars(select(NoteRow.text)))


def test_it_is_saved_and_stands_in_the_lesson(learner: CheckingClient) -> None:
    reply = learner.save(PATH, note="Ask Li about the range.")

    assert reply.status_code == 200
    assert f"saved {reply.get_json()['saved']}" in learner.read(f"/learn/{SLUG}")
    assert "\nAsk Li about the range.</textarea>" in learner.read(f"/learn/{SLUG}")


def test_the_newest_text_takes_the_place_of_the_old(learner: CheckingClient) -> None:
    for text in ("one", "two", "two"):
        learner.save(PATH, note=text)

    assert kept(learner) == ["two"]


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("a\r\nb\rc\n\nd", "a\nb\nc\n\nd"),
        ("  kept as it is  ", "  kept as it is"),
        ("bell\x07 and nothing\x00", "bell and nothing"),
        (ATTACK, ATTACK),
        ("ж" * 20_000, "ж" * 20_000),
        ("🙂\ttab", "🙂\ttab"),
    ],
)
def test_text_is_kept_as_it_was_typed(learner: CheckingClient, sent: str, stored: str) -> None:
    assert learner.save(PATH, note=sent).status_code == 200

    assert kept(learner) == [stored]
    assert html.escape(stored).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in (
        learner.read(f"/learn/{SLUG}")
    )


@pytest.mark.parametrize("empty", ["", "   ", "\r\n\t"])
def test_an_empty_note_removes_it(learner: CheckingClient, empty: str) -> None:
    learner.save(PATH, note="something")
    for _ in range(2):
        assert learner.save(PATH, note=empty).status_code == 200

    assert kept(learner) == []


def test_a_visitor_becomes_a_guest_by_writing_and_not_by_writing_nothing(
    visitor: CheckingClient,
) -> None:
    visitor.save(PATH, note="")
    assert count(visitor, PersonRow) == 0

    visitor.save(PATH, note="mine")
    assert count(visitor, PersonRow) == 1
    assert "mine</textarea>" in visitor.read(f"/learn/{SLUG}")


def test_without_a_script_it_comes_back_and_says_so(learner: CheckingClient) -> None:
    response = learner.send(PATH, note="mine")
    assert (response.status_code, response.headers["Location"]) == (303, f"/learn/{SLUG}#note")
    assert "Your note is saved." in learner.read(f"/learn/{SLUG}")

    learner.send(PATH, note="")
    assert "The note is removed." in learner.read(f"/learn/{SLUG}")


def test_a_note_that_is_too_long_is_refused_and_nothing_typed_is_lost(
    learner: CheckingClient,
) -> None:
    learner.save(PATH, note="short")
    long = "y" * 20_001

    reply = learner.save(PATH, note=long)
    page = learner.send(PATH, note=long)

    assert reply.status_code == page.status_code == 422
    assert reply.get_json()["errors"] == {"note": "At most 20,000 characters: shorten the note."}
    assert f"{long}</textarea>" in page.get_data(as_text=True)
    assert 'href="#note"' in page.get_data(as_text=True)
    assert kept(learner) == ["short"]


def test_a_stranger_neither_sees_nor_changes_it(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    learner.save(PATH, note="very private words")
    stranger.save(PATH, note="")
    stranger.save(PATH, note="mine")

    assert sorted(kept(learner)) == ["mine", "very private words"]
    for path in (f"/learn/{SLUG}", "/learn/bookmarks-and-notes", "/learn/search?q=very+private"):
        for client in (stranger, visitor):
            assert "very private words" not in client.read(path)


@pytest.mark.parametrize("text", ["something", "", "y" * 20_001])
def test_there_is_no_note_on_a_lesson_that_does_not_exist(
    learner: CheckingClient, text: str
) -> None:
    assert learner.save("/learn/nope/note", note=text).status_code == 404
    assert kept(learner) == []
