"""A question that an exam ended without an answer to is explained: key, reasons, nothing chosen."""

from datetime import UTC, datetime

import pytest

from tests.domain.assessment.test_types import MATCH, ORDER, PULL_DOWN, SHOWN
from tpmlearn.domain.assessment.marking import Response
from tpmlearn.domain.assessment.showing import Answered, Question, bare, explained, told
from tpmlearn.domain.content.catalogue import (
    Approach,
    Item,
    ItemKind,
    ItemType,
    NumberKey,
    Option,
)

NOTHING = Answered(None, correct=False, at=None)


def _item(type_: ItemType, *options: Option, number: NumberKey | None = None) -> Item:
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
        stem="<p>Which?</p>",
        options=options,
        number=number,
        explanation="<p>Why.</p>",
    )


def _explained(item: Item, given: Answered = NOTHING) -> Question:
    order = SHOWN.get(item.type, list(range(len(item.options))))
    return explained(bare(3, item, order), item, order, given, {})


def test_its_right_option_comes_first_and_none_is_chosen() -> None:
    item = _item(
        ItemType.SINGLE,
        Option("a", correct=False, reason="Not a."),
        Option("b", correct=True, reason="Just so."),
    )

    found = _explained(item)

    assert [(one.html, one.chosen, one.reason) for one in found.choices] == [
        ("b", False, "Just so."),
        ("a", False, "Not a."),
    ]
    assert (found.omitted, found.answered, found.correct, found.earned) == (True, False, False, 0)
    assert found.explanation == "<p>Why.</p>"


def test_its_number_is_told_and_no_other() -> None:
    found = _explained(_item(ItemType.NUMBER, number=NumberKey(4, 0.5, "days", "It is four.")))

    assert (found.key, found.tolerance, found.reason, found.given) == (
        "4",
        "0.5",
        "It is four.",
        "",
    )


@pytest.mark.parametrize(
    ("item", "rows"),
    [
        (ORDER, [("a", "1"), ("b", "2"), ("c", "3")]),
        (MATCH, [("A", "1"), ("B", "2"), ("C", "2"), ("", "3")]),
    ],
)
def test_its_steps_and_pairs_stand_as_they_are_right(
    item: Item, rows: list[tuple[str, str]]
) -> None:
    found = _explained(item)

    assert [(one.label, one.key) for one in found.rows] == rows
    assert {one.given for one in found.rows} == {""}
    assert (found.right_rows, found.all_rows) == (0, 0)


def test_its_gaps_keep_their_numbers() -> None:
    found = _explained(PULL_DOWN)

    assert found.stem == "<p>The <strong>(1)</strong> and the <strong>(2)</strong></p>"
    assert [(one.gap, one.html) for one in found.choices if one.correct] == [(1, "a"), (2, "d")]


def test_an_answered_one_is_not_omitted() -> None:
    at = datetime(2026, 12, 7, tzinfo=UTC)

    found = _explained(ORDER, Answered(Response(chosen=(0, 2, 1)), correct=False, at=at))

    assert (found.omitted, found.answered) == (False, True)
    assert [one.given for one in found.rows] == ["1", "3", "2"]


@pytest.mark.parametrize(
    ("item", "response", "words"),
    [
        (ORDER, Response(chosen=(2, 0, 1)), ("c", "a", "b")),
        (MATCH, Response(chosen=(0, 1, 3)), ("A: 1", "B: 2", "C: 3")),
        (PULL_DOWN, Response(chosen=(1, 3)), ("b", "d")),
        (
            _item(ItemType.NUMBER, number=NumberKey(4, 0, "days", "")),
            Response(number=5, text="<5>"),
            ("&lt;5&gt;",),
        ),
    ],
)
def test_a_response_is_told_in_words(
    item: Item, response: Response, words: tuple[str, ...]
) -> None:
    assert told(item, response) == words
