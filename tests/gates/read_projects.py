"""Reads Microsoft Project files with MPXJ, schedules them anew, and prints what came out.

A program of its own, called with the files' names: the Java machine stays out of the tests'
process. Each line of the output is a file's tasks as JSON, by UID; slack is in minutes.
"""

import json
import sys
from typing import Any

import jpype
import mpxj  # noqa: F401  puts MPXJ on the class path


def main(names: list[str]) -> None:
    """Print a line for each file."""
    jpype.startJVM(convertStrings=True)
    from org.mpxj.cpm import MicrosoftScheduler  # type: ignore[import-not-found]
    from org.mpxj.reader import UniversalProjectReader  # type: ignore[import-not-found]

    for name in names:
        file = UniversalProjectReader().read(name)
        read = _tasks(file)
        MicrosoftScheduler().schedule(file, file.getProjectProperties().getStartDate())
        print(json.dumps([read, _tasks(file)]))


def _tasks(file: Any) -> dict[str, Any]:
    """All tasks but the whole project's own line."""
    settings = file.getProjectProperties()
    return {
        str(task.getUniqueID()): _read(task, settings)
        for task in file.getTasks()
        if task.getUniqueID()
    }


def _read(task: Any, settings: Any) -> dict[str, Any]:
    return {
        "name": str(task.getName()),
        "start": str(task.getStart()),
        "finish": str(task.getFinish()),
        "actual": str(task.getActualFinish() or ""),
        "total": _minutes(task.getTotalSlack(), settings),
        "free": _minutes(task.getFreeSlack(), settings),
        "critical": bool(task.getCritical()),
        "milestone": bool(task.getMilestone()),
        "summary": bool(task.getSummary()),
        "notes": str(task.getNotes() or ""),
    }


def _minutes(duration: Any, settings: Any) -> float | None:
    from org.mpxj import TimeUnit  # type: ignore[import-not-found]

    if duration is None:
        return None
    return round(float(duration.convertUnits(TimeUnit.MINUTES, settings).getDuration()), 3)


if __name__ == "__main__":
    main(sys.argv[1:])
