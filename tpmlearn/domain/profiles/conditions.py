"""Under which conditions a result came about: the facts, one short line, and a list in sentences.

A result never goes to others without them: the same share means less where nobody watched, where
the questions could be read before, or where they had been met.
"""

from dataclasses import dataclass
from datetime import datetime

from tpmlearn.words import N_, _, ngettext

UNSUPERVISED = N_("unsupervised")


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
            return _("invigilated by %(watches)s", watches=_listed(self.watches))
        if self.partly_invigilated:
            return _(
                "%(watched)s of %(all)s answers invigilated",
                watched=self.watched_answers,
                all=self.answers,
            )
        return _(UNSUPERVISED)

    @property
    def facts(self) -> tuple[str, ...]:
        """What matters most, each in a few words; the day is left to the page."""
        return (
            self.supervision,
            _("private bank") if self.private_bank else _("open bank"),
            _counted(self.answers),
            _taken(self.retakes),
            *(
                []
                if self.seen_before is None
                else [_("%(share)s seen before", share=_percent(self.seen_before))]
            ),
            *([_("provisional")] if self.provisional else []),
        )

    @property
    def line(self) -> str:
        """The facts in one line."""
        return ", ".join(self.facts)

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """All of it as (term, sentences), in reading order."""
        return (
            (_("Who watched"), self._watched()),
            (_("Questions"), _(_PRIVATE if self.private_bank else _OPEN)),
            (_("Answers"), self._answers()),
            (_("Taken before"), self._taken()),
            *([] if self.seen_before is None else [(_("Seen before"), self._seen())]),
            (_("Calibration"), self._calibration()),
        )

    def _watched(self) -> str:
        if self.invigilated:
            said = _("%(watches)s watched who was there.", watches=_listed(self.watches))
            return f"{said} {_(_WORD)}"
        if self.partly_invigilated:
            said = _(
                "%(watches)s watched at %(watched)s of %(all)s answers; nobody at the others.",
                watches=_listed(self.watches),
                watched=self.watched_answers,
                all=self.answers,
            )
            return f"{said} {_(_WORD)}"
        return _("Nobody. It was taken unsupervised, and nothing shows who sat there.")

    def _answers(self) -> str:
        return ngettext("%(num)s answer that counts.", "%(num)s answers that count.", self.answers)

    def _taken(self) -> str:
        if not self.retakes:
            return _("No finished sittings that asked the same before.")
        return ngettext(
            "%(num)s finished sitting that asked the same before.",
            "%(num)s finished sittings that asked the same before.",
            self.retakes,
        )

    def _seen(self) -> str:
        return _(
            "%(share)s of the questions had been met before.",
            share=_percent(self.seen_before or 0.0),
        )

    def _calibration(self) -> str:
        whole = _(_PROVISIONAL if self.provisional else _CALIBRATED)
        if self.calibrated_share is None:
            return whole
        share = _percent(self.calibrated_share)
        learnt = _(
            "The difficulty of %(share)s of what was answered is learnt from people.", share=share
        )
        return f"{whole} {learnt}"


_WORD = N_("That they did, and who they are, is the word of this site's operator.")
_OPEN = N_("From an open bank: whoever wants to can read them beforehand.")
_PRIVATE = N_(
    "From a private bank of this site's operator: no learner could read them here before."
)
_PROVISIONAL = N_("Provisional: fewer than 200 people stand behind how hard the questions are.")
_OFTEN = (N_("first time"), N_("taken once before"), N_("taken twice before"))
_CALIBRATED = N_("At least 200 people stand behind how hard the questions are.")


def _counted(answers: int) -> str:
    return ngettext("%(num)s answer", "%(num)s answers", answers)


def _taken(retakes: int) -> str:
    if retakes < len(_OFTEN):
        return _(_OFTEN[retakes])
    return _("taken %(num)s times before", num=retakes)


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _listed(watches: tuple[Watch, ...]) -> str:
    return "; ".join(one.words for one in watches)
