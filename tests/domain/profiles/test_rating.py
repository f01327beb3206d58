"""What a self-rating counts for, with hand-worked tables."""

from datetime import UTC, datetime

import pytest

from tpmlearn.domain.content.catalogue import Requirement, Role
from tpmlearn.domain.profiles.rating import (
    CountedBand,
    counted_level,
    differing_skills,
    level_with_band,
    sentence,
)


@pytest.mark.parametrize(
    ("rated", "artefacts", "confirmable", "counts", "words"),
    [
        (None, 0, 0, None, "not rated"),
        (None, 2, 2, None, "not rated"),
        (0, 0, 0, 0, "rated, not tested"),
        (2, 0, 0, 2, "rated, not tested"),
        (2, 2, 2, 2, "rated, not tested"),
        (3, 0, 0, 2, "counts as 2: name an artefact and who can confirm it"),
        (3, 1, 0, 2, "counts as 2: say who can confirm the artefact"),
        (3, 1, 1, 3, "claimed, not confirmed"),
        (4, 0, 0, 2, "counts as 2: name an artefact and who can confirm it"),
        (4, 2, 0, 2, "counts as 2: say who can confirm the artefact"),
        (4, 1, 1, 3, "counts as 3: name a second artefact and who can confirm it"),
        (4, 2, 1, 3, "counts as 3: say who can confirm the second artefact"),
        (4, 2, 2, 4, "claimed, not confirmed"),
        (5, 1, 1, 3, "counts as 3: name a second artefact and who can confirm it"),
        (5, 3, 2, 5, "claimed, not confirmed"),
    ],
)
def test_it_counts_a_rating_as_far_as_its_evidence_goes(
    rated: int | None, artefacts: int, confirmable: int, counts: int | None, words: str
) -> None:
    rating = counted_level(rated, artefacts=artefacts, confirmable=confirmable)

    assert rating.counted == counts
    assert rating.rated == rated
    assert sentence(rating) == words


@pytest.mark.parametrize(
    ("rated", "artefacts", "confirmed", "counts", "words"),
    [
        (2, 1, 1, 2, "rated, not tested"),
        (3, 1, 1, 3, "evidence confirmed, not tested"),
        (3, 2, 1, 3, "evidence confirmed, not tested"),
        (4, 2, 1, 4, "claimed, not confirmed"),
        (4, 2, 2, 4, "evidence confirmed, not tested"),
        (5, 1, 1, 3, "counts as 3: name a second artefact and who can confirm it"),
    ],
)
def test_confirmation_changes_what_is_said_and_never_the_level(
    rated: int, artefacts: int, confirmed: int, counts: int, words: str
) -> None:
    rating = counted_level(rated, artefacts=artefacts, confirmable=artefacts, confirmed=confirmed)

    assert (
        rating.counted == counted_level(rated, artefacts=artefacts, confirmable=artefacts).counted
    )
    assert rating.counted == counts
    assert sentence(rating) == words


@pytest.mark.parametrize(
    ("rated", "artefacts", "less"), [(None, 0, False), (2, 0, False), (3, 0, True)]
)
def test_it_says_when_a_rating_counts_less_than_given(
    rated: int | None, artefacts: int, less: bool
) -> None:
    rating = counted_level(rated, artefacts=artefacts, confirmable=artefacts)

    assert rating.counts_less is less


@pytest.mark.parametrize(
    ("rated", "artefacts", "confirmable"), [(6, 0, 0), (-1, 0, 0), (3, 0, 1), (3, 1, -1)]
)
def test_it_refuses_levels_and_numbers_that_cannot_be(
    rated: int, artefacts: int, confirmable: int
) -> None:
    with pytest.raises(ValueError, match=r"level|confirmable"):
        counted_level(rated, artefacts=artefacts, confirmable=confirmable)


def test_no_more_is_confirmed_than_can_be() -> None:
    with pytest.raises(ValueError, match="confirmable"):
        counted_level(3, artefacts=2, confirmable=1, confirmed=2)


@pytest.mark.parametrize(
    ("rated", "band", "confirmable", "counts", "wants"),
    [
        (4, 1, 0, 1, False),
        (1, 2, 0, 2, False),
        (None, 2, 0, 2, False),
        (2, 3, 0, 2, True),
        (2, 3, 1, 3, False),
        (5, 4, 1, 3, True),
        (0, 4, 2, 4, False),
        (5, 5, 3, 5, False),
        (None, 0, 2, 0, False),
    ],
)
def test_once_tested_the_lower_of_band_and_evidence_counts(
    rated: int | None, band: int, confirmable: int, counts: int, wants: bool
) -> None:
    rating = counted_level(rated, artefacts=confirmable, confirmable=confirmable)

    found = level_with_band(rating, _tested(band), confirmable=confirmable)

    assert (found.rated, found.counted, found.wants_evidence) == (rated, counts, wants)


@pytest.mark.parametrize(
    ("band", "confirmable", "words"),
    [
        (2, 0, "counts as 2: tested K2, very likely K1 to K3"),
        (
            4,
            0,
            "counts as 2: tested K4, very likely K3 to K5, but the next level asks for an artefact "
            "and someone who can confirm it",
        ),
        (
            4,
            1,
            "counts as 3: tested K4, very likely K3 to K5, but the next level asks for a second "
            "artefact and someone who can confirm it",
        ),
    ],
)
def test_a_tested_skill_says_which_counts_and_how_sure_it_is(
    band: int, confirmable: int, words: str
) -> None:
    rating = counted_level(2, artefacts=confirmable, confirmable=confirmable)

    assert sentence(level_with_band(rating, _tested(band), confirmable=confirmable)) == words


def _tested(band: int) -> CountedBand:
    return CountedBand(
        band, max(band - 1, 0), min(band + 1, 5), 6, datetime(2026, 12, 7, tzinfo=UTC)
    )


def role(**asked: tuple[int, int]) -> Role:
    return Role(
        slug="r",
        title="R",
        short="R",
        order=1,
        summary="",
        day="",
        first_titles=(),
        note="",
        skills={code: Requirement(level, weight) for code, (level, weight) in asked.items()},
    )


def test_it_picks_the_skills_that_differ_most_between_roles() -> None:
    # Variances of the levels: A 0, B 4 (1, 5), C 1 (2, 4), D 1 (4, 2).
    one = role(A=(3, 3), B=(1, 1), C=(2, 1), D=(4, 3))
    other = role(A=(3, 3), B=(5, 1), C=(4, 1), D=(2, 1))

    chosen = differing_skills([one, other], count=3)

    assert chosen == ("B", "D", "C")


def test_it_breaks_full_ties_by_code() -> None:
    one, other = role(B=(1, 2), A=(1, 2)), role(B=(3, 1), A=(3, 1))

    assert differing_skills([one, other]) == ("A", "B")


def test_it_picks_nothing_where_there_are_no_roles() -> None:
    assert differing_skills([]) == ()
