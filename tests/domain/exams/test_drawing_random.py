"""Drawing from random pools: what is drawn keeps every rule, and what is missing truly is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.exams.pools import LATELY, NOW, a_blueprint, an_item, assert_exact
from tpmlearn.domain.content.catalogue import Blueprint, Item
from tpmlearn.domain.content.outlines import OUTLINES
from tpmlearn.domain.exams.covering import Candidate, cover
from tpmlearn.domain.exams.drawing import Drawn, Missing, draw_exam
from tpmlearn.domain.exams.quotas import Stock, cell_of, demand_of, quotas

CODES = sorted(OUTLINES["prince2-7"])
Two = tuple[Blueprint, list[Item]]


@st.composite
def exams(draw: st.DrawFn, *, every_task: bool) -> Two:
    """A blueprint with or without cases, and a pool that may or may not be able to fill it."""
    codes = CODES if every_task else CODES[:3]
    task = st.sampled_from(codes)
    tasks = st.lists(task, min_size=1, max_size=4 if every_task else 2, unique=True)
    free = draw(st.lists(tasks, max_size=7))
    cases = draw(st.lists(st.lists(tasks, min_size=1, max_size=3), max_size=3))
    pool = [_item(f"free-{n}", names, "") for n, names in enumerate(free)]
    for case, members in enumerate(cases):
        pool += [
            _item(f"case-{case}-{n}", names, f"case-{case}") for n, names in enumerate(members)
        ]
    shapes = [((1, True), (2, False)), ((3, False),), ((2, True), (2, False)), ((3, True),)]
    sections = draw(st.sampled_from([*shapes, ((1, True), (2, False), (2, True))]))
    questions = sum(count for count, _ in sections)
    parts = Counter(draw(st.lists(task, min_size=questions, max_size=questions)))
    return a_blueprint(
        *sections, domains=dict(parts), outline="prince2-7", every_task=every_task
    ), pool


def _item(name: str, codes: Sequence[str], case: str) -> Item:
    return an_item(name, *(f"prince2-7:{code}" for code in codes), case=case)


def _ways(blueprint: Blueprint, pool: Sequence[Item]) -> Iterator[list[Item]]:
    """Every exam that keeps the rules, by trying them all."""
    outside = [item for item in pool if not item.case]
    names = sorted({item.case for item in _usable(blueprint, pool) if item.case})
    cases = {name: [item for item in pool if item.case == name] for name in names}
    owed = {f"prince2-7:{code}" for code in CODES} if blueprint.draw.every_task else set()
    places = sum(one.questions for one in blueprint.sections if not one.cases)
    for in_cases in _filled([one.questions for one in blueprint.sections if one.cases], cases):
        for rest in combinations(outside, places):
            asked = [*in_cases, *rest]
            counts = Counter(cell_of(item, blueprint)[0] for item in asked)
            if counts == Counter(blueprint.draw.domains) and owed <= {
                task for item in asked for task in item.tasks
            }:
                yield asked


def _filled(sections: Sequence[int], cases: Mapping[str, Sequence[Item]]) -> Iterator[list[Item]]:
    if not sections:
        yield []
        return
    for count in range(1, len(cases) + 1):
        for order in permutations(cases, count):
            whole = [item for name in order for item in cases[name]]
            if len(whole) - len(cases[order[-1]]) < sections[0] <= len(whole):
                left = {name: items for name, items in cases.items() if name not in order}
                for rest in _filled(sections[1:], left):
                    yield [*whole[: sections[0]], *rest]


@settings(max_examples=150, deadline=None)
@given(exams(every_task=False), st.sets(st.integers(0, 15)), st.integers(0, 99))
def test_it_draws_whenever_it_can_and_repeats_as_few_as_possible(
    exam: Two, late: set[int], seed: int
) -> None:
    blueprint, pool = exam
    met = {item.id: LATELY for n, item in enumerate(pool) if n in late}

    found = draw_exam(blueprint, pool, met, now=NOW, rng=Random(seed))

    least = min(
        (sum(item.id in met for item in way) for way in _ways(blueprint, pool)), default=None
    )
    if isinstance(found, Missing):
        assert least is None
    else:
        assert_exact(blueprint, found, pool)
        assert len(found.repeats) == least


@settings(max_examples=150, deadline=None)
@given(exams(every_task=True), st.integers(0, 99))
def test_it_covers_every_task_whenever_it_can(exam: Two, seed: int) -> None:
    blueprint, pool = exam

    found = draw_exam(blueprint, pool, {}, now=NOW, rng=Random(seed))

    possible = next(_ways(blueprint, pool), None) is not None
    assert isinstance(found, Drawn) == possible
    if isinstance(found, Drawn):
        assert_exact(blueprint, found, pool)


@settings(max_examples=100, deadline=None)
@given(exams(every_task=False), st.integers(0, 99))
def test_what_is_said_to_be_missing_is_missing(exam: Two, seed: int) -> None:
    blueprint, pool = exam

    found = draw_exam(blueprint, pool, {}, now=NOW, rng=Random(seed))

    said = found.sentences if isinstance(found, Missing) else ()
    assert isinstance(found, Drawn) or said
    usable = _usable(blueprint, pool)
    for sentence in said:
        match = re.fullmatch(r"(\d+) more questions? in (\w+) (?:is|are) needed\.", sentence)
        if match:
            there = sum(cell_of(item, blueprint)[0] == match[2] for item in usable)
            assert blueprint.draw.domains[match[2]] - there == int(match[1])


def _usable(blueprint: Blueprint, pool: Sequence[Item]) -> list[Item]:
    """The items of the exam's domains, those of a case only if all of them are."""
    fits = {item.id: cell_of(item, blueprint)[0] in blueprint.draw.domains for item in pool}
    with_cases = any(section.cases for section in blueprint.sections)
    broken = {item.case for item in pool if not fits[item.id]}
    return [
        item
        for item in pool
        if fits[item.id] and (not item.case or (with_cases and item.case not in broken))
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 6), min_size=1),
    st.integers(0, 8),
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.integers(1, 3)),
        st.tuples(st.integers(0, 3), st.integers(0, 3)),
        max_size=6,
    ),
)
def test_marks_and_questions_come_out_whenever_they_can(
    demand: dict[str, int], questions: int, counts: dict[tuple[str, int], tuple[int, int]]
) -> None:
    stock = {cell: Stock(new + old, new) for cell, (new, old) in counts.items()}
    cells = [cell for cell in stock if cell[0] in demand]
    wear = [(cell, n >= stock[cell].fresh) for cell in cells for n in range(stock[cell].items)]
    least = min(
        (
            sum(late for _, late in way)
            for way in combinations(wear, questions)
            if _marks([cell for cell, _ in way]) == +Counter(demand)
        ),
        default=None,
    )

    found = quotas(demand, questions, stock)

    if found is None:
        assert least is None
        return
    assert sum(found.values()) == questions
    assert _marks([cell for cell, count in found.items() for _ in range(count)]) == +Counter(demand)
    assert sum(max(0, count - stock[cell].fresh) for cell, count in found.items()) == least


