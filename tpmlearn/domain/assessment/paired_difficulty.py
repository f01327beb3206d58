"""How hard items are by what judges said of pairs: Bradley-Terry values on the bank's scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from tpmlearn.domain.assessment.bradley_terry import Judgements, Seen, seen_difficulties
from tpmlearn.domain.assessment.curves import AUTHORS, Authors, Floats, ItemParameters
from tpmlearn.domain.assessment.judge_fit import JudgeFit, judge_fits

ENOUGH_JUDGEMENTS, ENOUGH_JUDGES = 8, 2
SPREAD, SPREAD_SD = 1.5, 0.5
CORRELATION_LOGIT, CORRELATION_SD = 0.4, 0.7
_NODES, _REACH = 7, 2.5
_WEIGHTLESS = 1e-6


@dataclass(frozen=True)
class Paired:
    """What judgements alone say of an item: b ~ N(b, b_sd²), from so many, by so many judges."""

    b: float
    b_sd: float
    judgements: int
    judges: int

    def replaces(self, authors: Authors) -> bool:
        """Whether it takes the place of the author's difficulty: from eight judgements by two
        judges, and where it leaves b no less certain than the author's word does."""
        several = self.judgements >= ENOUGH_JUDGEMENTS and self.judges >= ENOUGH_JUDGES
        return several and self.b_sd <= authors.sd

    def parameters(self, guess: float) -> ItemParameters:
        """What is believed of the item before any answer."""
        return ItemParameters(self.b, self.b_sd, guess=guess)


@dataclass(frozen=True)
class PairFit:
    """The fit of all judgements; `items` in the order in which they went in.

    `slope` is what a unit of b is in the eyes of judges, in logits; `correlation` is that of how
    hard items look with how hard they are. Each is a mean over what is not known of it.
    """

    items: tuple[Paired, ...]
    judges: tuple[JudgeFit, ...]
    slope: float
    correlation: float
    correlation_sd: float


