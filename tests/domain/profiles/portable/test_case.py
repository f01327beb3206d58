"""The framework as CASE: ids from codes, mappings that claim no match, paging that leads on."""

import pytest

from tests.support.case import faults
from tpmlearn.domain.content.catalogue import Area, Catalogue, EscoConcept, Level, Skill
from tpmlearn.domain.profiles.portable.case import case_framework, found_in
from tpmlearn.domain.profiles.portable.case_asking import Paging, Refused, read_paging
from tpmlearn.domain.profiles.portable.case_elsewhere import (
    ESCO_CREDIT,
    concept_elsewhere,
    node_elsewhere,
)
from tpmlearn.domain.profiles.portable.case_ids import identifier, is_identifier

CONCEPT = EscoConcept(
    "risk management", "http://data.europa.eu/esco/skill/6eff134b-e34f-4d6e-a6e8-5e47cf2228d0"
)


def _catalogue(
    name: str = "Risk", esco: tuple[EscoConcept, ...] = (), **mappings: tuple[str, ...]
) -> Catalogue:
    skill = Skill(
        code="CTL2",
        area="CTL",
        name=name,
        definition="Finds and ranks what may go wrong.",
        statements=tuple(f"Does it at level {level}." for level in range(6)),
        developer=2,
        developer_note="",
        mappings=mappings,
        esco=esco,
    )
    return Catalogue(
        version="v",
        framework_version="7",
        notice="Our own work.",
        levels=tuple(Level(n, f"name {n}", "", "") for n in range(6)),
        areas={"CTL": Area("CTL", "Control", "Keeps a project on its way.", ("CTL2",))},
        skills={"CTL2": skill},
    )


def _made(catalogue: Catalogue, base: str = "https://a.example/ims/case/v1p1") -> list[str]:
    whole = case_framework(catalogue, base, "https://a.example/learn")
    assert faults("CFPackage", whole.package()) == []
    return [*whole.items, *whole.associations, *whole.types]


def test_ids_hang_on_codes_alone() -> None:
    first = _made(_catalogue(sfia=("BURM",)))
    other = _made(_catalogue("Risk, reworded", sfia=("BURM",)), "https://b.example/case")

    assert first == other
    assert len(set(first)) == len(first) == 8 + 9 + 3
    assert all(is_identifier(one) for one in first)


def test_mappings_are_related_by_code_and_never_a_match() -> None:
    whole = case_framework(
        _catalogue(sfia=("BURM",), onet=("OT12", "2.B.4.e"), pmp=("PR3",)),
        "https://a.example",
        "https://a.example/learn",
    )
    ties = [one for one in whole.associations.values() if one["associationType"] != "isChildOf"]

    assert {one["associationType"] for one in ties} == {"isRelatedTo"}
    assert [one["destinationNodeURI"] for one in ties] == [
        node_elsewhere("sfia", "BURM"),
        node_elsewhere("onet", "OT12"),
        node_elsewhere("onet", "2.B.4.e"),
    ]


def test_esco_is_related_by_label_and_address_once_and_credited() -> None:
    catalogue = _catalogue(esco=(CONCEPT, CONCEPT))
    whole = case_framework(catalogue, "https://a.example", "https://a.example/learn")

    (tie,) = [one for one in whole.associations.values() if one["associationType"] != "isChildOf"]

    assert tie["destinationNodeURI"] == {
        "title": "ESCO 1.2, risk management",
        "identifier": "6eff134b-e34f-4d6e-a6e8-5e47cf2228d0",
        "uri": CONCEPT.uri,
        "targetType": "ext:esco",
    }
    assert faults("LinkGenURI", concept_elsewhere(CONCEPT)) == []
    assert faults("CFPackage", whole.package()) == []
    assert ESCO_CREDIT in str(whole.document["notes"])


@pytest.mark.parametrize(
    ("framework", "code", "title", "uri"),
    [
        ("sfia", "BURM", "SFIA 9, BURM", "https://sfia-online.org/en/skillcode/9/BURM"),
        (
            "onet",
            "2.B.4.e",
            "O*NET 29.1, 2.B.4.e",
            "https://www.onetonline.org/find/descriptor/result/2.B.4.e",
        ),
        (
            "onet",
            "OT12",
            "O*NET 29.1, 15-1299.09, task 12",
            "https://www.onetonline.org/link/summary/15-1299.09",
        ),
    ],
)
def test_a_code_elsewhere_has_an_address(framework: str, code: str, title: str, uri: str) -> None:
    node = node_elsewhere(framework, code)

    assert (node["title"], node["uri"]) == (title, uri)
    assert faults("LinkGenURI", node) == []


def test_a_level_statement_says_its_skill_and_level() -> None:
    whole = case_framework(_catalogue(), "https://a.example", "https://a.example/l")

    found = found_in(whole, "CFItems", identifier("statement", "CTL2", "3"))

    assert found is not None
    assert found["humanCodingScheme"] == "CTL2.3"
    assert found["abbreviatedStatement"] == "Risk: Level 3, name 3"
    assert found["fullStatement"] == "Does it at level 3."


def test_paging_leads_to_the_parts_around() -> None:
    links = Paging(limit=10, offset=20).links("https://a.example/l", 45)

    assert links == (
        '<https://a.example/l?limit=10&offset=0>; rel="first", '
        '<https://a.example/l?limit=10&offset=10>; rel="prev", '
        '<https://a.example/l?limit=10&offset=30>; rel="next", '
        '<https://a.example/l?limit=10&offset=40>; rel="last"'
    )


def test_paging_is_the_usual_one_unless_asked() -> None:
    assert read_paging({}) == Paging(100, 0)
    assert read_paging({"limit": "5", "offset": "0"}) == Paging(5, 0)
    with pytest.raises(Refused) as refused:
        read_paging({"fields": "title"})
    assert refused.value.refusal.major == "unsupported"
