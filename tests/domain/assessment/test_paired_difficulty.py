"""Bradley-Terry values on the scale of the bank: by hand, beside another program, and recovered."""

from collections import Counter
from math import exp, log, sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from tests.domain.assessment.judging import World, judged_world
from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.bradley_terry import Judgements, Seen, seen_difficulties
from tpmlearn.domain.assessment.curves import AUTHORS, Authors, ItemParameters
from tpmlearn.domain.assessment.pair_choice import Standing, next_pair, pair_key
from tpmlearn.domain.assessment.paired_difficulty import (
    Paired,
    answered_part,
    fit_pairs,
    population_of,
)


def said(*pairs: tuple[int, int], judges: tuple[int, ...] = ()) -> Judgements:
    """Judgements as (harder, easier), all by judge 0 unless `judges` says otherwise."""
    columns = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    who = np.array(judges or [0] * len(pairs), dtype=np.intp)
    return Judgements(who, columns[:, 0], columns[:, 1])


def seen(judgements: Judgements, items: int) -> Seen:
    """Difficulties as they are seen, with a prior of N(0, 1) for each."""
    return seen_difficulties(np.zeros(items), np.ones(items), judgements)


def test_two_items_and_three_judgements_are_as_worked_out_by_hand() -> None:
    """With q and -q by symmetry: 2 of 3 for the first, 2 (1 - p) - p = q where p = 1/(1+e^-2q)."""
    found = seen(said((0, 1), (0, 1), (1, 0)), 2)

    q = float(found.q[0])
    p = 1 / (1 + exp(-2 * q))
    assert found.q[1] == pytest.approx(-q)
    assert 2 * (1 - p) - p == pytest.approx(q, abs=1e-8)
    # The Hessian is [[1 + w, -w], [-w, 1 + w]] with w = 3 p (1 - p); its inverse by hand.
    w = 3 * p * (1 - p)
    assert found.covariance[0, 0] == pytest.approx((1 + w) / ((1 + w) ** 2 - w**2))


def test_values_are_those_of_a_penalised_logistic_regression() -> None:
    """Bradley-Terry is a logistic regression on differences; C = 1 is a prior of N(0, 1)."""
    world = judged_world(np.random.default_rng(7), new=12, known=0, each=8)
    judgements, items = world.judgements, len(world.b)
    design = np.zeros((judgements.harder.size, items))
    rows = np.arange(judgements.harder.size)
    design[rows, judgements.harder], design[rows, judgements.easier] = 1, -1
    both = np.concatenate([design, -design])
    right = np.concatenate([np.ones(rows.size), np.zeros(rows.size)])
    # Each judgement stands there twice, once turned round, so that both classes occur.
    other = LogisticRegression(C=0.5, fit_intercept=False, tol=1e-10, max_iter=10_000)
    other.fit(both, right)

    assert seen(judgements, items).q == pytest.approx(other.coef_[0], abs=1e-5)


def test_without_judgements_nothing_is_learnt() -> None:
    found = fit_pairs([None, (0.8, 0.09)], said(), (0.1, 0.9))

    assert [(one.b, one.b_sd) for one in found.items] == [pytest.approx((0.1, 0.9))] * 2
    assert found.judges == ()
    # The median of the logit-normal prior is .6; its mean lies a little below.
    assert found.correlation == pytest.approx(0.58, abs=0.01)


def test_who_is_called_harder_than_a_known_item_lies_above_the_population() -> None:
    hard = fit_pairs([None, (1.5, 0.04)], said(*[(0, 1)] * 8)).items[0]
    easy = fit_pairs([None, (1.5, 0.04)], said(*[(1, 0)] * 8)).items[0]

    assert hard.b > 0.3
    # What is called easier than a hard item may be anything, most likely an average one.
    assert -0.4 < easy.b < 0.2
    assert hard.judgements == easy.judgements == 8


def test_no_number_of_judgements_makes_an_item_better_known_than_looks_allow() -> None:
    rng = np.random.default_rng(3)
    sds = []
    for each in (10, 100, 400):
        world = judged_world(rng, new=8, known=0, each=each)
        found = fit_pairs(world.answered, world.judgements)
        sds.append(min(one.b_sd for one in found.items))
        # sd of b given q alone: sqrt(1 - correlation²), with a correlation of .9 at the most.
        assert sds[-1] > sqrt(1 - 0.9**2)

    assert sds == sorted(sds, reverse=True)


