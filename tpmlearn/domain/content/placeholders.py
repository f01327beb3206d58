"""Finds `{{name}}` in clean HTML: the gaps of a pull-down, the variables of a generated number."""

import re
from collections.abc import Mapping

_PLACE = re.compile(r"<svg\b.*?</svg>|<[^>]*>|\{\{([a-z0-9]{1,20})\}\}", re.DOTALL)


def filled(html: str, values: Mapping[str, str]) -> str:
    """`html` with each placeholder that `values` knows replaced, but in tags and figures."""
    return _PLACE.sub(lambda match: values.get(match[1] or "", match[0]), html)


def pieces(html: str) -> list[tuple[str, str]]:
    """The HTML before each placeholder with its name; the last piece has no name."""
    found, start = [], 0
    for match in _PLACE.finditer(html):
        if match[1]:
            found.append((html[start : match.start()], match[1]))
            start = match.end()
    return [*found, (html[start:], "")]
