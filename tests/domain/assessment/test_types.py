"""Orders, matches, pull-downs: what a page sends, what it means, and what it earns."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from tpmlearn.domain.assessment.freezing import draw_order, freeze, thaw
from tpmlearn.domain.assessment.marking import (
    BadResponse,
    earned,
    mark,
    read_response,
    right_rows,
)
from tpmlearn.domain.content.catalogue import Approach, Item, ItemKind, ItemType, Option


def _item(type_: ItemType, *options: Option) -> Item:
    return Item(
        id="i",
        version="v",
        title="",
        type=type_,
        kind=ItemKind.RECALL,
        skill="CTL2",
        difficulty=3,
        tasks=(),
        approach=Approach.HYBRID,
        source="",
        stem="<p>The {{1}} and the {{2}}</p>" if type_ is ItemType.PULL_DOWN else "",
        options=options,
    )


ORDER = _item(ItemType.ORDER, *(Option(html, True, "") for html in "abc"))
# B and C share their right side; the last row belongs to none.
MATCH = _item(
    ItemType.MATCH,
    Option("1", True, "", left="A"),
    Option("2", True, "", left="B"),
    Option("2", True, "", left="C"),
    Option("3", False, ""),
)
PULL_DOWN = _item(
    ItemType.PULL_DOWN,
    Option("a", True, "", gap=1),
    Option("b", False, "", gap=1),
    Option("c", False, "", gap=2),
    Option("d", True, "", gap=2),
)
# What is shown, first to last: order c a b; match 3 1 2; gaps b a, then d c.
SHOWN = {
    ItemType.ORDER: [2, 0, 1],
    ItemType.MATCH: [3, 0, 1],
    ItemType.PULL_DOWN: [1, 0, 3, 2],
}


@pytest.mark.parametrize(
    ("item", "values", "chosen", "rows"),
    [
        # the step shown first, c, gets position 3
        (ORDER, ["3", "1", "2"], (0, 1, 2), (True, True, True)),
        (ORDER, ["2", "1", "3"], (0, 2, 1), (True, False, False)),
        (ORDER, ["1", "2", "3"], (2, 0, 1), (False, False, False)),
        (MATCH, ["1", "2", "2"], (0, 1, 1), (True, True, True)),
        (MATCH, ["2", "2", "1"], (1, 1, 0), (False, True, False)),
        (MATCH, ["0", "0", "0"], (3, 3, 3), (False, False, False)),
        (PULL_DOWN, ["1", "2"], (0, 3), (True, True)),
        (PULL_DOWN, ["0", "2"], (1, 3), (False, True)),
    ],
)
def test_places_stand_for_what_is_shown_there(
    item: Item, values: Sequence[str], chosen: tuple[int, ...], rows: tuple[bool, ...]
) -> None:
    response = read_response(item, values, SHOWN[item.type])

    assert response.chosen == chosen
    assert right_rows(item, response) == rows
    assert mark(item, response) is all(rows)


@pytest.mark.parametrize(
    ("item", "values"),
    [
        (ORDER, []),
        (ORDER, ["1", "2"]),
        (ORDER, ["1", "2", ""]),
        (ORDER, ["1", "2", "2"]),
        (ORDER, ["0", "1", "2"]),
        (ORDER, ["2", "3", "4"]),
        (ORDER, ["1", "2", "3", "3"]),
        (ORDER, ["1", "2", "٣"]),
        (MATCH, ["1", "2"]),
        (MATCH, ["1", "2", ""]),
        (MATCH, ["1", "2", "3"]),
        (MATCH, ["1", "2", "-1"]),
        (MATCH, ["1"] * 5000),
        (PULL_DOWN, ["1"]),
        (PULL_DOWN, ["1", "1"]),
        (PULL_DOWN, ["2", "1"]),
        (PULL_DOWN, ["1", "9" * 5000]),
    ],
)
def test_what_is_no_answer_of_this_item_is_refused(item: Item, values: list[str]) -> None:
    with pytest.raises(BadResponse):
        read_response(item, values, SHOWN[item.type])


@pytest.mark.parametrize(
    ("item", "marks", "values", "expected"),
    [
        (MATCH, 1, ["1", "2", "2"], 1),
        (MATCH, 1, ["1", "2", "1"], 0),
        (MATCH, 3, ["1", "2", "2"], 3),
        (MATCH, 3, ["1", "2", "1"], 2),
        (MATCH, 2, ["1", "2", "1"], 0),
        (ORDER, 3, ["2", "1", "3"], 0),
        (ORDER, 3, ["3", "1", "2"], 3),
        (PULL_DOWN, 2, ["0", "2"], 0),
    ],
)
def test_only_a_match_with_a_mark_for_each_row_earns_in_part(
    item: Item, marks: int, values: list[str], expected: int
) -> None:
    item = replace(item, marks=marks)

    assert earned(item, read_response(item, values, SHOWN[item.type])) == expected


@pytest.mark.parametrize("item", [ORDER, MATCH, PULL_DOWN], ids=lambda item: item.type)
def test_what_is_shown_is_drawn_and_never_the_authors_order_alone(item: Item) -> None:
    drawn = {tuple(draw_order(item, Random(seed))) for seed in range(200)}

    assert len(drawn) == {"order": 6, "match": 6, "pull-down": 4}[item.type]
    assert {tuple(sorted(order)) for order in drawn} == {tuple(sorted(SHOWN[item.type]))}


def test_steps_that_are_numbers_are_shuffled_too() -> None:
    item = _item(ItemType.ORDER, *(Option(html, True, "") for html in ("1 day", "2 days", "3")))

    assert len({tuple(draw_order(item, Random(seed))) for seed in range(200)}) == 6


@pytest.mark.parametrize("item", [ORDER, MATCH, PULL_DOWN], ids=lambda item: item.type)
def test_a_frozen_item_comes_back_as_it_was(item: Item) -> None:
    assert thaw(freeze(item)) == item


def test_an_item_frozen_before_these_types_still_thaws() -> None:
    stored = freeze(_item(ItemType.SINGLE, Option("a", True, "r"), Option("b", False, "s")))
    for option in stored["options"]:
        for name in ("left", "gap", "region"):
            del option[name]

    assert thaw(stored).options == (Option("a", True, "r"), Option("b", False, "s"))
