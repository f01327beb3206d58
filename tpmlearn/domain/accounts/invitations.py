"""Invitations to a role: whether one can be taken, and how long it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

INVITED_ROLES = ("recruiter", "author")
"""What an invitation can give; an admin is made by a command alone."""
MOST_DAYS = 30
KEPT = timedelta(days=90)
"""How long an invitation stays in the list once it was used or has ended."""


class InvitationState(StrEnum):
    """Whether an invitation can be taken."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Term:
    """When an invitation ends, and what ended it before."""

    expires_at: datetime
    revoked_at: datetime | None = None
    used_at: datetime | None = None

    def state(self, now: datetime) -> InvitationState:
        """How it stands at `now`: what was used or revoked stays so; expiry is to the moment."""
        if self.used_at is not None:
            return InvitationState.USED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if now >= self.expires_at else InvitationState.OPEN
