"""How the words of a judge of pairs fit those of the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np

from tpmlearn.domain.assessment.bradley_terry import Judgements, Seen, seen_difficulties
from tpmlearn.domain.assessment.curves import Floats

LEAST_JUDGED, MISFIT = 10, -2.0
_CLOSE = 1e-9


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


def judge_fits(centre: Floats, spread: Floats, judgements: Judgements) -> Iterator[JudgeFit]:
    """Each judge against a fit of the others, so that nobody is measured by their own words.

    `centre` and `spread` are those of `seen_difficulties`.
    """
    for judge in range(int(judgements.judge.max(initial=-1)) + 1):
        own = judgements.judge == judge
        seen = seen_difficulties(centre, spread, judgements.part(~own))
        yield _judge(seen, judgements.part(own))


def _judge(seen: Seen, own: Judgements) -> JudgeFit:
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
