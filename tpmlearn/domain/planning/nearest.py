"""Which role a person is nearest to, and why, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.gaps import GapReport, gap_report
from tpmlearn.domain.planning.wording import joined, levels, title
from tpmlearn.domain.profiles.rating import CountedRating
from tpmlearn.words import _, ngettext
from tpmlearn.words.numbers import spelled

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
    return ngettext(
        "Not enough ratings yet: rate %(count)s more skill.",
        "Not enough ratings yet: rate %(count)s more skills.",
        missing,
        count=spelled(missing),
    )


def _how_far(chosen: RoleDistance, comparison: RoleComparison) -> str:
    """The role, then how many of its skills are below: by all of them, or by those rated."""
    name = chosen.report.title
    opening = _("%(role)s is nearest", role=name) if chosen is comparison.nearest else name
    whole = chosen.rated == chosen.skills
    said = _of_all(chosen) if whole else _of_the_rated(chosen)
    if whole:
        return _("%(role)s: %(finding)s", role=opening, finding=said)
    return _(
        "%(role)s, going by the %(rated)s of %(all)s skills rated: %(finding)s",
        role=opening,
        rated=chosen.rated,
        all=chosen.skills,
        finding=said,
    )


def _of_all(chosen: RoleDistance) -> str:
    values = {"below": chosen.below, "all": chosen.rated, "levels": levels(chosen.levels)}
    if not chosen.below:
        return _("none of its %(all)s skills is below what it asks.", **values)
    if chosen.below == chosen.rated:
        return _("all its %(all)s skills are below what it asks, %(levels)s in all.", **values)
    return ngettext(
        "%(below)s of its %(all)s skills is below what it asks, %(levels)s in all.",
        "%(below)s of its %(all)s skills are below what it asks, %(levels)s in all.",
        chosen.below,
        **values,
    )


def _of_the_rated(chosen: RoleDistance) -> str:
    values = {"below": chosen.below, "all": chosen.rated, "levels": levels(chosen.levels)}
    if not chosen.below:
        return _("none of these %(all)s skills is below what it asks.", **values)
    if chosen.below == chosen.rated:
        return _("all these %(all)s skills are below what it asks, %(levels)s in all.", **values)
    return ngettext(
        "%(below)s of these %(all)s skills is below what it asks, %(levels)s in all.",
        "%(below)s of these %(all)s skills are below what it asks, %(levels)s in all.",
        chosen.below,
        **values,
    )


def _largest(chosen: RoleDistance) -> str:
    gaps = chosen.report.gaps
    if not gaps:
        return ""
    most = max(row.gap or 0 for row in gaps)
    names = [title(row.name) for row in gaps if row.gap == most][:2]
    if len(names) > 1:
        return _(
            "The largest: %(names)s, %(levels)s each.", names=joined(names), levels=levels(most)
        )
    return _("The largest: %(name)s, %(levels)s.", name=names[0], levels=levels(most))


def _weights(chosen: RoleDistance, comparison: RoleComparison) -> str:
    """Say why a role with fewer missing levels is not the nearest: its gaps weigh more."""
    fewer = [one for one in comparison.distances if one.levels < chosen.levels]
    if chosen is not comparison.nearest or not fewer:
        return ""
    name = fewer[0].report.title
    return _("%(role)s is fewer levels away, but in skills that weigh more in that job.", role=name)
