"""How far evidence goes: what its confirmers say, whether it carries a level, what may be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tpmlearn.words import N_, _

LINK_LIFE = timedelta(days=30)
"""For so long a link lets a confirmer answer; what was answered can be withdrawn for ever."""


class Answer(StrEnum):
    """What a confirmer says of a claim; nothing is an empty text in the table."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How far an entry of the log goes."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"

    @property
    def words(self) -> str:
        """How it is said beside the entry."""
        return _(_STANDINGS[self])


_STANDINGS = {
    Standing.CLAIMED: N_("claimed, not confirmed"),
    Standing.CONFIRMED: N_("confirmed"),
    Standing.DECLINED: N_("declined, carries nothing"),
}


class ConfirmerState(StrEnum):
    """How far the asking of one confirmer is."""

    NAMED = "named"
    ASKED = "asked"
    EXPIRED = "expired"
    REVOKED = "revoked"
    CONFIRMED = "confirmed"
    OUTDATED = "outdated"
    DECLINED = "declined"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """How it is said beside the name."""
        return _(_STATES[self])

    @property
    def answered(self) -> bool:
        """Whether an answer stands, be it of an earlier wording."""
        return self in _ANSWERED


_STATES = {
    ConfirmerState.NAMED: N_("named, not asked"),
    ConfirmerState.ASKED: N_("asked, no answer yet"),
    ConfirmerState.EXPIRED: N_("asked, the link has expired"),
    ConfirmerState.REVOKED: N_("asked, the link is revoked"),
    ConfirmerState.CONFIRMED: N_("confirmed"),
    ConfirmerState.OUTDATED: N_("confirmed an earlier wording"),
    ConfirmerState.DECLINED: N_("declined"),
    ConfirmerState.UNKNOWN: N_("says they do not know"),
}
_ANSWERED = frozenset(
    {
        ConfirmerState.CONFIRMED,
        ConfirmerState.OUTDATED,
        ConfirmerState.DECLINED,
        ConfirmerState.UNKNOWN,
    }
)


@dataclass(frozen=True)
class Said:
    """What one confirmer said last and when; no answer where they said nothing or withdrew it."""

    answer: Answer | None = None
    at: datetime | None = None

    def stands(self, changed_at: datetime) -> bool:
        """Say whether it was said of the wording of `changed_at`, not of an earlier one."""
        return self.at is not None and self.at >= changed_at


@dataclass(frozen=True)
class Asking:
    """A link to a confirmer: until when it takes an answer; no end where there was never one."""

    expires_at: datetime | None = None
    revoked_at: datetime | None = None


def standing(said: Iterable[Said], changed_at: datetime) -> Standing:
    """Return how far an entry goes whose wording is of `changed_at`.

    A refusal outweighs everything until it is withdrawn, whatever the wording; a confirmation
    holds for the wording that was confirmed.
    """
    answers = tuple(said)
    if any(one.answer is Answer.DECLINED for one in answers):
        return Standing.DECLINED
    if any(one.answer is Answer.CONFIRMED and one.stands(changed_at) for one in answers):
        return Standing.CONFIRMED
    return Standing.CLAIMED


def is_confirmable(said: Iterable[Said]) -> bool:
    """Say whether somebody is named who may yet confirm, or has, and nobody has declined."""
    answers = [one.answer for one in said]
    able = any(answer in (None, Answer.CONFIRMED) for answer in answers)
    return able and Answer.DECLINED not in answers


def confirmer_state(
    said: Said, asking: Asking, *, changed_at: datetime, now: datetime
) -> ConfirmerState:
    """Return how far the asking is at `now`: an answer first, then what became of the link."""
    if said.answer is Answer.CONFIRMED:
        stands = said.stands(changed_at)
        return ConfirmerState.CONFIRMED if stands else ConfirmerState.OUTDATED
    if said.answer is not None:
        declined = said.answer is Answer.DECLINED
        return ConfirmerState.DECLINED if declined else ConfirmerState.UNKNOWN
    if asking.expires_at is None:
        return ConfirmerState.NAMED
    if asking.revoked_at is not None:
        return ConfirmerState.REVOKED
    return ConfirmerState.ASKED if now < asking.expires_at else ConfirmerState.EXPIRED


def takes_answer(said: Said, asking: Asking, *, changed_at: datetime, now: datetime) -> bool:
    """Say whether the link takes an answer: it is open, and none stands of this wording."""
    if said.answer is not None and said.stands(changed_at):
        return False
    return asking.expires_at is not None and asking.revoked_at is None and now < asking.expires_at
