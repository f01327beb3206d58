"""Reads JSON that anybody may have written: strictly, and without ever failing in another way."""

import json
from collections.abc import Iterable, Mapping

from tpmlearn.words import _

Json = dict[str, object]
MOST_CHARACTERS = 200_000
SHOWN = 120


class Unreadable(Exception):
    """A text that is no JSON object as programs of ours write one; the text says why."""


def read_object(text: str) -> Json:
    """Return the object that a text holds. Raises Unreadable.

    A name that is given twice is refused: readers differ in which of the two counts.
    """
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(_("it is longer than any badge"))
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except Unreadable:
        raise
    except (ValueError, RecursionError):
        raise Unreadable(_("it is no JSON")) from None
    if not isinstance(found, dict):
        raise Unreadable(_("it is JSON, but no object"))
    return found


def at(found: object, *keys: str) -> object:
    """Return what stands under keys, one inside the other; None where one is missing."""
    for key in keys:
        if not isinstance(found, Mapping):
            return None
        found = found.get(key)
    return found


def objects(found: object) -> tuple[Mapping[str, object], ...]:
    """Return the objects of a list, or the one that stands in place of a list."""
    many: Iterable[object] = found if isinstance(found, list) else [found]
    return tuple(one for one in many if isinstance(one, Mapping))


def plain(found: object) -> str:
    """Return a text that a stranger wrote, fit to be shown on one line; empty for no text."""
    if not isinstance(found, str):
        return ""
    kept = "".join(char if char.isprintable() else " " for char in found)
    kept = " ".join(kept.split())
    return kept if len(kept) <= SHOWN else kept[: SHOWN - 1] + "…"


def _once(pairs: list[tuple[str, object]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable(_("it names something twice"))
    return found


def _no_constant(_name: str) -> object:
    raise Unreadable(_("it is no JSON"))
