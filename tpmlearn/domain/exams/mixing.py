"""Random order, from the source that the caller hands in."""

from tpmlearn.domain.assessment.freezing import Shuffler


def mixed(count: int, rng: Shuffler) -> list[int]:
    """The numbers from 0 to `count` - 1 in random order."""
    order = list(range(count))
    rng.shuffle(order)
    return order
