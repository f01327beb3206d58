"""Finds questions that ask the same, or nearly the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.drafts import ItemDraft
from tpmlearn.domain.content.item_errors import words_of
from tpmlearn.domain.content.rules import problem

ALIKE = 0.5
RUN = 3
COMMON = 30


def alike_stems(items: Sequence[ItemDraft]) -> list[Problem]:
    """A problem for each item whose stem repeats that of an earlier one.

    Alike means that the runs of three words of both stems overlap (Jaccard) by `ALIKE` or more.
    """
    runs = [_runs(words_of(item.question.stem.text)) for item in items]
    found = []
    for first, second in sorted(_candidates(runs)):
        item, other = items[second], items[first]
        share = len(runs[first] & runs[second]) / len(runs[first] | runs[second])
        line, column = item.question.stem.line, 1
        place = f"{other.path}:{other.line}"
        if words_of(item.question.stem.text) == words_of(other.question.stem.text):
            found.append(problem("E091", item.path, line, column, first=place))
        elif share >= ALIKE:
            percent = round(100 * share)
            found.append(problem("W123", item.path, line, column, share=percent, first=place))
    return found


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    if len(words) <= RUN:
        return frozenset({tuple(words)}) if words else frozenset()
    return frozenset(tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def _candidates(runs: Iterable[frozenset[tuple[str, ...]]]) -> set[tuple[int, int]]:
    """Pairs that share a run which is not in use everywhere."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(runs):
        for run in one:
            holders[run].append(n)
    pairs: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if len(numbers) <= COMMON:
            pairs.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    return set(pairs)
