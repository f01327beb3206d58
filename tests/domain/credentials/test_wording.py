"""What the three kinds of badges say, and that they never say more."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.signing.cast import BASE, DID, NOW
from tpmlearn.domain.assessment.bands import Band
from tpmlearn.domain.content.catalogue import Skill
from tpmlearn.domain.credentials.achievement import Conditions, Kind
from tpmlearn.domain.credentials.alignments import alignments_of
from tpmlearn.domain.credentials.document import CONTEXTS, Issuing, claims, document, narrative
from tpmlearn.domain.credentials.wording import knowledge_badge

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
        "esco": ("http://data.europa.eu/esco/skill/abc",),
    },
)
BAND = Band(3, 2, 4, 3, 3.4, 2.4, 4.4, (0.01, 0.04, 0.1, 0.5, 0.3, 0.05))
CONDITIONS = Conditions(sittings=2, watched=0, private=0, answers=24, retakes=1)
BADGE = knowledge_badge(
    SKILL,
    BAND,
    conditions=CONDITIONS,
    provisional=True,
    on=date(2026, 11, 1),
    alignments=alignments_of([SKILL, SKILL], BASE),
)


def test_knowledge_is_of_a_skill_at_a_band() -> None:
    values = {line.key: line.value for line in BADGE.lines}

    assert BADGE.title == "Knowledge of Risk management at band K3"
    assert values["interval"] == "K2 to K4"
    assert values["chance"] == "0.85"
    assert values["answers"] == "24"
    assert values["retakes"] == "one earlier test of this skill"
    assert values["calibration"].startswith("provisional")
    assert values["date"] == "1 Nov 2026"


def test_it_says_what_it_does_not_show() -> None:
    words = narrative(BADGE)

    assert "is no level of performance" in words
    assert "not endorsed by the owner of any exam" in words
    assert "The item bank is public" in words
    assert "was not checked" in words
    assert "a level of work" in words


def test_a_private_bank_is_not_called_public() -> None:
    hidden = replace(CONDITIONS, private=2)

    found = knowledge_badge(
        SKILL, BAND, conditions=hidden, provisional=False, on=BADGE.on, alignments=()
    )

    assert "item bank is public" not in narrative(found)
    assert "calibrated" in narrative(found)


@pytest.mark.parametrize(
    ("watched", "private", "supervision", "bank"),
    [
        (0, 0, "unsupervised", "open: anybody"),
        (2, 2, "opened by an invigilator", "private: the questions"),
        (1, 1, "1 of 2 sittings opened by an invigilator; the others unsupervised", "1 of 2"),
    ],
)
def test_supervision_and_bank_are_told(
    watched: int, private: int, supervision: str, bank: str
) -> None:
    found = replace(CONDITIONS, watched=watched, private=private)

    assert found.supervision == supervision
    assert found.bank.startswith(bank)


def test_skills_are_aligned_without_sfia_and_once() -> None:
    assert [(one.framework, one.code) for one in BADGE.alignments] == [
        ("Framework of skills", "CTL2"),
        ("O*NET 29.1", "2.B.4.g"),
        ("O*NET 29.1", "OT12"),
        ("ESCO", "abc"),
    ]


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
