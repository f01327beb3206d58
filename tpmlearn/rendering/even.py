"""Renders what needs no Markdown reader: one paragraph of words alone, as most reasons are."""

import re
from html import escape

# No mark of the format, no second line, and no number, hyphen or bar at the beginning.
_EVEN = re.compile(r"[A-Za-z“‘(\"'][^\n\\`*_\[\]<>&{}|~^$#=@\t\x02\x03]*(?<!\s)")
_SPECIAL = re.compile(r"://|\.\.\.|--|[!?]{3}|slot|piece|www\.")


def paragraph(text: str) -> str | None:
    """The words of `text` as HTML, as the Markdown reader gives them; None where it may matter."""
    if _EVEN.fullmatch(text) is None or _SPECIAL.search(text) or "  " in text:
        return None
    return escape(text, quote=False)
