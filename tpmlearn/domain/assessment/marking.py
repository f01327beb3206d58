"""From what a learner sent to right or wrong: an item is right as a whole, as in the exams."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Item, ItemType
from tpmlearn.words import _

PLACE = re.compile(r"[0-9]{1,9}")
NUMBER = re.compile(r"[+-]?(\d{1,15})([.]\d{1,10})?")
# Decimal fractions are not exact in binary: 2.67 - 2.62 must still be within 0.05.
ROUNDING = 1e-9


class BadResponse(Exception):
    """The answer is not of the form that this item takes; the text says what it takes."""


@dataclass(frozen=True)
class Response:
    """What was chosen (indexes into the item's options) or the number.

    `chosen` is sorted where options are ticked. Of an order it is the steps as the learner put
    them, of a match the row whose right side was chosen for each left side, of a pull-down the
    value chosen for each gap.
    """

    chosen: tuple[int, ...] = ()
    number: float | None = None
    text: str = ""


def read_response(item: Item, values: Sequence[str], order: Sequence[int]) -> Response:
    """The response behind posted `values`; raises BadResponse.

    `order[place]` is the index of the option shown at that place. Values are places, or the text
    of a number. A match and a pull-down send one place for each row or gap; an order sends for
    each shown step the position, from 1, that it is given.
    """
    match item.type:
        case ItemType.NUMBER | ItemType.GENERATED:
            return _read_number(values)
        case ItemType.ORDER:
            return _read_order(values, order)
        case ItemType.MATCH:
            return _read_each(values, [order] * lefts(item), order)
        case ItemType.PULL_DOWN:
            return _read_each(values, gaps(item, order), order)
        case _:
            return _read_choice(item, values, order)


def lefts(item: Item) -> int:
    """How many rows of a match have a left side."""
    return sum(bool(option.left) for option in item.options)


def gaps(item: Item, order: Sequence[int]) -> list[list[int]]:
    """The indexes of each gap's values, in the order shown."""
    last = max((option.gap for option in item.options), default=0)
    return [
        [index for index in order if item.options[index].gap == gap] for gap in range(1, last + 1)
    ]


def mark(item: Item, response: Response) -> bool:
    """Whether the response is right as a whole."""
    if item.number is not None:
        if response.number is None:
            return False
        return abs(response.number - item.number.value) <= item.number.tolerance + ROUNDING
    rows = right_rows(item, response)
    if rows:
        return all(rows)
    key = {index for index, option in enumerate(item.options) if option.correct}
    return set(response.chosen) == key


def right_rows(item: Item, response: Response) -> tuple[bool, ...]:
    """For each step, left side or gap whether it is right; empty for other types."""
    chosen, options = response.chosen, item.options
    match item.type:
        case ItemType.ORDER:
            return tuple(n == index for n, index in enumerate(chosen))
        case ItemType.MATCH:
            # Two rows may have equal right sides: either is right for both.
            rows = [option.html for option in options if option.left]
            return tuple(
                options[index].html == html for index, html in zip(chosen, rows, strict=True)
            )
        case ItemType.PULL_DOWN:
            return tuple(options[index].correct for index in chosen)
        case _:
            return ()


def earned(item: Item, response: Response) -> int:
    """The marks that a response earns: all or none, but in a match with a mark for each row.

    PRINCE2 Practitioner gives a mark for each line of a match; an author says so by `marks`.
    """
    rows = right_rows(item, response) if item.type is ItemType.MATCH else ()
    if item.marks > 1 and item.marks == len(rows):
        return sum(rows)
    return item.marks if mark(item, response) else 0


def row_marks(item: Item) -> int:
    """How many marks a measurement counts: one for each row of a match whose author says so, else
    one for the whole item, whatever it is worth in an exam."""
    rows = lefts(item) if item.type is ItemType.MATCH else 0
    return item.marks if item.marks > 1 and item.marks == rows else 1


def score_of(item: Item, response: Response) -> int:
    """What a response scores in a measurement: from 0 to `row_marks`."""
    return earned(item, response) if row_marks(item) > 1 else int(mark(item, response))


def key_values(item: Item, order: Sequence[int]) -> list[str]:
    """What a page sends for the right answer: the other side of `read_response`."""
    options = item.options
    if item.number is not None:
        return [f"{item.number.value:.9f}"]
    match item.type:
        case ItemType.ORDER:
            return [str(index + 1) for index in order]
        case ItemType.MATCH:
            places = {options[index].html: str(place) for place, index in enumerate(order)}
            return [places[option.html] for option in options if option.left]
        case _:
            return [str(place) for place, index in enumerate(order) if options[index].correct]


def to_json(response: Response) -> dict[str, object]:
    """The response as it is stored."""
    return {"chosen": list(response.chosen), "number": response.number, "text": response.text}


def from_json(stored: dict[str, object]) -> Response:
    """The response that was stored."""
    chosen, number, text = stored.get("chosen"), stored.get("number"), stored.get("text")
    return Response(
        chosen=tuple(int(index) for index in chosen) if isinstance(chosen, list) else (),
        number=float(number) if isinstance(number, int | float) else None,
        text=str(text or ""),
    )


def _read_number(values: Sequence[str]) -> Response:
    text = values[0].strip()[:60] if values else ""
    if not text:
        raise BadResponse(_("Write a number first."))
    plain = text.replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    if "," in plain:
        # "1,250" groups thousands; "2,5" is a decimal comma.
        grouped = re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+([.]\d+)?", plain)
        plain = plain.replace(",", "" if grouped else ".")
    if not NUMBER.fullmatch(plain) or not math.isfinite(float(plain)):
        raise BadResponse(_("Write a number, such as 7 or 2.5, without the unit."))
    return Response(number=float(plain), text=text)


def _place(value: str, count: int) -> int:
    place = int(value) if PLACE.fullmatch(value) else count
    if place >= count:
        raise BadResponse(_("Choose one of the answers shown."))
    return place


def _read_choice(item: Item, values: Sequence[str], order: Sequence[int]) -> Response:
    places = {_place(value, len(order)) for value in values}
    wanted = sum(option.correct for option in item.options)
    if not places:
        raise BadResponse(_("Choose an answer first."))
    if wanted == 1 and len(places) > 1:
        raise BadResponse(_("Choose one answer."))
    if len(places) != wanted:
        raise BadResponse(
            _("Choose %(wanted)s answers; you chose %(chosen)s.", wanted=wanted, chosen=len(places))
        )
    return Response(chosen=tuple(sorted(order[place] for place in places)))


def _read_order(values: Sequence[str], order: Sequence[int]) -> Response:
    if len(values) != len(order) or not all(values):
        raise BadResponse(_("Choose a position for each step."))
    positions = [_place(value, len(order) + 1) for value in values]
    if sorted(positions) != list(range(1, len(order) + 1)):
        raise BadResponse(_("Choose each position once: two steps have the same one."))
    arranged = sorted(zip(positions, order, strict=True))
    return Response(chosen=tuple(index for _, index in arranged))


def _read_each(
    values: Sequence[str], allowed: Sequence[Sequence[int]], order: Sequence[int]
) -> Response:
    """One choice for each row or gap; `allowed` are the indexes that each of them offers."""
    if len(values) != len(allowed) or not all(values):
        raise BadResponse(_("Choose an answer in each field."))
    chosen = tuple(order[_place(value, len(order))] for value in values)
    if any(index not in offered for index, offered in zip(chosen, allowed, strict=True)):
        raise BadResponse(_("Choose one of the answers shown."))
    return Response(chosen=chosen)
