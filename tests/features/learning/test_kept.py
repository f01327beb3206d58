"""All bookmarks and notes of one person."""

from sqlalchemy import update

from tests.features.learning.cast import ATTACK, OTHER, SECTION, SLUG, count
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db, writing
from tpmlearn.models import BookmarkRow, NoteRow

PATH = "/learn/bookmarks-and-notes"


def test_without_any_it_says_what_will_be_here(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    for client in (visitor, learner):
        assert "Nothing kept yet" in client.read(PATH)


def test_it_shows_what_was_kept_in_the_order_of_reading(learner: CheckingClient) -> None:
    for section in (OTHER, SECTION):
        learner.save(f"/learn/{SLUG}/bookmark", section=section, state="on")
    learner.save(f"/learn/{SLUG}/note", note="first line\nsecond line")

    page = learner.read(PATH)

    assert page.index(f"/learn/{SLUG}#{SECTION}") < page.index(f"/learn/{SLUG}#{OTHER}")
    assert "first line<br>second line" in page
    assert f'href="/learn/{SLUG}#note"' in page


def test_it_shows_nothing_of_anybody_else(
    learner: CheckingClient, stranger: CheckingClient, admin: CheckingClient
) -> None:
    learner.save(f"/learn/{SLUG}/bookmark", section=SECTION, state="on")
    learner.save(f"/learn/{SLUG}/note", note="private")

    for client in (stranger, admin):
        assert "Nothing kept yet" in client.read(PATH)


def test_text_is_shown_as_text(learner: CheckingClient) -> None:
    learner.save(f"/learn/{SLUG}/note", note=ATTACK)

    page = learner.read(PATH)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_bookmark_is_removed_from_here(learner: CheckingClient) -> None:
    learner.save(f"/learn/{SLUG}/bookmark", section=SECTION, state="on")

    response = learner.send(f"/learn/{SLUG}/bookmark", section=SECTION, state="off", next=PATH)

    assert response.headers["Location"] == PATH
    assert "Nothing kept yet" in learner.read(PATH)


def test_what_has_left_the_content_is_still_shown_and_can_be_removed(
    learner: CheckingClient,
) -> None:
    learner.save(f"/learn/{SLUG}/bookmark", section=SECTION, state="on")
    learner.save(f"/learn/{SLUG}/bookmark", section=OTHER, state="on")
    learner.save(f"/learn/{SLUG}/note", note="still mine")
    with learner.application.app_context(), writing():
        gone = update(BookmarkRow).where(BookmarkRow.section == SECTION)
        db.session.execute(gone.values(section="s-gone"))
        gone = update(BookmarkRow).where(BookmarkRow.section == OTHER)
        db.session.execute(gone.values(module="99-gone"))
        db.session.execute(update(NoteRow).values(module="99-gone"))
        db.session.commit()

    page = learner.read(PATH)
    # Each stands in the list and in the hidden words of its button.
    assert page.count("A section that has left the lesson") == 4
    assert page.count("a lesson that is no longer here") == 1
    assert "still mine" in page

    learner.send(f"/learn/{SLUG}/bookmark", section="s-gone", state="off", next=PATH)
    learner.send("/learn/99-gone/bookmark", section=OTHER, state="off", next=PATH)
    learner.send("/learn/99-gone/note", note="", next=PATH)
    assert "Nothing kept yet" in learner.read(PATH)
    assert count(learner, NoteRow) == 0


def test_it_costs_three_statements(learner: CheckingClient) -> None:
    for section in (OTHER, SECTION):
        learner.save(f"/learn/{SLUG}/bookmark", section=section, state="on")

    with statements(learner.application) as seen:
        learner.read(PATH)

    assert len(seen.sql) <= 3
