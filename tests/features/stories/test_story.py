"""Stories and CV lines: drafted, edited, kept, taken along; the learner's alone."""

import pytest

from tests.features.evidence.cast import log
from tests.support.client import CheckingClient

STORY = {
    "situation": "Billing had to move before the licence ended.",
    "action": "I cut the move into 3 releases.",
    "result": "It took 11 weeks; nobody was billed twice.",
    "cv_line": "Moved billing for 40,000 customers in 11 weeks",
}


def test_a_visitor_reads_what_will_be_here(visitor: CheckingClient) -> None:
    assert "No stories yet" in visitor.read("/evidence/stories")


def test_a_draft_comes_from_the_entry_and_is_not_kept_by_looking(learner: CheckingClient) -> None:
    entry = log(learner)

    page = learner.read(f"/evidence/{entry}/story")

    assert "March to June 2026: Moved billing to the new platform." in page
    assert "I planned the move with 3 teams." in page
    assert "Planned the move with 3 teams (leading 8 hours a week)" in page
    assert "draft, not saved" in learner.read("/evidence/stories")


def test_what_is_saved_is_kept_and_goes_along_as_markdown(learner: CheckingClient) -> None:
    entry = log(learner)

    saved = learner.send(f"/evidence/{entry}/story", **STORY)

    page = learner.read(saved.headers["Location"])
    for words in STORY.values():
        assert words in page
    text = learner.get("/evidence/stories.md")
    assert "attachment" in text.headers["Content-Disposition"]
    assert "**Result.** It took 11 weeks; nobody was billed twice." in text.text
    assert "- Moved billing for 40,000 customers in 11 weeks" in text.text


def test_an_edit_replaces_it_and_the_draft_stays_to_be_seen(learner: CheckingClient) -> None:
    entry = log(learner)
    learner.send(f"/evidence/{entry}/story", **STORY)

    learner.send(f"/evidence/{entry}/story", **{**STORY, "action": ""})

    page = learner.read(f"/evidence/{entry}/story")
    assert "I cut the move" not in page
    assert "The draft of the site" in page


@pytest.mark.parametrize(("field", "length"), [("situation", 4001), ("cv_line", 301)])
def test_what_is_too_long_is_refused_and_kept_on_the_page(
    learner: CheckingClient, field: str, length: int
) -> None:
    entry = log(learner)

    response = learner.send(f"/evidence/{entry}/story", **{**STORY, field: "y" * length})

    assert response.status_code == 422
    assert "Use at most" in response.text
    assert "y" * length in response.text
    assert "draft, not saved" in learner.read("/evidence/stories")


def test_nobody_else_reads_or_writes_it(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    learner.send(f"/evidence/{entry}/story", **STORY)

    for other in (stranger, visitor):
        assert other.get(f"/evidence/{entry}/story").status_code == 404
        assert other.send(f"/evidence/{entry}/story", **STORY).status_code == 404
        assert "Billing had to move" not in other.read("/evidence/stories")
        assert "Billing had to move" not in other.get("/evidence/stories.md").text


def test_the_story_of_a_removed_entry_comes_back_with_it(learner: CheckingClient) -> None:
    entry = log(learner)
    learner.send(f"/evidence/{entry}/story", **STORY)

    learner.send(f"/evidence/{entry}/remove")
    gone = learner.read("/evidence/stories")
    learner.send(f"/evidence/{entry}/restore")

    assert "Billing had to move" not in gone
    assert "Billing had to move" in learner.read("/evidence/stories")
