"""What a learner lets others see, and whether a link still shows it; denied unless chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tpmlearn.domain.profiles.rating import WITHOUT_EVIDENCE, CountedRating, CountReason

LIFETIMES = (7, 30, 90, 180)
USUAL_LIFETIME = 90
"""Days after which a link stops working: what may be chosen, and what is chosen at first."""


class Section(StrEnum):
    """A part of a profile that is shown or left out as a whole, in reading order."""

    FIT = "fit"
    RATINGS = "ratings"
    QUIZZES = "quizzes"
    EXAMS = "exams"
    PLAN = "plan"

    @property
    def words(self) -> str:
        """What the section is called in a sentence."""
        return _WORDS[self]


_WORDS = {
    Section.FIT: "role fit",
    Section.RATINGS: "ratings and evidence",
    Section.QUIZZES: "quiz results",
    Section.EXAMS: "practice exams",
    Section.PLAN: "plan progress",
}


class LinkState(StrEnum):
    """Whether a link shows anything."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Consent:
    """What one person lets the holders of one grant see; nothing else may leave."""

    sections: frozenset[Section]
    show_name: bool

    def shows(self, section: Section) -> bool:
        """Say whether the person chose this section."""
        return section in self.sections

    @property
    def shown(self) -> tuple[Section, ...]:
        """The chosen sections, in reading order."""
        return tuple(section for section in Section if section in self.sections)

    @property
    def hidden(self) -> tuple[Section, ...]:
        """The sections that were left out, in reading order."""
        return tuple(section for section in Section if section not in self.sections)


def read_consent(sections: Iterable[object], *, show_name: bool) -> Consent:
    """Return the consent that was stored; names of sections that do not exist show nothing."""
    known = {section.value: section for section in Section}
    chosen = frozenset(known[str(name)] for name in sections if str(name) in known)
    return Consent(chosen, show_name)


def link_state(*, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> LinkState:
    """Return the state at `now`: what was revoked stays revoked, and expiry is to the moment."""
    if revoked_at is not None:
        return LinkState.REVOKED
    return LinkState.ACTIVE if now < expires_at else LinkState.EXPIRED


def counted_only(rating: CountedRating) -> CountedRating:
    """Return a rating without what was said beyond the level that counts.

    It is for a consent to the role fit alone: the fit compares the level that counts, so neither a
    higher rating nor what its evidence lacks is told.
    """
    if rating.counted is None:
        return rating
    if rating.reason is CountReason.CONFIRMED:
        return rating
    claimed = rating.counted > WITHOUT_EVIDENCE
    reason = CountReason.CLAIMED if claimed else CountReason.AS_RATED
    return CountedRating(rating.counted, rating.counted, reason)


_FOR_READERS = {
    CountReason.NOT_RATED: "not rated",
    CountReason.AS_RATED: "rated, not tested",
    CountReason.CLAIMED: "claimed, not confirmed",
    CountReason.CONFIRMED: "evidence confirmed, not tested",
    CountReason.NEEDS_ARTEFACT: "counts as 2: no artefact is named",
    CountReason.NEEDS_CONFIRMER: "counts as 2: nobody is named who can confirm the artefact",
    CountReason.NEEDS_SECOND_ARTEFACT: "counts as 3: no second artefact is named",
    CountReason.NEEDS_SECOND_CONFIRMER: (
        "counts as 3: nobody is named who can confirm the second artefact"
    ),
    CountReason.TESTED: "tested",
    CountReason.TESTED_NEEDS_EVIDENCE: "tested; counts as far as evidence carries it",
}


def told(rating: CountedRating) -> str:
    """Return what a reader other than the learner is told of how a rating counts."""
    return _FOR_READERS[rating.reason]
