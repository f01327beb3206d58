"""Drills: what fits, what is asked, and that nothing is spoilt by them."""

import json
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from tests.domain.exams.pools import LATELY, LONG_AGO, NOW, a_case, an_item, ids, items
from tpmlearn.domain.content.catalogue import Catalogue, Item, Option, Pool, Trap
from tpmlearn.domain.content.outlines import OUTLINES, PMP, TASK_NAMES
from tpmlearn.domain.exams.drawing import Drawn, Met, Missing
from tpmlearn.domain.exams.drills import (
    Drill,
    DrillKind,
    draw_drill,
    drill_blueprint,
    drills_of,
    read_drill,
)
from tpmlearn.domain.exams.frozen import freeze_blueprint, thaw_blueprint

PEOPLE = Drill(DrillKind.DOMAIN, "PE")
SEEN = replace(LONG_AGO, key_seen=True)


def _practice(found: list[Item]) -> list[Item]:
    return [replace(item, pool=Pool.PRACTICE) for item in found]


def _drawn(
    drill: Drill, pool: list[Item], met: dict[str, Met] | None = None, most: int = 15
) -> Drawn:
    found = draw_drill(drill, pool, met or {}, now=NOW, rng=Random(1), most=most)
    assert isinstance(found, Drawn)
    return found


@pytest.mark.parametrize("text", ["domain:PE", "domain:BE", "task:PR10", "trap:hero-mode"])
def test_a_drill_is_read_as_it_is_written(text: str) -> None:
    drill = read_drill(text)

    assert drill is not None
    assert str(drill) == text


@pytest.mark.parametrize(
    "text",
    ["", "domain", "domain:", "domain:XX", "domain:PE3", "task:PE9", "task:PE", "trap:", "trap:A b",
     "skill:DEL4", "domain:PE:1", "trap:" + "a" * 200, "trap:hero-mode\n"],
)  # fmt: skip
def test_anything_else_is_no_drill(text: str) -> None:
    assert read_drill(text) is None


def test_a_domain_takes_items_by_their_first_task_and_a_task_by_any() -> None:
    pool = _practice([an_item("a", "PE1", "PR2"), an_item("b", "PR2", "PE1"), an_item("c")])

    assert ids(_drawn(PEOPLE, pool)) == ["a"]
    assert sorted(ids(_drawn(Drill(DrillKind.TASK, "PE1"), pool))) == ["a", "b"]


def test_a_trap_takes_items_with_the_trap_among_their_options() -> None:
    option = Option("", correct=False, reason="", trap="hero-mode")
    pool = _practice([an_item("a", options=(option,)), an_item("b")])

    found = _drawn(Drill(DrillKind.TRAP, "hero-mode"), pool)

    assert [(one.item.id, one.part) for one in found.questions] == [("a", "other")]


def test_items_of_other_pools_are_asked_only_when_their_key_was_seen() -> None:
    pool = items(4, "PE1")

    found = _drawn(PEOPLE, pool, {pool[0].id: SEEN, pool[1].id: LONG_AGO})

    assert ids(found) == [pool[0].id]


def test_it_says_when_there_is_nothing_to_ask() -> None:
    found = draw_drill(PEOPLE, items(4, "PE1"), {}, now=NOW, rng=Random(1))

    assert found == Missing(("There is no question for this drill yet.",))


def test_it_asks_so_many_at_most_and_the_least_met_first() -> None:
    pool = _practice(items(30, "PE1"))
    met = {item.id: LONG_AGO for item in pool[:20]} | {item.id: LATELY for item in pool[:10]}

    assert set(ids(_drawn(PEOPLE, pool, met, most=10))) == {item.id for item in pool[20:]}
    found = _drawn(PEOPLE, pool, met, most=25)
    assert len(found.questions) == 25
    assert len(found.repeats) == 5


def test_a_case_is_asked_whole_or_not_at_all() -> None:
    whole = _practice(a_case("barn", "PE1", "PE2", "PE3"))
    mixed = _practice(a_case("mill", "PE1", "PR1"))
    seen = a_case("inn", "PE1", "PE1")

    found = _drawn(PEOPLE, [*whole, *mixed, *seen], {"inn-0": SEEN})

    assert ids(found) == ["barn-0", "barn-1", "barn-2"]
    assert isinstance(draw_drill(PEOPLE, whole, {}, now=NOW, rng=Random(1), most=2), Missing)


def test_the_same_random_source_gives_the_same_drill() -> None:
    pool = _practice(items(30, "PE1"))

    assert _drawn(PEOPLE, pool) == _drawn(PEOPLE, pool)


def test_every_task_of_the_outline_has_a_name() -> None:
    assert set(TASK_NAMES) == OUTLINES[PMP]


def test_it_lists_drills_with_how_many_items_there_are() -> None:
    trap = Trap("hero-mode", "Saved by long nights", "", "", "")
    option = Option("", correct=False, reason="", trap="hero-mode")
    quiz = _practice([*items(3, "PR2"), an_item("a", "PE1", options=(option,))])
    bank = items(2, "BE1")
    catalogue = Catalogue("v", bank={"b": (*quiz, *bank)}, traps={"hero-mode": trap})

    found = drills_of(catalogue, {bank[0].id: SEEN})

    assert [(str(one.drill), one.name, one.items, one.few) for one in found] == [
        ("domain:PE", "People", 1, True),
        ("domain:PR", "Process", 3, False),
        ("domain:BE", "Business environment", 1, True),
        ("task:PE1", "PE1 Build a shared vision", 1, True),
        ("task:PR2", "PR2 Scope", 3, False),
        ("task:BE1", "BE1 Governance", 1, True),
        ("trap:hero-mode", "Saved by long nights", 1, True),
    ]


def test_a_visitor_finds_a_drill_for_every_domain_task_and_trap_that_ships(
    shipped: Catalogue,
) -> None:
    found = drills_of(shipped, {})

    kinds = Counter(one.drill.kind for one in found)
    assert kinds == {"domain": 3, "task": 26, "trap": len(shipped.traps)}
    for one in found:
        drawn = _drawn(one.drill, list(shipped.items))
        assert len(drawn.questions) == min(15, one.items)
        assert {question.item.pool for question in drawn.questions} == {Pool.PRACTICE}


@pytest.mark.parametrize(("questions", "minutes"), [(15, 20), (1, 2), (7, 10)])
def test_a_drill_has_the_pace_of_the_exam(questions: int, minutes: int, shipped: Catalogue) -> None:
    exam = shipped.exams[PMP].blueprint

    found = drill_blueprint(PEOPLE, questions, title="People", exam=exam)

    assert (found.minutes, found.questions, found.marks) == (minutes, questions, questions)
    assert found.notice == exam.notice
    assert [section.reopen for section in found.sections] == [True]


def test_a_drill_on_a_trap_names_no_owner_and_needs_no_exam() -> None:
    found = drill_blueprint(Drill(DrillKind.TRAP, "hero-mode"), 2, title="Long nights", exam=None)

    assert "PMI" not in found.notice
    assert thaw_blueprint(json.loads(json.dumps(freeze_blueprint(found)))) == found
