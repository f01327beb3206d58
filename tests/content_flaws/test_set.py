"""The check says of each flawed file of the set exactly what is wrong, and of good ones nothing."""

from pathlib import Path

import pytest

from tests.content_flaws.cases import Case, all_cases
from tests.domain.content.sample import sample
from tpmlearn.domain.content.rules import RULES
from tpmlearn.library import check_folders

CASES = all_cases()
NOT_IN_A_FILE = {
    "E003": "a link out of the folder, tests/library/test_library.py",
    "E005": "a file that is missing, tests/domain/content/test_checker.py",
    "E007": "a link to nothing, tests/library/test_library.py",
    "E008": "a parser that stumbles, which no known text does, tests/library/test_library.py",
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_the_set_is_large_and_has_every_rule() -> None:
    covered = {code for case in CASES for code, _ in case.expected}

    assert len(CASES) >= 120
    assert set(RULES) - covered == set(NOT_IN_A_FILE)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_says_what_is_wrong_and_in_which_line(case: Case, tmp_path: Path, cache: Path) -> None:
    found = problems_of({**case.folder, case.file: case.flawed}, tmp_path, cache)[case.file]

    assert sorted(found) == sorted(case.expected)


def test_the_files_without_flaw_have_no_problem(tmp_path: Path, cache: Path) -> None:
    folders = {str(sorted(case.folder.items())): case.folder for case in CASES}
    for number, folder in enumerate(folders.values()):
        found = problems_of(folder, tmp_path / str(number), cache)
        assert not any(found.values()), {name: some for name, some in found.items() if some}


def problems_of(
    files: dict[str, str | bytes], folder: Path, cache: Path
) -> dict[str, list[tuple[str, int]]]:
    """Code and line of all problems by file."""
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in {**files, **sample()}}
    for one in check_folders([folder / "content"], cache):
        found.setdefault(one.path.partition("/")[2], []).append((one.code, one.line))
    return found
