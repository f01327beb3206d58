"""What every search index can do, and the shape of what it finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from markupsafe import Markup, escape

from tpmlearn.search.documents import Kind

# What the databases put around a found word; `tidy` keeps both out of every document.
START, STOP = "\x02", "\x03"


class Match(StrEnum):
    """Whether a document must hold all of the phrases or any of them."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True)
class Search:
    """One question to an index; without `kind` all kinds are looked through."""

    phrases: tuple[str, ...]
    match: Match = Match.ALL
    kind: Kind | None = None
    limit: int = 40


@dataclass(frozen=True)
class Hit:
    """A document that was found; `snippet` is safe HTML with <mark> around the found words."""

    kind: Kind
    slug: str
    anchor: str
    title: str
    context: str
    snippet: Markup


class SearchIndex(Protocol):
    """An index of documents, which makes itself at the first question."""

    def find(self, search: Search) -> tuple[Hit, ...]:
        """What fits, the best first."""


def hit_from(row: Sequence[str]) -> Hit:
    """A hit from a row of a database: the fields in order, the snippet with START and STOP."""
    kind, slug, anchor, title, context, snippet = row
    return Hit(Kind(kind), slug, anchor, title, context, marked(snippet.strip()))


def marked(text: str) -> Markup:
    """`text` as safe HTML: everything escaped, then START and STOP turned into <mark>."""
    safe = str(escape(text))
    return Markup(safe.replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S704 - escaped  # nosec B704
