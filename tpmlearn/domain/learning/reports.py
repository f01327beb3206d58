"""The states of a report of a problem, and what an author can do with it in each."""

from enum import StrEnum

from tpmlearn.words import N_, _


class ReportState(StrEnum):
    """Where a report stands; it waits in the first two."""

    OPEN = "open"
    IN_WORK = "in-work"
    ANSWERED = "answered"
    MENDED = "mended"
    DECLINED = "declined"

    @property
    def words(self) -> str:
        """How the state is called on a page."""
        return _(_WORDS[self])


_WORDS = {
    ReportState.OPEN: N_("open"),
    ReportState.IN_WORK: N_("in work"),
    ReportState.ANSWERED: N_("answered"),
    ReportState.MENDED: N_("mended"),
    ReportState.DECLINED: N_("declined"),
}
WAITING = (ReportState.OPEN, ReportState.IN_WORK)
CLOSED = (ReportState.ANSWERED, ReportState.MENDED, ReportState.DECLINED)


class Move(StrEnum):
    """What an author does without a word to the reporter."""

    TAKE = "take"
    GIVE_BACK = "give-back"
    REOPEN = "reopen"


FROM = {
    Move.TAKE: (ReportState.OPEN,),
    Move.GIVE_BACK: (ReportState.IN_WORK,),
    Move.REOPEN: CLOSED,
}
TO = {
    Move.TAKE: ReportState.IN_WORK,
    Move.GIVE_BACK: ReportState.OPEN,
    Move.REOPEN: ReportState.OPEN,
}


def moved(state: ReportState, move: Move) -> ReportState | None:
    """The state after a move; None where the move is not one of this state."""
    return TO[move] if state in FROM[move] else None