def test_own_answers_are_left_out_of_what_pairs_say() -> None:
    """What pairs say of an item must not repeat its answers: they are counted after it."""
    judgements = said((0, 1), (1, 2), (0, 2))
    known = fit_pairs([(2.0, 0.05), None, None], judgements).items[0]

    alone = fit_pairs([None, None, None], judgements).items[0]
    assert known.b == pytest.approx(alone.b, abs=0.15)
    assert known.b_sd == pytest.approx(alone.b_sd, abs=0.1)


def test_the_answered_part_is_what_came_to_a_belief() -> None:
    """N(.5, .8²) and a likelihood N(1.1, .3²) make precision 12.674 and mean 1.0260."""
    after = ItemParameters(1.0260, sqrt(1 / 12.6736))

    found = answered_part(after, ItemParameters(0.5, 0.8))

    assert found == pytest.approx((1.1, 0.09), abs=1e-3)
    assert answered_part(ItemParameters(0.5, 0.8), ItemParameters(0.5, 0.8)) is None


def test_the_population_is_as_wide_as_authors_and_their_error() -> None:
    assert population_of(AUTHORS) == pytest.approx((0.0, 1.0))
    assert population_of(Authors(0.2, 0.6, 0.8)) == pytest.approx((0.2, 1.0))


@pytest.mark.parametrize(
    ("paired", "replaces"),
    [
        (Paired(0.4, 0.8, 8, 2), True),
        (Paired(0.4, 0.8, 7, 2), False),
        (Paired(0.4, 0.8, 30, 1), False),
        (Paired(0.4, 0.95, 8, 2), False),
    ],
)
def test_it_takes_the_place_of_the_author_with_enough_behind_it(
    paired: Paired, replaces: bool
) -> None:
    assert paired.replaces(AUTHORS) is replaces


def test_a_judge_who_says_the_opposite_is_found_and_the_others_are_not() -> None:
    world = judged_world(np.random.default_rng(11), new=15, known=10, each=14, judges=4)
    harder, easier = world.judgements.harder.copy(), world.judgements.easier.copy()
    turned = world.judgements.judge == 2
    harder[turned], easier[turned] = easier[turned], harder[turned]

    found = fit_pairs(world.answered, Judgements(world.judgements.judge, harder, easier)).judges

    assert [one.misfits for one in found] == [False, False, True, False]
    assert found[2].agreed < 0.5 < found[2].expected


def test_a_judge_alone_cannot_agree_with_anybody() -> None:
    (only,) = fit_pairs([None, None], said((0, 1), (0, 1))).judges

    assert (only.agreed, only.expected, only.misfits) == (0.5, 0.5, False)


WORLDS = 40


def _coverage(correlation: float, known: int) -> tuple[float, float, float]:
    """(coverage of the 90 % interval, RMSE, mean SD) of new items over many worlds."""
    rng, inside, errors, sds = np.random.default_rng(20), [], [], []
    for _ in range(WORLDS):
        world = judged_world(rng, new=16, known=known, each=10, correlation=correlation)
        for one, b in zip(
            fit_pairs(world.answered, world.judgements).items[:16], world.b, strict=False
        ):
            inside.append(abs(one.b - b) < Z90 * one.b_sd)
            errors.append((one.b - b) ** 2)
            sds.append(one.b_sd)
    return float(np.mean(inside)), sqrt(float(np.mean(errors))), float(np.mean(sds))


@pytest.mark.parametrize(("correlation", "known"), [(0.5, 0), (0.5, 12), (0.7, 12), (0.3, 12)])
def test_intervals_hold_the_truth_whether_judges_see_well_or_badly(
    correlation: float, known: int
) -> None:
    coverage, rmse, sd = _coverage(correlation, known)

    assert 0.85 <= coverage <= 0.96
    assert sd == pytest.approx(rmse, rel=0.15)


def test_with_many_known_items_it_learns_how_well_judges_see() -> None:
    rng = np.random.default_rng(5)
    learnt = [
        fit_pairs(world.answered, world.judgements).correlation
        for correlation in (0.25, 0.8)
        for world in [judged_world(rng, new=0, known=60, each=12, correlation=correlation)]
    ]

    assert learnt[0] < 0.45
    assert learnt[1] > 0.65


def test_pairs_tell_more_than_the_author_where_judges_see_well() -> None:
    """An author's difficulty of correlation .6 that is trusted as .35 leaves an RMSE near .83."""
    _, rmse, _ = _coverage(0.7, 12)

    assert rmse < 0.83


