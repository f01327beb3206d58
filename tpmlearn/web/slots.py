"""What goes into the slots of a page: the form token, number and name of who asks."""

from collections.abc import Iterable

from flask import Response
from markupsafe import escape

from tpmlearn.web.access import person
from tpmlearn.web.form_tokens import form_token
from tpmlearn.web.pieces import PLACES, Slot, Values

JSON = "application/json"
TEXTS = frozenset({"text/html", JSON})


def values_for(slots: Iterable[Slot]) -> Values:
    """What goes into these slots now; a token is made only for a page that has a form."""
    found: dict[Slot, bytes] = {}
    for slot in slots:
        if slot is Slot.TOKEN:
            found[slot] = form_token().encode()
        else:
            who = person()
            value = "" if who is None else who.id if slot is Slot.NUMBER else who.name
            found[slot] = escape(value).encode()
    return found


def with_values(response: Response) -> Response:
    """The response with what goes into its slots, where it is a text that may have some."""
    # Parts of pages come as JSON too; they have forms, and nobody's name.
    is_whole = not (response.is_streamed or response.direct_passthrough)
    if not is_whole or response.mimetype not in TEXTS:
        return response
    body = response.get_data()
    slots = [slot for slot, place in PLACES.items() if place in body]
    if response.mimetype == JSON and set(slots) - {Slot.TOKEN}:
        raise ValueError("a part of a page names nobody: it would have to be written for JSON")
    if slots:
        for slot, value in values_for(slots).items():
            body = body.replace(PLACES[slot], value)
        response.set_data(body)
    return response
