"""The concepts of ESCO that ship beside skills: addresses as ESCO makes them, none beside two."""

from collections import Counter
from uuid import UUID

from tpmlearn.config import ROOT
from tpmlearn.domain.content.framework import read_framework

PATH = ROOT / "content" / "framework.yml"
START = "http://data.europa.eu/esco/skill/"
CREDIT = "This service uses the ESCO classification of the European Commission."


def _concepts() -> dict[str, list[tuple[str, str]]]:
    draft, _ = read_framework(PATH.name, PATH.read_text(encoding="utf-8"))
    assert draft is not None
    return {skill.code: [(one.label, one.uri) for one in skill.esco] for skill in draft.skills}


def test_each_address_is_one_of_esco() -> None:
    for found in _concepts().values():
        for _, uri in found:
            assert uri.startswith(START)
            assert str(UUID(uri.removeprefix(START))) == uri.removeprefix(START)


def test_no_concept_stands_beside_two_skills() -> None:
    pairs = [pair for found in _concepts().values() for pair in found]

    for part in zip(*pairs, strict=True):
        assert max(Counter(part).values()) == 1


def test_a_skill_has_a_few_concepts_or_none() -> None:
    concepts = _concepts()

    assert max(len(found) for found in concepts.values()) <= 3
    assert [code for code, found in concepts.items() if not found] == ["CTL6"]


def test_the_credit_of_esco_stands_beside_the_data() -> None:
    assert CREDIT in PATH.read_text(encoding="utf-8")
    assert CREDIT in (ROOT / "docs" / "credentials.md").read_text(encoding="utf-8")
