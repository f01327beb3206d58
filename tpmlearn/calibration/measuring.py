"""Figures of every item that is in the content now, from first answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tpmlearn.calibration.columns import FirstAnswers
from tpmlearn.domain.assessment.cavities import LeftOut, left_out
from tpmlearn.domain.assessment.curves import Floats, ItemParameters, expected_curves
from tpmlearn.domain.assessment.item_figures import ItemFigures
from tpmlearn.domain.assessment.item_statistics import (
    Flags,
    OptionLine,
    ability_groups,
    correlation,
    deciles,
    difference_from_expected,
    facility,
    misfit,
    option_table,
    residual_correlation,
)
from tpmlearn.domain.content.catalogue import Item, ItemType

TABLED = frozenset(
    {
        ItemType.SINGLE,
        ItemType.MULTIPLE,
        ItemType.TRUE_FALSE,
        ItemType.HOTSPOT,
        ItemType.PULL_DOWN,
    }
)


@dataclass(frozen=True)
class Shown:
    """How often an item version was shown, and to what share of those that could show it."""

    times: int
    exposure: float


@dataclass(frozen=True)
class _Mine:
    """The effortful first answers to one item; all arrays have shape (people,)."""

    right: Flags
    predicted: Floats
    theta: Floats
    rest: Floats
    chosen: NDArray[np.int64]
    seconds: Floats


Bank = tuple[ItemParameters, ...]


def of_forms(
    answers: FirstAnswers, bank: Bank, items: Mapping[str, Item], shown: Mapping[str, Shown]
) -> Iterator[tuple[Item, ItemFigures]]:
    """Items of fixed forms with their figures; `bank` in the order of `answers.versions`.

    `items` are those of the content now, by version; figures of other versions are not made. Of
    rapid guesses nothing is known: the times of a form have the reading of reasons in them.
    """
    for item, counts, mine, believed in _parted(answers, bank, items, shown):
        figures = replace(counts, rapid=None)
        if counts.enough:
            figures = _with_rest(_with_fit(figures, item, mine, believed), item, mine)
        yield item, figures


def of_sittings(
    answers: FirstAnswers, bank: Bank, items: Mapping[str, Item], shown: Mapping[str, Shown]
) -> Iterator[tuple[Item, ItemFigures]]:
    """Items of adaptive sittings with their figures; otherwise as `of_forms`."""
    for item, counts, mine, believed in _parted(answers, bank, items, shown):
        figures = replace(counts, adaptive=True)
        if counts.enough:
            figures = _with_residual(_with_fit(figures, item, mine, believed), mine)
        yield item, figures


def _parted(
    answers: FirstAnswers, bank: Bank, items: Mapping[str, Item], shown: Mapping[str, Shown]
) -> Iterator[tuple[Item, ItemFigures, _Mine, ItemParameters]]:
    """Each item with its counts, its answers and what is believed of it."""
    left = left_out(expected_curves(bank), answers.effortful)
    kept = np.flatnonzero(~answers.rapid)
    order = np.argsort(answers.item[kept], kind="stable")
    starts = np.searchsorted(answers.item[kept][order], np.arange(len(bank) + 1))
    rapid = np.bincount(answers.item[answers.rapid], minlength=len(bank))
    for j, version in enumerate(answers.versions):
        if version in items:
            mine = _mine(answers, left, order[starts[j] : starts[j + 1]], kept)
            often = shown.get(version, Shown(0, 0.0))
            yield items[version], _counts(mine, int(rapid[j]), bank[j], often), mine, bank[j]


def _mine(
    answers: FirstAnswers, left: LeftOut, places: NDArray[np.intp], kept: NDArray[np.intp]
) -> _Mine:
    rows = kept[places]
    return _Mine(
        right=answers.right[rows],
        predicted=left.predicted[places],
        theta=left.theta[places],
        rest=answers.rest[rows],
        chosen=answers.chosen[rows],
        seconds=answers.seconds[rows],
    )


def _counts(mine: _Mine, rapid: int, believed: ItemParameters, shown: Shown) -> ItemFigures:
    people = mine.right.size
    return ItemFigures(
        adaptive=False,
        people=people,
        shown=shown.times,
        exposure=shown.exposure,
        rapid=rapid / max(people + rapid, 1),
        guess=believed.guess,
    )


def _with_fit(
    counts: ItemFigures, item: Item, mine: _Mine, believed: ItemParameters
) -> ItemFigures:
    """What is the same on forms and in sittings."""
    times = mine.seconds[np.isfinite(mine.seconds)]
    found = deciles(mine.predicted, mine.right)
    return replace(
        counts,
        facility=facility(mine.right),
        median_seconds=float(np.median(times)) if times.size else None,
        deciles=found,
        misfit=misfit(found),
        b=believed.b,
        b_sd=believed.b_sd,
        log_a=believed.log_a,
        log_a_sd=believed.log_a_sd,
        groups=ability_groups(mine.theta, mine.right, _flags(item, mine.chosen)),
    )


def _with_rest(figures: ItemFigures, item: Item, mine: _Mine) -> ItemFigures:
    known = np.isfinite(mine.rest)
    rest = mine.rest[known]
    return replace(
        figures,
        item_rest=correlation(mine.right[known].astype(np.float64), rest),
        options=_options(item, mine.chosen[known], rest),
    )


def _options(item: Item, chosen: NDArray[np.int64], rest: Floats) -> tuple[OptionLine, ...]:
    if item.type not in TABLED or not chosen.size:
        return ()
    return option_table(_flags(item, chosen), [option.correct for option in item.options], rest)


def _flags(item: Item, chosen: NDArray[np.int64]) -> Flags:
    """Who chose what, (people, options); without columns where there is nothing to choose from."""
    count = len(item.options) if item.type in TABLED else 0
    found: Flags = (chosen[:, None] >> np.arange(count, dtype=np.int64)) & 1 == 1
    return found


def _with_residual(figures: ItemFigures, mine: _Mine) -> ItemFigures:
    return replace(
        figures,
        expected=float(mine.predicted.mean()),
        difference=difference_from_expected(mine.right, mine.predicted),
        residual=residual_correlation(mine.right, mine.predicted, mine.theta),
    )
