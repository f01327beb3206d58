"""The catalogue cut for browsing: modules in learning order, by stage or by skill."""

from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Catalogue, Module


@dataclass(frozen=True)
class Shelf:
    """Modules that stand together; `skill` is the code of the skill, empty for a stage."""

    anchor: str
    title: str
    about: str
    modules: tuple[Module, ...]
    skill: str = ""


def by_stage(content: Catalogue, area: str = "") -> tuple[Shelf, ...]:
    """A shelf for each stage that has modules; with `area` only those that teach a skill of it."""
    wanted = [
        module
        for module in content.modules.values()
        if not area or area in areas_of(content, module)
    ]
    found = (
        Shelf(
            f"stage-{stage.number}",
            stage.title,
            stage.summary,
            tuple(module for module in wanted if module.stage == stage.number),
        )
        for stage in content.stages
    )
    return tuple(shelf for shelf in found if shelf.modules)


def by_skill(content: Catalogue, area: str = "") -> tuple[Shelf, ...]:
    """A shelf for each skill that has modules; with `area` only the skills of it.

    A module stands on the shelf of every skill that it teaches.
    """
    found = (
        Shelf(
            f"skill-{skill.code}",
            skill.name,
            skill.definition,
            tuple(module for module in content.modules.values() if skill.code in module.skills),
            skill.code,
        )
        for skill in content.skills.values()
        if not area or skill.area == area
    )
    return tuple(shelf for shelf in found if shelf.modules)


def areas_of(content: Catalogue, module: Module) -> set[str]:
    """The codes of the areas that a module's skills belong to."""
    return {content.skills[code].area for code in module.skills if code in content.skills}
