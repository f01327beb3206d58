"""Drawing the exams that ship from the banks that ship."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import combinations
from math import ceil
from random import Random

import pytest

from tests.domain.exams.pools import NOW, assert_exact, ids
from tpmlearn.domain.content.catalogue import Approach, Catalogue, Exam, Item
from tpmlearn.domain.content.needs import pool_of
from tpmlearn.domain.exams.drawing import Drawn, Met, draw_exam
from tpmlearn.domain.exams.parts import part_of, task_of

FULL, HALF = "pmp-2026", "pmp-2026-half"
EXAMS = (FULL, HALF, "prince2-foundation", "prince2-practitioner", "psm-i")
SEEDS = range(20)
OFF_APPROACH, OFF_TYPE, OFF_DIFFICULTY = 3, 3, 3
"""How many questions an exam may be off; difficulties in each domain."""


def _draw(
    catalogue: Catalogue, slug: str, seed: int, met: Mapping[str, Met] | None = None
) -> Drawn:
    exam = catalogue.exams[slug]
    pool = pool_of(exam, catalogue)
    found = draw_exam(exam.blueprint, pool, met or {}, now=NOW, rng=Random(seed))
    assert isinstance(found, Drawn), found
    assert_exact(exam.blueprint, found, pool)
    return found


def _met(*exams: Drawn) -> dict[str, Met]:
    return {
        name: Met(NOW - timedelta(days=7), 1, key_seen=True) for one in exams for name in ids(one)
    }


@pytest.mark.parametrize("slug", EXAMS)
def test_every_exam_that_ships_can_be_drawn_again_and_again(slug: str, shipped: Catalogue) -> None:
    exams = [ids(_draw(shipped, slug, seed)) for seed in SEEDS]

    assert len({tuple(one) for one in exams}) == len(exams)


@pytest.mark.parametrize("slug", [FULL, HALF])
def test_every_task_is_the_first_of_some_question(slug: str, shipped: Catalogue) -> None:
    for seed in SEEDS:
        found = _draw(shipped, slug, seed)
        assert len({task_of(one.item, "pmp-2026") for one in found.questions}) == 26


def test_unscored_questions_leave_the_scored_ones_in_the_weights_of_the_outline(
    shipped: Catalogue,
) -> None:
    for seed in SEEDS:
        scored = [one.part for one in _draw(shipped, FULL, seed).questions if one.scored]
        assert Counter(scored) == {"PE": 56, "PR": 70, "BE": 44}


@pytest.mark.parametrize("slug", [FULL, HALF])
def test_approaches_types_difficulties_and_skills_are_near_their_shares(
    slug: str, shipped: Catalogue
) -> None:
    blueprint, pool = shipped.exams[slug].blueprint, shipped.test_pool
    usable = [item for item in pool if part_of(item, blueprint)]

    for seed in SEEDS:
        asked = [one.item for one in _draw(shipped, slug, seed).questions]
        predictive = sum(item.approach is Approach.PREDICTIVE for item in asked)
        assert abs(predictive - 0.4 * blueprint.questions) <= OFF_APPROACH
        assert _most_off([one.type for one in asked], [one.type for one in usable]) <= OFF_TYPE
        for part, count in blueprint.draw.domains.items():
            here = [item for item in asked if part_of(item, blueprint) == part]
            there = [item for item in usable if part_of(item, blueprint) == part]
            levels = [item.difficulty for item in here], [item.difficulty for item in there]
            assert _most_off(*levels) <= OFF_DIFFICULTY
            skills = Counter(item.skill for item in here)
            assert max(skills.values()) <= ceil(count / 5)


def _most_off(asked: Iterable[object], pool: Iterable[object]) -> float:
    """How many questions the name that is furthest off is off its share of the pool."""
    found, there = Counter(asked), Counter(pool)
    scale = found.total() / there.total()
    return max(abs(found[name] - count * scale) for name, count in there.items())


def test_no_item_is_asked_far_more_often_than_others(shipped: Catalogue) -> None:
    seen = Counter(name for seed in range(40) for name in ids(_draw(shipped, FULL, seed)))

    outside = [seen[item.id] for item in shipped.test_pool if not item.case]
    assert max(outside) <= 24


def test_a_full_and_a_half_mock_share_no_item_and_leave_ten_of_each_skill(
    shipped: Catalogue,
) -> None:
    for seed in range(5):
        full = _draw(shipped, FULL, seed)
        half = _draw(shipped, HALF, seed, _met(full))

        assert not set(ids(full)) & set(ids(half))
        asked = {*ids(full), *ids(half)}
        left = Counter(item.skill for item in shipped.test_pool if item.id not in asked)
        assert min(left[skill] for skill in shipped.skills) >= 10


def test_a_second_full_mock_repeats_as_few_items_as_possible(shipped: Catalogue) -> None:
    met = _met(_draw(shipped, FULL, 1), _draw(shipped, FULL, 2), _draw(shipped, HALF, 3))

    for seed, known in ((4, _met(_draw(shipped, FULL, 1))), (5, met)):
        found = _draw(shipped, FULL, seed, known)
        assert found.repeats == set(ids(found)) & set(known)
        assert len(found.repeats) == _least(shipped.exams[FULL], shipped, known)


def _least(exam: Exam, catalogue: Catalogue, met: Mapping[str, Met]) -> int:
    """The fewest repeats: over all choices of eight cases, those in them and those beside them."""
    blueprint = exam.blueprint
    cases: dict[str, list[Item]] = {}
    fresh: Counter[str] = Counter()
    for item in catalogue.test_pool:
        if item.case:
            cases.setdefault(item.case, []).append(item)
        elif item.id not in met:
            fresh[part_of(item, blueprint)] += 1
    worth = [
        (
            Counter(part_of(item, blueprint) for item in items),
            sum(item.id in met for item in items),
        )
        for items in cases.values()
    ]
    return min(
        sum(late for _, late in chosen)
        + sum(
            max(0, count - sum(parts[part] for parts, _ in chosen) - fresh[part])
            for part, count in blueprint.draw.domains.items()
        )
        for chosen in combinations(worth, 8)
    )
