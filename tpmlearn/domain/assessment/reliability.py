"""How dependable the results of a test are over many people."""

from collections.abc import Sequence

import numpy as np

from tpmlearn.domain.assessment.curves import Floats


def marginal_reliability(errors: Sequence[float], variance: float = 1.0) -> float | None:
    """1 - mean SE² / variance, of the population's abilities; None for nobody.

    A skill has the variance 1; the mean of k skills with the correlation rho has
    (1 + (k - 1) rho)/k, so that a test that says nothing has a reliability of 0.
    Green, Bock, Humphreys, Linn and Reckase (1984).
    """
    return 1 - float(np.mean(np.square(errors))) / variance if len(errors) else None


def alpha(scores: Floats) -> float | None:
    """Cronbach's alpha (1951) where all took the same items; `scores` (people, items).

    None for under two items or people, or where all have the same total.
    """
    people, items = scores.shape
    if people < 2 or items < 2:
        return None
    total = float(scores.sum(axis=1).var(ddof=1))
    if total <= 0:
        return None
    parts = float(scores.var(axis=0, ddof=1).sum())
    found = items / (items - 1) * (1 - parts / total)
    return float(found)
