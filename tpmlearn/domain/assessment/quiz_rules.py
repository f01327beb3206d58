"""When a module's quiz is passed and when it lets the lesson be left out."""

from enum import StrEnum
from fractions import Fraction
from math import ceil

PASS_SHARE = Fraction(7, 10)
TEST_OUT_SHARE = Fraction(9, 10)


class AttemptKind(StrEnum):
    """A whole quiz, a practice case, the wrong ones of an attempt again, or a session of review.

    Only a whole quiz can pass a lesson.
    """

    FULL = "full"
    CASE = "case"
    REPEAT = "repeat"
    REVIEW = "review"


# What stands under Quizzes; review has pages of its own.
QUIZ_KINDS = frozenset({AttemptKind.FULL, AttemptKind.CASE, AttemptKind.REPEAT})


class AttemptLayout(StrEnum):
    """One question a page, or all on one."""

    ONE = "one"
    ALL = "all"


def needed(share: Fraction, size: int) -> int:
    """The least number of right answers of `size` that reaches `share`."""
    return ceil(share * size)


def passes(right: int, size: int) -> bool:
    """Whether `right` of `size` passes: 7 of 10."""
    return size > 0 and right >= needed(PASS_SHARE, size)


def tests_out(right: int, size: int, *, first_sight: bool) -> bool:
    """Whether `right` of `size` tests out: 9 of 10, none of the items seen before."""
    return first_sight and size > 0 and right >= needed(TEST_OUT_SHARE, size)
