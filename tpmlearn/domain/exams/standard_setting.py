"""Where a pass mark should lie, by what a panel says of each item: Angoff, in two rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

LEAST_JUDGES, FEW_JUDGES = 3, 5
FEWEST_ITEMS, MOST_ITEMS, USUAL_ITEMS = 20, 60, 40
STEP = 5
APART = 15.0
"""Items on which judges differ by an SD of over 15 points are worth talking about."""

Floats = NDArray[np.float64]


class Sampler(Protocol):
    """The random source that callers hand in; `random.Random` is one."""

    def random(self) -> float:
        """A number from 0 to under 1."""


@dataclass(frozen=True)
class Panel:
    """What a whole panel said: percent right among candidates who are just good enough.

    `ratings` has shape (judges, items), from 0 to 100 and complete; `marks` are those of each item.
    """

    ratings: Floats
    marks: Floats


@dataclass(frozen=True)
class ItemAgreement:
    """What a panel said of one item, in percent; `to_discuss` where the judges lie far apart."""

    mean: float
    median: float
    low: float
    high: float
    sd: float

    @property
    def to_discuss(self) -> bool:
        """Whether the judges see it differently."""
        return self.sd > APART


@dataclass(frozen=True)
class Cut:
    """A cut score with how sure it is, all in percent of the marks.

    `judges` are the cuts of each, `mean` their mean and the panel's cut, `sd` their SD and `se` its
    standard error. `se_items` also counts that other items could have been drawn.
    """

    judges: tuple[float, ...]
    mean: float
    sd: float
    se: float
    se_items: float
    items: tuple[ItemAgreement, ...]

    @property
    def low(self) -> float:
        """A standard error below the cut, 0 at least."""
        return max(self.mean - self.se, 0.0)

    @property
    def high(self) -> float:
        """A standard error above the cut, 100 at most."""
        return min(self.mean + self.se, 100.0)


def is_percent(value: int) -> bool:
    """Whether a judge may say so: 0 to 100 in steps of 5."""
    return 0 <= value <= 100 and value % STEP == 0


def cut_of(panel: Panel) -> Cut | None:
    """The cut of a panel; None under three judges, as their spread would be a guess.

    A judge's cut is the sum of what they said, weighted by marks (Angoff 1971, p. 515 and its
    footnote); the panel's is the mean, with the standard error SD / sqrt(judges) (Cizek and Bunch
    2007).
    """
    if panel.ratings.shape[0] < LEAST_JUDGES or panel.ratings.shape[1] == 0:
        return None
    cuts = panel.ratings @ panel.marks / panel.marks.sum()
    sd = float(cuts.std(ddof=1))
    return Cut(
        judges=tuple(float(one) for one in cuts),
        mean=float(cuts.mean()),
        sd=sd,
        se=sd / sqrt(cuts.size),
        se_items=sqrt(_error_variance(panel)),
        items=tuple(_agreement(one) for one in panel.ratings.T),
    )


def _error_variance(panel: Panel) -> float:
    """The variance of the mean over other judges and other items (Brennan and Lockwood 1980).

    In a design of judges x items: s²(j)/J + s²(i)/I + s²(ji)/(JI), with the components from mean
    squares, those below 0 taken as 0. I is the effective number of items where marks differ,
    (∑ marks)² / ∑ marks².
    """
    x, (judges, items) = panel.ratings, panel.ratings.shape
    mean, of_judge, of_item = x.mean(), x.mean(axis=1), x.mean(axis=0)
    effective = float(panel.marks.sum() ** 2 / (panel.marks**2).sum())
    if items < 2:
        return float(of_judge.var(ddof=1)) / float(judges)
    residual = x - of_judge[:, None] - of_item[None, :] + mean
    both = float((residual**2).sum()) / ((judges - 1) * (items - 1))
    judge = max(items * float(of_judge.var(ddof=1)) - both, 0.0) / items
    item = max(judges * float(of_item.var(ddof=1)) - both, 0.0) / judges
    return float(judge / judges + item / effective + both / (judges * effective))


def _agreement(said: Floats) -> ItemAgreement:
    return ItemAgreement(
        float(said.mean()),
        float(median(said.tolist())),
        float(said.min()),
        float(said.max()),
        float(said.std(ddof=1)) if said.size > 1 else 0.0,
    )


def spread(said: Sequence[int]) -> ItemAgreement | None:
    """What a panel said of one item, however many did; None for nobody."""
    return _agreement(np.array(said, dtype=np.float64)) if said else None


def share_above(cut: float, results: Sequence[float]) -> float:
    """The share of results, in percent of the marks, that reach a cut; 0 of none."""
    return sum(one >= cut - 1e-9 for one in results) / len(results) if results else 0.0


def sample(parts: Sequence[str], count: int, rng: Sampler) -> list[int]:
    """Which questions of an exam a panel looks at, by their index, in the exam's order.

    Each part gets its share of `count`, one at least, by largest remainders; within a part chance
    decides. All, where there are no more.
    """
    if count >= len(parts):
        return list(range(len(parts)))
    wanted = _allotted(parts, count)
    chosen: list[int] = []
    for part, number in wanted.items():
        mine = [n for n, of in enumerate(parts) if of == part]
        jitter = {n: rng.random() for n in mine}
        chosen += sorted(mine, key=lambda n, by=jitter: by[n])[:number]  # type: ignore[misc]
    return sorted(chosen)


def _allotted(parts: Sequence[str], count: int) -> Mapping[str, int]:
    sizes = {part: list(parts).count(part) for part in dict.fromkeys(parts)}
    exact = {part: count * size / len(parts) for part, size in sizes.items()}
    found = {part: max(1, int(share)) for part, share in exact.items()}
    by_rest = sorted(exact, key=lambda part: (found[part] - exact[part], part))
    for part in by_rest:
        if sum(found.values()) < count:
            found[part] += 1
    return found


def pass_mark_text(share: float, *, each_domain: bool, whose: str) -> str:
    """The line of a blueprint with another share, from 0 to 1, as it stands in the file."""
    domains = ", each_domain: true" if each_domain else ""
    return f"pass_rule: {{share: {share:.2f}{domains}, whose: {whose}}}"
