"""Made-up worlds of items, of which judges see how hard they are through a blur that they share."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from tpmlearn.domain.assessment.bradley_terry import Judgements
from tpmlearn.domain.assessment.curves import Floats

KNOWN_SD = 0.3


@dataclass(frozen=True)
class World:
    """True difficulties `b`, as judges see them (`q`), what answers say, and what was said."""

    b: Floats
    q: Floats
    answered: list[tuple[float, float] | None]
    judgements: Judgements


def judged_world(
    rng: Generator,
    *,
    new: int,
    known: int,
    each: int,
    judges: int = 3,
    correlation: float = 0.5,
    spread: float = 2.0,
) -> World:
    """A world in which each new item (each item, where none is new) is judged `each` times."""
    b = rng.normal(size=new + known)
    blur = rng.normal(size=b.size)
    q = spread * (correlation * b + np.sqrt(1 - correlation**2) * blur)
    answers = b[new:] + KNOWN_SD * rng.normal(size=known)
    said = []
    for focus in range(new or known):
        others = [n for n in range(b.size) if n != focus]
        for other in rng.choice(others, size=each):
            first = rng.random() < 1 / (1 + np.exp(-(q[focus] - q[other])))
            said.append((focus, other) if first else (other, focus))
    pairs = np.array(said, dtype=np.intp)
    who = rng.integers(judges, size=len(said)).astype(np.intp)
    return World(
        b,
        q,
        [None] * new + [(float(one), KNOWN_SD**2) for one in answers],
        Judgements(who, pairs[:, 0], pairs[:, 1]),
    )
