"""Where the codes of other frameworks lead: the ends of mappings, by code and address alone.

The texts of those frameworks are not ours: SFIA's are licensed, O*NET's and ESCO's want their
credit lines. Of ESCO a concept's label is told besides, as its identifier is no code to read.
"""

import re

from tpmlearn.domain.content.catalogue import EscoConcept
from tpmlearn.domain.profiles.portable.case_ids import Json

OCCUPATION = "15-1299.09"
"""Information Technology Project Managers in O*NET-SOC."""
CREDIT = "O*NET 29.1 Database, US Department of Labor/ETA, CC BY 4.0."
ESCO = "ESCO 1.2"
ESCO_CREDIT = "This service uses the ESCO classification of the European Commission."
"""The statement that ESCO's terms of use ask of services, word for word."""
MAPPED = ("sfia", "onet")
"""The mappings of a skill that name things with an address; PMP tasks and practices have none."""
_TASK = re.compile(r"OT\d+")


def node_elsewhere(framework: str, code: str) -> Json:
    """Return the end of a mapping (LinkGenURI). Raises KeyError for a framework not in MAPPED."""
    title, address = {"sfia": _sfia, "onet": _onet}[framework](code)
    return {"title": title, "identifier": code, "uri": address, "targetType": f"ext:{framework}"}


def concept_elsewhere(concept: EscoConcept) -> Json:
    """Return the end of a mapping to a concept of ESCO (LinkGenURI)."""
    return {
        "title": f"{ESCO}, {concept.label}",
        "identifier": concept.uri.rpartition("/")[2],
        "uri": concept.uri,
        "targetType": "ext:esco",
    }


def _sfia(code: str) -> tuple[str, str]:
    return f"SFIA 9, {code}", f"https://sfia-online.org/en/skillcode/9/{code}"


def _onet(code: str) -> tuple[str, str]:
    """An element of the content model; a task has no address but that of its occupation."""
    if _TASK.fullmatch(code):
        title = f"O*NET 29.1, {OCCUPATION}, task {code.removeprefix('OT')}"
        return title, f"https://www.onetonline.org/link/summary/{OCCUPATION}"
    return f"O*NET 29.1, {code}", f"https://www.onetonline.org/find/descriptor/result/{code}"
