"""Renders into the cache by several processes what a catalogue is about to need."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from tpmlearn.library.forks import end_with_parent

Step = Callable[[], object]
_CHUNK = 4
_steps: list[Step] = []


def render_ahead(steps: Sequence[Step], *, processes: int) -> None:
    """Take every step in one of several forked processes; what they keep on disk is what counts.

    A step that raises is left for whoever takes it again and reports it; so are all that are left
    where a fork is killed. Only where no thread runs.
    """
    # Here, so that a process whose cache is full holds none of it.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with (
        suppress(BrokenProcessPool),
        ProcessPoolExecutor(processes, get_context("fork"), _inherit, (steps,)) as pool,
    ):
        for _ in pool.map(_take, range(len(steps)), chunksize=_CHUNK):
            pass


def _inherit(steps: Sequence[Step]) -> None:
    """The fork has the steps in its memory: nothing is sent to it."""
    end_with_parent()
    _steps.extend(steps)


def _take(number: int) -> None:
    try:
        _steps[number]()
    except Exception:
        return
