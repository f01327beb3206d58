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


def is_task(text: str) -> bool:
    """Whether `text` is a task of a known outline."""
    outline, _, code = text.partition(":")
    return code in OUTLINES.get(outline, ())
