"""Finds questions that ask the same, or nearly the same."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.drafts import ItemDraft
from tpmlearn.domain.content.item_errors import words_of
from tpmlearn.domain.content.rules import problem

ALIKE = 0.5
RUN = 3
COMMON = 30
Runs = frozenset[tuple[str, ...]]


def alike_stems(items: Sequence[ItemDraft]) -> list[Problem]:
    """A problem for each item whose stem repeats that of an earlier one.

    Alike means that the runs of three words of both stems overlap (Jaccard) by `ALIKE` or more,
    and that one of the runs that they share is in use at most `COMMON` times.
    """
    words = [words_of(item.question.stem.text) for item in items]
    runs = [_runs(one) for one in words]
    found = []
    for first, second in sorted(_candidates(runs) | _copies(words)):
        item, other = items[second], items[first]
        line, column = item.question.stem.line, 1
        place = f"{other.path}:{other.line}"
        if words[first] == words[second]:
            found.append(problem("E091", item.path, line, column, first=place))
            continue
        share = len(runs[first] & runs[second]) / len(runs[first] | runs[second])
        if share >= ALIKE:
            percent = round(100 * share)
            found.append(problem("W123", item.path, line, column, share=percent, first=place))
    return found


def _runs(words: Sequence[str]) -> Runs:
    if len(words) <= RUN:
        return frozenset({tuple(words)}) if words else frozenset()
    return frozenset(zip(*(words[n:] for n in range(RUN)), strict=False))


def _candidates(runs: Sequence[Runs]) -> set[tuple[int, int]]:
    """Pairs that may be alike: so few that their number grows as that of the items.

    With the rarest runs first, two sets that overlap by `ALIKE` share one of the first runs of
    each: of n, those that are left when all but one of the needed ones are put aside.
    """
    uses = Counter(run for one in runs for run in one)
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for n, one in enumerate(runs):
        rare = sorted((uses[run], run) for run in one)
        for count, run in rare[: len(one) - math.ceil(ALIKE * len(one)) + 1]:
            if 1 < count <= COMMON:
                pairs.update((other, n) for other in holders[run])
                holders[run].append(n)
    return pairs


def _copies(words: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Each copy with the first of its like, however many there are."""
    first: dict[tuple[str, ...], int] = {}
    pairs = ((first.setdefault(tuple(one), n), n) for n, one in enumerate(words) if one)
    return {(one, other) for one, other in pairs if one != other}
