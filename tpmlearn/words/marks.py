"""Marks for texts that people read: each is looked up in the language that is spoken now.

A text is a whole sentence with named places, `_("%(name)s has answered.", name=name)`; a per cent
sign is written twice. The marks are what the catalogues are made from, so the text stands in them
as it is, never as a variable; `N_` marks one that is looked up later, by `_` at its use.
"""

from typing import cast

from tpmlearn.words.speech import current


def _(message: str, /, **values: object) -> str:
    """The text in the language that is spoken, with `values` in their places."""
    return current().catalogue.gettext(message) % values


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    """The text for a count; `%(num)s` stands for the count unless it comes in `values`."""
    return current().catalogue.ngettext(one, many, num) % {"num": num, **values}


def pgettext(context: str, message: str, /, **values: object) -> str:
    """A text whose English words mean several things; `context` tells translators which."""
    return current().catalogue.pgettext(context, message) % values


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """The text as it is: only marked, for `_` at its use."""
    return message


def later(message: str, **values: object) -> str:
    """A text that is looked up each time it is shown, for forms: those are made at the import.

    It passes for a text wherever that is shown; `str()` makes one that can be stored or sent.
    """
    return cast(str, _Later(message, values))


class _Later:
    """What `later` gives."""

    def __init__(self, message: str, values: dict[str, object]) -> None:
        self._message, self._values = message, values

    def __str__(self) -> str:
        """The text in the language that is spoken now."""
        return _(self._message, **self._values)

    def __mod__(self, values: dict[str, object]) -> str:
        """The text with places filled in by WTForms."""
        return _(self._message, **{**values, **self._values})

    def __eq__(self, other: object) -> bool:
        """Equal to what it says."""
        return str(self) == str(other)

    def __hash__(self) -> int:
        """By the English words, which never change."""
        return hash(self._message)
