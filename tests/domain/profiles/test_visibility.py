"""What is shown, to whom a link still shows it, and what is told of a rating."""

from datetime import UTC, datetime, timedelta

import pytest

from tpmlearn.domain.profiles.rating import CountedRating, CountReason, counted_level
from tpmlearn.domain.profiles.visibility import (
    GrantState,
    Section,
    counted_only,
    grant_state,
    read_consent,
    told,
)

END = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "revoked_at", "state"),
    [
        (END - SECOND, None, GrantState.ACTIVE),
        (END, None, GrantState.EXPIRED),
        (END + SECOND, None, GrantState.EXPIRED),
        (END - SECOND, END - 2 * SECOND, GrantState.REVOKED),
        (END + SECOND, END - 2 * SECOND, GrantState.REVOKED),
    ],
)
def test_it_shows_until_the_moment_it_ends_or_is_revoked(
    now: datetime, revoked_at: datetime | None, state: GrantState
) -> None:
    assert grant_state(expires_at=END, revoked_at=revoked_at, now=now) is state


def test_nothing_is_shown_unless_it_was_chosen() -> None:
    consent = read_consent([], naming="none")

    assert consent.shown == ()
    assert consent.hidden == tuple(Section)
    assert not any(consent.shows(section) for section in Section)


def test_stored_names_of_no_section_show_nothing() -> None:
    consent = read_consent(["notes", "plan", None, 7, "FIT", "plan"], naming="name")

    assert consent.shown == (Section.PLAN,)
    assert consent.naming == "name"


def test_shown_and_left_out_are_all_sections_in_reading_order() -> None:
    consent = read_consent(["quizzes", "fit"], naming="none")

    assert consent.shown == (Section.FIT, Section.QUIZZES)
    assert [section.words for section in consent.hidden] == [
        "tests of knowledge",
        "ratings and evidence",
        "practice exams",
        "plan progress",
        "badges",
    ]


@pytest.mark.parametrize(
    ("rated", "artefacts", "confirmable", "level", "reason"),
    [
        (None, 1, 1, None, CountReason.NOT_RATED),
        (0, 0, 0, 0, CountReason.AS_RATED),
        (2, 0, 0, 2, CountReason.AS_RATED),
        (4, 0, 0, 2, CountReason.AS_RATED),
        (4, 1, 0, 2, CountReason.AS_RATED),
        (4, 1, 1, 3, CountReason.CLAIMED),
        (5, 2, 2, 5, CountReason.CLAIMED),
    ],
)
def test_the_fit_alone_tells_only_the_level_that_counts(
    rated: int | None, artefacts: int, confirmable: int, level: int | None, reason: CountReason
) -> None:
    whole = counted_level(rated, artefacts=artefacts, confirmable=confirmable)

    assert counted_only(whole) == CountedRating(level, level, reason)


@pytest.mark.parametrize("reason", list(CountReason))
def test_readers_are_told_why_and_never_what_to_do(reason: CountReason) -> None:
    words = told(CountedRating(None, None, reason))

    assert words
    assert not words.partition(": ")[2].startswith(("name", "say"))
