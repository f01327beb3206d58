"""A hostile file costs at most 300 MB and some seconds, and is named by code and line."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.domain.content.sample import sample
from tests.library.hostile import CASES
from tpmlearn.config import ROOT
from tpmlearn.library import check_folders


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_refused_within_the_limits(name: str, tmp_path: Path) -> None:
    _, code, line = CASES[name]

    done = subprocess.run(
        [sys.executable, "-m", "tests.library.hostile", name, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-500:]
    assert f"{code} {line}" in done.stdout.split("\n"), done.stdout[:300]


@pytest.mark.parametrize("name", ["net.svg", "../../../../../../etc/passwd", "/etc/passwd"])
def test_a_path_out_of_the_folder_is_no_figure(tmp_path: Path, name: str) -> None:
    files = sample()
    lesson = "modules/01-start/lesson.md"
    files[lesson] = files[lesson].replace("Do it.", f"![A net]({name})")
    for file, text in files.items():
        path = tmp_path / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "net.svg").write_text("<svg/>", encoding="utf-8")
    if name == "net.svg":
        (tmp_path / "content/modules/01-start/net.svg").symlink_to(tmp_path / "net.svg")

    found = {one.code for one in check_folders([tmp_path / "content"], tmp_path / "cache")}

    assert found == ({"E003", "E094"} if name == "net.svg" else {"E036"})
