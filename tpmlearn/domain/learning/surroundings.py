"""A lesson, an assignment, a skill, each with the things it points to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tpmlearn.domain.assessment.quiz_rules import PASS_SHARE, TEST_OUT_SHARE, needed
from tpmlearn.domain.content.catalogue import Area, Assignment, Catalogue, Module, Skill, Stage

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Lesson:
    """A module, what it rests on, and its neighbours in learning order."""

    module: Module
    stage: Stage | None
    skills: tuple[Skill, ...]
    requires: tuple[Module, ...]
    assignment: Assignment | None
    previous: Module | None
    next: Module | None

    @property
    def pass_mark(self) -> int:
        """The least number of right answers that passes the quiz."""
        return needed(PASS_SHARE, len(self.module.quiz))

    @property
    def test_out_mark(self) -> int:
        """The least number that, at first sight, lets the lesson be left out."""
        return needed(TEST_OUT_SHARE, len(self.module.quiz))


@dataclass(frozen=True)
class Task:
    """An assignment with its skills and the modules that it comes after."""

    assignment: Assignment
    skills: tuple[Skill, ...]
    after: tuple[Module, ...]


@dataclass(frozen=True)
class Subject:
    """A skill with what teaches it; `statements` are (level, its name, what can be observed)."""

    skill: Skill
    area: Area | None
    statements: tuple[tuple[int, str, str], ...]
    modules: tuple[Module, ...]
    assignments: tuple[Assignment, ...]


def lesson_of(content: Catalogue, slug: str) -> Lesson | None:
    """The lesson of that slug, None where there is none."""
    module = content.modules.get(slug)
    if module is None:
        return None
    before, after = content.neighbours[slug]
    return Lesson(
        module=module,
        stage=next((one for one in content.stages if one.number == module.stage), None),
        skills=_present(content.skills, module.skills),
        requires=_present(content.modules, module.requires),
        assignment=content.assignments.get(module.assignment),
        previous=before,
        next=after,
    )


def task_of(content: Catalogue, slug: str) -> Task | None:
    """The assignment of that slug, None where there is none."""
    found = content.assignments.get(slug)
    if found is None:
        return None
    return Task(
        found, _present(content.skills, found.skills), _present(content.modules, found.after)
    )


def subject_of(content: Catalogue, code: str) -> Subject | None:
    """The skill of that code, None where there is none."""
    skill = content.skills.get(code)
    if skill is None:
        return None
    names = {level.level: level.name for level in content.levels}
    return Subject(
        skill=skill,
        area=content.areas.get(skill.area),
        statements=tuple(
            (level, names.get(level, ""), text) for level, text in enumerate(skill.statements)
        ),
        modules=tuple(one for one in content.modules.values() if code in one.skills),
        assignments=tuple(one for one in content.assignments.values() if code in one.skills),
    )


def _present(things: Mapping[str, Thing], names: Iterable[str]) -> tuple[Thing, ...]:
    return tuple(things[name] for name in names if name in things)
