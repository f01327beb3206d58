"""The house keeps its walls: import rules, names, docstrings that open a module."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tpmlearn.config import ROOT

MODULES = sorted((ROOT / "tpmlearn").rglob("*.py"))
FEATURE_FILES = {"__init__.py", "views.py", "forms.py", "services.py", "queries.py"}


def test_it_keeps_the_import_contracts() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert docstring, path
    assert docstring.split("\n")[0].endswith((".", "?")), path


def test_a_feature_has_its_four_files_and_no_other() -> None:
    for folder in sorted((ROOT / "tpmlearn" / "features").iterdir()):
        if folder.is_dir() and folder.name != "__pycache__":
            files = {path.name for path in folder.glob("*.py")}
            assert files <= FEATURE_FILES, f"{folder.name}: {files - FEATURE_FILES}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [
        path for path in MODULES if path.stem in {"util", "utils", "helpers", "common", "manager"}
    ]
