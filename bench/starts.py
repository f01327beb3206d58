"""How long a site takes from its start to its first page, with little content and with much."""

import time
from contextlib import ExitStack
from math import log
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.content_folder import write_folder
from bench.goals import Row
from bench.usage import memory_mb
from tests.support.site import launch

RUNS = 3
SMALL, LARGE = (48, 1_500), (1_000, 20_000)
SIZES = ((48, 960), (240, 4_800), LARGE)


def start_rows() -> list[Row]:
    """Rows of the start, and how it grows with modules and items."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        empty, warm, _ = _starts(folder / "small", *SMALL)
        found = [_starts(folder / f"of-{modules}", modules, items) for modules, items in SIZES]
    large = found[-1]
    grown = _exponent([items for _, items in SIZES], [one for _, one, _ in found])
    first = _exponent([items for _, items in SIZES], [one for one, _, _ in found])
    return [
        _row(SMALL, "warm cache", warm, 1.5),
        _row(SMALL, "empty cache", empty, 4),
        _row(LARGE, "warm cache", large[1], 4),
        Row(_what(LARGE, "empty cache"), f"{large[0]:.1f} s"),
        Row(
            "start, warm, by the number of items n",
            f"{', '.join(f'{one:.2f}' for _, one, _ in found)} s: n^{grown:.2f}",
        ),
        Row("start, empty cache, by the number of items n", f"n^{first:.2f}"),
        Row("a worker with the largest content (PSS)", f"{large[2]:.0f} MiB"),
    ]


def _what(size: tuple[int, int], cache: str) -> str:
    return f"start, {size[0]:,} modules and {size[1]:,} items, {cache}"


def _row(size: tuple[int, int], cache: str, seconds: float, goal: float) -> Row:
    return Row(_what(size, cache), f"{seconds:.2f} s", f"<= {goal} s", seconds <= goal)


def _starts(folder: Path, modules: int, items: int) -> tuple[float, float, float]:
    """Seconds with an empty cache and with a warm one, and MiB of a worker."""
    (folder / "content").mkdir(parents=True)
    write_folder(folder / "content", modules=modules, items=items)
    empty, _ = _start(folder)
    again = [_start(folder) for _ in range(RUNS)]
    return empty, median(seconds for seconds, _ in again), again[-1][1]


def _start(folder: Path) -> tuple[float, float]:
    """Seconds from the command to the home page, database up to date but for the first time."""
    begun = time.monotonic()
    # Compiled once, as on any machine that does not forbid it.
    site = launch("start", folder, more={"PYTHONDONTWRITEBYTECODE": ""})
    try:
        taken = time.monotonic() - begun
        return taken, max(memory_mb(pid) for pid in site.workers())
    finally:
        site.stop()


def _exponent(sizes: list[int], figures: list[float]) -> float:
    """The slope of the line through the points on double logarithmic paper (least squares)."""
    xs, ys = [log(one) for one in sizes], [log(one) for one in figures]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return across / sum((a - x) ** 2 for a in xs)
