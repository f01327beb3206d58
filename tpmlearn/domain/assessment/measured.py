"""What all answers of a person say together: each skill from all of them, older ones for less."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from tpmlearn.domain.assessment.ability import PRIOR, Estimate, faded, moments, updated_by
from tpmlearn.domain.assessment.curves import Floats
from tpmlearn.domain.assessment.joint import RHO, Site, correlations, joint_estimates

LEAST_ANSWERS = 5


@dataclass(frozen=True)
class ScoredAnswer:
    """An answer that counts: of which skill and sitting, with its likelihood at each ability, of
    shape (81,)."""

    skill: str
    sitting: str
    likelihood: Floats


def measured(
    answers: Iterable[ScoredAnswer],
    days: Mapping[str, float],
    skills: Sequence[str],
    rho: float = RHO,
) -> dict[str, Estimate]:
    """The estimate of every skill; `days` tells how long ago each sitting ended.

    The answers of one sitting and skill make a site, which fades by its age; the sites of a skill
    add their precisions, and all skills are scored together. `rho` is the correlation of any two
    skills.
    """
    found = all_sites(answers, days, skills)
    together = joint_estimates(found, correlations(len(skills), rho))
    return dict(zip(skills, together, strict=True))


def all_sites(
    answers: Iterable[ScoredAnswer], days: Mapping[str, float], skills: Sequence[str]
) -> list[Site | None]:
    """What the answers of each skill say by themselves, faded and added; None without any."""
    groups: dict[str, dict[str, list[ScoredAnswer]]] = defaultdict(lambda: defaultdict(list))
    for one in answers:
        groups[one.skill][one.sitting].append(one)
    return [
        _added([_faded_site(group, days[sitting]) for sitting, group in groups[skill].items()])
        if skill in groups
        else None
        for skill in skills
    ]


def _faded_site(answers: Sequence[ScoredAnswer], days: float) -> Site:
    log_density = PRIOR
    for one in answers:
        log_density = updated_by(log_density, one.likelihood)
    # A clock that was set back makes nothing younger than it is.
    return Site(*faded(*moments(log_density), max(days, 0.0)))


def _added(sites: Sequence[Site]) -> Site:
    """Several sites as one: the prior N(0, 1) counts once, the precisions of the answers add."""
    precision = 1 + sum(1 / one.se**2 - 1 for one in sites)
    return Site(sum(one.mean / one.se**2 for one in sites) / precision, sqrt(1 / precision))
