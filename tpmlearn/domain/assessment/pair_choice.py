"""Which two items a judge is shown next: new ones against known ones and against each other."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

WANTED = 10
"""How many judgements a new item should have."""

AGAINST_KNOWN = 0.5
"""The share of pairs with an item that answers have made known, where there is one."""

AT_RANDOM = 1 / 3
"""The share of pairs drawn without regard to how hard the items look so far.

Where each pair follows from the judgements before, what was chance at first is confirmed by the
choice, and judges seem to agree more than they do (Bramley 2015 on Pollitt 2012).
"""

NEAREST = 5


class Chooser(Protocol):
    """The random source that callers hand in; `random.Random` is one."""

    def random(self) -> float:
        """A number from 0 to under 1."""


@dataclass(frozen=True)
class Standing:
    """An item that may be compared, by its version: what is believed of it so far.

    `new` wants judgements, `known` rests on answers; some are neither, and are not shown.
    `judgements` counts those that told which is harder, `lefts` how much oftener it stood left.
    """

    version: str
    b: float
    judgements: int = 0
    lefts: int = 0
    new: bool = False
    known: bool = False


@dataclass(frozen=True)
class Said:
    """A judgement of two item versions; `harder` is empty where the judge could not tell."""

    judge: str
    version: str
    other: str
    harder: str
    left: str


def counting(said: Iterable[Said], versions: Container[str]) -> list[Said]:
    """The judgements that count: both wordings are of today, and the judge could tell."""
    return [one for one in said if one.harder and one.version in versions and one.other in versions]


def pair_key(one: str, other: str) -> tuple[str, str]:
    """Two versions in the order in which a pair is kept."""
    return (one, other) if one < other else (other, one)


def next_pair(
    items: Sequence[Standing], judged: Set[tuple[str, str]], rng: Chooser
) -> tuple[str, str] | None:
    """The versions to stand left and right; None where nothing is left to ask this judge.

    The new item with the fewest judgements comes first. Beside it stands a known one in every
    second pair, else another new one: of those that look alike, where a judgement tells most, and
    in a third of the pairs any. `judged` are the pairs, as `pair_key` has them, that the judge has
    seen; none comes twice. The same arguments and state of `rng` give the same pair.
    """
    focuses = [one for one in items if one.new and one.judgements < WANTED]
    jitter = {one.version: rng.random() for one in items}
    against_known, at_random = rng.random() < AGAINST_KNOWN, rng.random() < AT_RANDOM
    for focus in sorted(focuses, key=lambda one: (one.judgements, jitter[one.version])):
        others = [
            one
            for one in items
            if (one.known or one.new)
            and one.version != focus.version
            and pair_key(focus.version, one.version) not in judged
        ]
        if not others:
            continue
        known = [one for one in others if one.known]
        new = [one for one in others if one.new]
        partners = (known or new) if against_known else (new or known)
        partner = _partner(focus, partners, jitter, at_random=at_random)
        return _sides(focus, partner, jitter)
    return None


def _partner(
    focus: Standing, partners: Sequence[Standing], jitter: Mapping[str, float], *, at_random: bool
) -> Standing:
    chance: Callable[[Standing], float] = lambda one: jitter[one.version]  # noqa: E731
    if at_random:
        return min(partners, key=chance)
    near = sorted(partners, key=lambda one: (abs(one.b - focus.b), chance(one)))[:NEAREST]
    return min(near, key=chance)


def _sides(focus: Standing, partner: Standing, jitter: Mapping[str, float]) -> tuple[str, str]:
    """Left is whichever stood there less often."""
    both = sorted((focus, partner), key=lambda one: (one.lefts, jitter[one.version]))
    return both[0].version, both[1].version


def progress(items: Sequence[Standing]) -> tuple[int, int]:
    """(judgements so far, about how many are wanted) of the new items among these."""
    new = [one for one in items if one.new]
    return sum(min(one.judgements, WANTED) for one in new), WANTED * len(new)
