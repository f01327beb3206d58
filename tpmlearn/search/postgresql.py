"""The index on PostgreSQL: the table `search_documents`, filled once per edition.

The table is a cache: migrations leave it alone, this room makes it and clears it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.search.documents import documents_of, edition_of, words_in
from tpmlearn.search.interface import START, STOP, Hit, Match, Search, hit_from

TABLE = "search_documents"
# Any number that nothing else locks: one process at a time makes the table and fills it.
LOCK = 7_301_482_662
CREATE = (
    f"""
    CREATE TABLE IF NOT EXISTS {TABLE} (
        edition text NOT NULL, position integer NOT NULL,
        kind text NOT NULL, slug text NOT NULL, anchor text NOT NULL,
        title text NOT NULL, context text NOT NULL, body text NOT NULL,
        words tsvector NOT NULL, made_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (edition, position))
    """,
    f"CREATE INDEX IF NOT EXISTS ix_{TABLE}_words ON {TABLE} USING gin (words)",
)
FILL = f"""
INSERT INTO {TABLE} (edition, position, kind, slug, anchor, title, context, body, words)
VALUES (:edition, :position, :kind, :slug, :anchor, :title, :context, :body,
    setweight(to_tsvector('english', CAST(:title_words AS text)), 'A')
    || to_tsvector('english', CAST(:body_words AS text)))
"""  # noqa: S608 - no value of a person is in it  # nosec B608
# A worker may still answer from yesterday's content for a moment; not for a day.
CLEAR = f"DELETE FROM {TABLE} WHERE made_at < now() - interval '1 day'"  # noqa: S608  # nosec B608
THERE = f"SELECT EXISTS (SELECT 1 FROM {TABLE} WHERE edition = :edition)"  # noqa: S608  # nosec B608
FIND = f"""
WITH found AS (
    SELECT kind, slug, anchor, title, context, body, position, query,
        ts_rank(words, query, 1) AS rank
    FROM {TABLE}, websearch_to_tsquery('english', CAST(:wanted AS text)) AS query
    WHERE edition = :edition AND words @@ query
        AND (CAST(:kind AS text) = '' OR kind = :kind)
    ORDER BY rank DESC, position LIMIT :limit)
SELECT kind, slug, anchor, title, context,
    ts_headline('english', body, query, :style) AS snippet, body
FROM found ORDER BY rank DESC, position
"""  # noqa: S608  # nosec B608
# PostgreSQL takes words joined by a slash for a file and words in angle brackets for a tag: the
# index gets bare words, and a word joiner keeps the brackets of the text that is shown.
_OPEN = "<\u2060"
# How much of a snippet's ends is compared to see where the text was cut, and what PostgreSQL drops.
EDGE, ENDS = 20, " .?!)"
STYLE = (
    f"StartSel={START}, StopSel={STOP}, MaxFragments=2, MinWords=8, MaxWords=20, "
    'FragmentDelimiter=" … "'
)


@dataclass(frozen=True)
class PostgresqlIndex:
    """An index in the database behind `engine`, on connections of its own."""

    engine: Engine
    catalogue: Catalogue

    def find(self, search: Search) -> tuple[Hit, ...]:
        """What fits, the best first by ts_rank."""
        values = {
            "edition": edition_of(self.catalogue),
            "wanted": expression(search),
            "kind": search.kind or "",
            "style": STYLE,
            "limit": search.limit,
        }
        self._make_sure()
        with self.engine.connect() as connection:
            return tuple(map(_hit, connection.execute(text(FIND), values)))

    def _make_sure(self) -> None:
        with self.engine.connect() as connection:
            if self._is_there(connection):
                return
        with self.engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            for statement in CREATE:
                connection.execute(text(statement))
            # Another process may have filled it while this one waited for the lock.
            if not self._is_there(connection):
                self._fill(connection)

    def _is_there(self, connection: Connection) -> bool:
        table = connection.scalar(text("SELECT to_regclass(:table)"), {"table": TABLE})
        if table is None:
            return False
        return bool(connection.scalar(text(THERE), {"edition": edition_of(self.catalogue)}))

    def _fill(self, connection: Connection) -> None:
        connection.execute(text(CLEAR))
        rows = [
            {
                "edition": edition_of(self.catalogue),
                "position": position,
                "kind": one.kind,
                "slug": one.slug,
                "anchor": one.anchor,
                "title": one.title,
                "context": one.context,
                "body": one.body.replace("<", _OPEN),
                "title_words": words_in(one.title),
                "body_words": words_in(one.body),
            }
            for position, one in enumerate(documents_of(self.catalogue))
        ]
        if rows:
            connection.execute(text(FILL), rows)


def _hit(row: Sequence[str]) -> Hit:
    *fields, snippet, body = row
    shown = snippet.replace(START, "").replace(STOP, "")
    before = "" if body.startswith(shown[:EDGE]) else "… "
    after = "" if body.rstrip(ENDS).endswith(shown[-EDGE:].rstrip(ENDS)) else " …"
    return hit_from((*fields, before + snippet + after))


def expression(search: Search) -> str:
    """The phrases in the language of websearch_to_tsquery; quoted, none can be an operator."""
    joint = " " if search.match is Match.ALL else " or "
    return joint.join(f'"{phrase}"' for phrase in search.phrases)
