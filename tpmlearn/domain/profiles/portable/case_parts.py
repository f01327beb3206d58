"""The items, item types and associations of the framework's CASE package, as the schema has them.

Source of names and shapes: 1EdTech, CASE 1.1, information model and OpenAPI definition.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Area, Catalogue, Level, Skill
from tpmlearn.domain.profiles.portable.case_elsewhere import (
    MAPPED,
    concept_elsewhere,
    node_elsewhere,
)
from tpmlearn.domain.profiles.portable.case_ids import DOCUMENT, Addresses, Json, identifier

TITLE = "Framework of skills"
# (kind, title, what it is, place in the hierarchy of types)
_TYPES = (
    ("area", "Area", "A group of skills.", "1"),
    ("skill", "Skill", "Something that a project lead does.", "1.1"),
    ("statement", "Level statement", "What can be observed at one level of a skill.", "1.1.1"),
)


@dataclass(frozen=True)
class Node:
    """An item and where it hangs: `parent` is the id of another item, or of the document."""

    item: Json
    id: str
    title: str
    parent: str
    parent_title: str
    place: int


def item_types(at: Addresses) -> list[Json]:
    """Return the three kinds of items (CFItemType)."""
    return [
        {
            **at.thing("CFItemTypes", identifier("item-type", kind)),
            "title": title,
            "description": meaning,
            "hierarchyCode": code,
            "typeCode": kind,
        }
        for kind, title, meaning, code in _TYPES
    ]


def nodes(catalogue: Catalogue, at: Addresses) -> Iterator[Node]:
    """Yield areas, skills and level statements in the order of the framework."""
    levels = {level.level: level for level in catalogue.levels}
    for place, area in enumerate(catalogue.areas.values(), 1):
        found = identifier("area", area.code)
        yield Node(_area(area, found, at), found, area.name, DOCUMENT, TITLE, place)
        for number, code in enumerate(area.skills, 1):
            skill = catalogue.skills[code]
            of_skill = identifier("skill", code)
            item = _skill(skill, of_skill, number, at)
            yield Node(item, of_skill, skill.name, found, area.name, number)
            for level, text in enumerate(skill.statements):
                key = identifier("statement", code, str(level))
                item = _statement(skill, levels.get(level), level, key, at)
                yield Node(item, key, text, of_skill, skill.name, level + 1)


def children(node: Node, at: Addresses) -> Json:
    """Return what hangs an item under its parent (isChildOf)."""
    to = "CFDocuments" if node.parent == DOCUMENT else "CFItems"
    return {
        **_association(identifier("child", node.id), "isChildOf", at),
        "sequenceNumber": node.place,
        "originNodeURI": _case_node("CFItems", node.id, node.title, at),
        "destinationNodeURI": _case_node(to, node.parent, node.parent_title, at),
    }


def mappings(skill: Skill, at: Addresses) -> Iterator[Json]:
    """Yield what a skill is related to in other frameworks.

    Never `exactMatchOf`: the mappings are our judgement, by code.
    """
    for framework in MAPPED:
        for code in dict.fromkeys(skill.mappings.get(framework, ())):
            yield _mapping(skill, framework, node_elsewhere(framework, code), at)
    for concept in dict.fromkeys(skill.esco):
        yield _mapping(skill, "esco", concept_elsewhere(concept), at)


def _mapping(skill: Skill, framework: str, to: Json, at: Addresses) -> Json:
    found = identifier("mapping", skill.code, framework, str(to["identifier"]))
    return {
        **_association(found, "isRelatedTo", at),
        "originNodeURI": _case_node("CFItems", identifier("skill", skill.code), skill.name, at),
        "destinationNodeURI": to,
        "notes": "A mapping of our own, by code, without endorsement by its owners.",
    }


def _area(area: Area, found: str, at: Addresses) -> Json:
    return {
        **_item("area", area.code, found, at),
        "fullStatement": area.definition,
        "abbreviatedStatement": area.name,
    }


def _skill(skill: Skill, found: str, number: int, at: Addresses) -> Json:
    return {
        **_item("skill", skill.code, found, at),
        "fullStatement": skill.definition,
        "abbreviatedStatement": skill.name,
        "listEnumeration": str(number),
    }


def _statement(skill: Skill, level: Level | None, number: int, found: str, at: Addresses) -> Json:
    named = f"Level {number}, {level.name}" if level else f"Level {number}"
    return {
        **_item("statement", f"{skill.code}.{number}", found, at),
        "fullStatement": skill.statements[number],
        "abbreviatedStatement": f"{skill.name}: {named}",
        "listEnumeration": str(number),
    }


def _item(kind: str, code: str, found: str, at: Addresses) -> Json:
    title = next(title for name, title, _, _ in _TYPES if name == kind)
    return {
        **at.thing("CFItems", found),
        "humanCodingScheme": code,
        "CFItemType": title,
        "CFItemTypeURI": at.link("CFItemTypes", identifier("item-type", kind), title),
        "language": "en",
    }


def _association(found: str, kind: str, at: Addresses) -> Json:
    return {**at.thing("CFAssociations", found), "associationType": kind}


def _case_node(resource: str, found: str, title: str, at: Addresses) -> Json:
    return {**at.link(resource, found, title), "targetType": "CASE"}
