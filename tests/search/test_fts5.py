"""The index file on SQLite: made once, whole, never written again."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.search.sample import catalogue
from tpmlearn.search.fts5 import KEPT_SECONDS, Fts5Index
from tpmlearn.search.interface import Search

RISK = Search(("risk",))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_it_makes_one_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    index = Fts5Index(tmp_path / "deep" / "cache", catalogue())
    index.find(RISK)

    assert files(index.folder) == {index.path.name}


def test_the_file_is_made_once(tmp_path: Path) -> None:
    index = Fts5Index(tmp_path, catalogue())
    index.find(RISK)
    before = index.path.read_bytes(), index.path.stat().st_ino

    assert Fts5Index(tmp_path, catalogue()).find(RISK) == index.find(RISK)
    assert (index.path.read_bytes(), index.path.stat().st_ino) == before


def test_many_at_once_all_find_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: Fts5Index(tmp_path, catalogue()).find(RISK), range(16)))

    assert len(found[0]) > 2
    assert set(found) == {found[0]}
    assert len(files(tmp_path)) == 1


@pytest.mark.parametrize(
    "damage", [b"", b"not a database at all", b"SQLite format 3\0" + b"x" * 90]
)
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    index = Fts5Index(tmp_path, catalogue())
    found = index.find(RISK)
    index.path.write_bytes(damage)

    assert index.find(RISK) == found


def test_it_works_in_a_folder_with_signs_in_its_name(tmp_path: Path) -> None:
    index = Fts5Index(tmp_path / "a b?mode=rw#%20é", catalogue())

    assert index.find(RISK)
    assert index.path.exists()


def test_old_files_go_when_a_new_one_is_made(tmp_path: Path) -> None:
    old, recent = (Fts5Index(tmp_path, catalogue(version)) for version in ("1", "2"))
    old.find(RISK)
    recent.find(RISK)
    long_ago = old.path.stat().st_mtime - KEPT_SECONDS - 60
    os.utime(old.path, (long_ago, long_ago))

    newest = Fts5Index(tmp_path, catalogue("3"))
    newest.find(RISK)

    assert files(tmp_path) == {recent.path.name, newest.path.name}
