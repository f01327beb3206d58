"""Where a test begins to look: from a self-rating, which is worth little and decides nothing."""

from hashlib import sha256

SHARE = 0.3
LENIENCY = 0.32
SD_LEVELS = 1.25
SEEDS = 2
PART = 20
_EARLIEST = 3


def start_from_rating(level: int, developer: int) -> float:
    """theta0 = .3 s: a self-rating correlates about .3 with ability.

    s is the level, 0 to 5, standardised over developers (mean what they typically bring, SD 1.25
    levels, since a level is .8 on the scale) and less .32 for leniency.
    """
    return SHARE * ((level - developer) / SD_LEVELS - LENIENCY)


def seed_places(sitting: str, part: int) -> frozenset[int]:
    """The places, from 1 within a part of 20, at which a sitting's two unscored items stand.

    They follow from the sitting's id, so that they differ between sittings and stay in one.
    """
    found: list[int] = []
    turn = 0
    while len(found) < SEEDS:
        digest = sha256(f"{sitting}:{part}:{turn}".encode()).digest()
        place = _EARLIEST + int.from_bytes(digest[:8], "big") % (PART - _EARLIEST + 1)
        if place not in found:
            found.append(place)
        turn += 1
    return frozenset(found)


def is_seed(sitting: str, position: int) -> bool:
    """Whether an unscored item is due at a position, from 1."""
    part, place = divmod(position - 1, PART)
    return place + 1 in seed_places(sitting, part)


def longest(scored: int) -> int:
    """The most items of a test with `scored` items that count: two more for each part begun."""
    total = scored
    while total < scored + SEEDS * -(-total // PART):
        total = scored + SEEDS * -(-total // PART)
    return total
