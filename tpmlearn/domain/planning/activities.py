"""What a plan is made of: things to do, and how far a person is with them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.words import N_

SEED_STEPS = (
    N_("technical base"),
    N_("leadership and communication"),
    N_("project experience"),
)
SHORTEST = 0.1
"""Hours that effort counts for at least where something is divided by it."""


class Kind(StrEnum):
    """What sort of thing is to be done; the first part of an activity's key."""

    MODULE = "module"
    TEST = "test"
    ASSIGNMENT = "assignment"
    CERTIFICATE = "certificate"
    MOCK = "mock"
    BOOKING = "booking"
    EXAM = "exam"
    CONTACT = "contact"


class State(StrEnum):
    """How far a person is with an activity."""

    OPEN = N_("open")
    STARTED = N_("started")
    DONE = N_("done")
    SKIPPED = N_("skipped")


@dataclass(frozen=True)
class Progress:
    """What a person did about one activity and on which day; no entry at all means open.

    `hours_left` is the effort that is left of a started activity, None where nobody knows. It is
    not asked of work with elapsed weeks, as an assignment: there the weeks that passed tell.
    """

    state: State
    on: date
    hours_left: float | None = None
    tested_out: bool = False


@dataclass(frozen=True)
class ActivityLink:
    """A wait for the key `before`: for its finish (FS) or its start (SS), and `lag_weeks` more.

    A lag counts working weeks: it stands still while nothing is worked.
    """

    before: str
    kind: LinkKind = LinkKind.FS
    lag_weeks: int = 0


@dataclass(frozen=True)
class Activity:
    """One thing to do.

    `hours` is the effort left, `weeks` the least number of working weeks that it takes (0: as fast
    as the hours allow). `requires` are keys of what has to be finished first; `follows` are keys
    that it comes after where they are in the plan, though it could do without; `links` are other
    waits, which hold where what they name is in the plan. `value` is the weighted gap that it helps
    to close, `order` its place in learning order, `since` the day on which it was started or done.
    """

    key: str
    kind: Kind
    title: str
    hours: float
    weeks: int
    requires: tuple[str, ...]
    skills: tuple[str, ...]
    step: str
    reason: str
    follows: tuple[str, ...] = ()
    links: tuple[ActivityLink, ...] = ()
    value: float = 0.0
    stage: int = 0
    order: int = 0
    state: State = State.OPEN
    since: date | None = None
    tested_out: bool = False

    @property
    def worth(self) -> float:
        """Weighted gap closed per hour of effort."""
        return self.value / max(self.hours, SHORTEST)


def key_of(kind: Kind, slug: str) -> str:
    """Return an activity's key, as in "module:16-estimate-in-ranges"."""
    return f"{kind}:{slug}"
