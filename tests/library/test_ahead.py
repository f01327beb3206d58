"""With an empty cache several processes render; what comes out is the same."""

import os
from pathlib import Path

from tpmlearn.config import ROOT
from tpmlearn.library import Library
from tpmlearn.library.ahead import render_ahead


def test_a_catalogue_that_two_processes_rendered_is_the_one_that_one_renders(
    tmp_path: Path,
) -> None:
    two = Library([ROOT / "content"], tmp_path / "two", processes=2)
    kept = sorted(path.name for path in (tmp_path / "two" / "html").rglob("*.json"))

    one = Library([ROOT / "content"], tmp_path / "one")

    assert two.catalogue == one.catalogue
    assert kept == sorted(path.name for path in (tmp_path / "one" / "html").rglob("*.json"))


def test_steps_are_taken_by_forks_and_one_that_fails_stops_none(tmp_path: Path) -> None:
    def write(name: str) -> None:
        if name == "3":
            raise ValueError(name)
        (tmp_path / name).write_text(name)

    render_ahead([lambda name=str(n): write(name) for n in range(9)], processes=2)  # type: ignore[misc]

    assert sorted(path.name for path in tmp_path.iterdir()) == list("01245678")


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to(ROOT / "content")
    (tmp_path / "cache").write_text("a file where a folder should be")

    library = Library([ROOT / "content"], tmp_path / "cache", processes=2)

    assert len(library.catalogue.modules) == 48


def test_a_fork_that_is_killed_stops_nobody() -> None:
    render_ahead([lambda: os.kill(os.getpid(), 9) for _ in range(8)], processes=2)
