"""The database door: engine, session, base class, constraint names, time stamps."""

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from time import monotonic, perf_counter
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    TypeDecorator,
    event,
    make_url,
)
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase

from tpmlearn import resting, work
from tpmlearn.config import ROOT, Settings, SettingsError
from tpmlearn.connections import (
    RoutedSession,
    RoutedSessions,
    is_elsewhere,
    is_writing,
    mark_reading,
    mark_writing,
    only_reads,
    reading_from,
    writing,
)
from tpmlearn.resting import USED, read_by, release_reader, rested
from tpmlearn.turns import Connection as TurnConnection
from tpmlearn.turns import Turns, safe_workers, sound_sqlite, sqlite_module

BUSY_TIMEOUT_MS = 10_000
# A server that is gone without a word (its machine, the network) is given up after some seconds,
# not after the quarter of an hour that the system waits by itself. In seconds, but for the second.
LINE = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
CACHES = frozenset({"search_documents", "search_versions"})
"""Tables that the search room makes and drops itself: never migrated, in no backup."""
QUEUE_TABLES = frozenset(
    f"procrastinate_{name}" for name in ("events", "jobs", "periodic_defers", "workers")
)
"""Tables by which a library hands out jobs on PostgreSQL: in no backup, as none of them counts."""
NOT_OURS = CACHES | QUEUE_TABLES
# FOR NO KEY UPDATE OF a_table SKIP LOCKED, at the end of a statement.
LOCK = 80
# Functions that hold something to the end of a transaction, or write.
CALLS = ("pg_advisory_", "procrastinate_")
# Words that write, which may follow a WITH.
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
_BEGIN_TO_WRITE = "BEGIN IMMEDIATE"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(
    model_class=Base,
    session_options={
        "class_": RoutedSession,
        # The transaction of a connection beside the session is the session's.
        "join_transaction_mode": "control_fully",
    },
)
_registry: Any = db.session.registry
sessions = RoutedSessions(_registry.createfunc, _registry.scopefunc)
db.session = sessions  # type: ignore[assignment]


class Moment(TypeDecorator[datetime]):
    """An instant: aware UTC in Python, `timestamptz` on PostgreSQL, naive UTC text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values; hand UTC to the driver."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None]:
        """Give an aware UTC value back; a page reads some ten of them."""
        return _from_text if dialect.name == "sqlite" else _in_utc


# A page reads some ten, and mostly those that this person's last page read.
@lru_cache(maxsize=4_000)
def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def new_id() -> str:
    """An unguessable id for a row that has an address: 128 bits, URL-safe."""
    return secrets.token_urlsafe(16)


def reader() -> Connection | None:
    """A connection for one statement that reads, beside the session; it has no transaction.

    To open and to close a session for a page's two or three statements takes longer than they do.
    None where the session is in a transaction, which the statement belongs to, or where this
    thread's request may write.
    """
    if not only_reads() or is_elsewhere():
        return None
    if (known := resting.reader()) is not None:
        return known
    if sessions.has_begun():
        return None
    found = rested(db.engine) or db.engine.connect()
    if found.dialect.name != "sqlite":
        driver: Any = found.connection.dbapi_connection
        if not driver.autocommit:
            driver.autocommit = True
    read_by(found)
    return found


def insert_for(table: type[Base]) -> Any:
    """An INSERT that knows ON CONFLICT, for the database in use."""
    # Here, so that a process holds the dialect of its own database alone.
    if db.session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]
    return insert(table)


def engine_options(url: str, *, pooled: bool = False) -> dict[str, Any]:
    """Options for SQLAlchemy's engine that fit the database at `url`.

    `pooled`: a pooler is in between that may give each transaction another connection, so that
    nothing may be prepared in one for the next.
    """
    if not url.startswith("sqlite"):
        line: dict[str, Any] = line_options(url)
        if pooled:
            line["prepare_threshold"] = None
        return {
            "pool_size": 5,
            "max_overflow": 10,
            "connect_args": line,
        }
    arguments = {"timeout": BUSY_TIMEOUT_MS / 1000, "factory": TurnConnection}
    return {"module": sqlite_module, "connect_args": arguments}


def line_options(url: str) -> dict[str, Any]:
    """How the driver finds out that PostgreSQL is gone, where the address does not say."""
    said = make_url(url).query
    return {name: value for name, value in LINE.items() if name not in said}


def prepare_engine(engine: Engine) -> None:
    """Set SQLite up for durable, concurrent use; let PostgreSQL read without a transaction."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
    else:
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", _ask_if_there)
        event.listen(engine, "begin", _on_postgresql_begin)
        event.listen(engine, "before_cursor_execute", _begin_to_write)


def _note_use(_driver: Any, record: Any) -> None:
    record.info[USED] = monotonic()


