"""Takes a file in, as the importers do, and reads the result as the checker does."""

from dataclasses import replace
from datetime import date

from tpmlearn.domain.content.drafts import ItemDraft
from tpmlearn.domain.content.exchange.carried import Found
from tpmlearn.domain.content.exchange.formats import Reads, read
from tpmlearn.domain.content.exchange.intake import Additions, taken_in
from tpmlearn.domain.content.exchange.places import placeless_item
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.items import read_quiz

TODAY = date(2026, 11, 29)


def taken(data: str | bytes, form: Reads) -> tuple[list[ItemDraft], list[str]]:
    """The items without places, and the notes as `line: text`."""
    found = read("", data.encode() if isinstance(data, str) else data, form)
    return drafts(found), [f"{note.line}: {note}" for note in found.notes]


def drafts(found: Found) -> list[ItemDraft]:
    """What our reader makes of the file that an import writes."""
    text = taken_in(found, Additions(), today=TODAY)
    draft, _ = read_quiz("x.md", text)
    assert len(draft.items) == draft.headings == len(found.items), text
    return [placeless_item(item) for item in draft.items]


def options(item: ItemDraft) -> list[tuple[str, bool, str]]:
    """Text, key and reason of each row."""
    return [(one.text, one.correct, one.reason.text) for one in item.question.options]


def sourceless(item: ItemDraft) -> ItemDraft:
    """The item without places and source: one key may mean different things in two files."""
    return placeless_item(replace(item, source=Named("", 0, 0)))
