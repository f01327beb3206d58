"""No figure without how sure it is, and no word that claims more than is known."""

from dataclasses import replace

import pytest

from tests.domain.profiles.portable.cast import (
    CLAIMED,
    EXAM,
    FEW,
    NOBODY,
    PROFILE,
    RATED,
    RISK,
    SHOWN,
    WORK,
)
from tpmlearn.domain.profiles.portable.profile import PortableBand, PortableSkill
from tpmlearn.domain.profiles.portable.wording import (
    BAND_LIMITS,
    EVIDENCE_LIMITS,
    EXAM_LIMITS,
    NO_SCORE,
    PROVISIONAL,
    RATING_LIMITS,
    exam_in_words,
    level_in_words,
    limits,
    particulars,
    range_words,
    standing_in_words,
)


@pytest.mark.parametrize(
    ("skill", "level", "behind"),
    [
        (
            RISK,
            "knowledge K3 of 5, very likely K2 to K4",
            (
                "24 answers, the last on 2 Nov 2026",
                "self-rated 4 of 5 (leads) on 2 Nov 2026",
                "evidence: 1 confirmed, 2 claimed",
            ),
        ),
        (
            RATED,
            "self-rated 4 of 5 (leads), not tested",
            ("rated on 2 Nov 2026", "counts as 2: no artefact is named"),
        ),
        (
            FEW,
            "tested, not enough answers for a band yet",
            ("3 of 5 answers that a band needs",),
        ),
        (SHOWN, "neither rated nor tested", ("evidence: 1 claimed",)),
    ],
)
def test_a_skill_is_said_with_what_is_behind_it(
    skill: PortableSkill, level: str, behind: tuple[str, ...]
) -> None:
    assert level_in_words(skill) == level
    assert particulars(skill) == behind


def test_a_range_within_one_band_is_one_band() -> None:
    assert RISK.band is not None

    assert range_words(replace(RISK.band, low=3, high=3)) == "K3"
    assert isinstance(RISK.band, PortableBand)


def test_confirmed_says_by_how_many_and_never_by_whom() -> None:
    assert standing_in_words(WORK) == "confirmed by 2 people whom the author named"
    one = replace(WORK, confirmations=1)
    assert standing_in_words(one) == "confirmed by one person whom the author named"
    assert standing_in_words(CLAIMED) == "claimed, not confirmed"


def test_an_exam_is_said_with_range_and_conditions() -> None:
    assert exam_in_words(EXAM) == (
        "118 of 175 questions on 2 Nov 2026: 67 %, very likely between 61 % and 73 %; "
        "with a clock, 20 % of the questions seen before"
    )
    marks = exam_in_words(replace(EXAM, questions=50, timed=False, corrected=PROFILE.made))
    assert marks.startswith("118 of 175 marks in 50 questions on")
    assert "without a clock" in marks
    assert marks.endswith("; corrected on 29 Nov 2026")


def test_limits_are_those_of_what_is_shown() -> None:
    assert limits(PROFILE) == (
        BAND_LIMITS,
        PROVISIONAL,
        RATING_LIMITS,
        EVIDENCE_LIMITS,
        EXAM_LIMITS,
        NO_SCORE,
    )
    assert PROVISIONAL not in limits(replace(PROFILE, provisional=False))
    assert limits(replace(NOBODY, skills=(SHOWN,))) == (EVIDENCE_LIMITS, NO_SCORE)
    assert limits(NOBODY) == (NO_SCORE,)
