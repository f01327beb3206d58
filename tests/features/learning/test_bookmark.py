"""Bookmarking sections."""

import pytest

from tests.features.learning.cast import SECTION, SLUG, count
from tests.support.client import CheckingClient
from tpmlearn.models import BookmarkRow, SectionReadRow

PATH = f"/learn/{SLUG}/bookmark"


def test_it_is_kept_once_and_shown_on_the_lesson(learner: CheckingClient) -> None:
    for _ in range(2):
        reply = learner.save(PATH, section=SECTION, state="on").get_json()

    assert reply["bookmarked"] is True
    assert count(learner, BookmarkRow) == 1
    assert learner.read(f"/learn/{SLUG}").count("Bookmarked, undo</span>") == 1


def test_it_is_not_progress(learner: CheckingClient) -> None:
    reply = learner.save(PATH, section=SECTION, state="on").get_json()

    assert reply["progress"].endswith("0 of 9.")
    assert reply["read_at"] == ""
    assert count(learner, SectionReadRow) == 0


def test_it_can_be_taken_back(learner: CheckingClient) -> None:
    learner.save(PATH, section=SECTION, state="on")

    assert learner.save(PATH, section=SECTION, state="off").get_json()["bookmarked"] is False
    assert count(learner, BookmarkRow) == 0


def test_a_stranger_neither_sees_nor_drops_it(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    learner.save(PATH, section=SECTION, state="on")
    stranger.save(PATH, section=SECTION, state="off")

    assert count(learner, BookmarkRow) == 1
    assert "Bookmarked, undo</span>" not in stranger.read(f"/learn/{SLUG}")


@pytest.mark.parametrize(("slug", "section"), [(SLUG, "s-nope"), ("nope", SECTION)])
def test_an_unknown_section_is_not_there(learner: CheckingClient, slug: str, section: str) -> None:
    for state in ("on", "off"):
        response = learner.save(f"/learn/{slug}/bookmark", section=section, state=state)
        assert response.status_code == 404