def _ask_if_there(driver: Any, record: Any, proxy: Any) -> None:
    """Ask a connection that rested whether its server is still there: one journey, which each
    request would pay for if those in use were asked too."""
    if monotonic() - record.info.get(USED, monotonic()) < resting.REST_SECONDS:
        return
    dialect = proxy._pool._dialect
    try:
        dialect.do_ping(driver)
    except dialect.dbapi.Error as error:
        raise InvalidatePoolError from error


def _on_postgresql_begin(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    named = connection.get_execution_options().get("isolation_level")
    alone = only_reads() and named is None
    if driver.autocommit != alone:
        driver.autocommit = alone


def _begin_to_write(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    driver: Any = connection.connection.dbapi_connection
    if driver.autocommit and not _is_plain_select(statement):
        driver.autocommit = False


@lru_cache(maxsize=500)
def _is_plain_select(statement: str) -> bool:
    locks = "FOR " in statement[-LOCK:]
    only_looks = statement.startswith("WITH") and not _WRITES.search(statement)
    reads = only_looks or statement.startswith("SELECT")
    return reads and not locks and not any(map(statement.count, CALLS))


def _on_sqlite_connect(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is off: _on_sqlite_begin says BEGIN.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def as_told(
    connection: Connection, error: Exception, sql: str, sent: Any, *, is_gone: bool = False
) -> Exception:
    """An error of the driver as SQLAlchemy tells it; `is_gone`: the connection is of no use."""
    dialect = connection.dialect
    kind: type[Exception] = dialect.dbapi.Error  # type: ignore[union-attr]
    told = DBAPIError.instance(
        sql,
        sent,
        error,
        kind,
        hide_parameters=True,
        connection_invalidated=is_gone,
        dialect=dialect,
    )
    return told if isinstance(told, Exception) else error


@lru_cache(maxsize=16)
def _turns_of(path: str) -> Turns:
    """The line of a file, the same for all engines of this process."""
    return Turns(path)


def _on_sqlite_begin(connection: Any) -> None:
    driver = connection.connection.dbapi_connection
    if not is_writing():
        # By the driver alone: it waits for nobody, and is done in a tenth of the time.
        driver.execute("BEGIN")
        return
    begun = perf_counter()
    driver.take_turn(_turns_of(connection.engine.url.database or ""))
    # To wait for the right to write is time of the database.
    if now := work.current():
        now.seconds += perf_counter() - begun
    try:
        driver.execute(_BEGIN_TO_WRITE)
    except BaseException as error:
        driver.rollback()
        if isinstance(error, sqlite_module.Error):
            raise as_told(connection, error, _BEGIN_TO_WRITE, ()) from error
        raise


def open_database(app: Flask, url: str, *, pooled: bool = False) -> None:
    """Give an app the database at `url`, maybe behind a pooler (see `engine_options`).

    Raises SettingsError for one that we cannot use.
    """
    driver_url = require_url(url)
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=driver_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(driver_url, pooled=pooled),
    )
    db.init_app(app)
    app.teardown_appcontext(release_reader)
    with app.app_context():
        prepare_engine(db.engine)


def database_app(settings: Settings) -> Flask:
    """An app with the database of these settings alone, and no pages or content."""
    app = Flask("tpmlearn", static_folder=None, instance_path=str(settings.folder.absolute()))
    app.extensions["settings"] = settings
    open_database(app, settings.database_url, pooled=settings.database_pooled)
    return app


def prepare_migrations(app: Flask) -> None:
    """Let an app's commands migrate; it brings alembic along."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)


def require_url(url: str) -> str:
    """The database address, with the driver we use; SettingsError for what we cannot."""
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("TPMLEARN_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return url if url.startswith("sqlite") else _hosts_apart(url)


def _hosts_apart(url: str) -> str:
    """Several hosts as SQLAlchemy takes them: not `one,two` as PostgreSQL writes it, but each a
    parameter of its own."""
    parts = urlsplit(url)
    user, at, hosts = parts.netloc.rpartition("@")
    if "," not in hosts:
        return url
    named = urlencode([("host", one) for one in hosts.split(",")])
    query = "&".join(filter(None, (named, parts.query)))
    return f"{parts.scheme}://{user}{at}{parts.path}?{query}"


__all__ = [
    "CACHES",
    "NOT_OURS",
    "QUEUE_TABLES",
    "Base",
    "Moment",
    "as_told",
    "database_app",
    "db",
    "engine_options",
    "insert_for",
    "is_elsewhere",
    "line_options",
    "mark_reading",
    "mark_writing",
    "new_id",
    "open_database",
    "prepare_engine",
    "prepare_migrations",
    "reader",
    "reading_from",
    "require_url",
    "safe_workers",
    "sessions",
    "sound_sqlite",
    "sqlite_module",
    "writing",
]
