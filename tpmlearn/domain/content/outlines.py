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


def domain_of(task: str) -> str:
    """The domain of a task, as `PE` of `pmp-2026:PE3`; of a practice, the practice."""
    return task.partition(":")[2].rstrip("0123456789")


def domains_of(outline: str) -> tuple[str, ...]:
    """The domains of an outline in alphabetical order; empty for an unknown one."""
    return tuple(sorted({domain_of(f":{code}") for code in OUTLINES.get(outline, ())}))


def is_task(text: str) -> bool:
    """Whether `text` is a task of a known outline."""
    outline, _, code = text.partition(":")
    return code in OUTLINES.get(outline, ())
