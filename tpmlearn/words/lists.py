"""Lists within a sentence, as the language that is spoken now joins them."""

from collections.abc import Iterable

from tpmlearn.words.speech import SOURCE, current


def listed(items: Iterable[object]) -> str:
    """As in 'a, b and c'; empty for no item."""
    return _joined([str(item) for item in items], "and", "standard")


def either(items: Iterable[object]) -> str:
    """As in 'a, b or c'; empty for no item."""
    return _joined([str(item) for item in items], "or", "or")


def _joined(items: list[str], last: str, style: str) -> str:
    if len(items) < 2:
        return "".join(items)
    tag = current().tag
    if tag == SOURCE:
        return f"{', '.join(items[:-1])} {last} {items[-1]}"
    from babel.lists import format_list

    return format_list(items, style="standard" if style == "standard" else "or", locale=tag)
