"""How dependable the results of a test are over many people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True)
class FormAlpha:
    """Alpha of the form that an item belongs to, from so many people who took all of it."""

    alpha: float
    people: int


def form_alphas(
    unit: NDArray[np.intp], item: NDArray[np.intp], right: NDArray[np.bool_], *, least: int
) -> dict[int, FormAlpha]:
    """Alpha by item, where `least` people answered the very same items; arrays (answers,).

    A unit is one person's attempt. After an edit a form has other items than before; an item that
    is in several forms has the alpha of the one that most people took.
    """
    attempts: dict[int, dict[int, bool]] = defaultdict(dict)
    for one, of, was in zip(unit.tolist(), item.tolist(), right.tolist(), strict=True):
        attempts[one][of] = was
    forms: dict[tuple[int, ...], list[list[bool]]] = defaultdict(list)
    for answers in attempts.values():
        items = tuple(sorted(answers))
        forms[items].append([answers[of] for of in items])
    found: dict[int, FormAlpha] = {}
    for items, rows in sorted(forms.items(), key=lambda form: len(form[1])):
        value = alpha(np.array(rows, dtype=np.float64)) if len(rows) >= least else None
        if value is not None:
            found |= dict.fromkeys(items, FormAlpha(value, len(rows)))
    return found
