"""How sure somebody says to be, and how well that fits what they got right."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tpmlearn.words import N_, _

# Percent, and what it says in words.
STEPS: dict[int, str] = {
    50: N_("a coin toss"),
    60: N_("a hunch"),
    70: N_("rather sure"),
    80: N_("sure"),
    90: N_("very sure"),
    99: N_("certain"),
}
FEWEST = 30
Z90 = 1.6448536269514722
Interval = tuple[float, float]


class BadConfidence(ValueError):
    """What was sent is none of the steps; the text says what to do."""


class Fit(StrEnum):
    """How confidence compares with what was right, where its interval allows to say so."""

    OVER = "over"
    UNDER = "under"
    OPEN = "open"


@dataclass(frozen=True)
class Given:
    """A first answer with the confidence that was given before it, in percent."""

    confidence: int
    correct: bool


@dataclass(frozen=True)
class Bin:
    """The answers of one step: `share` of `count` right, with its 90 % interval, as 0 to 1."""

    confidence: int
    count: int
    right: int
    interval: Interval

    @property
    def said(self) -> float:
        """The confidence as 0 to 1."""
        return self.confidence / 100

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.count


@dataclass(frozen=True)
class Calibration:
    """Confidence beside results, over `count` answers; all shares are 0 to 1.

    `excess` is mean confidence less share right: above 0 somebody is surer than they are right.
    """

    count: int
    right: int
    said: float
    excess: float
    excess_interval: Interval
    brier: float
    brier_interval: Interval
    bins: tuple[Bin, ...]

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.count

    @property
    def fit(self) -> Fit:
        """Over or under only where the interval of the excess leaves out 0."""
        low, high = self.excess_interval
        if low > 0:
            return Fit.OVER
        return Fit.UNDER if high < 0 else Fit.OPEN


def read_confidence(text: str | None) -> int | None:
    """The step behind what a form sent, None where nothing was said. Raises BadConfidence."""
    if not text:
        return None
    step = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if step not in STEPS:
        raise BadConfidence(_("Choose one of the six steps of how sure you are, or none."))
    return step


def wilson(right: float, count: float, z: float = Z90) -> Interval:
    """Wilson's score interval of a share (Wilson 1927); 90 % unless `z` says otherwise.

    Neither has to be whole: shares of marks come with an effective number of questions.

    (p + z²/2n ± z sqrt(p (1 - p)/n + z²/4n²)) / (1 + z²/n); (0, 1) of nothing.
    """
    if count == 0:
        return 0.0, 1.0
    share, spread = right / count, z * z / count
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def brier_score(answers: Sequence[Given]) -> float:
    """The mean of (confidence - result)², 0 to 1 (Brier 1950): 0 is best, .25 a coin tossed."""
    return sum((one.confidence / 100 - one.correct) ** 2 for one in answers) / len(answers)


def calibration(answers: Sequence[Given]) -> Calibration | None:
    """How confidence fits results; None under FEWEST answers.

    Confidences count as given, so all that is uncertain is what was right. The excess is mean
    confidence less share right, and gets Wilson's interval of that share. The Brier score is a sum
    a + Σ c_k s_k over the steps k, as (p - y)² = p² + (1 - 2p) y where y is 0 or 1; it gets its
    interval from those of the shares s_k by the square-and-add method (Zou and Donner 2008).
    """
    if len(answers) < FEWEST:
        return None
    bins = tuple(_bins(answers))
    count, right = len(answers), sum(one.correct for one in answers)
    said, (low, high) = sum(one.confidence for one in answers) / 100 / count, wilson(right, count)
    brier = brier_score(answers)
    return Calibration(
        count=count,
        right=right,
        said=said,
        excess=said - right / count,
        excess_interval=(said - high, said - low),
        brier=brier,
        brier_interval=_summed(
            brier, [((1 - 2 * one.said) * one.count / count, one) for one in bins]
        ),
        bins=bins,
    )


def _bins(answers: Iterable[Given]) -> Iterable[Bin]:
    at: dict[int, list[bool]] = {}
    for one in answers:
        at.setdefault(one.confidence, []).append(one.correct)
    for step in sorted(at):
        count, right = len(at[step]), sum(at[step])
        yield Bin(step, count, right, wilson(right, count))


def _summed(value: float, parts: Sequence[tuple[float, Bin]]) -> Interval:
    """The interval of a sum of shares with these weights."""
    down = up = 0.0
    for weight, one in parts:
        ends = sorted(weight * (end - one.share) for end in one.interval)
        down, up = down + ends[0] ** 2, up + ends[1] ** 2
    return value - math.sqrt(down), value + math.sqrt(up)
