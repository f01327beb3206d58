"""What skills are called elsewhere: ESCO and O*NET by identifier, and this site's own framework.

SFIA's codes are left out: its texts are licensed, and a badge goes anywhere.
"""

from collections.abc import Iterable

from tpmlearn.domain.content.catalogue import Skill
from tpmlearn.domain.credentials.achievement import Alignment
from tpmlearn.domain.profiles.portable.case_elsewhere import node_elsewhere
from tpmlearn.domain.profiles.portable.case_ids import identifier

OURS, ONET, ESCO = "Framework of skills", "O*NET 29.1", "ESCO"


def alignments_of(skills: Iterable[Skill], base: str) -> tuple[Alignment, ...]:
    """Return the alignments of skills; `base` is the site's address. None is in it twice."""
    found = [one for skill in skills for one in (_own(skill, base), *_elsewhere(skill))]
    return tuple(dict.fromkeys(found))


def _own(skill: Skill, base: str) -> Alignment:
    address = f"{base}/ims/case/v1p1/CFItems/{identifier('skill', skill.code)}"
    return Alignment(skill.name, skill.code, address, OURS, "CFItem")


def _elsewhere(skill: Skill) -> list[Alignment]:
    found = []
    for code in skill.mappings.get("onet", ()):
        node = node_elsewhere("onet", code)
        found.append(Alignment(str(node["title"]), code, str(node["uri"]), ONET, "ext:onet"))
    for concept in skill.esco:
        found.append(Alignment(concept.label, concept.uri, concept.uri, ESCO, "ext:esco"))
    return found
