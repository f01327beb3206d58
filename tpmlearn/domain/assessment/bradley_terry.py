"""Bradley-Terry values of what was compared in pairs, with a normal prior for each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpmlearn.domain.assessment.curves import Floats

_STEPS, _HALVINGS, _CLOSE = 40, 30, 1e-9


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
class Seen:
    """Difficulties as they are seen, with their covariance, and the log of the evidence."""

    q: Floats
    covariance: Floats
    evidence: float


def seen_difficulties(centre: Floats, spread: Floats, judgements: Judgements) -> Seen:
    """The mode of q ~ N(centre, spread) given what was said, its covariance and the evidence.

    P(i is called harder than j) = 1 / (1 + exp(-(q_i - q_j))) (Bradley and Terry 1952), by Newton's
    method: the log likelihood is concave (Hunter 2004), and the prior makes the mode finite.
    `centre` and the variances `spread` have shape (items,).
    """
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
    return Seen(q, np.asarray(np.linalg.inv(hessian), dtype=np.float64), evidence)


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
