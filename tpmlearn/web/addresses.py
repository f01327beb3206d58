"""What may stand in an address: numbers are such as a row can have; and how one is written."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, Rule

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """A number up to the largest that both databases keep; beyond it there is no page."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


class LateRule(Rule):
    """A rule whose way to write an address is made when the first is written.

    werkzeug compiles two functions for each rule, which was a twelfth of a start; most are for
    pages that nobody links to with values of their own.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        name = "_build_unknown" if append_unknown else "_build"

        def build(_rule: Rule, /, **values: Any) -> tuple[str, str]:
            made = Rule._compile_builder(self, append_unknown).__get__(self, None)
            setattr(self, name, made)
            return made(**values)  # type: ignore[no-any-return]

        return build


def init_addresses(app: Flask) -> None:
    """Let `<int:…>` in every rule mean the number of a row; before any rule is added."""
    app.url_map.converters["int"] = RowNumber
