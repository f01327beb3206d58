"""What a fault says of the database or the disk: away, busy, full; or that the fault is ours."""

import errno
import logging
from enum import StrEnum

from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    PendingRollbackError,
    TimeoutError,
)


class Outage(StrEnum):
    """Why something cannot be done now, though nothing is wrong with it."""

    AWAY = "away"
    BUSY = "busy"
    FULL = "full"

    @property
    def seconds(self) -> int:
        """After how many seconds it is worth another try."""
        return {Outage.AWAY: 3, Outage.BUSY: 2, Outage.FULL: 30}[self]


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_SQLSTATES = {
    "25006": Outage.AWAY,  # read-only: a copy that is not, or not yet, the one to write to
    "53100": Outage.FULL,
    "53200": Outage.BUSY,  # no memory
    "53300": Outage.BUSY,  # no connection left
    "55P03": Outage.BUSY,  # a lock that was not to be had
    "40001": Outage.BUSY,
    "40P01": Outage.BUSY,
    "57P01": Outage.AWAY,
    "57P02": Outage.AWAY,
    "57P03": Outage.AWAY,
    "57P05": Outage.AWAY,
    "58030": Outage.AWAY,  # the disk does not answer
}
# https://www.sqlite.org/rescode.html, without what stands above the lowest byte
_SQLITE_CODES = {
    5: Outage.BUSY,
    6: Outage.BUSY,
    8: Outage.AWAY,
    10: Outage.AWAY,
    13: Outage.FULL,
    14: Outage.AWAY,
}
_LOST_IN_A_TRANSACTION = "8s2b"


def outage(error: BaseException) -> Outage | None:
    """What kind of outage an error tells of, or its cause; None for a fault of the program."""
    found = _of_one(error)
    return outage(error.__cause__) if found is None and error.__cause__ else found


def _of_one(error: BaseException) -> Outage | None:
    if isinstance(error, OSError):
        return Outage.FULL if error.errno in _NO_ROOM else None
    if isinstance(error, TimeoutError):
        return Outage.BUSY
    if isinstance(error, PendingRollbackError):
        return Outage.AWAY if error.code == _LOST_IN_A_TRANSACTION else None
    if isinstance(error, DBAPIError):
        return _of_database(error)
    # Of PostgreSQL's driver, as other libraries pass it on; only who uses it has it loaded.
    names = {base.__name__ for base in type(error).__mro__}
    if hasattr(error, "sqlstate"):
        return _of_state(error.sqlstate, is_line="OperationalError" in names)
    return None


def note(log: logging.Logger, what: str, error: BaseException) -> None:
    """Log that something will be tried again: an outage in a line, a fault with its traceback."""
    if why := outage(error):
        plain = {"plain": f"{what}; trying again: {why}"}
        log.warning("%s; trying again: %s (%s)", what, why, first_line(error), extra=plain)
    else:
        log.error("%s; trying again", what, exc_info=error)


def first_line(error: BaseException) -> str:
    """What the driver or the system says, without the statement and its values."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


def _of_database(error: DBAPIError) -> Outage | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE_CODES.get(code & 0xFF)
    is_line = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
    return _of_state(getattr(error.orig, "sqlstate", None), is_line=is_line)


def _of_state(state: str | None, *, is_line: bool) -> Outage | None:
    if state:
        # Class 08: the connection, of the server's or of a pooler's saying.
        return Outage.AWAY if state.startswith("08") else _SQLSTATES.get(state)
    # The driver's own words: it could not connect, or the connection broke off.
    return Outage.AWAY if is_line else None
