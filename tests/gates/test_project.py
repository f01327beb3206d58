"""MPXJ reads our Microsoft Project file, and its scheduler comes to the same dates and float.

The scheduler forgets the dates of the file and computes them anew from the calendar, durations,
links and bounds in it, as Microsoft Project does (MPXJ's MicrosoftScheduler).
"""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.domain.planning.exports.cast import HOSTILE, a_plan, material, titled
from tests.domain.planning.exports.random_plans import random_plan
from tests.support import needs
from tpmlearn.domain.planning.exports.lines import one_line
from tpmlearn.domain.planning.exports.material import Material
from tpmlearn.domain.planning.exports.project import project
from tpmlearn.domain.planning.levelled import levelled
from tpmlearn.domain.planning.working_time import WorkingTime

PROGRAM = Path(__file__).with_name("read_projects.py")
PLANS = 100
Tasks = dict[str, dict[str, Any]]


def _scheduled(files: list[bytes], folder: Path) -> list[tuple[Tasks, Tasks]]:
    """What MPXJ read in each file, and what its scheduler made of it; by UID."""
    needs.java()
    names = [folder / f"{number}.xml" for number in range(len(files))]
    for name, data in zip(names, files, strict=True):
        name.write_bytes(data)
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *map(str, names)], capture_output=True, text=True, check=True
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def _moment(working_time: WorkingTime, minute: int, day: date) -> str:
    after = minute - working_time.minute_of(day)
    return (datetime.combine(day, time(9)) + timedelta(minutes=after)).isoformat("T", "minutes")


def _wanted(whole: Material) -> Tasks:
    """Start, finish, float and whether critical of each unfinished row, by UID."""
    found = levelled(whole.plan)
    tasks, clock = {one.key: one for one in found.tasks}, found.working_time
    wanted = {}
    for uid, row in enumerate(whole.plan.rows, start=1):
        if row.done:
            continue
        task, times = tasks[row.key], found.network.times[row.key]
        wanted[str(uid)] = {
            "start": _moment(clock, task.start, clock.start_day(task.start)),
            "finish": _moment(clock, task.finish, clock.finish_day(task.finish)),
            "total": times.total_float,
            "free": times.free_float,
            "critical": times.is_critical,
        }
    return wanted


def _same(wanted: Tasks, found: Tasks) -> dict[str, Any]:
    """What of the wanted is found otherwise, by UID."""
    return {
        uid: (one, {key: found[uid][key] for key in one})
        for uid, one in wanted.items()
        if any(found[uid][key] != value for key, value in one.items())
    }


def test_its_scheduler_computes_the_same_for_100_random_plans(tmp_path: Path) -> None:
    plans = [material(random_plan(seed)) for seed in range(PLANS)]

    results = _scheduled([project(one) for one in plans], tmp_path)

    wanted = [_wanted(one) for one in plans]
    for seed, (want, (read, anew)) in enumerate(zip(wanted, results, strict=True)):
        assert _same(want, read) == {}, f"as read, seed {seed}"
        assert _same(want, anew) == {}, f"scheduled anew, seed {seed}"
    every = [one for want in wanted for one in want.values()]
    assert len(every) > 2000
    assert 100 < sum(one["critical"] for one in every) < len(every) - 100
    assert sum(one["free"] < one["total"] for one in every) > 100


def test_the_scheduler_does_not_just_repeat_the_file(tmp_path: Path) -> None:
    whole = material(random_plan(1))
    text = project(whole).decode()
    loose = text.replace("<Type>1</Type>\n        <CrossProject>", "<Type>3</Type><CrossProject>")

    ((read, anew),) = _scheduled([loose.encode()], tmp_path)

    assert _same(_wanted(whole), read) == {}
    assert _same(_wanted(whole), anew) != {}


def test_it_reads_what_is_done_and_the_milestone(tmp_path: Path) -> None:
    ((read, _),) = _scheduled([project(material())], tmp_path)

    (done,) = [one for one in read.values() if one["actual"]]
    assert (done["name"], done["actual"][:10]) == ("Done", "2026-11-12")
    assert done["notes"] == "You lack it."
    (ready,) = [one for one in read.values() if one["milestone"]]
    assert ready["name"] == "Ready: Technical Project Manager"
    steps = [one["name"] for one in read.values() if one["summary"]]
    assert steps == ["Technical base", "Project experience"]


@pytest.mark.parametrize("ready_by", [date(2026, 12, 1), date(2027, 12, 1)])
def test_a_date_to_be_ready_by_bends_no_float(tmp_path: Path, ready_by: date) -> None:
    whole = material(a_plan(ready_by=ready_by))

    ((_, anew),) = _scheduled([project(whole)], tmp_path)

    assert _same(_wanted(whole), anew) == {}


def test_hostile_titles_are_names_of_one_line(tmp_path: Path) -> None:
    results = _scheduled([project(titled(title)) for title in HOSTILE], tmp_path)

    for title, (read, _) in zip(HOSTILE, results, strict=True):
        assert one_line(title) in [one["name"] for one in read.values()]


def test_a_plan_with_nothing_left_is_read(tmp_path: Path) -> None:
    plan = a_plan()
    over = material(replace(plan, rows=tuple(row for row in plan.rows if row.done)))

    ((read, _),) = _scheduled([project(over)], tmp_path)

    assert [one["name"] for one in read.values()] == ["Project experience", "Done"]
