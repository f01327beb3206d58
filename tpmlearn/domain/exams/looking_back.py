"""By which kinds the questions of an exam that is over can be looked back on."""

from enum import StrEnum

from tpmlearn.domain.exams.pace import is_lucky, is_slow
from tpmlearn.words import N_, _


class Show(StrEnum):
    """Which questions a list shows; a question can be of several kinds."""

    ALL = "all"
    WRONG = "wrong"
    FLAGGED = "flagged"
    SLOW = "slow"
    LUCKY = "lucky"
    UNANSWERED = "unanswered"


WORDS = {
    Show.ALL: N_("All"),
    Show.WRONG: N_("Wrong"),
    Show.FLAGGED: N_("Flagged"),
    Show.SLOW: N_("Slow"),
    Show.LUCKY: N_("Perhaps lucky"),
    Show.UNANSWERED: N_("Without an answer"),
}


def in_words() -> dict[Show, str]:
    """What each kind is called on a page, in the language that is spoken."""
    return {show: _(word) for show, word in WORDS.items()}


def read_show(text: str) -> Show:
    """The kind that an address names; all for anything else."""
    return Show(text) if text in set(Show) else Show.ALL


def kinds_of(
    *, answered: bool, right: bool, flagged: bool, seconds: float, pace: float
) -> frozenset[Show]:
    """The kinds that a question is of. What has no answer is not wrong: it is unanswered."""
    found = {
        Show.ALL: True,
        Show.WRONG: answered and not right,
        Show.FLAGGED: flagged,
        Show.SLOW: is_slow(seconds, pace),
        Show.LUCKY: is_lucky(seconds, pace, right=right, flagged=flagged),
        Show.UNANSWERED: not answered,
    }
    return frozenset(kind for kind, holds in found.items() if holds)
