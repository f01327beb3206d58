"""One adaptive test: which item comes, when it ends."""

from dataclasses import replace

import numpy as np
import pytest

from tests.domain.assessment.pool import item, match
from tpmlearn.domain.assessment.ability import density, estimate, log_posterior, updated
from tpmlearn.domain.assessment.adaptive import (
    Choices,
    Draw,
    OpenTest,
    next_draw,
    pool_of,
    quick_quotas,
)
from tpmlearn.domain.assessment.bank import make_bank
from tpmlearn.domain.assessment.curves import ItemParameters, expected_curves, informations
from tpmlearn.domain.assessment.joint import Site, composite, correlations
from tpmlearn.domain.assessment.standing import Given, expected_drop, sites, standing
from tpmlearn.domain.assessment.stopping import End
from tpmlearn.domain.content.catalogue import Item

SKILLS = {"A1": "A1", "A2": "A2"}


def _test(items: list[Item], quotas: dict[str, int], given: list[Given] | None = None) -> OpenTest:
    bank = make_bank(items, lambda _: ItemParameters(0.0, 0.3, 0.0, 0.1, 0.25))
    size = len(items)
    none = np.zeros(size)
    choices = Choices(none.astype(bool), none.astype(int))
    return OpenTest(bank, pool_of(bank, SKILLS, none), quotas, given or [], choices, {})


def _items(count: int, skill: str = "A1") -> list[Item]:
    return [item(f"{skill}-{n}", skill) for n in range(count)]


def _given(one: Item, test: OpenTest, *, right: bool | None = True, scored: bool = True) -> Given:
    place = [found.id for found in test.bank.items].index(one.id)
    likelihood = None if right is None else test.bank.outcomes(place)[right]
    return Given(one.id, one.case, SKILLS[one.skill], likelihood, scored)


def _after(test: OpenTest, *ids: str, right: bool | None = True) -> OpenTest:
    items = {one.id: one for one in test.bank.items}
    return replace(test, given=[_given(items[name], test, right=right) for name in ids])


def _next(test: OpenTest, *, seed: bool = False, turn: int = 1) -> Draw | End:
    return next_draw(test, seed=seed, rng=np.random.default_rng(turn))


def _drawn(test: OpenTest, **how: object) -> Item:
    found = _next(test, **how)  # type: ignore[arg-type]
    assert isinstance(found, Draw)
    return test.bank.items[found.index]


def test_the_skill_that_lacks_most_comes_next() -> None:
    test = _test([*_items(8), *_items(8, "A2")], {"A1": 6, "A2": 6})

    assert _drawn(_after(test, "A1-0")).skill == "A2"
    assert _drawn(_after(test, "A2-0", "A2-1")).skill == "A1"


def test_what_was_given_or_seen_before_does_not_come() -> None:
    test = _test(_items(4), {"A1": 4})
    seen = np.array([False, True, False, False])
    test = replace(test, choices=replace(test.choices, seen=seen))

    found = {_drawn(_after(test, "A1-0"), turn=n).id for n in range(20)}

    assert found == {"A1-2", "A1-3"}


def test_of_a_case_one_item_comes_even_after_that_item_has_left_the_bank() -> None:
    items = [*_items(2), item("c1", "A1", case="dairy")]
    test = _test(items, {"A1": 5})
    gone = Given("c0", "dairy", "A1", test.bank.outcomes(0)[1], scored=True)

    found = {_drawn(replace(test, given=[gone]), turn=n).id for n in range(20)}

    assert found == {"A1-0", "A1-1"}


def test_the_first_item_is_chance_and_the_last_information() -> None:
    test = _test(_items(30), {"A1": 10})

    first = {_drawn(test, turn=n).id for n in range(40)}
    last = _after(test, *(f"A1-{n}" for n in range(9)), right=None)
    found = _next(last)

    assert len(first) > 10
    assert isinstance(found, Draw)
    assert found.weight == pytest.approx(1)
    assert found.information == pytest.approx(found.best)


def test_a_seed_has_the_fewest_answers_and_is_not_scored() -> None:
    test = _test(_items(20), {"A1": 6})
    answers = np.full(20, 9)
    answers[[3, 7]] = 2
    test = replace(test, choices=replace(test.choices, answers=answers))

    found = _next(test, seed=True)

    assert isinstance(found, Draw)
    assert not found.scored
    assert test.bank.items[found.index].id in {"A1-3", "A1-7"}


def test_no_seed_is_taken_where_the_next_test_would_lack_it() -> None:
    found = _next(_test(_items(12), {"A1": 6}), seed=True)

    assert isinstance(found, Draw)
    assert found.scored


def test_it_ends_when_its_quotas_are_full() -> None:
    test = _test(_items(20), {"A1": 3})

    assert _next(_after(test, "A1-0", "A1-1", "A1-2", right=None)) is End.QUOTA


def test_it_ends_when_nothing_is_left() -> None:
    test = _test(_items(3), {"A1": 6})

    assert _next(_after(test, "A1-0", "A1-1", "A1-2")) is End.EMPTY
    assert _next(_test([], {"A1": 6})) is End.EMPTY


def test_it_ends_when_another_item_adds_next_to_nothing() -> None:
    test = _test(_items(60), {"A1": 50})

    ends = [_next(_after(test, *(f"A1-{n}" for n in range(count)))) for count in (4, 5, 20, 45)]

    assert isinstance(ends[0], Draw)
    assert ends[-1] in {End.PRECISE, End.NO_GAIN}


