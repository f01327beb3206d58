"""Where an item is used: the quiz, case or test that asks it, and the exams that may draw it."""

from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.content.catalogue import (
    Area,
    Blueprint,
    Case,
    Catalogue,
    Exam,
    Item,
    Module,
    Pool,
    Skill,
)
from tpmlearn.domain.content.needs import pool_of
from tpmlearn.domain.exams.quotas import cell_of, demand_of


@dataclass(frozen=True)
class Uses:
    """What asks an item; `skill` and `area` of its test where it is of the test pool."""

    module: Module | None
    case: Case | None
    skill: Skill | None
    area: Area | None
    exams: tuple[Blueprint, ...]

    @property
    def some(self) -> bool:
        """Whether anything asks it."""
        return bool(self.module or self.case or self.area or self.exams)


def uses_of(item: Item, catalogue: Catalogue, *, today: date) -> Uses:
    """Where an item of the catalogue is used; exams that are over use none."""
    quizzes = [one for one in catalogue.modules.values() if item in one.quiz]
    skill = catalogue.skills.get(item.skill) if item.pool is Pool.TEST else None
    return Uses(
        module=next(iter(quizzes), None),
        case=catalogue.cases.get(item.case),
        skill=skill,
        area=catalogue.areas.get(skill.area) if skill else None,
        exams=tuple(
            exam.blueprint
            for exam in catalogue.exams.values()
            if not exam.blueprint.is_history(today) and _may_draw(exam, item, catalogue)
        ),
    )


def _may_draw(exam: Exam, item: Item, catalogue: Catalogue) -> bool:
    """Whether an item counts for a part of the exam; one of a case needs a section of cases."""
    blueprint = exam.blueprint
    if all(one.id != item.id for one in pool_of(exam, catalogue)):
        return False
    with_cases = any(section.cases for section in blueprint.sections)
    return cell_of(item, blueprint)[0] in demand_of(blueprint) and (with_cases or not item.case)
