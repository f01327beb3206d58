"""What stands in for skills that are not rated, where the learner asks for it: a developer's."""

from collections.abc import Mapping

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.gaps import GapReport
from tpmlearn.domain.profiles.rating import CountedRating, CountReason


def with_assumptions(
    catalogue: Catalogue, ratings: Mapping[str, CountedRating]
) -> dict[str, CountedRating]:
    """Return `ratings` with what a typical developer brings for each skill that is not in them.

    An assumed level counts though nothing was rated: `rated` stays None.
    """
    assumed = {
        code: CountedRating(None, skill.developer, CountReason.NOT_RATED)
        for code, skill in catalogue.skills.items()
    }
    return {**assumed, **ratings}


def assumed_gaps(report: GapReport) -> dict[str, str]:
    """Return the names, by code, of the skills whose gap rests on an assumption."""
    return {
        row.skill: row.name
        for row in report.gaps
        if row.rated is None and row.rating.tested is None
    }
