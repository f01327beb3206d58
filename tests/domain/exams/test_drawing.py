"""Drawing an exam from small pools: what is exact, what is near, what is missing."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from tests.domain.exams.pools import (
    LATELY,
    LONG_AGO,
    NOW,
    a_blueprint,
    a_case,
    an_item,
    drawn,
    ids,
    items,
    missing,
)
from tpmlearn.domain.content.catalogue import Approach, ItemType, Pool
from tpmlearn.domain.exams.drawing import Met, draw_exam

TWO = a_blueprint((6, False), domains={"PE": 4, "PR": 2})
OWN = replace(TWO, pool=Pool.EXAM)
MIXED = a_blueprint((4, True), (4, False), domains={"PE": 5, "PR": 3})


def test_it_draws_the_counts_of_each_domain() -> None:
    found = drawn(TWO, [*items(9, "PE1"), *items(9, "PR1"), *items(9, "BE1")])

    assert Counter(one.part for one in found.questions) == {"PE": 4, "PR": 2}


def test_an_item_counts_for_the_domain_of_its_first_task() -> None:
    found = drawn(TWO, [*items(4, "PE1", "PR1"), *items(2, "PR1", "PE1")])

    assert Counter(one.part for one in found.questions) == {"PE": 4, "PR": 2}


def test_the_same_random_source_gives_the_same_exam() -> None:
    pool = [*items(30, "PE1"), *items(30, "PR1")]

    assert drawn(TWO, pool, seed=3) == drawn(TWO, pool, seed=3)
    assert ids(drawn(TWO, pool, seed=3)) != ids(drawn(TWO, pool, seed=4))


def test_an_item_that_stands_in_the_pool_twice_is_asked_once() -> None:
    pool = [*items(4, "PE1"), *items(2, "PR1")]

    assert len(set(ids(drawn(TWO, [*pool, *pool])))) == 6


def test_domains_are_mixed() -> None:
    blueprint = a_blueprint((20, False), domains={"PE": 10, "PR": 10})

    parts = [one.part for one in drawn(blueprint, [*items(10, "PE1"), *items(10, "PR1")]).questions]

    assert parts not in (sorted(parts), sorted(parts, reverse=True))


def test_cases_are_whole_and_in_the_author_s_order() -> None:
    pool = [*a_case("barn", "PE1", "PR1"), *a_case("mill", "PR1", "PE1"), *items(9, "PE1")]

    found = drawn(a_blueprint((4, True), (1, False), domains={"PE": 3, "PR": 2}), pool)

    assert sorted(ids(found)[:4]) == ["barn-0", "barn-1", "mill-0", "mill-1"]


def test_the_last_case_is_cut_where_the_count_does_not_divide() -> None:
    cases = [a_case(name, "PE1", "PE1", "PE1") for name in ("barn", "mill")]
    blueprint = a_blueprint((4, True), domains={"PE": 4})

    found = drawn(blueprint, [item for case in cases for item in case])

    assert [one[-1] for one in ids(found)] == ["0", "1", "2", "0"]


def test_no_case_is_cut_where_others_come_out_even() -> None:
    pool = [
        *a_case("barn", "PE1", "PE1", "PE1"),
        *a_case("mill", *["PE1"] * 4),
        *a_case("inn", "PE1"),
    ]

    for seed in range(9):
        found = drawn(a_blueprint((4, True), domains={"PE": 4}), pool, seed=seed)
        assert {item.item.case for item in found.questions} in ({"mill"}, {"barn", "inn"})


def test_cases_are_chosen_so_that_the_rest_can_be_filled() -> None:
    pool = [*a_case("barn", "PE1", "PE1"), *a_case("mill", "PR1", "PR1"), *items(2, "PE1")]

    for seed in range(9):
        found = drawn(
            a_blueprint((2, True), (2, False), domains={"PE": 2, "PR": 2}), pool, seed=seed
        )
        assert {item.item.case for item in found.sections[0]} == {"mill"}


def test_items_of_cases_are_not_asked_one_by_one() -> None:
    pool = [*a_case("barn", "PE1"), *items(4, "PE1"), *items(2, "PR1")]

    assert "barn-0" not in ids(drawn(TWO, pool))


def test_a_case_with_an_item_of_another_domain_is_left_out() -> None:
    pool = [*a_case("barn", "PE1", "BE1"), *a_case("mill", "PE1", "PR1"), *items(9, "PE1")]

    found = drawn(a_blueprint((2, True), (1, False), domains={"PE": 2, "PR": 1}), pool)

    assert found.sections[0][0].item.case == "mill"


def test_marks_and_number_of_questions_both_come_out() -> None:
    blueprint = a_blueprint((5, False), marks=8, groups={"roles": 5, "plans": 3}, outline="")
    pool = [
        *items(6, group="roles", marks=1),
        *items(2, group="roles", marks=2),
        *items(3, group="plans", marks=1),
        *items(1, group="plans", marks=2),
    ]

    found = drawn(blueprint, pool)

    assert sorted(one.item.marks for one in found.questions) == [1, 1, 2, 2, 2]


def test_marks_are_taken_as_evenly_as_the_pool_has_them() -> None:
    blueprint = a_blueprint((6, False), marks=12, groups={"roles": 12}, outline="")
    pool = [item for marks in (1, 2, 3) for item in items(6, group="roles", marks=marks)]

    found = drawn(blueprint, pool)

    assert sorted(one.item.marks for one in found.questions) == [1, 1, 2, 2, 3, 3]


def test_every_task_is_covered_by_a_first_task_where_there_is_one() -> None:
    blueprint = a_blueprint((26, False), domains={"PE": 8, "PR": 10, "BE": 8}, every_task=True)
    codes = [
        f"{name}{n}"
        for name, most in (("PE", 8), ("PR", 10), ("BE", 8))
        for n in range(1, most + 1)
    ]
    pool = [one for code in codes for one in items(3, code)]
    pool += [one for name in ("PE", "PR", "BE") for one in items(40, f"{name}1", f"{name}2")]

    found = drawn(blueprint, pool)

    assert {one.item.tasks[0] for one in found.questions} == {f"pmp-2026:{code}" for code in codes}


def test_what_was_never_met_goes_first() -> None:
    pool = [*items(8, "PE1"), *items(5, "PR1")]
    met = {item.id: LONG_AGO for item in [*pool[:4], *pool[8:11]]}

    assert not set(ids(drawn(OWN, pool, met))) & set(met)


def test_what_was_met_long_ago_goes_before_what_was_met_lately() -> None:
    pool = [*items(6, "PE1"), *items(2, "PR1")]
    met = {pool[0].id: LONG_AGO, pool[1].id: LATELY, pool[2].id: LATELY, pool[3].id: LATELY}

    found = drawn(OWN, pool, met)

    assert pool[0].id in ids(found)
    assert len(found.repeats) == 1


def test_of_repeats_the_oldest_are_taken() -> None:
    pool = [*items(8, "PE1"), *items(2, "PR1")]
    met = {item.id: Met(NOW - timedelta(days=n)) for n, item in enumerate(pool[:8], start=1)}

    assert drawn(OWN, pool, met).repeats == {item.id for item in pool[4:8]}


def test_among_old_ones_those_whose_key_was_not_seen_go_first() -> None:
    pool = [*items(8, "PE1"), *items(2, "PR1")]
    met = {item.id: replace(LONG_AGO, key_seen=n < 4) for n, item in enumerate(pool[:8])}

    assert set(ids(drawn(OWN, pool, met))) == {item.id for item in pool[4:]}


def test_a_case_that_was_met_lately_is_avoided() -> None:
    pool = [*a_case("barn", "PE1", "PE1"), *a_case("mill", "PE1", "PE1")]

    for seed in range(5):
        found = drawn(
            a_blueprint((2, True), domains={"PE": 2}), pool, {"barn-1": LATELY}, seed=seed
        )
        assert found.sections[0][0].item.case == "mill"


def test_cases_give_way_where_that_saves_repeats() -> None:
    """The case that was met costs two repeats, the other leaves three to be repeated."""
    pool = [
        *a_case("barn", "PE1", "PE1", "PE1"),
        *a_case("mill", "PR1", "PR1", "PR1"),
        *items(3, "PE1"),
        *items(3, "PR1"),
    ]
    met = {one.id: LATELY for one in [*pool[:2], *pool[6:9]]}
    blueprint = a_blueprint((3, True), (3, False), domains={"PE": 3, "PR": 3})

    assert drawn(blueprint, pool, met).repeats == {"barn-0", "barn-1"}


def test_ten_items_of_a_skill_stay_unmet_where_others_can_be_asked() -> None:
    blueprint = a_blueprint((8, False), domains={"PE": 8})
    pool = [*items(14, "PE1", skill="COM1"), *items(14, "PE1", skill="COM2")]

    found = drawn(blueprint, pool)

    assert Counter(one.item.skill for one in found.questions) == {"COM1": 4, "COM2": 4}


def test_items_met_long_ago_spare_the_last_ten_of_a_skill() -> None:
    blueprint = a_blueprint((4, False), domains={"PE": 4})
    pool = items(15, "PE1")
    met = {item.id: LONG_AGO for item in pool[:4]}

    found = drawn(blueprint, pool, met)

    assert len(set(ids(found)) & set(met)) == 3


def test_the_last_ten_of_a_skill_are_asked_before_anything_is_repeated() -> None:
    blueprint = a_blueprint((4, False), domains={"PE": 4})
    pool = items(10, "PE1")
    met = {item.id: LATELY for item in pool[:5]}

    assert drawn(blueprint, pool, met).repeats == frozenset()


def test_an_exam_of_its_own_items_keeps_none_back() -> None:
    blueprint = a_blueprint((4, False), groups={"roles": 4}, outline="", pool=Pool.EXAM)
    pool = items(8, group="roles", pool=Pool.EXAM)
    met = {item.id: LONG_AGO for item in pool[:4]}

    assert not set(ids(drawn(blueprint, pool, met))) & set(met)


def test_approaches_come_in_the_shares_of_the_blueprint() -> None:
    blueprint = a_blueprint((20, False), domains={"PE": 20}, approach={"predictive": 0.4})
    pool = [item for one in Approach for item in items(30, "PE1", approach=one)]

    found = drawn(blueprint, pool)

    assert sum(one.item.approach is Approach.PREDICTIVE for one in found.questions) == 8


def test_types_and_difficulties_come_as_in_the_pool() -> None:
    blueprint = a_blueprint((20, False), domains={"PE": 20})
    pool = [
        item
        for difficulty in range(1, 6)
        for type_, count in ((ItemType.SINGLE, 14), (ItemType.MULTIPLE, 6))
        for item in items(count, "PE1", difficulty=difficulty, type=type_)
    ]

    found = drawn(blueprint, pool)

    assert Counter(one.item.difficulty for one in found.questions) == dict.fromkeys(range(1, 6), 4)
    assert Counter(one.item.type for one in found.questions) == {"single": 14, "multiple": 6}


def test_one_skill_takes_about_a_fifth_of_a_domain_at_most() -> None:
    blueprint = a_blueprint((20, False), domains={"PE": 20})
    others = [one for n in range(5) for one in items(20, "PE1", skill=f"PPL{n}")]

    found = drawn(blueprint, [*items(300, "PE1", skill="COM1"), *others])

    assert Counter(one.item.skill for one in found.questions)["COM1"] <= 5


def test_unscored_questions_come_from_each_domain_in_proportion_and_never_from_cases() -> None:
    blueprint = a_blueprint((4, True), (16, False), domains={"PE": 12, "PR": 8}, unscored=5)
    pool = [*a_case("barn", *["PE1"] * 4), *items(20, "PE1"), *items(20, "PR1")]

    found = drawn(blueprint, pool)

    assert Counter(one.part for one in found.questions if not one.scored) == {"PE": 3, "PR": 2}


def test_items_with_the_fewest_answers_go_unscored() -> None:
    pool = [*items(4, "PE1"), *items(2, "PR1")]
    answers = {item.id: n for n, item in enumerate(pool, start=1)} | {pool[2].id: 0, pool[5].id: 0}

    found = drawn(replace(TWO, unscored=2), pool, answers=answers)

    assert {one.item.id for one in found.questions if not one.scored} == {pool[2].id, pool[5].id}


@pytest.mark.parametrize(
    ("pool", "sentences"),
    [
        ([], ("4 more questions in People are needed.", "2 more questions in Process are needed.")),
        ([*items(4, "PE1"), *items(1, "PR1")], ("1 more question in Process is needed.",)),
    ],
)
def test_it_says_which_domains_lack_questions(pool: list, sentences: tuple[str, ...]) -> None:  # type: ignore[type-arg]
    assert missing(TWO, pool) == sentences


def test_it_says_how_many_questions_in_cases_are_missing() -> None:
    pool = [*a_case("barn", "PE1"), *items(9, "PE1"), *items(9, "PR1")]

    assert missing(MIXED, pool) == ("Cases with 3 more questions are needed.",)


def test_it_says_what_is_missing_beside_the_cases() -> None:
    pool = [*a_case("barn", "PE1", "PE1", "PE1", "PE1"), *items(9, "PE1"), *items(2, "PR1")]

    assert missing(MIXED, pool) == ("1 more question in Process is needed.",)
    # More in Process does not help while all of it stands in cases of which one is asked.
    more = [*pool, *a_case("inn", *["PR1"] * 4), *a_case("mill", *["PR1"] * 4)]
    assert missing(replace(MIXED, draw=replace(MIXED.draw, domains={"PE": 1, "PR": 7})), more) == (
        "1 more question in Process outside cases is needed.",
    )


def test_it_says_when_cases_bring_too_much() -> None:
    pool = [*a_case("barn", *["PR1"] * 4), *items(9, "PE1"), *items(9, "PR1")]

    assert missing(MIXED, pool) == ("Cases with 1 fewer question in Process are needed.",)


def test_it_names_tasks_without_a_question() -> None:
    blueprint = a_blueprint((7, False), outline="prince2-7", every_task=True)
    pool = items(9, *(f"prince2-7:{code}" for code in ("BC", "OR", "PL", "QU", "RI")))

    assert missing(blueprint, pool) == (
        "There is no question on task IS.",
        "There is no question on task PG.",
    )


def test_it_says_when_tasks_cannot_be_covered_within_the_counts() -> None:
    blueprint = a_blueprint((6, False), outline="prince2-7", every_task=True)
    pool = [
        one
        for code in ("BC", "OR", "PL", "QU", "RI", "IS", "PG")
        for one in items(2, f"prince2-7:{code}")
    ]

    assert missing(blueprint, pool) == ("No choice of 6 questions covers every task at once.",)


def test_it_says_when_marks_do_not_come_out() -> None:
    blueprint = a_blueprint((2, False), marks=5, groups={"roles": 3, "plans": 2}, outline="")
    pool = [*items(5, group="roles", marks=2), *items(5, group="plans", marks=2)]

    assert missing(blueprint, pool) == (
        "No choice of 2 questions comes to exactly these marks: Roles 3, Plans 2.",
    )
    assert missing(blueprint, pool[:1] + pool[5:]) == ("1 more mark in Roles is needed.",)


def test_it_says_when_unscored_questions_have_no_place() -> None:
    blueprint = a_blueprint((2, True), (1, False), domains={"PE": 3}, unscored=2)
    pool = [*a_case("barn", "PE1", "PE1"), *items(9, "PE1")]

    assert missing(blueprint, pool) == (
        "Places for 1 more unscored question outside cases are needed.",
    )


def test_a_blueprint_without_parts_takes_anything() -> None:
    pool = [an_item("a"), an_item("b", "PE1"), an_item("c", "BE2")]

    assert sorted(ids(drawn(a_blueprint((3, False)), pool))) == ["a", "b", "c"]
    assert missing(a_blueprint((5, False)), pool) == ("2 more questions are needed.",)


def test_many_cases_are_sampled_and_fresh_ones_still_go_first() -> None:
    cases = [item for n in range(40) for item in a_case(f"case-{n}", *["PE1"] * 5)]
    met = {item.id: LATELY for item in cases[: 32 * 5]}

    found = draw_exam(
        a_blueprint((40, True), domains={"PE": 40}), cases, met, now=NOW, rng=Random(1)
    )

    assert found == drawn(a_blueprint((40, True), domains={"PE": 40}), cases, met)
    assert found.repeats == frozenset()
