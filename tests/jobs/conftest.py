"""Jobs of the tests' own: they count, fail, or do what a test says."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tpmlearn.domain.jobs.job import Job
from tpmlearn.jobs import declared
from tpmlearn.jobs.running import Keep, Task

Does = Callable[[Task], Keep | None]
DAY = timedelta(days=1)


class Doing:
    """What a job of the tests does, and with what it was called."""

    def __init__(self) -> None:
        self.calls: list[dict[str, object]] = []
        self.does: Does = lambda _task: None

    def __call__(self, task: Task) -> Keep | None:
        """Note the call, and do it."""
        self.calls.append(dict(task.claimed.args))
        return self.does(task)


doing = Doing()


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> Doing:
    """There is a job `try` of three tries, and one `kept` whose end can be seen for a day."""
    for name, stays in (("try", timedelta(0)), ("kept", DAY)):
        monkeypatch.setitem(
            declared.JOBS,
            name,
            Job(
                name,
                "tests.jobs.conftest:doing",
                limit=timedelta(seconds=20),
                tries=3,
                patience=DAY,
                stays=stays,
            ),
        )
    doing.calls, doing.does = [], lambda _task: None
    return doing
