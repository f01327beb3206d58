"""What a candidate's view tells of each skill, made from `Shown` alone."""

from collections.abc import Iterable

from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.shown import Shown, ShownBand
from tpmlearn.domain.profiles.side_by_side import NOT_SHARED, MeasuredBand, SkillFacts
from tpmlearn.domain.profiles.visibility import Section
from tpmlearn.words import N_

NO_BAND = N_("not tested")
NOT_RATED = N_("not rated")
NO_EVIDENCE = N_("none")


def facts_of(shown: Shown, codes: Iterable[str]) -> dict[str, SkillFacts]:
    """Return what is told of each of these skills, by code; none of those left out of the view."""
    bands = {band.code: band for band in shown.tests.bands} if shown.tests else {}
    return {
        code: SkillFacts(
            tested=_band(bands[code]) if code in bands else None,
            untested=NO_BAND if shown.tests is not None else NOT_SHARED,
            rated=_rated(shown, code),
            unrated=NOT_RATED if _shows_ratings(shown) else NOT_SHARED,
            evidence=_evidence(shown, code),
        )
        for code in codes
        if shown.consent.shows_skill(code)
    }


def _band(found: ShownBand) -> MeasuredBand:
    band = found.band
    return MeasuredBand(
        band=band.band,
        low=band.low,
        high=band.high,
        at=band.at,
        low_at=band.low_at,
        high_at=band.high_at,
        answers=found.answers,
        on=found.newest,
        conditions=found.conditions.line,
    )


def _shows_ratings(shown: Shown) -> bool:
    return shown.fit is not None or shown.consent.shows(Section.RATINGS)


def _rated(shown: Shown, code: str) -> int | None:
    """The rating as the view tells it: with the role fit alone, no more than what counts."""
    ratings = shown.fit.ratings if shown.fit else {}
    if shown.skills is not None:
        ratings = {one.code: one.rating for one in shown.skills}
    return ratings[code].rated if code in ratings else None


def _evidence(shown: Shown, code: str) -> str:
    """How far the best piece of work goes that the view tells of."""
    if shown.skills is not None:
        standings = {
            claim.standing for one in shown.skills if one.code == code for claim in one.claims
        }
        if not standings:
            return NO_EVIDENCE
        best = Standing.CONFIRMED if Standing.CONFIRMED in standings else Standing.CLAIMED
        return best.value
    if shown.fit is not None:
        return shown.fit.evidence[code].value if code in shown.fit.evidence else NO_EVIDENCE
    return NOT_SHARED
