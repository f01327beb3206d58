"""The wider table: banks of 40 to 1,000 items, tests of 10 to 30, known and unknown, and beside
them the engine that takes authors at their word."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from bench.crowd import Crowd, take, take_naively
from bench.simulated import Bank, calibrated, cold

SIZES, LENGTHS = (40, 80, 150, 300, 1_000), (10, 15, 20, 30)
BANKS, PEOPLE = 20, 100
Make = Callable[[int, Generator], Bank]

KINDS: tuple[tuple[str, Make], ...] = (
    ("calibrated: b known to .10", lambda items, rng: calibrated(items, rng, b_sd=0.10)),
    ("cold: author ratings alone, r = .6", cold),
    ("cold, the whole bank .5 harder", lambda items, rng: cold(items, rng, shift=0.5)),
    ("cold, the whole bank .5 easier", lambda items, rng: cold(items, rng, shift=-0.5)),
)
COLUMNS = f"{'bias':>6} {'RMSE':>6} {'SE/RMSE':>7} {'cover':>6} {'shown':>6} {'shared':>6}"


def lines() -> Iterator[str]:
    """The table line by line, as it is computed; fixed seeds, so that only rounding differs.

    What is shown most and what is shared are shares of tests and of items, averaged over banks.
    """
    yield f"{BANKS} banks of each kind and size, {PEOPLE} people each, with the exposure cap,"
    yield "which knows of all tests but the last five; shown: the item that was shown most;"
    yield "shared: what two tests have in common; shifted banks with the error that is published"
    for number, (kind, make) in enumerate(KINDS):
        with_naive = number > 0
        yield ""
        yield f"{kind:32}" + ("the naive engine beside it".rjust(57) if with_naive else "")
        yield f"{'items':>6} {'asked':>6} {COLUMNS}" + (f"  | {COLUMNS}" if with_naive else "")
        for size in SIZES:
            yield from _of_size(make, size, 10_000 * (number + 1), naive=with_naive)


def _of_size(make: Make, size: int, seed: int, *, naive: bool) -> Iterator[str]:
    banks = [make(size, np.random.default_rng(seed + n)) for n in range(BANKS)]
    shifted = seed > 20_000
    for length in LENGTHS:
        ours, theirs = [], []
        for n, bank in enumerate(banks):
            rng = np.random.default_rng(seed + 100 * length + n)
            theta = rng.normal(0, 1, PEOPLE)
            found = take(bank, theta, rng, length=length)
            ours.append(found.published() if shifted else found)
            if naive:
                theirs.append(take_naively(bank, theta, rng, length=length))
        beside = f"  | {_said(theirs)}" if naive else ""
        yield f"{size:6,} {length:6} {_said(ours)}{beside}"


def _said(crowds: list[Crowd]) -> str:
    whole = Crowd(*(np.concatenate([getattr(one, name) for one in crowds]) for name in _RESULTS))
    found = whole.figures()
    shown = float(np.mean([one.highest_exposure for one in crowds]))
    shared = float(np.mean([one.overlap for one in crowds]))
    return (
        f"{found.bias:+6.2f} {found.rmse:6.2f} {found.ratio:7.2f} {found.coverage:6.2f} "
        f"{shown:6.2f} {shared:6.2f}"
    )


_RESULTS = ("theta", "mean", "se", "low", "high", "shown")
