"""States of a report: what an author can do in each."""

import pytest

from tpmlearn.domain.learning.reports import CLOSED, WAITING, Move, ReportState, moved

OPEN, IN_WORK = ReportState.OPEN, ReportState.IN_WORK
ANSWERED, MENDED, DECLINED = CLOSED


@pytest.mark.parametrize(
    ("state", "move", "then"),
    [
        (OPEN, Move.TAKE, IN_WORK),
        (IN_WORK, Move.GIVE_BACK, OPEN),
        (ANSWERED, Move.REOPEN, OPEN),
        (MENDED, Move.REOPEN, OPEN),
        (DECLINED, Move.REOPEN, OPEN),
        (IN_WORK, Move.TAKE, None),
        (OPEN, Move.GIVE_BACK, None),
        (OPEN, Move.REOPEN, None),
        (ANSWERED, Move.TAKE, None),
    ],
)
def test_a_move_leads_from_some_states_to_one(
    state: ReportState, move: Move, then: ReportState | None
) -> None:
    assert moved(state, move) is then


def test_every_state_waits_or_is_closed() -> None:
    assert {*WAITING, *CLOSED} == set(ReportState)
    assert not set(WAITING) & set(CLOSED)
