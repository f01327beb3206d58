"""Who a person is, as every page needs to know it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from tpmlearn.db import Moment, db
from tpmlearn.models import PersonRow, SignInRow
from tpmlearn.prepared import Joint, Prepared
from tpmlearn.work import current

SIGN_IN_LIFE = timedelta(days=90)
IDLE_LIFE = timedelta(days=30)
"""How long a member stays signed in without saving anything; a guest has no other way back."""


@dataclass(frozen=True)
class Person:
    """A guest or a member; `kind` is `guest` or `member`, `roles` what a member may do besides.

    `erase_after` is None but for a member who is leaving: all their rows go then. `verified_at` is
    when their address was confirmed, `second_step_at` since when a password alone does not let them
    in, `second_step_due` from when on it must not. `language` is the tag that they chose, empty for
    what their browser asks for. `seen_at` is when this sign-in last saved something; None where the
    person did not come by one.
    """

    id: int
    name: str
    email: str
    kind: str
    roles: frozenset[str]
    time_zone: str
    theme: str
    active_at: datetime
    erase_after: datetime | None = None
    verified_at: datetime | None = None
    second_step_at: datetime | None = None
    second_step_due: datetime | None = None
    language: str = ""
    seen_at: datetime | None = None

    @property
    def is_member(self) -> bool:
        """Whether this person has an account."""
        return self.kind == "member"


def hashed(token: str) -> str:
    """How a secret token is kept: its SHA-256, in hexadecimal."""
    return sha256(token.encode()).hexdigest()


_PEOPLE, _SIGN_INS = PersonRow.__table__.c, SignInRow.__table__.c


def _sign_in() -> Select[Any]:
    return (
        select(
            _PEOPLE.id,
            _PEOPLE.name,
            _PEOPLE.email,
            _PEOPLE.roles,
            _PEOPLE.time_zone,
            _PEOPLE.theme,
            _PEOPLE.active_at,
            _PEOPLE.erase_after,
            _PEOPLE.language,
            _PEOPLE.verified_at,
            _PEOPLE.second_step_at,
            _PEOPLE.second_step_due,
            _SIGN_INS.created_at.label("begun_at"),
            func.coalesce(_SIGN_INS.seen_at, _SIGN_INS.created_at, type_=Moment).label("seen_at"),
        )
        .join(SignInRow.__table__, _SIGN_INS.person_id == _PEOPLE.id)
        .where(_SIGN_INS.id == bindparam("sign_in"))
    )


_SIGNED_IN = Prepared(_sign_in)


class OwnRows:
    """What a page shows of the person who asks, so that both can be read in one journey.

    `make` gives the SELECT for a person's number, which may be an expression; its other values are
    of the page's address.
    """

    def __init__(self, make: Callable[[ColumnElement[int]], Select[Any] | CompoundSelect[Any]]):
        self._alone = Prepared(lambda: make(bindparam("person")))
        self._with_person = Joint(_sign_in, make, key="id")

    def all(self, person_id: int, **values: Any) -> list[Any]:
        """The rows: those that came with the person, once, else those that are there now."""
        found: list[Any] | None = _that_came(self, person_id, values)
        return self._alone.all(person=person_id, **values) if found is None else found

    def read(self, sign_in: str, values: Mapping[str, Any]) -> Any:
        """The row of a sign-in, None where there is none; the rows of its person are kept for `all`
        in this request."""
        row, rows = self._with_person.both(sign_in=sign_in, **values)
        if row is not None:
            _keep(self, row.id, values, rows)
        return row


class OwnRow:
    """The one row of the person who asks that a save is about, read in one journey with them.

    `make` adds its columns and conditions to a SELECT, for a person's number; it may lock. On
    SQLite, where a lock holds up everybody, it comes before the transaction: what can change until
    that begins has to be asked for once more.
    """

    def __init__(self, make: Callable[[Select[Any], ColumnElement[int]], Select[Any]]):
        self._alone = Prepared(lambda: make(select(), bindparam("person")))
        self._with_person = Prepared(lambda: make(_sign_in(), _PEOPLE.id), ahead=True)

    def first(self, person_id: int, **values: Any) -> Any:
        """The row, None where there is none: the one that came with the person, once, as long as
        their transaction holds it, else the one that is there now."""
        found = _that_came(self, person_id, values)
        return self._alone.first(person=person_id, **values) if found is None else found

    def read(self, sign_in: str, values: Mapping[str, Any]) -> Any:
        """The row of a sign-in, None where there is none; its person's is kept for `first`."""
        both = self._with_person.first(sign_in=sign_in, **values)
        if both is None:
            return _SIGNED_IN.first(sign_in=sign_in)
        _keep(self, both.id, values, both)
        return both


def let_go_of_own() -> None:
    """Ask anew for what came with who asks, if anything did; before something is written.

    It may be locked, and everybody else locks a person before what is theirs: two who began at
    different ends would wait for each other.
    """
    if (work := current()) and work.own is not None:
        db.session.rollback()


def _keep(own: OwnRows | OwnRow, person_id: int, values: Mapping[str, Any], found: Any) -> None:
    if work := current():
        work.own = ((own, person_id, dict(values)), found)


def _that_came(own: OwnRows | OwnRow, person_id: int, values: Mapping[str, Any]) -> Any:
    work = current()
    if work is None or work.own is None:
        return None
    (asked, found), work.own = work.own, None
    return found if asked == (own, person_id, values) else None


def person_from(
    row: PersonRow | Row[*tuple[Any, ...]], *, seen_at: datetime | None = None
) -> Person:
    """The person that a row describes; `seen_at` is of their sign-in."""
    return Person(
        id=row.id,
        name=row.name,
        email=row.email or "",
        kind="member" if row.email else "guest",
        roles=frozenset(row.roles or ()),
        time_zone=row.time_zone,
        theme=row.theme,
        active_at=row.active_at,
        erase_after=row.erase_after,
        verified_at=row.verified_at,
        second_step_at=row.second_step_at,
        second_step_due=row.second_step_due,
        language=row.language or "",
        seen_at=seen_at,
    )


def hold(person_id: int) -> None:
    """Let nobody else decide for this person until the transaction ends; one statement.

    Whoever looks whether there is something before making it asks for this first: on PostgreSQL
    two at once would both find nothing. On SQLite a write transaction is alone as it is.
    """
    person = select(PersonRow.id).where(PersonRow.id == person_id)
    db.session.execute(person.with_for_update(key_share=True))


def stays(person_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether the person of a row is not leaving: a condition for what others may see of them."""
    return person_id.not_in(select(PersonRow.id).where(PersonRow.erase_after.is_not(None)))


def person_signed_in(
    session_id: str,
    *,
    now: datetime,
    own: OwnRows | OwnRow | None = None,
    values: Mapping[str, Any] | None = None,
) -> Person | None:
    """The person whose browser carries this session id, or None; one statement.

    A sign-in ends after SIGN_IN_LIFE, a member's also after IDLE_LIFE in which nothing was saved,
    whatever the cookie says. Whose days to come back are over is nobody any more, even before the
    row is gone. `own` are read with it, for `values`.
    """
    sign_in = hashed(session_id)
    row = _SIGNED_IN.first(sign_in=sign_in) if own is None else own.read(sign_in, values or {})
    if row is None or now - row.begun_at > SIGN_IN_LIFE:
        return None
    if row.email and now - row.seen_at > IDLE_LIFE:
        return None
    person = person_from(row, seen_at=row.seen_at)
    return None if person.erase_after and person.erase_after <= now else person
