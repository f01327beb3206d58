"""Which role a person is nearest to, and why, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.gaps import GapReport, gap_report
from tpmlearn.domain.planning.wording import counted, joined, title
from tpmlearn.domain.profiles.rating import CountedRating

FEWEST_RATINGS = 8


@dataclass(frozen=True)
class RoleDistance:
    """How far one role is; `shortfall` is the sum of weighted gaps over the rated skills."""

    report: GapReport
    shortfall: int
    levels: int
    below: int
    rated: int

    @property
    def skills(self) -> int:
        """How many skills the role asks for."""
        return len(self.report.rows)

    @property
    def share_rated(self) -> float:
        """Share of the role's skills that are rated, 0 to 1."""
        return self.rated / self.skills if self.skills else 0.0


@dataclass(frozen=True)
class RoleComparison:
    """All roles, the least shortfall first (ties: the content's order of roles)."""

    distances: tuple[RoleDistance, ...]

    @property
    def nearest(self) -> RoleDistance | None:
        """The nearest role; None under eight rated skills, as any name would be a guess."""
        if not self.distances or self.distances[0].rated < FEWEST_RATINGS:
            return None
        return self.distances[0]


def nearest_role(catalogue: Catalogue, ratings: Mapping[str, CountedRating]) -> RoleComparison:
    """Order all roles by shortfall: sum of weight * max(0, required - counted), rated skills only.

    `ratings` is by skill code. A role that more skills are rated for is not put behind for it:
    all roles of the framework ask for all skills.
    """
    roles = sorted(catalogue.roles.values(), key=lambda role: role.order)
    distances = [_distance(gap_report(catalogue, role, ratings)) for role in roles]
    return RoleComparison(tuple(sorted(distances, key=lambda distance: distance.shortfall)))


def _distance(report: GapReport) -> RoleDistance:
    gaps = report.gaps
    return RoleDistance(
        report=report,
        shortfall=sum(row.weighted or 0 for row in gaps),
        levels=sum(row.gap or 0 for row in gaps),
        below=len(gaps),
        rated=len(report.rows) - len(report.not_rated),
    )


def explain_role(comparison: RoleComparison, role: str) -> tuple[str, ...]:
    """Return one to three plain sentences on how near `role` (a slug) is.

    Under eight rated skills the one sentence says so. Raises KeyError on an unknown role.
    """
    chosen = {one.report.role: one for one in comparison.distances}[role]
    if chosen.rated < FEWEST_RATINGS:
        return (_too_few(chosen),)
    sentences = (_how_far(chosen, comparison), _largest(chosen), _weights(chosen, comparison))
    return tuple(sentence for sentence in sentences if sentence)


def explain_target(report: GapReport) -> tuple[str, ...]:
    """Return up to two plain sentences on how far a job is that asks for some skills only.

    It is compared with no role: they ask for other skills.
    """
    distance = _distance(report)
    if not distance.rated:
        return ()
    sentences = (_how_far(distance, RoleComparison(())), _largest(distance))
    return tuple(sentence for sentence in sentences if sentence)


def _too_few(chosen: RoleDistance) -> str:
    missing = FEWEST_RATINGS - chosen.rated
    return f"Not enough ratings yet: rate {counted(missing, 'more skill', 'more skills')}."


def _how_far(chosen: RoleDistance, comparison: RoleComparison) -> str:
    name = chosen.report.title
    opening = f"{name} is nearest" if chosen is comparison.nearest else name
    whole = chosen.rated == chosen.skills
    where = "" if whole else f", going by the {chosen.rated} of {chosen.skills} skills rated"
    of = f"its {chosen.skills}" if whole else f"these {chosen.rated}"
    if not chosen.below:
        return f"{opening}{where}: none of {of} skills is below what it asks."
    below = "all" if chosen.below == chosen.rated else f"{chosen.below} of"
    verb = "is" if chosen.below == 1 else "are"
    short = counted(chosen.levels, "level")
    return f"{opening}{where}: {below} {of} skills {verb} below what it asks, {short} in all."


def _largest(chosen: RoleDistance) -> str:
    gaps = chosen.report.gaps
    if not gaps:
        return ""
    most = max(row.gap or 0 for row in gaps)
    names = [title(row.name) for row in gaps if row.gap == most][:2]
    each = " each" if len(names) > 1 else ""
    return f"The largest: {joined(names)}, {counted(most, 'level')}{each}."


def _weights(chosen: RoleDistance, comparison: RoleComparison) -> str:
    """Say why a role with fewer missing levels is not the nearest: its gaps weigh more."""
    fewer = [one for one in comparison.distances if one.levels < chosen.levels]
    if chosen is not comparison.nearest or not fewer:
        return ""
    name = fewer[0].report.title
    return f"{name} is fewer levels away, but in skills that weigh more in that job."
