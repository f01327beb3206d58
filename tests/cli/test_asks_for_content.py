"""`flask content` is told from other commands before anything else is imported."""

import subprocess
import sys

import pytest

from tpmlearn.cli import asks_for_backup, asks_for_content
from tpmlearn.config import ROOT


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (".venv/bin/flask --app app content check", True),
        ("flask content check --json", True),
        ("flask -A app --debug content stats", True),
        ("flask --app app serve content", False),
        ("flask --app app content items --worst 5", False),
        ("flask content --help", False),
        ("flask --app content people", False),
        ("granian app:app content", False),
        ("flask", False),
    ],
)
def test_it_sees_whether_content_is_meant(line: str, expected: bool) -> None:
    assert asks_for_content(line.split()) is expected


def test_the_check_imports_neither_database_nor_pages() -> None:
    code = "import sys; sys.argv = ['flask', 'content', 'check']; import app; print(*sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    loaded = set(done.stdout.split())
    assert "tpmlearn.library.reader" in loaded
    assert not {"sqlalchemy", "wtforms", "numpy", "tpmlearn.site", "tpmlearn.web.access"} & loaded


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (".venv/bin/flask --app app backup all.backup", True),
        ("flask --app app restore all.backup --key-file key", True),
        ("flask -A app move --to sqlite:///x", True),
        ("flask --app app content backup", False),
        ("granian app:app backup", False),
        ("flask", False),
    ],
)
def test_it_sees_whether_a_backup_is_meant(line: str, expected: bool) -> None:
    assert asks_for_backup(line.split()) is expected
