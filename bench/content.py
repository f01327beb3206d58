"""Prints how long the content check takes on 2,000 items and 100 lessons; goals beside.

Run by `make bench-content`; ends non-zero when a goal is missed. Each figure is the best of some
runs, because other work on the machine only ever adds to it.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.content_folder import write_folder
from tpmlearn.config import ROOT
from tpmlearn.library import Library

MODULES, ITEMS = 100, 2_000
RUNS = 3
COLD_GOAL_S, CHANGED_GOAL_S, INSIDE_GOAL_S = 5.0, 1.5, 0.3
EDITED = "Edited for the measurement, number {}."


def main() -> int:
    """0 when all three goals are met."""
    with tempfile.TemporaryDirectory() as name:
        content = Path(name) / "content"
        content.mkdir()
        write_folder(content, modules=MODULES, items=ITEMS)
        _check(Path(name), cache="warm-up")  # compiles the program's own files
        cold = [_check(Path(name), cache=f"cold-{n}") for n in range(RUNS)]
        changed = [_changed(Path(name), n) for n in range(RUNS)]
        inside = _inside(Path(name))
    figures = (
        ("with an empty cache", cold, COLD_GOAL_S),
        ("after one file changed", changed, CHANGED_GOAL_S),
        ("the same within a process", inside, INSIDE_GOAL_S),
    )
    print(f"flask content check of {MODULES} lessons and {ITEMS} items, best of {RUNS}:")
    for what, taken, goal in figures:
        print(f"{what:<28} {min(taken):5.2f} s   goal {goal} s")
    return int(any(min(taken) > goal for _, taken, goal in figures))


def _check(folder: Path, *, cache: str) -> float:
    """The seconds of one command, its start and its imports included."""
    environment = {
        **os.environ,
        "TPMLEARN_CONTENT": str(folder / "content"),
        "TPMLEARN_INSTANCE": str(folder / cache),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "content", "check"]
    begun = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    taken = time.monotonic() - begun
    if done.returncode:
        raise RuntimeError(f"the generated content has errors:\n{done.stdout[:2000]}{done.stderr}")
    return taken


def _changed(folder: Path, number: int) -> float:
    _edit(folder, number)
    return _check(folder, cache="cold-0")


def _inside(folder: Path) -> list[float]:
    """The seconds from a saved file to the new problems and pages, in a process that is up."""
    library = Library([folder / "content"], folder / "cold-0" / "cache")
    taken = []
    for number in range(RUNS):
        _edit(folder, RUNS + number)
        begun = time.monotonic()
        library.refresh()
        taken.append(time.monotonic() - begun)
    return taken


def _edit(folder: Path, number: int) -> None:
    lesson = sorted((folder / "content" / "modules").iterdir())[number] / "lesson.md"
    text = lesson.read_text(encoding="utf-8")
    words = EDITED.format(number)
    lesson.write_text(f"{text}\n{words}\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
