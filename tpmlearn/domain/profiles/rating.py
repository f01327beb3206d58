"""What a skill counts for: a rating as far as evidence carries it, or the band once tested."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tpmlearn.domain.content.catalogue import Role
from tpmlearn.words import N_, _

HIGHEST = 5
WITHOUT_EVIDENCE = 2


class CountReason(StrEnum):
    """Why a rating counts for what it counts."""

    NOT_RATED = "not-rated"
    AS_RATED = "as-rated"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    NEEDS_ARTEFACT = "needs-artefact"
    NEEDS_CONFIRMER = "needs-confirmer"
    NEEDS_SECOND_ARTEFACT = "needs-second-artefact"
    NEEDS_SECOND_CONFIRMER = "needs-second-confirmer"
    TESTED = "tested"
    TESTED_NEEDS_EVIDENCE = "tested-needs-evidence"


@dataclass(frozen=True)
class CountedBand:
    """A knowledge band, 0-5, with the bands that hold the ends of its 90 % interval.

    `answers` stand behind it, the last of them on `on`.
    """

    band: int
    low: int
    high: int
    answers: int
    on: datetime


@dataclass(frozen=True)
class CountedRating:
    """A rating as given and the level that counts, both 0-5; both None where nothing is known.

    A skill with a `tested` band may count though nothing was rated.
    """

    rated: int | None
    counted: int | None
    reason: CountReason
    tested: CountedBand | None = None

    @property
    def counts_less(self) -> bool:
        """Say whether it counts for less than the rating says."""
        return self.rated is not None and self.counted is not None and self.counted < self.rated

    @property
    def wants_evidence(self) -> bool:
        """Say whether it would count for more if evidence carried more."""
        return self.reason not in _CARRIED


_CARRIED = frozenset(
    {
        CountReason.NOT_RATED,
        CountReason.AS_RATED,
        CountReason.CLAIMED,
        CountReason.CONFIRMED,
        CountReason.TESTED,
    }
)
_SENTENCES = {
    CountReason.NOT_RATED: N_("not rated"),
    CountReason.AS_RATED: N_("rated, not tested"),
    CountReason.CLAIMED: N_("claimed, not confirmed"),
    CountReason.CONFIRMED: N_("evidence confirmed, not tested"),
    CountReason.NEEDS_ARTEFACT: N_("counts as 2: name an artefact and who can confirm it"),
    CountReason.NEEDS_CONFIRMER: N_("counts as 2: say who can confirm the artefact"),
    CountReason.NEEDS_SECOND_ARTEFACT: N_(
        "counts as 3: name a second artefact and who can confirm it"
    ),
    CountReason.NEEDS_SECOND_CONFIRMER: N_("counts as 3: say who can confirm the second artefact"),
}


def artefacts_needed(level: int) -> int:
    """Say how many artefacts, each with someone who can confirm it, a level 0-5 asks for."""
    return 0 if level <= WITHOUT_EVIDENCE else 1 if level == 3 else 2


def counted_level(
    rated: int | None, *, artefacts: int, confirmable: int, confirmed: int = 0
) -> CountedRating:
    """Return what a rating counts for.

    `rated` is a level 0-5 or None; `artefacts` is how many artefacts the person has named for the
    skill, `confirmable` how many of them name someone who can confirm them, `confirmed` how many
    of these somebody has confirmed. Levels 0-2 count as rated, 3 needs one confirmable artefact,
    4 and 5 need two; otherwise the highest level that the evidence carries. Whether it is
    confirmed changes what is said, never the level. Raises ValueError on a level or a number that
    cannot be.
    """
    if not 0 <= confirmed <= confirmable <= artefacts:
        raise ValueError(f"{confirmable} of {artefacts} artefacts cannot be confirmable")
    if rated is None:
        return CountedRating(None, None, CountReason.NOT_RATED)
    if not 0 <= rated <= HIGHEST:
        raise ValueError(f"a level is 0 to {HIGHEST}, not {rated}")
    if rated <= WITHOUT_EVIDENCE:
        return CountedRating(rated, rated, CountReason.AS_RATED)
    if confirmed >= artefacts_needed(rated):
        return CountedRating(rated, rated, CountReason.CONFIRMED)
    if confirmable >= artefacts_needed(rated):
        return CountedRating(rated, rated, CountReason.CLAIMED)
    return _as_far_as_it_goes(rated, artefacts=artefacts, confirmable=confirmable)


def level_with_band(
    rating: CountedRating, tested: CountedBand, *, confirmable: int
) -> CountedRating:
    """Return what a skill counts for once it is tested: the lower of band and evidenced level.

    `confirmable` artefacts carry the level 2, 3 or 5. The rating is kept beside it and decides
    nothing more.
    """
    evidenced = HIGHEST if confirmable >= artefacts_needed(HIGHEST) else 2 + confirmable
    short = evidenced < tested.band
    reason = CountReason.TESTED_NEEDS_EVIDENCE if short else CountReason.TESTED
    return CountedRating(rating.rated, min(tested.band, evidenced), reason, tested)


def _as_far_as_it_goes(rated: int, *, artefacts: int, confirmable: int) -> CountedRating:
    if confirmable == 0:
        missing = CountReason.NEEDS_CONFIRMER if artefacts else CountReason.NEEDS_ARTEFACT
        return CountedRating(rated, WITHOUT_EVIDENCE, missing)
    second = artefacts > confirmable
    missing = CountReason.NEEDS_SECOND_CONFIRMER if second else CountReason.NEEDS_SECOND_ARTEFACT
    return CountedRating(rated, 3, missing)


def sentence(rating: CountedRating) -> str:
    """Return the words shown beside a rating; they start small, to stand after a label."""
    return band_words(rating) or _(_SENTENCES[rating.reason])


def band_words(rating: CountedRating) -> str:
    """Return how a tested skill counts; empty where it is not tested."""
    found = rating.tested
    if found is None:
        return ""
    values = {"counted": rating.counted, "band": found.band, "range": range_of_bands(found)}
    if rating.reason is not CountReason.TESTED_NEEDS_EVIDENCE:
        return _("counts as %(counted)s: tested K%(band)s, very likely %(range)s", **values)
    if artefacts_needed((rating.counted or 0) + 1) == 1:
        return _(
            "counts as %(counted)s: tested K%(band)s, very likely %(range)s, but the next level"
            " asks for an artefact and someone who can confirm it",
            **values,
        )
    return _(
        "counts as %(counted)s: tested K%(band)s, very likely %(range)s, but the next level asks"
        " for a second artefact and someone who can confirm it",
        **values,
    )


def range_of_bands(found: CountedBand) -> str:
    """Return an interval in bands, as in `K1 to K3`, or `K2` where both ends lie in one."""
    if found.low == found.high:
        return f"K{found.low}"
    return _("K%(low)s to K%(high)s", low=found.low, high=found.high)


def differing_skills(roles: Iterable[Role], count: int = 12) -> tuple[str, ...]:
    """Return the codes of the skills whose required level differs most between the roles.

    Ordered by population variance of the level, then by the sum of weights, both falling, then by
    code; skills that some role does not name are left out. Variances are compared as whole
    numbers (n times the sum of squares less the square of the sum), so that ties are true ties.
    """
    asked = [role.skills for role in roles]
    if not asked:
        return ()
    codes = set(asked[0]).intersection(*asked[1:])

    def rank(code: str) -> tuple[int, int, str]:
        levels = [skills[code].level for skills in asked]
        spread = len(levels) * sum(level * level for level in levels) - sum(levels) ** 2
        return -spread, -sum(skills[code].weight for skills in asked), code

    return tuple(sorted(codes, key=rank)[:count])