def chosen_world(rng: np.random.Generator, *, coins: bool) -> tuple[World, Judgements]:
    """Sixteen new items and eight known ones, judged as the pages choose pairs, with a fit each
    night; `coins`: the judges toss one."""
    world, chance = judged_world(rng, new=16, known=8, each=1, correlation=0.6), Random(4)
    believed, said, judged = (
        np.zeros(24),
        list[tuple[int, int, int]](),
        [set[tuple[str, str]]() for _ in range(3)],
    )
    believed[16:] = [one[0] for one in world.answered if one]
    for turn in range(96):
        counts = Counter(n for _, *pair in said for n in pair)
        items = [
            Standing(f"{n:02}", b, counts[n], new=n < 16, known=n >= 16)
            for n, b in enumerate(believed)
        ]
        pair = next_pair(items, judged[turn % 3], chance)
        assert pair is not None
        judged[turn % 3].add(pair_key(*pair))
        one, other = map(int, pair)
        p = 0.5 if coins else 1 / (1 + np.exp(-(world.q[one] - world.q[other])))
        said.append((turn % 3, one, other) if rng.random() < p else (turn % 3, other, one))
        if turn % 24 == 23:
            columns = Judgements(*np.array(said, dtype=np.intp).T)
            believed[:16] = [one.b for one in fit_pairs(world.answered, columns).items[:16]]
    return world, columns


def test_choosing_by_what_was_said_before_leaves_intervals_true() -> None:
    rng, inside = np.random.default_rng(8), []
    for _ in range(12):
        world, judgements = chosen_world(rng, coins=False)
        items = fit_pairs(world.answered, judgements).items[:16]
        inside += [abs(one.b - b) < Z90 * one.b_sd for one, b in zip(items, world.b, strict=False)]

    assert 0.85 <= float(np.mean(inside)) <= 0.97


def test_judges_who_toss_coins_make_no_difficulties() -> None:
    """By a separation reliability, pairs chosen by results make coins look dependable (Bramley
    2015). Here values explain under a fifth of the variance, and their intervals say so."""
    rng, values, sds = np.random.default_rng(9), [], []
    for _ in range(6):
        world, judgements = chosen_world(rng, coins=True)
        found = fit_pairs(world.answered, judgements)
        values += [one.b for one in found.items[:16]]
        sds += [one.b_sd for one in found.items[:16]]

    assert float(np.var(values)) < 0.2
    assert float(np.mean(sds)) > 0.85


PAIR = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda one: one[0] != one[1])


@given(st.lists(PAIR, max_size=40))
def test_turning_every_judgement_round_turns_every_value_round(
    pairs: list[tuple[int, int]],
) -> None:
    there = fit_pairs([None] * 6, said(*pairs)).items
    back = fit_pairs([None] * 6, said(*[(b, a) for a, b in pairs])).items

    assert [one.b for one in there] == pytest.approx([-one.b for one in back], abs=1e-6)
    assert [one.b_sd for one in there] == pytest.approx([one.b_sd for one in back], abs=1e-6)


@given(st.lists(PAIR, max_size=30), PAIR)
def test_to_be_called_harder_once_more_never_makes_an_item_easier(
    pairs: list[tuple[int, int]], more: tuple[int, int]
) -> None:
    before = seen(said(*pairs), 6).q
    after = seen(said(*pairs, more), 6).q

    assert after[more[0]] >= before[more[0]] - 1e-9
    assert after[more[1]] <= before[more[1]] + 1e-9


@given(st.lists(PAIR, max_size=40), st.lists(st.floats(-4, 4), min_size=6, max_size=6))
def test_values_are_finite_whatever_was_said(
    pairs: list[tuple[int, int]], known: list[float]
) -> None:
    answered = [(one, 0.05) if n % 2 else None for n, one in enumerate(known)]

    found = fit_pairs(answered, said(*pairs))

    assert all(np.isfinite([one.b, one.b_sd]).all() and 0 < one.b_sd < 1.1 for one in found.items)
    assert 0 < found.correlation < 1
    assert log(found.slope) == pytest.approx(0, abs=2)


def test_the_worlds_of_these_tests_are_what_they_say() -> None:
    world: World = judged_world(np.random.default_rng(1), new=400, known=0, each=1, correlation=0.6)

    assert np.corrcoef(world.b, world.q)[0, 1] == pytest.approx(0.6, abs=0.08)
