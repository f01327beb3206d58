"""Which traps an answer met, and what they cost together."""

from dataclasses import replace

import pytest

from tpmlearn.domain.assessment.marking import Response
from tpmlearn.domain.content.catalogue import (
    Approach,
    Item,
    ItemKind,
    ItemType,
    NumberKey,
    Option,
)
from tpmlearn.domain.exams.scoring import Marked
from tpmlearn.domain.exams.traps_met import TrapCost, costs, traps_in

SINGLE = Item(
    id="x",
    version="v",
    title="X",
    type=ItemType.SINGLE,
    kind=ItemKind.SITUATION,
    skill="CTL1",
    difficulty=3,
    tasks=(),
    approach=Approach.PREDICTIVE,
    source="own",
    stem="<p>?</p>",
    options=(
        Option("a", correct=True, reason=""),
        Option("b", correct=False, reason="", trap="hero-mode"),
        Option("c", correct=False, reason="", trap="escalates-first"),
        Option("d", correct=False, reason=""),
    ),
)
GAPS = replace(
    SINGLE,
    type=ItemType.PULL_DOWN,
    options=(
        Option("a", correct=True, reason="", gap=1),
        Option("b", correct=False, reason="", gap=1, trap="hero-mode"),
        Option("c", correct=True, reason="", gap=2),
        Option("d", correct=False, reason="", gap=2, trap="hero-mode"),
    ),
)
NUMBER = replace(
    SINGLE, type=ItemType.NUMBER, options=(), number=NumberKey(4, 0, "days", "It is four.")
)


@pytest.mark.parametrize(
    ("item", "chosen", "traps"),
    [
        (SINGLE, (0,), ()),
        (SINGLE, (1,), ("hero-mode",)),
        (SINGLE, (3,), ()),
        (SINGLE, (1, 2), ("hero-mode", "escalates-first")),
        (GAPS, (0, 2), ()),
        (GAPS, (1, 2), ("hero-mode",)),
        (GAPS, (1, 3), ("hero-mode",)),
    ],
)
def test_the_traps_of_wrongly_chosen_options_are_met(
    item: Item, chosen: tuple[int, ...], traps: tuple[str, ...]
) -> None:
    assert traps_in(item, Response(chosen=chosen)) == traps


def test_nothing_is_met_without_an_answer_or_with_a_number() -> None:
    assert traps_in(SINGLE, None) == ()
    assert traps_in(NUMBER, Response(number=3)) == ()


def _marked(earned: int = 0, marks: int = 1, *, scored: bool = True) -> Marked:
    return Marked(1, "PE", scored, True, earned == marks, earned, marks)


def test_costs_count_wrong_scored_answers_and_the_marks_that_they_lost() -> None:
    found = costs(
        [
            (_marked(), ("hero-mode",)),
            (_marked(), ("hero-mode",)),
            (_marked(marks=3, earned=1), ("escalates-first", "hero-mode")),
            (_marked(), ()),
            (_marked(scored=False), ("hero-mode",)),
            (_marked(earned=1), ("hero-mode",)),
        ]
    )

    # Two of one mark each, and half of the two marks that two traps lost together.
    assert found == (TrapCost("hero-mode", 3, 3.0), TrapCost("escalates-first", 1, 1.0))


def test_the_dearest_trap_comes_first_then_the_more_frequent_then_by_name() -> None:
    found = costs(
        [
            (_marked(marks=2), ("b-trap", "c-trap")),
            (_marked(), ("a-trap",)),
            (_marked(marks=3), ("d-trap",)),
        ]
    )

    assert [one.slug for one in found] == ["d-trap", "a-trap", "b-trap", "c-trap"]
