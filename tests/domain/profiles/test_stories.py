"""Drafts use what an entry says and nothing else; what is missing stands in brackets."""

from dataclasses import replace
from datetime import date

import pytest

from tpmlearn.domain.profiles.stories import (
    LONGEST_LINE,
    NO_FIGURE,
    Logged,
    Story,
    Told,
    cv_line,
    drafted,
    log_as_markdown,
    span_words,
    stories_as_markdown,
)

WORK = Told(
    title="Moved billing",
    done="I planned the move with three teams. It took 11 weeks instead of 16.",
    artefact="The release plan",
    began=date(2026, 3, 2),
    ended=date(2026, 6, 5),
    leading_hours=8,
)
BARE = Told("Moved billing", "", "", None, None, 0)


def test_a_draft_has_three_parts_of_what_the_entry_says() -> None:
    story = drafted(WORK)

    assert story.situation.startswith("March to June 2026: Moved billing. [What was at stake")
    assert story.action == WORK.done
    assert story.result.endswith("It can be seen in: The release plan.")


def test_a_bare_entry_gives_questions_and_no_inventions() -> None:
    story = drafted(BARE)

    assert story.situation == "Moved billing. [What was at stake, and for whom?]"
    assert story.action == "[What did you do yourself, step by step?]"
    assert story.result == "[What changed by it, in a figure, and who says so?]"
    assert story.cv_line == f"Moved billing, {NO_FIGURE}"


@pytest.mark.parametrize(
    ("done", "line"),
    [
        ("I led 3 teams. It went well.", "Led 3 teams"),
        ("We moved billing!\nDowntime fell by 40 %.", "Moved billing; Downtime fell by 40 %"),
        ("i kept a register.", f"Kept a register, {NO_FIGURE}"),
        ("Improved things", f"Improved things, {NO_FIGURE}"),
        ("", f"Moved billing, {NO_FIGURE}"),
    ],
)
def test_a_cv_line_begins_with_the_verb_and_has_a_figure_or_asks_for_one(
    done: str, line: str
) -> None:
    assert cv_line(replace(BARE, done=done)) == line


def test_a_cv_line_says_how_much_was_leading_and_stays_short() -> None:
    assert cv_line(WORK).endswith("(leading 8 hours a week)")
    assert len(cv_line(replace(WORK, done="word " * 500))) == LONGEST_LINE


@pytest.mark.parametrize(
    ("began", "ended", "words"),
    [
        (None, None, ""),
        (date(2026, 3, 2), None, "Since March 2026"),
        (date(2026, 3, 2), date(2026, 3, 20), "March 2026"),
        (date(2026, 3, 2), date(2026, 6, 5), "March to June 2026"),
        (date(2025, 11, 2), date(2026, 2, 5), "November 2025 to February 2026"),
    ],
)
def test_a_span_is_said_by_month(began: date | None, ended: date | None, words: str) -> None:
    assert span_words(began, ended) == words


def test_markdown_holds_stories_and_lines_and_shows_marks_as_typed() -> None:
    text = stories_as_markdown([("Moved *billing*", Story("S", "A <b>", "R", "Led #1"))])

    assert "### Moved \\*billing\\*" in text
    assert "**Situation.** S" in text
    assert "**Action.** A \\<b\\>" in text
    assert "## CV lines\n\n- Led \\#1\n" in text


def test_a_log_leaves_out_what_an_entry_does_not_say() -> None:
    text = log_as_markdown([Logged(BARE, "claimed, not confirmed", 0, (), "", ())])

    assert text == "# Evidence log\n\n## Moved billing\n\n- Standing: claimed, not confirmed\n"
