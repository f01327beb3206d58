"""Reads for the page of a test: what its bank can tell, skill by skill, and how it was shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tpmlearn.domain.assessment.adaptive import SKILL_QUOTA
from tpmlearn.domain.assessment.bank_figures import (
    Showing,
    SkillFigures,
    reliability,
    showing,
    skill_figures,
)
from tpmlearn.domain.assessment.curves import GRID
from tpmlearn.domain.assessment.item_figures import ItemFigures
from tpmlearn.domain.assessment.item_statistics import LEAST_PEOPLE
from tpmlearn.domain.content.catalogue import Area, Catalogue, Skill
from tpmlearn.figures.information_curve import information_curve
from tpmlearn.figures.table import Drawing
from tpmlearn.records.bank import bank_in_force
from tpmlearn.records.item_statistics import stored


@dataclass(frozen=True)
class SkillLine:
    """A skill of a test: what its items can tell, and how they were shown, if often enough."""

    skill: Skill
    figures: SkillFigures
    showing: Showing | None


@dataclass(frozen=True)
class AreaTest:
    """The adaptive test of an area: skill by skill, and what it tells as a whole.

    `version` of the bank, None while only authors spoke, was learnt from `learners`.
    """

    area: Area
    skills: tuple[SkillLine, ...]
    asked: int
    information: Drawing
    reliability: float
    version: int | None
    learners: int


def area_test(catalogue: Catalogue, code: str) -> AreaTest | None:
    """The figures of the test of an area, None for an unknown one; two statements, and another
    where the bank is not in memory."""
    area = catalogue.areas.get(code.upper())
    if area is None or code != code.lower():
        return None
    in_force = bank_in_force(catalogue)
    names = [item.id for item in in_force.bank.items if item.skill in area.skills]
    rows = {one.item: one for one in stored(names)}
    lines_of = []
    for skill in area.skills:
        part = in_force.bank.part(lambda item, skill=skill: item.skill == skill)  # type: ignore[misc]
        shown = [rows[item.id].figures for item in part.items if item.id in rows]
        lines_of.append(
            SkillLine(
                catalogue.skills[skill],
                skill_figures(skill, part, quota=SKILL_QUOTA),
                _showing(shown, len(part.items)),
            )
        )
    best = sum((one.figures.best for one in lines_of), start=np.zeros(GRID.size))
    chance = sum((one.figures.chance for one in lines_of), start=np.zeros(GRID.size))
    return AreaTest(
        area=area,
        skills=tuple(lines_of),
        asked=sum(one.figures.asked for one in lines_of),
        information=information_curve(best, chance),
        reliability=reliability(best),
        version=in_force.version,
        learners=in_force.learners,
    )


def _showing(figures: Sequence[ItemFigures], items: int) -> Showing | None:
    """Nothing under twenty sittings: the share of one of them would be all."""
    seen = [one for one in figures if one.adaptive and one.exposure > 0]
    sittings = max((round(one.shown / one.exposure) for one in seen), default=0)
    if sittings < LEAST_PEOPLE:
        return None
    return showing([one.exposure for one in seen], sittings, items=items)
