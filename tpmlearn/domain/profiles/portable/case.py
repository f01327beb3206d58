"""The framework as a CASE 1.1 service tells it: the whole package, or one thing by its id."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.portable.case_elsewhere import CREDIT, ESCO_CREDIT
from tpmlearn.domain.profiles.portable.case_ids import DOCUMENT, Addresses, Json
from tpmlearn.domain.profiles.portable.case_parts import (
    TITLE,
    children,
    item_types,
    mappings,
    nodes,
)


@dataclass(frozen=True)
class CaseFramework:
    """All of the framework by id, each thing as it stands inside a package."""

    at: Addresses
    document: Json
    items: Mapping[str, Json]
    associations: Mapping[str, Json]
    types: Mapping[str, Json]

    def alone(self) -> Json:
        """Return the document by itself (CFDocument): it leads to its package."""
        return {**self.document, "CFPackageURI": self.at.link("CFPackages", DOCUMENT, TITLE)}

    def package(self) -> Json:
        """Return everything (CFPackage)."""
        return {
            "CFDocument": self.document,
            "CFItems": list(self.items.values()),
            "CFAssociations": list(self.associations.values()),
            "CFDefinitions": {"CFItemTypes": list(self.types.values())},
        }


def case_framework(catalogue: Catalogue, base: str, source: str) -> CaseFramework:
    """Return the framework of a catalogue, served under `base`; people read it at `source`."""
    at = Addresses(base, f"{catalogue.framework_reviewed.isoformat()}T00:00:00Z")
    hung = list(nodes(catalogue, at))
    ties = [children(node, at) for node in hung]
    for skill in catalogue.skills.values():
        ties += mappings(skill, at)
    return CaseFramework(
        at=at,
        document=_document(catalogue, at, source),
        items={node.id: node.item for node in hung},
        associations={str(one["identifier"]): one for one in ties},
        types={str(one["identifier"]): one for one in item_types(at)},
    )


def found_in(framework: CaseFramework, resource: str, found: str) -> Json | None:
    """Return what a service says of `resource` with the id `found`; None where there is nothing.

    Raises KeyError for a resource that is not in RESOURCES.
    """
    return RESOURCES[resource](framework, found)


def _document(catalogue: Catalogue, at: Addresses, source: str) -> Json:
    return {
        **at.thing("CFDocuments", DOCUMENT),
        "caseVersion": "1.1",
        "creator": "tpmlearn",
        "title": TITLE,
        "description": catalogue.notice,
        "version": catalogue.framework_version,
        "language": "en",
        "officialSourceURL": source,
        "notes": "Mappings give codes and addresses, of ESCO labels too, and no other texts of "
        f"SFIA, O*NET or ESCO. {CREDIT} {ESCO_CREDIT}",
    }


def _whole_document(framework: CaseFramework, found: str) -> Json | None:
    return framework.alone() if found == DOCUMENT else None


def _package(framework: CaseFramework, found: str) -> Json | None:
    return framework.package() if found == DOCUMENT else None


def _item(framework: CaseFramework, found: str) -> Json | None:
    return _of_document(framework, framework.items.get(found))


def _association(framework: CaseFramework, found: str) -> Json | None:
    return _of_document(framework, framework.associations.get(found))


def _of_document(framework: CaseFramework, one: Json | None) -> Json | None:
    link = framework.at.link("CFDocuments", DOCUMENT, TITLE)
    return {**one, "CFDocumentURI": link} if one else None


def _ties_of_item(framework: CaseFramework, found: str) -> Json | None:
    item = _item(framework, found)
    if item is None:
        return None
    ends = ("originNodeURI", "destinationNodeURI")
    ties = [
        one for one in framework.associations.values() if found in {_id(one[end]) for end in ends}
    ]
    return {"CFItem": item, "CFAssociations": ties}


def _types(framework: CaseFramework, found: str) -> Json | None:
    """A type with all below it in the hierarchy."""
    wanted = framework.types.get(found)
    if wanted is None:
        return None
    code = str(wanted["hierarchyCode"])
    below = [
        one
        for one in framework.types.values()
        if one is wanted or str(one["hierarchyCode"]).startswith(f"{code}.")
    ]
    return {"CFItemTypes": below}


def _id(node: object) -> str:
    return str(node["identifier"]) if isinstance(node, dict) else ""


RESOURCES: Mapping[str, Callable[[CaseFramework, str], Json | None]] = {
    "CFDocuments": _whole_document,
    "CFPackages": _package,
    "CFItems": _item,
    "CFItemAssociations": _ties_of_item,
    "CFAssociations": _association,
    "CFItemTypes": _types,
}
