"""How far authors can be trusted, learnt from items whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from tpmlearn.domain.assessment.authors import LEAST_ANSWERS, LEAST_ITEMS, Learnt, learnt_authors
from tpmlearn.domain.assessment.curves import (
    AUTHORS,
    Authors,
    ItemParameters,
    author_parameters,
    standardised,
)

TRUTH = Authors(0.4, 0.6, 0.8)


def _learnt(difficulty: float, b: float, v: float) -> Learnt:
    """An item of which the answers alone say `b`, with variance `v`, after the usual prior."""
    before = author_parameters(difficulty, 0.25)
    precision = 1 / before.b_sd**2 + 1 / v
    mean = (before.b / before.b_sd**2 + b / v) / precision
    return Learnt(difficulty, 60, before, ItemParameters(mean, precision**-0.5))


def _simulated(seed: int, count: int = 200) -> list[Learnt]:
    rng = np.random.default_rng(seed)
    difficulty = rng.integers(1, 6, count)
    z = standardised(difficulty)  # type: ignore[arg-type]
    b = TRUTH.mean + TRUTH.slope * z + TRUTH.sd * rng.normal(0, 1, count)
    v = rng.uniform(0.05, 0.4, count)
    seen = b + np.sqrt(v) * rng.normal(0, 1, count)
    return [
        _learnt(float(d), float(y), float(w)) for d, y, w in zip(difficulty, seen, v, strict=True)
    ]


def test_it_finds_the_truth_within_its_error() -> None:
    found = [learnt_authors(_simulated(seed)) for seed in range(30)]

    for name in ("mean", "slope", "sd"):
        values = np.array([getattr(one, name) for one in found])
        error = values.std(ddof=1) / np.sqrt(len(values))
        assert abs(values.mean() - getattr(TRUTH, name)) < 3 * error, name
        assert values.std() < 0.10, name


def test_one_bank_is_within_the_error_of_a_slope() -> None:
    # sqrt((.8² + .2) / (200 · 1.65)) = .05 with Var z = 2/1.21 = 1.65
    assert learnt_authors(_simulated(7)).slope == pytest.approx(TRUTH.slope, abs=2 * 0.05)


def test_the_prior_that_was_used_before_does_not_count() -> None:
    """Taking the prior out again leaves y = b exactly: a line without noise is found as it is."""
    items = [_learnt(d, 0.3 + 0.5 * standardised(d), 0.1) for d in (1, 2, 3, 4, 5) * 4]

    found = learnt_authors(items)

    assert [found.mean, found.slope] == pytest.approx([0.3, 0.5])
    assert found.sd == 0.10  # never less: authors are not oracles


@pytest.mark.parametrize("items", [[], _simulated(1)[: LEAST_ITEMS - 1]])
def test_with_too_few_items_nothing_is_learnt(items: list[Learnt]) -> None:
    assert learnt_authors(items) == AUTHORS
    assert learnt_authors(items, TRUTH) == TRUTH


def test_items_with_few_answers_do_not_count() -> None:
    few = [replace(one, answers=LEAST_ANSWERS - 1) for one in _simulated(1)]

    assert learnt_authors(few) == AUTHORS
    many = _simulated(2)[:60]
    assert learnt_authors([*few[:100], *many]) == learnt_authors(many)


def test_the_first_items_with_many_answers_are_no_sample_of_a_bank() -> None:
    """What selection favours is alike in b: a fifth of a bank would say that authors know all."""
    items = _simulated(1)
    near = sorted(items, key=lambda one: abs(one.after.b))
    favoured, others = near[:40], [replace(one, answers=5) for one in near[40:]]

    assert learnt_authors(favoured).sd < 0.5
    assert learnt_authors([*favoured, *others]) == AUTHORS


def test_where_all_have_one_difficulty_the_slope_stays() -> None:
    found = learnt_authors([_learnt(3, b, 0.1) for b in np.linspace(-1, 1.4, 25)])

    assert found.slope == AUTHORS.slope
    assert found.mean == pytest.approx(0.2)


def test_an_item_that_its_answers_made_less_certain_is_left_out() -> None:
    odd = [replace(one, after=replace(one.after, b_sd=2.0)) for one in _simulated(1)]

    assert learnt_authors(odd) == AUTHORS
