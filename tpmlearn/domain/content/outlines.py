"""The exam outlines whose tasks items and lessons may name, as outline:code."""

from collections.abc import Mapping

OUTLINES: Mapping[str, frozenset[str]] = {
    "pmp-2026": frozenset(
        [f"PE{n}" for n in range(1, 9)]
        + [f"PR{n}" for n in range(1, 11)]
        + [f"BE{n}" for n in range(1, 9)]
    ),
    "prince2-7": frozenset(("BC", "OR", "PL", "QU", "RI", "IS", "PG")),
}
"""PMP: the 26 tasks of the outline of July 2026. PRINCE2: the practices of the seventh edition."""

PAST: Mapping[str, tuple[str, ...]] = {"pmp-2021": ("BE", "PE", "PR")}
"""Outlines that are over, with their domains. No item names their tasks any more."""

PMP = "pmp-2026"
TASK_NAMES: Mapping[str, str] = {
    "PE1": "Build a shared vision",
    "PE2": "Handle conflict",
    "PE3": "Lead the team",
    "PE4": "Engage stakeholders",
    "PE5": "Align expectations",
    "PE6": "Manage expectations",
    "PE7": "Pass knowledge on",
    "PE8": "Plan and run communication",
    "PR1": "Integrate plans and delivery",
    "PR2": "Scope",
    "PR3": "Deliver by value",
    "PR4": "Resources",
    "PR5": "Procurement",
    "PR6": "Finance",
    "PR7": "Quality",
    "PR8": "Schedule",
    "PR9": "Project status",
    "PR10": "Closure",
    "BE1": "Governance",
    "BE2": "Compliance",
    "BE3": "Change control",
    "BE4": "Impediments and issues",
    "BE5": "Risk",
    "BE6": "Continuous improvement",
    "BE7": "Organisational change",
    "BE8": "External environment",
}
"""The tasks of the PMP outline in our own words, in the outline's order."""


def domain_of(task: str) -> str:
    """The domain of a task, as `PE` of `pmp-2026:PE3`; of a practice, the practice."""
    return task.partition(":")[2].rstrip("0123456789")


def domains_of(outline: str) -> tuple[str, ...]:
    """The domains of an outline in alphabetical order; empty for an unknown one."""
    codes = OUTLINES.get(outline, ())
    return PAST.get(outline) or tuple(sorted({domain_of(f":{code}") for code in codes}))


def is_task(text: str) -> bool:
    """Whether `text` is a task of a known outline."""
    outline, _, code = text.partition(":")
    return code in OUTLINES.get(outline, ())
