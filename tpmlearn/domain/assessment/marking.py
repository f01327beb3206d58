"""From what a learner sent to right or wrong; all types are all-or-nothing, as in the exams."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Item, ItemType

PLACE = re.compile(r"[0-9]{1,9}")
NUMBER = re.compile(r"[+-]?(\d{1,15})([.]\d{1,10})?")
# Decimal fractions are not exact in binary: 2.67 - 2.62 must still be within 0.05.
ROUNDING = 1e-9


class BadResponse(Exception):
    """The answer is not of the form that this item takes; the text says what it takes."""


@dataclass(frozen=True)
class Response:
    """What was chosen (indexes into the item's options, in the author's order) or the number."""

    chosen: tuple[int, ...] = ()
    number: float | None = None
    text: str = ""


def read_response(item: Item, values: Sequence[str], order: Sequence[int]) -> Response:
    """The response behind posted `values`: places in the shown order, or the text of a number.

    `order[place]` is the index of the option shown at that place. Raises BadResponse.
    """
    if item.type is ItemType.NUMBER:
        return _read_number(values)
    places = {_place(value, len(order)) for value in values}
    if not places:
        raise BadResponse("Choose an answer first.")
    if item.type is not ItemType.MULTIPLE and len(places) > 1:
        raise BadResponse("Choose one answer.")
    wanted = sum(option.correct for option in item.options)
    if item.type is ItemType.MULTIPLE and len(places) != wanted:
        raise BadResponse(f"Choose {wanted} answers; you chose {len(places)}.")
    return Response(chosen=tuple(sorted(order[place] for place in places)))


def mark(item: Item, response: Response) -> bool:
    """Whether the response is right."""
    if item.number is not None:
        if response.number is None:
            return False
        return abs(response.number - item.number.value) <= item.number.tolerance + ROUNDING
    key = {index for index, option in enumerate(item.options) if option.correct}
    return set(response.chosen) == key


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
        raise BadResponse("Write a number first.")
    plain = text.replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    if "," in plain:
        # "1,250" groups thousands; "2,5" is a decimal comma.
        grouped = re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+([.]\d+)?", plain)
        plain = plain.replace(",", "" if grouped else ".")
    if not NUMBER.fullmatch(plain) or not math.isfinite(float(plain)):
        raise BadResponse("Write a number, such as 7 or 2.5, without the unit.")
    return Response(number=float(plain), text=text)


def _place(value: str, count: int) -> int:
    place = int(value) if PLACE.fullmatch(value) else count
    if place >= count:
        raise BadResponse("Choose one of the answers shown.")
    return place
