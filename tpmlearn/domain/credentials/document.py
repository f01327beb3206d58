"""A badge as a document: VC 2.0 and Open Badges 3.0, with only the two contexts that it uses.

Sources: W3C Verifiable Credentials Data Model 2.0; 1EdTech Open Badges 3.0, sections B and 8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from tpmlearn.domain.credentials.achievement import Achievement, Alignment, Kind, Line
from tpmlearn.domain.credentials.moments import read_moment, written
from tpmlearn.domain.credentials.reading import Json
from tpmlearn.domain.credentials.status import entry

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
NAMESPACE = UUID("0d6a7f4e-8a3b-5c53-9d7d-7b1a2f3c4e55")
"""Ours for ever: the same thing done on the same site is the same achievement."""
_TYPES = {Kind.PATH: "LearningProgram", Kind.EXAM: "Assessment", Kind.KNOWLEDGE: "Assessment"}


@dataclass(frozen=True)
class Issuing:
    """What a badge is issued with. `subject` is an id that leads to nobody; `name` and `evidence`,
    an address, are empty unless the learner chose them. `index` is its number in the status list.
    """

    id: str
    subject: str
    base: str
    did: str
    site: str
    index: int
    at: datetime
    name: str = ""
    evidence: str = ""


def address_of(base: str, found: str) -> str:
    """Return where a badge stands."""
    return f"{base}/credentials/{found}"


def document(what: Achievement, by: Issuing) -> Json:
    """Return a badge without its proof (OpenBadgeCredential)."""
    found: Json = {
        "@context": list(CONTEXTS),
        "id": address_of(by.base, by.id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": what.title,
        "description": what.description,
        "issuer": {"id": by.did, "type": ["Profile"], "name": by.site, "url": by.base},
        "validFrom": written(by.at),
        "credentialSubject": _subject(what, by),
        "credentialStatus": entry(by.base, by.index),
    }
    if by.evidence:
        found["evidence"] = [
            {
                "id": by.evidence,
                "type": ["Evidence"],
                "name": "What the holder shares",
                "description": "A link that the holder made; they can end it at any time.",
            }
        ]
    return found


def claims(badge: Mapping[str, object], at: datetime) -> Json:
    """Return the claims of the same badge as a VC-JWT: all of it, and what a JWT names anew."""
    issuer, subject = badge["issuer"], badge["credentialSubject"]
    if not isinstance(issuer, Mapping) or not isinstance(subject, Mapping):
        raise TypeError("a badge has an issuer and a subject")
    return {
        **{key: value for key, value in badge.items() if key != "proof"},
        "iss": issuer["id"],
        "jti": badge["id"],
        "sub": subject["id"],
        "nbf": int(at.timestamp()),
    }


def issued_at(badge: Mapping[str, object]) -> datetime | None:
    """Return since when a badge is valid."""
    return read_moment(badge.get("validFrom"))


def narrative(what: Achievement) -> str:
    """Return the conditions and limits in words, as Markdown: two paragraphs and a list."""
    said = "; ".join(f"{line.name}: {line.value}" for line in what.lines)
    return "\n\n".join(
        (
            f"How it was earned: {what.earned_by}",
            f"Conditions: {said}.",
            "\n- ".join(("What it does not show:", *what.limits)),
        )
    )


def _subject(what: Achievement, by: Issuing) -> Json:
    found: Json = {"id": by.subject, "type": ["AchievementSubject"]}
    if by.name:
        found["identifier"] = [
            {
                "type": "IdentityObject",
                "identityType": "name",
                "hashed": False,
                "identityHash": by.name,
            }
        ]
    achievement = f"urn:uuid:{uuid5(NAMESPACE, f'{by.base}/{what.kind}/{what.about}')}"
    found["achievement"] = _achievement(what, achievement)
    found["result"] = [
        {
            "type": ["Result"],
            "resultDescription": f"{achievement}#{line.key}",
            "value": line.value,
        }
        for line in what.lines
    ]
    return found


def _achievement(what: Achievement, found: str) -> Json:
    said: Json = {
        "id": found,
        "type": ["Achievement"],
        "achievementType": _TYPES[what.kind],
        "name": what.title,
        "description": what.description,
        "criteria": {"narrative": narrative(what)},
        "resultDescription": [_description(line, found) for line in what.lines],
    }
    if what.alignments:
        said["alignment"] = [_alignment(one) for one in what.alignments]
    return said


def _description(line: Line, achievement: str) -> Json:
    return {
        "id": f"{achievement}#{line.key}",
        "type": ["ResultDescription"],
        "name": line.name,
        "resultType": "Result",
    }


def _alignment(one: Alignment) -> Json:
    return {
        "type": ["Alignment"],
        "targetCode": one.code,
        "targetName": one.name,
        "targetFramework": one.framework,
        "targetType": one.type,
        "targetUrl": one.url,
    }
