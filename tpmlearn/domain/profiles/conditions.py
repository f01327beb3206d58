"""Under which conditions a result came about: the facts, one short line, and a list in sentences.

A result never goes to others without them: the same share means less where nobody watched, where
the questions could be read before, or where they had been met.
"""

from dataclasses import dataclass
from datetime import datetime

UNSUPERVISED = "unsupervised"


@dataclass(frozen=True)
class Watch:
    """Whose eyes a sitting was under, and where, in the operator's words."""

    centre: str
    invigilator: str

    @property
    def words(self) -> str:
        """Who and where, as in `Ada Obi, Lagos Test House`."""
        return ", ".join(part for part in (self.invigilator, self.centre) if part)


@dataclass(frozen=True)
class Conditions:
    """What stands behind a result.

    `on` is the end of its sitting, of several the last; `answers` are those that count, of which
    `watched_answers` were given while somebody of `watches` (the newest first) watched.
    `private_bank` is whether no learner could read any of the questions on this site before;
    `provisional` whether fewer than 200 people stand behind the bank. `calibrated_share` is the
    share of the answers to questions whose difficulty was learnt from people, None where a result
    does not rest on difficulties. `retakes` counts finished sittings of the same test before;
    `seen_before` is the share of the questions that had been met before, None where none is asked
    twice.
    """

    on: datetime
    answers: int
    watches: tuple[Watch, ...] = ()
    watched_answers: int = 0
    private_bank: bool = False
    provisional: bool = True
    calibrated_share: float | None = None
    retakes: int = 0
    seen_before: float | None = None

    @property
    def invigilated(self) -> Watch | None:
        """Who watched, of several the last; None unless every answer was given under such eyes."""
        whole = self.watches and self.watched_answers == self.answers
        return self.watches[0] if whole else None

    @property
    def partly_invigilated(self) -> bool:
        """Whether somebody watched at some of the answers, and not at all of them."""
        return bool(self.watches) and 0 < self.watched_answers < self.answers

    @property
    def supervision(self) -> str:
        """Who watched, in a few words."""
        if self.invigilated:
            return f"invigilated by {_listed(self.watches)}"
        if self.partly_invigilated:
            return f"{self.watched_answers} of {self.answers} answers invigilated"
        return UNSUPERVISED

    @property
    def facts(self) -> tuple[str, ...]:
        """What matters most, each in a few words; the day is left to the page."""
        return (
            self.supervision,
            "private bank" if self.private_bank else "open bank",
            _counted(self.answers),
            _taken(self.retakes),
            *([] if self.seen_before is None else [f"{_percent(self.seen_before)} seen before"]),
            *(["provisional"] if self.provisional else []),
        )

    @property
    def line(self) -> str:
        """The facts in one line."""
        return ", ".join(self.facts)

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """All of it as (term, sentences), in reading order."""
        return (
            ("Who watched", self._watched()),
            ("Questions", _PRIVATE if self.private_bank else _OPEN),
            ("Answers", f"{_counted(self.answers)} that count{'s' if self.answers == 1 else ''}."),
            ("Taken before", self._taken()),
            *([] if self.seen_before is None else [("Seen before", self._seen())]),
            ("Calibration", self._calibration()),
        )

    def _watched(self) -> str:
        if self.invigilated:
            return f"{_listed(self.watches)} watched who was there. {_WORD}"
        if self.partly_invigilated:
            share = f"{self.watched_answers} of {self.answers} answers"
            return f"{_listed(self.watches)} watched at {share}; nobody at the others. {_WORD}"
        return "Nobody. It was taken unsupervised, and nothing shows who sat there."

    def _taken(self) -> str:
        ended = f"finished sitting{'' if self.retakes == 1 else 's'}"
        return f"{self.retakes or 'No'} {ended} that asked the same before."

    def _seen(self) -> str:
        return f"{_percent(self.seen_before or 0.0)} of the questions had been met before."

    def _calibration(self) -> str:
        whole = _PROVISIONAL if self.provisional else _CALIBRATED
        if self.calibrated_share is None:
            return whole
        share = _percent(self.calibrated_share)
        return f"{whole} The difficulty of {share} of what was answered is learnt from people."


_WORD = "That they did, and who they are, is the word of this site's operator."
_OPEN = "From an open bank: whoever wants to can read them beforehand."
_PRIVATE = "From a private bank of this site's operator: no learner could read them here before."
_PROVISIONAL = "Provisional: fewer than 200 people stand behind how hard the questions are."
_CALIBRATED = "At least 200 people stand behind how hard the questions are."


def _counted(answers: int) -> str:
    return f"{answers} answer{'' if answers == 1 else 's'}"


def _taken(retakes: int) -> str:
    words = ("first time", "taken once before", "taken twice before")
    return words[retakes] if retakes < len(words) else f"taken {retakes} times before"


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _listed(watches: tuple[Watch, ...]) -> str:
    return "; ".join(one.words for one in watches)
