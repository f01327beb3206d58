"""A file of items without one of them."""

from collections.abc import Sequence

from tpmlearn.domain.content.drafts import ItemDraft


class LastItem(Exception):
    """The file has no other item, and a file without items is an error."""


def without_item(text: str, items: Sequence[ItemDraft], item: str) -> str:
    """A text of items without one, from its heading to the next; raises LastItem and KeyError."""
    if len(items) == 1 and items[0].id == item:
        raise LastItem
    for n, one in enumerate(items):
        if one.id == item:
            # As the reader of items counts lines: other separators stay inside one.
            lines = text.split("\n")
            end = items[n + 1].line - 1 if n + 1 < len(items) else len(lines)
            kept = "\n".join((*lines[: one.line - 1], *lines[end:]))
            return kept if n + 1 < len(items) else kept.rstrip() + "\n"
    raise KeyError(item)