@dataclass(frozen=True)
class _Scale:
    """How judges see difficulty: q = slope b + e, e ~ N(0, blur²), the same for all judges."""

    slope: float
    correlation: float
    blur2: float

    def seen(self, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
        """Mean and variance of difficulties as judges see them, from those of b."""
        return self.slope * mean, self.slope**2 * variance + self.blur2


def population_of(authors: Authors = AUTHORS) -> tuple[float, float]:
    """The mean and SD of b in a bank, when nothing is known of an item: (mean, sd).

    Standardised difficulties of authors have a variance of 1, so sd² = slope² + sd² of `authors`.
    """
    return authors.mean, sqrt(authors.slope**2 + authors.sd**2)


def answered_part(after: ItemParameters, before: ItemParameters) -> tuple[float, float] | None:
    """(y, v): what answers alone say of b, without what was believed before; None for nothing.

    Of two normal densities the one divided by the other: 1/v = 1/sd² - 1/s0².
    """
    precision = 1 / after.b_sd**2 - 1 / before.b_sd**2
    if precision <= _WEIGHTLESS:
        return None
    return (after.b / after.b_sd**2 - before.b / before.b_sd**2) / precision, 1 / precision


def fit_pairs(
    answered: Sequence[tuple[float, float] | None],
    judgements: Judgements,
    population: tuple[float, float] = (0.0, 1.0),
) -> PairFit:
    """What judgements say of items, of which `answered` says what is known from answers (y, v).

    P(i is called harder than j) = 1 / (1 + exp(-(q_i - q_j))) (Bradley and Terry 1952) for
    difficulties q as judges see them. They see q = slope b + e: e ~ N(0, blur²) belongs to the item
    and is shared by all judges, so that no number of judgements makes b better known than the
    correlation between looks and answers allows. Items with answers tie the scale to the bank's
    and teach the correlation; before there are any, it is assumed: logit ~ N(.4, .7²), about .6.
    The spread of q, slope / correlation times that of b, is learnt from any judgements: log spread
    ~ N(log 1.5, .5²). The two are apart, so that judges who differ little, or toss coins, do not
    look as if they saw well. q is the posterior mode, found by Newton's method (the
    log likelihood is concave, Hunter 2004; the prior makes the mode finite), with its covariance
    from the Hessian. All is averaged over 7 x 7 nodes of both, weighted by the
    evidence (Laplace). What is returned of an item with answers leaves its own answers out, so that
    they can be counted after it.
    """
    prior = _priors(answered, population)
    nodes = list(_scales(population))
    seen = [seen_difficulties(*scale.seen(*prior), judgements) for scale, _ in nodes]
    weight = _weights([one.evidence + chance for one, (_, chance) in zip(seen, nodes, strict=True)])
    values = np.array(
        [_alone(scale, one, prior, population) for (scale, _), one in zip(nodes, seen, strict=True)]
    )
    mean = np.einsum("n,ni->i", weight, values[:, 0])
    variance = np.einsum("n,ni->i", weight, values[:, 1] + values[:, 0] ** 2) - mean**2
    correlation = np.array([scale.correlation for scale, _ in nodes])
    expected = float(weight @ correlation)
    best = nodes[int(np.argmax(weight))][0]
    return PairFit(
        items=tuple(_paired(mean, variance, judgements)),
        judges=tuple(judge_fits(*best.seen(*prior), judgements)),
        slope=float(weight @ np.array([scale.slope for scale, _ in nodes])),
        correlation=expected,
        correlation_sd=sqrt(max(float(weight @ correlation**2) - expected**2, 0.0)),
    )


def _priors(
    answered: Sequence[tuple[float, float] | None], population: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Mean and variance of each b from the population and the item's answers; both (items,)."""
    mean, variance = population[0], population[1] ** 2
    y = np.array([one[0] if one else 0.0 for one in answered])
    precision = np.array([1 / one[1] if one else 0.0 for one in answered])
    total = precision + 1 / variance
    return (y * precision + mean / variance) / total, 1 / total


def _scales(population: tuple[float, float]) -> Iterator[tuple[_Scale, float]]:
    """Nodes of spread and correlation, with the log of their prior weights."""
    units = np.linspace(-_REACH, _REACH, _NODES)
    for first in units:
        spread = float(SPREAD * np.exp(SPREAD_SD * first))
        for second in units:
            correlation = float(1 / (1 + np.exp(-CORRELATION_LOGIT - CORRELATION_SD * second)))
            slope = correlation * spread / population[1]
            blur2 = spread**2 * (1 - correlation**2)
            yield _Scale(slope, correlation, blur2), -float(first**2 + second**2) / 2


def _weights(logs: Sequence[float]) -> Floats:
    weight = np.exp(np.array(logs) - max(logs))
    found: Floats = weight / weight.sum()
    return found


def _alone(
    scale: _Scale, seen: Seen, prior: tuple[Floats, Floats], population: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Mean and variance of each b without its own answers; both (items,).

    Of q the item's own prior is taken back and the population's put in its place; then b given q
    is the regression of two normal variables: m + g (q - slope m), with g = slope s² / (slope² s² +
    blur²), and variance s² blur² / (slope² s² + blur²) beside g² times that of q.
    """
    m, s2 = population[0], population[1] ** 2
    centre, spread = scale.seen(*prior)
    total = scale.slope**2 * s2 + scale.blur2
    variance = np.diag(seen.covariance)
    precision = np.maximum(1 / variance - 1 / spread, 0.0) + 1 / total
    q = (seen.q / variance - centre / spread + scale.slope * m / total) / precision
    gain = scale.slope * s2 / total
    return m + gain * (q - scale.slope * m), s2 * scale.blur2 / total + gain**2 / precision


def _paired(mean: Floats, variance: Floats, judgements: Judgements) -> Iterator[Paired]:
    both = np.concatenate([judgements.harder, judgements.easier])
    who = np.concatenate([judgements.judge, judgements.judge])
    for n, (b, v) in enumerate(zip(mean, variance, strict=True)):
        mine = both == n
        yield Paired(float(b), sqrt(float(v)), int(mine.sum()), len(set(who[mine].tolist())))
