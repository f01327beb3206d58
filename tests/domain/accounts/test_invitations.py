"""When an invitation can be taken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tpmlearn.domain.accounts.invitations import InvitationState, Term

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
OPEN = Term(NOON + timedelta(days=1))


@pytest.mark.parametrize(
    ("term", "state"),
    [
        (OPEN, InvitationState.OPEN),
        (replace(OPEN, expires_at=NOON), InvitationState.EXPIRED),
        (replace(OPEN, revoked_at=NOON), InvitationState.REVOKED),
        (replace(OPEN, used_at=NOON), InvitationState.USED),
        (replace(OPEN, used_at=NOON, revoked_at=NOON, expires_at=NOON), InvitationState.USED),
    ],
)
def test_what_ended_it_first_is_told(term: Term, state: InvitationState) -> None:
    assert term.state(NOON) is state
