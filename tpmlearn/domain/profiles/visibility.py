"""What a learner lets others see, and whether a link still shows it; denied unless chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tpmlearn.domain.profiles.rating import WITHOUT_EVIDENCE, CountedRating, CountReason
from tpmlearn.words import N_, _

LIFETIMES = (7, 30, 90, 180)
USUAL_LIFETIME = 90
"""Days after which a link stops working: what may be chosen, and what is chosen at first."""


class Section(StrEnum):
    """A part of a profile that is shown or left out as a whole, in reading order."""

    FIT = "fit"
    TESTS = "tests"
    RATINGS = "ratings"
    QUIZZES = "quizzes"
    EXAMS = "exams"
    PLAN = "plan"
    BADGES = "badges"

    @property
    def words(self) -> str:
        """What the section is called in a sentence."""
        return _(_WORDS[self])


_WORDS = {
    Section.FIT: N_("role fit"),
    Section.TESTS: N_("tests of knowledge"),
    Section.RATINGS: N_("ratings and evidence"),
    Section.QUIZZES: N_("quiz results"),
    Section.EXAMS: N_("practice exams"),
    Section.PLAN: N_("plan progress"),
    Section.BADGES: N_("badges"),
}


class Naming(StrEnum):
    """How a view calls its person; a photo is never kept, so none is ever shown."""

    NAME = "name"
    INITIALS = "initials"
    NONE = "none"


class GrantKind(StrEnum):
    """To whom a view is shown."""

    LINK = "link"
    ACCOUNT = "account"
    PUBLIC = "public"


class GrantState(StrEnum):
    """Whether a grant shows anything."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Consent:
    """What one person lets others see under one view; nothing else may leave.

    `skills` (codes), `evidence` (numbers of entries) and `results` (keys such as `exam:<sitting>`
    and `quiz:<module>`) narrow the sections; None lets all through, also what comes later.
    """

    sections: frozenset[Section]
    naming: Naming = Naming.NONE
    skills: frozenset[str] | None = None
    evidence: frozenset[int] | None = None
    results: frozenset[str] | None = None
    traps: bool = False

    def shows(self, section: Section) -> bool:
        """Say whether the person chose this section."""
        return section in self.sections

    def shows_skill(self, code: str) -> bool:
        """Say whether something on this skill may be told."""
        return self.skills is None or code in self.skills

    def shows_entry(self, entry: int) -> bool:
        """Say whether this entry of the evidence log may be told."""
        return self.evidence is None or entry in self.evidence

    def shows_result(self, key: str) -> bool:
        """Say whether this result may be told."""
        return self.results is None or key in self.results

    @property
    def is_narrowed(self) -> bool:
        """Whether something within the chosen sections was left out."""
        return any(one is not None for one in (self.skills, self.evidence, self.results))

    @property
    def shown(self) -> tuple[Section, ...]:
        """The chosen sections, in reading order."""
        return tuple(section for section in Section if section in self.sections)

    @property
    def hidden(self) -> tuple[Section, ...]:
        """The sections that were left out, in reading order."""
        return tuple(section for section in Section if section not in self.sections)


def read_consent(
    sections: Iterable[object],
    *,
    naming: str = Naming.NONE,
    skills: Iterable[object] | None = None,
    evidence: Iterable[object] | None = None,
    results: Iterable[object] | None = None,
    traps: bool = False,
) -> Consent:
    """Return the consent that was stored; names of sections that do not exist show nothing."""
    known = {section.value: section for section in Section}
    chosen = frozenset(known[str(name)] for name in sections if str(name) in known)
    return Consent(
        chosen,
        Naming(naming) if naming in set(Naming) else Naming.NONE,
        None if skills is None else frozenset(str(code) for code in skills),
        None if evidence is None else frozenset(int(str(entry)) for entry in evidence),
        None if results is None else frozenset(str(key) for key in results),
        traps,
    )


def initials(name: str) -> str:
    """Return the first letters of a name's words, three at most: `Ada King` is `A. K.`."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return " ".join(f"{letter}." for letter in letters[:3])


def grant_state(
    *, expires_at: datetime | None, revoked_at: datetime | None, now: datetime
) -> GrantState:
    """Return the state at `now`: what was revoked stays revoked, and expiry is to the moment."""
    if revoked_at is not None:
        return GrantState.REVOKED
    ended = expires_at is not None and now >= expires_at
    return GrantState.EXPIRED if ended else GrantState.ACTIVE


def counted_only(rating: CountedRating) -> CountedRating:
    """Return a rating without what was said beyond the level that counts.

    It is for a consent to the role fit alone: the fit compares the level that counts, so neither a
    higher rating nor what its evidence lacks is told.
    """
    if rating.counted is None:
        return rating
    if rating.reason is CountReason.CONFIRMED:
        return rating
    if rating.tested is not None:
        return CountedRating(None, rating.counted, rating.reason, rating.tested)
    claimed = rating.counted > WITHOUT_EVIDENCE
    reason = CountReason.CLAIMED if claimed else CountReason.AS_RATED
    return CountedRating(rating.counted, rating.counted, reason)


_FOR_READERS = {
    CountReason.NOT_RATED: N_("not rated"),
    CountReason.AS_RATED: N_("rated, not tested"),
    CountReason.CLAIMED: N_("claimed, not confirmed"),
    CountReason.CONFIRMED: N_("evidence confirmed, not tested"),
    CountReason.NEEDS_ARTEFACT: N_("counts as 2: no artefact is named"),
    CountReason.NEEDS_CONFIRMER: N_("counts as 2: nobody is named who can confirm the artefact"),
    CountReason.NEEDS_SECOND_ARTEFACT: N_("counts as 3: no second artefact is named"),
    CountReason.NEEDS_SECOND_CONFIRMER: N_(
        "counts as 3: nobody is named who can confirm the second artefact"
    ),
    CountReason.TESTED: N_("tested"),
    CountReason.TESTED_NEEDS_EVIDENCE: N_("tested; counts as far as evidence carries it"),
}


def told(rating: CountedRating) -> str:
    """Return what a reader other than the learner is told of how a rating counts."""
    return _(_FOR_READERS[rating.reason])