def _marks(cells: Sequence[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for part, marks in cells:
        found[part] += marks
    return found


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.frozensets(st.sampled_from("vwxyz"), max_size=3)),
        max_size=9,
    ),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_a_cover_is_found_whenever_there_is_one(
    pool: list[tuple[str, frozenset[str]]], of_a: int, of_b: int
) -> None:
    limits = {("a", 1): of_a, ("b", 1): of_b}
    candidates = [Candidate(n, (part, 1), tasks) for n, (part, tasks) in enumerate(pool)]

    found = cover(frozenset("vwxyz"), candidates, limits)

    if found is None:
        assert not any(
            _covers(way, limits)
            for count in range(of_a + of_b + 1)
            for way in combinations(candidates, count)
        )
    else:
        assert len(set(found)) == len(found)
        assert _covers([candidates[n] for n in found], limits)


def _covers(way: Sequence[Candidate], limits: Mapping[tuple[str, int], int]) -> bool:
    counts = Counter(one.cell for one in way)
    within = all(counts[cell] <= limits[cell] for cell in counts)
    return within and frozenset("vwxyz") <= frozenset().union(*(one.tasks for one in way))


def test_a_blueprint_asks_for_groups_then_domains_then_anything() -> None:
    assert demand_of(a_blueprint((3, False), groups={"roles": 3}, outline="")) == {"roles": 3}
    assert demand_of(a_blueprint((3, False), domains={"PE": 3})) == {"PE": 3}
    assert demand_of(a_blueprint((3, False))) == {"": 3}
