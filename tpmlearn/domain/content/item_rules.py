"""The warnings about items: what gives the key away, confuses, or tests patience."""

from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.drafts import ItemDraft


def warn_about(item: ItemDraft) -> list[Problem]:
    """All warnings about one item."""
    return []
