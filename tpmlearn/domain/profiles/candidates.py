"""Candidates on a recruiter's desk: what they are called, and how a list of them is narrowed.

There is no order and no filter by what somebody knows: nothing here could make one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from tpmlearn.domain.profiles.visibility import Section
from tpmlearn.words import N_, _

MOST_COMPARED = 5
PER_PAGE = 50


class EvidenceKind(StrEnum):
    """A kind of evidence that a view shows, in reading order; there is some, not how good it is."""

    TESTS = "tests"
    INVIGILATED = "invigilated"
    CONFIRMED = "confirmed"
    EXAMS = "exams"
    BADGES = "badges"

    @property
    def words(self) -> str:
        """What the kind is called in a list."""
        return _(_KINDS[self])


_KINDS = {
    EvidenceKind.TESTS: N_("tests"),
    EvidenceKind.INVIGILATED: N_("invigilated results"),
    EvidenceKind.CONFIRMED: N_("confirmed work"),
    EvidenceKind.EXAMS: N_("practice exams"),
    EvidenceKind.BADGES: N_("badges"),
}


class Order(StrEnum):
    """How candidates can stand in a list."""

    NEWEST = "newest"
    NAME = "name"
    ENDS = "ends"
    ROLE = "role"

    @property
    def words(self) -> str:
        """What the order is called in a form."""
        return _(_ORDERS[self])


_ORDERS = {
    Order.NEWEST: N_("newest first"),
    Order.NAME: N_("by name"),
    Order.ENDS: N_("ending soonest first"),
    Order.ROLE: N_("by role"),
}


@dataclass(frozen=True)
class CandidateLine:
    """Somebody who granted a view: what it calls them, until when it works, what kinds it shows.

    `role` is the title of the view's role. `newest` is when something that the view shows last
    changed, `seen_at` when the recruiter last looked; None where they have not.
    """

    grant_id: str
    called: str
    role_key: str
    role: str
    since: datetime
    until: datetime | None
    sections: tuple[Section, ...]
    kinds: tuple[EvidenceKind, ...]
    newest: datetime
    seen_at: datetime | None

    @property
    def has_news(self) -> bool:
        """Whether something changed after the recruiter's last look."""
        return self.seen_at is not None and self.newest > self.seen_at


@dataclass(frozen=True)
class Wanted:
    """How a list is narrowed and ordered; empty values let all through.

    `since` is the moment from which on a view must have been granted.
    """

    name: str = ""
    role: str = ""
    kind: EvidenceKind | None = None
    since: datetime | None = None
    order: Order = Order.NEWEST


def called(name: str, grant_id: str) -> str:
    """Return what a view calls its person: the name it shows, else four signs of the grant.

    The signs come from a hash, so that they tell nothing that could be put into an address.
    """
    return name or _("Candidate %(sign)s", sign=short_sign(grant_id))


def short_sign(grant_id: str) -> str:
    """Return four hexadecimal digits by which people can tell grants apart."""
    return sha256(grant_id.encode()).hexdigest()[:4].upper()


def chosen(candidates: Iterable[CandidateLine], wanted: Wanted) -> tuple[CandidateLine, ...]:
    """Return the candidates that are wanted, in the order that is wanted; ties by name."""
    found = [one for one in candidates if _fits(one, wanted)]
    found.sort(key=lambda one: (one.called.casefold(), one.grant_id))
    if wanted.order is Order.NEWEST:
        found.sort(key=lambda one: one.since, reverse=True)
    elif wanted.order is Order.ENDS:
        found.sort(key=lambda one: (one.until is None, one.until or one.since))
    elif wanted.order is Order.ROLE:
        found.sort(key=lambda one: one.role.casefold())
    return tuple(found)


def _fits(one: CandidateLine, wanted: Wanted) -> bool:
    return (
        wanted.name.casefold() in one.called.casefold()
        and wanted.role in ("", one.role_key)
        and (wanted.kind is None or wanted.kind in one.kinds)
        and (wanted.since is None or one.since >= wanted.since)
    )
