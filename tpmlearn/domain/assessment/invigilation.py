"""The codes by which somebody who watches opens a test or an exam: how they read, when they work.

A code says that somebody watched who was there. Who sat there, and that the watching was done, is
the word of the operator who issued the code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tpmlearn.words import N_

# No two characters that look alike on paper or on a small screen: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
LENGTH, GROUP = 15, 5
"""24 ** 15 codes are 68.8 bits."""
ANY, TESTS = "", "test"
"""What a code is for, where it is not the slug of one exam."""
LEAST_LIFE, LONGEST_LIFE = timedelta(hours=1), timedelta(days=30)
MOST_USES = 200


class CodeState(StrEnum):
    """Whether a code works."""

    WORKS = N_("works")
    REVOKED = N_("revoked")
    EXPIRED = N_("expired")
    USED_UP = N_("used up")


class Refusal(StrEnum):
    """Why a code opens nothing, in a sentence for who typed it."""

    UNKNOWN = N_("There is no such code. Compare it letter by letter with what you were given.")
    REVOKED = N_("This code was revoked. Ask the invigilator for another.")
    EXPIRED = N_("This code has expired. Ask the invigilator for another.")
    USED_UP = N_("This code has been used as often as it can be. Ask the invigilator for another.")
    ELSEWHERE = N_("This code is for another exam or test. Ask the invigilator which.")
    NO_ACCOUNT = N_(
        "A code needs an account: sign in or sign up first, so that the result is somebody's. "
        "The code is not used up by this."
    )
    UNDER_WAY = N_(
        "You have a sitting under way that this code did not open. End it first: a code counts "
        "from the first question on. It is not used up by this."
    )


_REFUSED = {
    CodeState.REVOKED: Refusal.REVOKED,
    CodeState.EXPIRED: Refusal.EXPIRED,
    CodeState.USED_UP: Refusal.USED_UP,
}


@dataclass(frozen=True)
class Terms:
    """What a code allows: `exam` is ANY, TESTS or the slug of an exam."""

    exam: str
    expires_at: datetime
    revoked_at: datetime | None
    most_uses: int
    uses: int

    def state(self, now: datetime) -> CodeState:
        """Whether it works at `now`; what was revoked stays so, and expiry is to the moment."""
        if self.revoked_at is not None:
            return CodeState.REVOKED
        if now >= self.expires_at:
            return CodeState.EXPIRED
        return CodeState.USED_UP if self.uses >= self.most_uses else CodeState.WORKS

    def refuses(self, wanted: str, now: datetime) -> Refusal | None:
        """Why it does not open `wanted` (TESTS or the slug of an exam); None where it does."""
        if self.exam not in {ANY, wanted}:
            return Refusal.ELSEWHERE
        return _REFUSED.get(self.state(now))


def make_code(below: Callable[[int], int]) -> str:
    """A new code as it is hashed; `below(n)` gives a whole number from 0 to n - 1 by chance."""
    return "".join(ALPHABET[below(len(ALPHABET))] for place in range(LENGTH))


def grouped(code: str) -> str:
    """A code as people read it: `KM4PX-R7TWD-9QFHC`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(text: str) -> str | None:
    """What somebody typed as it is hashed; None where it cannot be a code.

    Small letters, blanks and whatever else parts the groups do not matter.
    """
    found = "".join(char for char in text.upper() if char.isalnum())
    whole = len(found) == LENGTH and set(found) <= set(ALPHABET)
    return found if whole else None
