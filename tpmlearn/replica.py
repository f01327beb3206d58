"""The copy of the database that reports are read from, while it is there and not far behind."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from tpmlearn.config import Settings
from tpmlearn.db import db, engine_options, prepare_engine, reading_from, require_url
from tpmlearn.statements import measure_statements

LOOK_SECONDS = 1.0
PIN_SECONDS = 5
"""So long after an own change somebody's reports come from the database itself."""
_NAME = "replica"
_LAG = text(
    # Idle, a copy replays nothing, and is as new as can be while it is fed and has replayed all.
    "SELECT CASE WHEN NOT pg_is_in_recovery() THEN 0"
    " WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()"
    " AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN 0"
    " ELSE coalesce(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 1e9) END"
)
Result = TypeVar("Result")
log = logging.getLogger("tpmlearn")


class Replica:
    """A copy, and whether it may be asked; looked at once a second at most."""

    def __init__(self, engine: Engine, *, max_lag: float) -> None:
        self.engine, self._max_lag = engine, max_lag
        self._good: bool | None = None
        self._next_look = 0.0
        self._looking = threading.Lock()

    def is_good(self) -> bool:
        """Whether it answers and is not too far behind; who comes while one looks does not wait."""
        if time.monotonic() >= self._next_look and self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._next_look = time.monotonic() + LOOK_SECONDS
                self._looking.release()
        return bool(self._good)

    def failed(self, why: object) -> None:
        """It did not answer: the database itself is asked until a look finds it well."""
        self._tell(good=False, why=str(why).splitlines()[0])
        self._next_look = time.monotonic() + LOOK_SECONDS

    def _look(self) -> None:
        try:
            with self.engine.connect() as connection:
                lag = float(connection.execute(_LAG).scalar_one())
        except SQLAlchemyError as error:
            self._tell(good=False, why=str(getattr(error, "orig", error)).splitlines()[0])
            return
        self._tell(good=lag <= self._max_lag, why=f"it is {lag:.0f} s behind")

    def _tell(self, *, good: bool, why: str) -> None:
        if good is not self._good and not good:
            log.warning("reports are read from the database itself, not from the replica: %s", why)
        elif good and self._good is False:
            log.warning("reports are read from the replica again")
        self._good = good


def open_replica(app: Flask, settings: Settings) -> None:
    """Give an app its replica, if the settings name one; it is connected to when first asked."""
    if settings.replica_url:
        url = require_url(settings.replica_url)
        options = engine_options(url, pooled=settings.database_pooled)
        options["connect_args"] = {**options.get("connect_args", {}), "connect_timeout": 2}
        engine = create_engine(url, **options)
        prepare_engine(engine)
        measure_statements(engine, slow_ms=settings.slow_ms)
        app.extensions[_NAME] = Replica(engine, max_lag=settings.replica_max_lag)


def has_replica() -> bool:
    """Whether this app has one."""
    return _NAME in current_app.extensions


def read_report(read: Callable[[], Result]) -> Result:
    """What `read` returns, read from the replica or, where that is not well, from the database."""
    replica: Replica | None = current_app.extensions.get(_NAME)
    if replica is None or not replica.is_good():
        return read()
    try:
        with reading_from(replica.engine):
            return read()
    except DBAPIError as error:
        # Gone in the middle, or a statement that it cancelled to follow the database.
        db.session.rollback()
        replica.failed(error.orig)
        return read()
