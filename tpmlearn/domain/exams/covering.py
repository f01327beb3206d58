"""Finds items that cover every task of an outline without going over any count."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tpmlearn.domain.exams.quotas import Cell, Quotas

MOST_STEPS = 1_000
"""After so many steps the search gives up. A bank as large as ours takes one for each task."""
Tasks = frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """An item, by its index, that covers tasks; a `repeat` was met lately."""

    index: int
    cell: Cell
    tasks: Tasks
    repeat: bool = False


def cover(tasks: Tasks, candidates: Sequence[Candidate], quotas: Quotas) -> list[int] | None:
    """Indexes of items that together cover the tasks, at most `quotas` of each cell.

    `candidates` come in the order in which they are preferred; repeats go last. None if there are
    no such items. Depth first: the task with the fewest candidates is settled next, so that a dead
    end shows early.
    """
    search = _Search([one for one in candidates if one.tasks & tasks])
    return search.settle(tasks, quotas)


class _Search:
    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.steps = 0

    def settle(self, tasks: Tasks, quotas: Quotas) -> list[int] | None:
        """Items for the tasks that are left, within the counts that are left."""
        if not tasks:
            return []
        self.steps += 1
        if self.steps > MOST_STEPS:
            return None
        open_ = [one for one in self.candidates if one.tasks & tasks and quotas.get(one.cell, 0)]
        choices = Counter(task for one in open_ for task in one.tasks & tasks)
        scarce = min(sorted(tasks), key=lambda task: choices[task])
        for one in _worth_trying(scarce, tasks, open_):
            left = {**quotas, one.cell: quotas[one.cell] - 1}
            # The item itself cannot be taken twice: it covers nothing that would still be open.
            rest = self.settle(tasks - one.tasks, left)
            if rest is not None:
                return [one.index, *rest]
        return None


def _worth_trying(task: str, tasks: Tasks, open_: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates for a task, without those that can do no more than an earlier one."""
    tried: list[tuple[Cell, Tasks]] = []
    fitting = [one for one in open_ if task in one.tasks]
    for one in sorted(fitting, key=lambda one: one.repeat):
        adds = one.tasks & tasks
        if not any(cell == one.cell and adds <= before for cell, before in tried):
            tried.append((one.cell, adds))
            yield one
