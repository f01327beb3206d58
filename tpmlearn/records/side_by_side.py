"""What a candidate's view tells of each skill, made from `Shown` alone."""

from collections.abc import Mapping

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.candidates import called
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.rating import CountedRating
from tpmlearn.domain.profiles.side_by_side import NOT_SHARED, Person, SkillFacts
from tpmlearn.records.grants import Grant
from tpmlearn.records.shown import Shown, shown_profile

NOT_RATED = "not rated"


def person_behind(grant: Grant, catalogue: Catalogue) -> Person:
    """The person of a grant for a comparison; statements as in `shown_profile`."""
    shown = shown_profile(grant.view.person_id, grant.view.consent, catalogue)
    return Person(grant.id, called(shown.name, grant.id), facts_of(shown, catalogue))


def facts_of(shown: Shown, catalogue: Catalogue) -> dict[str, SkillFacts]:
    """What is told of each skill of the framework, by code."""
    ratings = _ratings(shown)
    evidence = _evidence(shown)
    return {
        code: _facts(code, ratings, evidence)
        for code in catalogue.skills
        if shown.consent.shows_skill(code)
    }


def _facts(
    code: str, ratings: Mapping[str, CountedRating] | None, evidence: Mapping[str, str] | None
) -> SkillFacts:
    rated = ratings[code].rated if ratings and code in ratings else None
    return SkillFacts(
        tested=None,
        untested=NOT_SHARED,
        rated=rated,
        unrated=NOT_SHARED if ratings is None else NOT_RATED,
        evidence=NOT_SHARED if evidence is None else evidence.get(code, "none"),
    )


def _ratings(shown: Shown) -> Mapping[str, CountedRating] | None:
    if shown.ratings is not None:
        return {line.skill.code: line.state.rating for area in shown.ratings for line in area.lines}
    return shown.fit.ratings if shown.fit else None


def _evidence(shown: Shown) -> Mapping[str, str] | None:
    if shown.ratings is None:
        return None
    found = {}
    for area in shown.ratings:
        for line in area.lines:
            standings = {claim.standing for claim in line.state.claims}
            if standings:
                confirmed = Standing.CONFIRMED in standings
                found[line.skill.code] = "confirmed" if confirmed else "claimed"
    return found