def test_rapid_and_withdrawn_answers_say_nothing() -> None:
    test = _test(_items(4), {"A1": 4})
    nothing = _after(test, "A1-0", "A1-1", right=None)

    assert sites(nothing.given, ["A1"]) == [None]
    found = standing(nothing.given, ["A1"]).whole
    assert (found.mean, found.se) == pytest.approx((0.0, 1.0))


def test_one_skill_says_a_little_of_another() -> None:
    test = _after(_test([*_items(6), *_items(6, "A2")], {"A1": 6, "A2": 6}), "A1-0", "A1-1")

    found = standing(test.given, ["A1", "A2"]).estimates

    assert found["A1"].mean > found["A2"].mean > 0
    assert found["A1"].se < found["A2"].se < 1


def test_dimensions_that_go_together_more_say_more_of_each_other() -> None:
    test = _after(_test([*_items(6), *_items(6, "A2")], {"A1": 6, "A2": 6}), "A1-0", "A1-1")

    little, much = (standing(test.given, ["A1", "A2"], rho).estimates["A2"] for rho in (0.2, 0.8))

    assert 0 < little.mean < much.mean
    assert little.se > much.se


def test_the_expected_drop_is_positive_and_shrinks() -> None:
    test = _test(_items(40), {"A1": 40})
    drops = [
        expected_drop(
            _after(test, *(f"A1-{n}" for n in range(count))).given,
            ["A1"],
            test.bank.outcomes(39),
            0,
        )
        for count in (0, 10, 30)
    ]

    assert drops[0] > drops[1] > drops[2] > 0


def test_a_site_is_that_of_right_and_wrong_bit_for_bit() -> None:
    test = _test(_items(4), {"A1": 4})
    given = [_given(one, test, right=n % 2 == 0) for n, one in enumerate(test.bank.items)]

    (found,) = sites(given, ["A1"])

    plain = estimate(log_posterior(test.bank.curves, [True, False, True, False]))
    assert found == Site(plain.mean, plain.se)


def test_the_expected_drop_is_that_of_right_and_wrong_bit_for_bit() -> None:
    test = _after(_test(_items(6), {"A1": 6}), "A1-0", "A1-1")
    curve, before = test.bank.curves[5], log_posterior(test.bank.curves[:2], [True, True])

    found = expected_drop(test.given, ["A1"], test.bank.outcomes(5), 0)

    chance, weights = float(density(before) @ curve), np.ones(1)
    now, right, wrong = (
        composite([Site(one.mean, one.se)], correlations(1), weights).se
        for one in (
            estimate(before),
            estimate(updated(before, curve, right=True)),
            estimate(updated(before, curve, right=False)),
        )
    )
    assert found == now - (chance * right + (1 - chance) * wrong)


def test_a_bank_without_marks_has_the_plain_curves_bit_for_bit() -> None:
    bank = _test([*_items(3), match("m", "A1", 4, marks=1)], {"A1": 3}).bank

    assert bank.marks == (1, 1, 1, 1)
    assert np.array_equal(bank.curves, expected_curves(bank.parameters))
    assert np.array_equal(bank.information, informations(bank.curves))


def test_marks_earned_say_more_than_right_or_wrong() -> None:
    test = _test([match("m", "A1", 4), match("w", "A1", 4, marks=1)], {"A1": 2})
    marks, whole = test.bank.outcomes(0), test.bank.outcomes(1)

    means = [
        standing([Given("m", "", "A1", one, scored=True)], ["A1"]).whole.mean
        for one in (*marks, *whole)
    ]

    assert len(marks) == 5
    none, *_, full = means[:5]
    assert means[:5] == sorted(means[:5])
    # Not all right is not nothing.
    assert none < means[5] < means[3]
    # In this bank right may be guessed; all rows are not.
    assert full > means[6]
    # What to choose goes by what the marks tell, and a bank of marks expects a share of them.
    assert test.bank.information[0].max() > test.bank.information[1].max()
    assert test.bank.curves[0][40] == pytest.approx(
        sum(n * one[40] for n, one in enumerate(marks)) / 4
    )


def test_the_expected_drop_is_the_mean_over_all_scores() -> None:
    test = _test([match("m", "A1", 3), match("w", "A1", 3, marks=1)], {"A1": 2})

    by_marks, whole = (expected_drop([], ["A1"], test.bank.outcomes(n), 0) for n in (0, 1))

    assert by_marks > whole > 0


def test_an_item_worth_two_that_is_right_or_wrong_has_one_mark_here() -> None:
    two = replace(item("a", "A1"), marks=2)
    uneven = match("b", "A1", 4, marks=2)

    assert _test([two, uneven], {"A1": 1}).bank.marks == (1, 1)


@pytest.mark.parametrize(
    ("areas", "quotas"),
    [
        ({"A": 6, "B": 6, "C": 3}, {"A": 10, "B": 10, "C": 10}),
        ({"A": 3, "B": 6, "C": 6, "D": 4}, {"A": 7, "B": 8, "C": 8, "D": 7}),
    ],
)
def test_the_quick_test_shares_its_thirty_items(
    areas: dict[str, int], quotas: dict[str, int]
) -> None:
    assert quick_quotas(areas) == quotas
    assert sum(quotas.values()) == 30
