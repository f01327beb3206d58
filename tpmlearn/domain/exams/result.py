"""What the share earned in an exam says: how sure it is, our mark, another mock, a change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from tpmlearn.domain.exams.scoring import Marked
from tpmlearn.domain.review.confidence import Z90, wilson

LEAST_UNSEEN = 5
"""Fewer answers to unseen questions say nothing about another mock."""


class AgainstMark(StrEnum):
    """Our bands: where a share lies against the mark of the pass rule, as far as is sure."""

    ABOVE = "above"
    ABOUT = "about"
    BELOW = "below"


@dataclass(frozen=True)
class Earned:
    """What was earned in some questions. `weight` is the effective number of questions.

    A question of several marks moves the share by all of them at once: `weight` is Kish's
    effective sample size (Σm)² / Σm², which is the number of questions where all have one mark.
    """

    questions: int = 0
    earned: int = 0
    marks: int = 0
    weight: float = 0.0

    @property
    def share(self) -> float:
        """The share of the marks, 0 to 1; 0 where there are none."""
        return self.earned / self.marks if self.marks else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share lies nine times in ten, by Wilson (1927); 0 to 1 of nothing."""
        return wilson(self.share * self.weight, self.weight)


@dataclass(frozen=True)
class NextMock:
    """The share that another mock of the same shape would bring: expected, nine times in ten."""

    expected: float
    low: float
    high: float
    answers: int


@dataclass(frozen=True)
class Change:
    """From one share to a later one: the difference and its 90 % interval, from -1 to 1."""

    difference: float
    low: float
    high: float

    @property
    def is_within_chance(self) -> bool:
        """Whether no difference at all is within the interval."""
        return self.low <= 0 <= self.high


def earned_in(questions: Iterable[Marked]) -> Earned:
    """What was earned in the scored ones of some questions."""
    scored = [one for one in questions if one.scored]
    marks, squares = sum(one.marks for one in scored), sum(one.marks**2 for one in scored)
    return Earned(
        questions=len(scored),
        earned=sum(one.earned for one in scored),
        marks=marks,
        weight=marks**2 / squares if squares else 0.0,
    )


def against_mark(interval: Sequence[float], mark: float) -> AgainstMark:
    """Our band: above or below where the whole interval is, else about at the mark."""
    low, high = interval
    if low >= mark:
        return AgainstMark.ABOVE
    return AgainstMark.BELOW if high < mark else AgainstMark.ABOUT


def next_mock(unseen: Earned, whole: Earned) -> NextMock | None:
    """The share to be expected of a further exam as large as `whole`, from the unseen questions.

    Both are draws from one pool: the share p of n questions and that of m further ones differ with
    variance p (1 - p) (1/n + 1/m), the range for one future sample from an earlier one (Hahn and
    Meeker 1991, "Statistical Intervals", chapter 6). p is (r + 1) / (n + 2), Laplace's rule, not
    r / n: where all or none were earned the range would have no width, and near both ends it would
    hold the next share only 86 times in 100 (for n = 40, m = 120, p = .9). With it the range
    holds the next share at least 89 times in 100, near the ends more. None under LEAST_UNSEEN.
    """
    if unseen.questions < LEAST_UNSEEN or not whole.weight:
        return None
    n = unseen.weight
    p = (unseen.share * n + 1) / (n + 2)
    half = Z90 * sqrt(p * (1 - p) * (1 / n + 1 / whole.weight))
    return NextMock(p, max(0.0, p - half), min(1.0, p + half), unseen.questions)


def change(before: Earned, after: Earned) -> Change | None:
    """What lies between two shares, with Newcombe's interval (1998, method 10); None without both.

    With Wilson's bounds l and u of each share p, d = p₂ - p₁ lies between
    d - sqrt((p₂ - l₂)² + (u₁ - p₁)²) and d + sqrt((u₂ - p₂)² + (p₁ - l₁)²).
    """
    if not before.marks or not after.marks:
        return None
    (l1, u1), (l2, u2) = before.interval, after.interval
    p1, p2 = before.share, after.share
    down, up = sqrt((p2 - l2) ** 2 + (u1 - p1) ** 2), sqrt((u2 - p2) ** 2 + (p1 - l1) ** 2)
    return Change(p2 - p1, max(-1.0, p2 - p1 - down), min(1.0, p2 - p1 + up))
