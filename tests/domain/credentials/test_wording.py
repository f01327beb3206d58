"""What the three kinds of badges say, and that they never say more."""

import json
from dataclasses import replace

import pytest

from tests.signing.cast import BASE, DID, NOW
from tpmlearn.domain.assessment.bands import Band
from tpmlearn.domain.content.catalogue import EscoConcept, Skill
from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.domain.credentials.alignments import alignments_of
from tpmlearn.domain.credentials.document import CONTEXTS, Issuing, claims, document, narrative
from tpmlearn.domain.credentials.wording import knowledge_badge
from tpmlearn.domain.profiles.conditions import Conditions, Watch

CONCEPT = EscoConcept(
    "risk management", "http://data.europa.eu/esco/skill/6eff134b-e34f-4d6e-a6e8-5e47cf2228d0"
)
SKILL = Skill(
    code="CTL2",
    area="CTL",
    name="Risk management",
    definition="Finds what may go wrong.",
    statements=("a",) * 6,
    developer=2,
    developer_note="",
    mappings={
        "onet": ("2.B.4.g", "OT12"),
        "sfia": ("BURM",),
    },
    esco=(CONCEPT,),
)
BAND = Band(3, 2, 4, 3, 3.4, 2.4, 4.4, (0.01, 0.04, 0.1, 0.5, 0.3, 0.05))
CONDITIONS = Conditions(on=NOW, answers=24, retakes=1)
BADGE = knowledge_badge(
    SKILL,
    BAND,
    conditions=CONDITIONS,
    alignments=alignments_of([SKILL, SKILL], BASE),
)


def test_knowledge_is_of_a_skill_at_a_band() -> None:
    values = {line.key: line.value for line in BADGE.lines}

    assert BADGE.title == "Knowledge of Risk management at band K3"
    assert values["interval"] == "K2 to K4"
    assert values["chance"] == "0.85"
    assert values["answers"].startswith("24 answers")
    assert values["retakes"].startswith("1 finished sitting")
    assert values["calibration"].startswith("Provisional")
    assert values["date"] == "2 Nov 2026"


def test_it_says_what_it_does_not_show() -> None:
    words = narrative(BADGE)

    assert "is no level of performance" in words
    assert "not endorsed by the owner of any exam" in words
    assert "The item bank is public" in words
    assert "was not checked" in words
    assert "a level of work" in words


def test_a_private_bank_is_not_called_public() -> None:
    hidden = replace(CONDITIONS, private_bank=True, provisional=False)

    words = narrative(knowledge_badge(SKILL, BAND, conditions=hidden, alignments=()))

    assert "item bank is public" not in words
    assert "From a private bank" in words
    assert "At least 200 people" in words


def test_the_centre_is_named_and_the_invigilator_is_not() -> None:
    watches = (Watch("Hall 3", "Ines Ito"), Watch("Hall 3", "Ari Aho"))
    watched = replace(CONDITIONS, watches=watches, watched_answers=24)

    words = narrative(knowledge_badge(SKILL, BAND, conditions=watched, alignments=()))

    assert "Hall 3 watched who was there" in words
    assert "Ines" not in words
    assert "unsupervised" not in words


def test_skills_are_aligned_without_sfia_and_once() -> None:
    assert [(one.framework, one.code) for one in BADGE.alignments] == [
        ("Framework of skills", "CTL2"),
        ("O*NET 29.1", "2.B.4.g"),
        ("O*NET 29.1", "OT12"),
        ("ESCO", CONCEPT.uri),
    ]
    assert (BADGE.alignments[-1].name, BADGE.alignments[-1].url) == (CONCEPT.label, CONCEPT.uri)


def test_a_document_has_two_contexts_and_nobodys_name() -> None:
    by = Issuing("id", "urn:uuid:x", BASE, DID, "tpmlearn", 3, NOW)

    found = document(BADGE, by)

    assert found["@context"] == list(CONTEXTS)
    assert "identifier" not in json.dumps(found)
    assert "evidence" not in found
    assert claims(found, NOW)["jti"] == found["id"] == f"{BASE}/credentials/id"
    assert "proof" not in claims({**found, "proof": {}}, NOW)
    with pytest.raises(TypeError):
        claims({**found, "issuer": DID}, NOW)


def test_the_same_thing_is_the_same_achievement() -> None:
    one, other = (
        document(BADGE, Issuing(name, f"urn:uuid:{name}", BASE, DID, "t", 3, NOW))
        for name in ("a", "b")
    )

    ids = [
        json.loads(json.dumps(found))["credentialSubject"]["achievement"]["id"]
        for found in (one, other)
    ]
    assert ids[0] == ids[1]
    assert {kind.words for kind in Kind} == {"Lessons", "Practice exam", "Knowledge"}
