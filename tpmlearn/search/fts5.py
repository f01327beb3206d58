"""The index on SQLite: a read-only FTS5 file in the cache folder, one per edition."""

import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tpmlearn.db import sqlite_module
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.search.documents import Document, documents_of, edition_of
from tpmlearn.search.interface import START, STOP, Hit, Match, Search, hit_from

KEPT_SECONDS = 24 * 3600
SNIPPET_WORDS = 32
CREATE = """
CREATE VIRTUAL TABLE documents USING fts5(
    kind UNINDEXED, slug UNINDEXED, anchor UNINDEXED, title, context UNINDEXED, body,
    tokenize = 'porter unicode61')
"""
# A word in a title says more than one in the text: weights in the order of the columns.
FIND = """
SELECT kind, slug, anchor, title, context, snippet(documents, 5, ?, ?, ' … ', ?)
FROM documents WHERE documents MATCH ? AND (? = '' OR kind = ?)
ORDER BY bm25(documents, 0, 0, 0, 8, 0, 1), rowid LIMIT ?
"""


@dataclass(frozen=True)
class Fts5Index:
    """An index file in `folder`. Never the migrated database, never written after it is made."""

    folder: Path
    catalogue: Catalogue

    @property
    def path(self) -> Path:
        """The file of this edition."""
        return self.folder / f"search-{edition_of(self.catalogue)}.db"

    def find(self, search: Search) -> tuple[Hit, ...]:
        """What fits, the best first by BM25."""
        kind = search.kind or ""
        values = (START, STOP, SNIPPET_WORDS, expression(search), kind, kind, search.limit)
        with self._opened() as connection:
            return tuple(hit_from(row) for row in connection.execute(FIND, values))

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        if not self.path.exists():
            self._build()
        try:
            connection = _read_only(self.path)
        except sqlite_module.DatabaseError:
            # Damaged on disk: it is only a cache.
            self._build()
            connection = _read_only(self.path)
        with closing(connection):
            yield connection

    def _build(self) -> None:
        """Write a new file beside the place and rename it: nobody ever sees half an index."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._drop_old()
        temporary = self.path.with_name(f"{self.path.name}.{secrets.token_hex(8)}.tmp")
        try:
            _write(temporary, documents_of(self.catalogue))
            temporary.replace(self.path)
        finally:
            temporary.unlink(missing_ok=True)

    def _drop_old(self) -> None:
        # A worker may still answer from yesterday's content for a moment; not for a day.
        oldest = time.time() - KEPT_SECONDS
        for path in self.folder.glob("search-*.db*"):
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:
                continue


def expression(search: Search) -> str:
    """The phrases in FTS5's query language; quoted, none of them can be an operator."""
    operator = " AND " if search.match is Match.ALL else " OR "
    return operator.join(f'"{phrase}"' for phrase in search.phrases)


def _read_only(path: Path) -> Any:
    """A connection that has proved that the file is an index."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite_module.connect(address, uri=True)
    try:
        connection.execute("SELECT rowid FROM documents LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _write(path: Path, documents: Iterable[Document]) -> None:
    with closing(sqlite_module.connect(str(path))) as connection:
        connection.execute(CREATE)
        connection.executemany(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)",
            [
                (one.kind, one.slug, one.anchor, one.title, one.context, one.body)
                for one in documents
            ],
        )
        connection.execute("INSERT INTO documents(documents) VALUES ('optimize')")
        connection.commit()
