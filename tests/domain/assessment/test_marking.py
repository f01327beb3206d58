"""From what was sent to right or wrong: all-or-nothing, lenient in form, never a fault."""

import pytest

from tpmlearn.domain.assessment.marking import (
    BadResponse,
    Response,
    from_json,
    mark,
    read_response,
    to_json,
)
from tpmlearn.domain.content.catalogue import (
    Approach,
    Item,
    ItemKind,
    ItemType,
    NumberKey,
    Option,
)

# Shown last first: the option at place 0 is the author's third.
ORDER = [2, 1, 0]


def _item(type_: ItemType, key: str = "", number: NumberKey | None = None) -> Item:
    """An item with one option for each sign of `key`, right where it is x."""
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
        stem="",
        options=tuple(Option(sign, sign == "x", "") for sign in key),
        number=number,
    )


SINGLE = _item(ItemType.SINGLE, "x..")
MULTIPLE = _item(ItemType.MULTIPLE, "xx.")
NUMBER = _item(ItemType.NUMBER, number=NumberKey(2.67, 0.05, "weeks", ""))


@pytest.mark.parametrize(
    ("item", "values", "chosen", "right"),
    [
        (SINGLE, ["2"], (0,), True),
        (SINGLE, ["0"], (2,), False),
        (SINGLE, ["2", "2"], (0,), True),
        (MULTIPLE, ["1", "2"], (0, 1), True),
        (MULTIPLE, ["0", "2"], (0, 2), False),
    ],
)
def test_a_place_stands_for_the_option_shown_there(
    item: Item, values: list[str], chosen: tuple[int, ...], right: bool
) -> None:
    response = read_response(item, values, ORDER)

    assert response.chosen == chosen
    assert mark(item, response) is right


@pytest.mark.parametrize(
    ("item", "values"),
    [
        (SINGLE, []),
        (SINGLE, ["3"]),
        (SINGLE, ["-1"]),
        (SINGLE, ["0", "1"]),
        (SINGLE, ["0000000009"]),
        (SINGLE, ["9" * 5000]),
        (SINGLE, ["\u0663"]),
        (SINGLE, [""]),
        (MULTIPLE, ["0"]),
        (MULTIPLE, ["0", "1", "2"]),
        (NUMBER, []),
        (NUMBER, ["seven"]),
        (NUMBER, ["1e3"]),
        (NUMBER, ["nan"]),
    ],
)
def test_what_is_no_answer_of_this_item_is_refused(item: Item, values: list[str]) -> None:
    with pytest.raises(BadResponse):
        read_response(item, values, ORDER)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2.67", True),
        ("2,67", True),
        (" 2.62 ", True),
        ("2.72", True),
        ("2.61", False),
        ("2.73", False),
        ("\u22122.67", False),
        ("2,670", False),
    ],
)
def test_a_number_is_right_within_its_tolerance(text: str, right: bool) -> None:
    assert mark(NUMBER, read_response(NUMBER, [text], [])) is right


def test_a_stored_response_comes_back_as_it_was() -> None:
    for response in (Response(chosen=(0, 2)), Response(number=2.5, text="2,5")):
        assert from_json(to_json(response)) == response
