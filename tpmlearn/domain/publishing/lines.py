"""Which lines two texts share: exactly for texts of usual size, quickly for any."""

from collections.abc import Sequence
from difflib import SequenceMatcher

# From about 700 lines on each side lines that stand everywhere, as empty ones, are not looked for:
# the time grows with the square of how often they stand there.
MOST_EXACT = 500_000


def matcher_of(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    """A matcher of lines."""
    return SequenceMatcher(a=one, b=other, autojunk=len(one) * len(other) > MOST_EXACT)
