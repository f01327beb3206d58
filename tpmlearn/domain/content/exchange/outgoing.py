"""What is written for other programs: items with their figures, and what each format drops."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tpmlearn.domain.content.catalogue import ItemType, Source
from tpmlearn.domain.content.drafts import ItemDraft
from tpmlearn.domain.content.exchange.carried import Note
from tpmlearn.domain.content.fences.reading import READERS
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.references import BRACKETS, words_only
from tpmlearn.domain.content.regions import figures_in

_FENCE = re.compile(r"^\s*```(\w+)", re.MULTILINE)
_COLOURS = {
    "ink": "#25201a",
    "muted": "#645b4f",
    "soft": "#e6dece",
    "accent": "#2c4a8c",
    "good": "#2b6537",
    "care": "#7d4e00",
    "stop": "#a12f28",
    "paper": "#fbf7ef",
    "none": "none",
}
_STYLE = "".join(
    f".f-{name}{{fill:{colour}}}.s-{name}{{stroke:{colour}}}" for name, colour in _COLOURS.items()
)


@dataclass(frozen=True)
class Outgoing:
    """An item to write, with the SVG files that its texts show, by name."""

    item: ItemDraft
    figures: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file for another program, how many items are in it, and what of them is not."""

    data: bytes
    count: int
    notes: tuple[Note, ...]


def texts_of(item: ItemDraft) -> list[str]:
    """All Markdown of an item."""
    question = item.question
    keyed = question.number or question.formula
    rows = [text for one in question.options for text in (one.left, one.text, one.reason.text)]
    return [
        question.stem.text,
        question.explanation.text,
        keyed.reason.text if keyed else "",
        *rows,
    ]


def text_losses(item: ItemDraft) -> list[str]:
    """What every other program makes of our own signs: it shows them as they are written."""
    texts, found = texts_of(item), []
    if any(BRACKETS.search(words_only(text)) for text in texts):
        found.append("links to lessons and terms are shown as text")
    if any(fence in READERS for text in texts for fence in _FENCE.findall(text)):
        found.append("a figure written as data is shown as its data")
    return found


def shown_figures(item: ItemDraft) -> list[str]:
    """The names of the SVG files that the item's texts show."""
    return list(dict.fromkeys(name for text in texts_of(item) for name in figures_in(text)))


def coloured(svg: str) -> str:
    """A figure with the light colours of its classes, for programs that do not know them."""
    return re.sub(r"(<svg\b[^>]*>)", rf"\1<style>{_STYLE}</style>", svg, count=1)


def with_distinct_sources(items: Iterable[Outgoing]) -> tuple[list[Outgoing], list[Source]]:
    """The items with their sources under keys that mean one thing in all files together."""
    known: dict[str, Source] = {}
    found = []
    for one in items:
        source = next((s for s in one.sources if s.key == one.item.source.text), None)
        if source is None:
            found.append(one)
            continue
        key, n = source.key, 1
        while key in known and known[key] != replace(source, key=key):
            n += 1
            key = f"{source.key}-{n}"
        known[key] = replace(source, key=key)
        found.append(replace(one, item=replace(one.item, source=Named(key, 0, 0))))
    return found, list(known.values())


def has_rows(item: ItemDraft) -> bool:
    """Whether the reasons belong to rows that other programs give no feedback for."""
    kinds = {ItemType.ORDER, ItemType.MATCH, ItemType.PULL_DOWN, ItemType.HOTSPOT}
    return item.question.type in kinds
