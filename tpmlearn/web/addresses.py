"""What may stand in an address: numbers are such as a row can have."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """A number up to the largest that both databases keep; beyond it there is no page."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def init_addresses(app: Flask) -> None:
    """Let `<int:…>` in every rule mean the number of a row; before any rule is added."""
    app.url_map.converters["int"] = RowNumber
