"""The door of this room: a person's words in, hits out."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.search.documents import Kind
from tpmlearn.search.fts5 import Fts5Index
from tpmlearn.search.interface import Hit, Match, Search, SearchIndex
from tpmlearn.search.phrases import is_cut, phrases_in, words_of
from tpmlearn.search.postgresql import PostgresqlIndex

LIMIT = 40


@dataclass(frozen=True)
class Found:
    """What was found, at most `LIMIT` hits.

    `phrases` is what was looked for, none where the words were only function words. `match` is ANY
    where nothing holds all of them. `more` says that there were hits beyond the limit, `cut` that
    the text was longer than what is looked for.
    """

    phrases: tuple[str, ...]
    hits: tuple[Hit, ...] = ()
    match: Match = Match.ALL
    more: bool = False
    cut: bool = False


def index_of(catalogue: Catalogue, *, engine: Engine, cache: Path) -> SearchIndex:
    """The index that fits the database behind `engine`; `cache` is the folder for files."""
    if engine.dialect.name == "sqlite":
        return Fts5Index(cache, catalogue)
    return PostgresqlIndex(engine, catalogue)


def find(index: SearchIndex, text: str, kind: Kind | None = None) -> Found:
    """What holds all phrases of `text`; where nothing does, what holds any of the words."""
    phrases = phrases_in(text)
    if not phrases:
        return Found((), cut=is_cut(text))
    search = Search(phrases, kind=kind, limit=LIMIT + 1)
    hits = index.find(search)
    words = words_of(phrases)
    if not hits and words and words != phrases[:1]:
        search = replace(search, phrases=words, match=Match.ANY)
        hits = index.find(search)
    return Found(phrases, hits[:LIMIT], search.match, len(hits) > LIMIT, is_cut(text))
