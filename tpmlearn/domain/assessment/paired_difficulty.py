"""How hard items are by what judges said of pairs: Bradley-Terry values on the bank's scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.curves import AUTHORS, Authors, Floats, ItemParameters

ENOUGH_JUDGEMENTS, ENOUGH_JUDGES = 8, 2
SPREAD, SPREAD_SD = 1.5, 0.5
CORRELATION_LOGIT, CORRELATION_SD = 0.4, 0.7
_NODES, _REACH = 7, 2.5
_STEPS, _HALVINGS, _CLOSE = 40, 30, 1e-9
_WEIGHTLESS = 1e-6
LEAST_JUDGED, MISFIT = 10, -2.0


@dataclass(frozen=True)
class Judgements:
    """What was said of pairs; shape (judgements,): who, which item is harder, which is easier.

    All are indexes from 0. Pairs of which a judge could not tell are not among them.
    """

    judge: NDArray[np.intp]
    harder: NDArray[np.intp]
    easier: NDArray[np.intp]

    def part(self, kept: NDArray[np.bool_]) -> "Judgements":
        """Those that are marked."""
        return Judgements(self.judge[kept], self.harder[kept], self.easier[kept])


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
class JudgeFit:
    """How a judge's words fit those of the others: what share was foreseen, what was to be.

    `z` is the difference in its standard errors.
    """

    judgements: int
    agreed: float
    expected: float
    z: float

    @property
    def misfits(self) -> bool:
        """Whether the judge says otherwise than the others more often than chance would."""
        return self.judgements >= LEAST_JUDGED and self.z < MISFIT


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


@dataclass(frozen=True)
class _Seen:
    """Difficulties as they are seen, with their covariance, and the log of the evidence."""

    q: Floats
    covariance: Floats
    evidence: float


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
    seen = [_seen(scale, *prior, judgements) for scale, _ in nodes]
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
        judges=tuple(_judges(best, prior, judgements)),
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


def _seen(scale: _Scale, mean: Floats, variance: Floats, judgements: Judgements) -> _Seen:
    """The mode of q, its covariance and Laplace's evidence, by Newton's method."""
    centre, spread = scale.slope * mean, scale.slope**2 * variance + scale.blur2
    q, height = centre, _height(centre, centre, spread, judgements)
    for _ in range(_STEPS):
        gradient, hessian = _derivatives(q, centre, spread, judgements)
        step = np.linalg.solve(hessian, gradient)
        for _ in range(_HALVINGS):
            higher = _height(q + step, centre, spread, judgements)
            if higher >= height:
                break
            step = step / 2
        q, height = q + step, max(height, higher)
        if float(np.abs(step).max(initial=0.0)) < _CLOSE:
            break
    _, hessian = _derivatives(q, centre, spread, judgements)
    _, logdet = np.linalg.slogdet(hessian)
    evidence = height - (float(np.log(spread).sum()) + float(logdet)) / 2
    return _Seen(q, np.asarray(np.linalg.inv(hessian), dtype=np.float64), evidence)


def _height(q: Floats, centre: Floats, spread: Floats, judgements: Judgements) -> float:
    """The log posterior of q, but for a constant."""
    distance = q[judgements.harder] - q[judgements.easier]
    likelihood = -np.logaddexp(0.0, -distance).sum()
    return float(likelihood - ((q - centre) ** 2 / spread).sum() / 2)


def _derivatives(
    q: Floats, centre: Floats, spread: Floats, judgements: Judgements
) -> tuple[Floats, Floats]:
    """Gradient of the log posterior, (items,), and its negative Hessian, (items, items)."""
    harder, easier = judgements.harder, judgements.easier
    p = 1 / (1 + np.exp(-(q[harder] - q[easier])))
    gradient = -(q - centre) / spread
    np.add.at(gradient, harder, 1 - p)
    np.add.at(gradient, easier, p - 1)
    hessian = np.diag(1 / spread)
    weight = p * (1 - p)
    for one, other, sign in (
        (harder, harder, 1),
        (easier, easier, 1),
        (harder, easier, -1),
        (easier, harder, -1),
    ):
        np.add.at(hessian, (one, other), sign * weight)
    return gradient, hessian


def _alone(
    scale: _Scale, seen: _Seen, prior: tuple[Floats, Floats], population: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Mean and variance of each b without its own answers; both (items,).

    Of q the item's own prior is taken back and the population's put in its place; then b given q
    is the regression of two normal variables: m + g (q - slope m), with g = slope s² / (slope² s² +
    blur²), and variance s² blur² / (slope² s² + blur²) beside g² times that of q.
    """
    m, s2 = population[0], population[1] ** 2
    centre, spread = scale.slope * prior[0], scale.slope**2 * prior[1] + scale.blur2
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


def _judges(
    scale: _Scale, prior: tuple[Floats, Floats], judgements: Judgements
) -> Iterator[JudgeFit]:
    """Each judge against a fit of the others, so that nobody is measured by their own words."""
    for judge in range(int(judgements.judge.max(initial=-1)) + 1):
        own = judgements.judge == judge
        seen = _seen(scale, *prior, judgements.part(~own))
        yield _judge(seen, judgements.part(own))


def _judge(seen: _Seen, own: Judgements) -> JudgeFit:
    """P(said) = 1 / (1 + exp(-d / sqrt(1 + pi v / 8))) for a distance d with variance v
    (MacKay 1992); the harder one by the others should be what was said."""
    count = own.harder.size
    if not count:
        return JudgeFit(0, 0.0, 0.0, 0.0)
    cov = seen.covariance
    v = cov[own.harder, own.harder] + cov[own.easier, own.easier]
    v = v - 2 * cov[own.harder, own.easier]
    d = seen.q[own.harder] - seen.q[own.easier]
    p = 1 / (1 + np.exp(-d / np.sqrt(1 + pi * v / 8)))
    said = np.where(np.abs(d) < _CLOSE, 0.5, (d > 0).astype(float))
    likely = np.maximum(p, 1 - p)
    variance = float((likely * (1 - likely)).sum())
    z = float((said - likely).sum()) / sqrt(variance) if variance > 0 else 0.0
    return JudgeFit(count, float(said.mean()), float(likely.mean()), z)
