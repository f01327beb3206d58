"""What a person has met of an item before."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Met:
    """When an item was last shown to a person, how often, and whether they saw its key."""

    last: datetime
    times: int
    key_seen: bool


def merged(one: Met | None, other: Met) -> Met:
    """Both together."""
    if one is None:
        return other
    return Met(max(one.last, other.last), one.times + other.times, one.key_seen or other.key_seen)
