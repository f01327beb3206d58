"""What was read is kept: used while nothing changed, and never trusted to be more than content."""

import json
import shutil
from pathlib import Path

import pytest

from tests.domain.content.sample import sample
from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.reading import SourceFile, read_file
from tpmlearn.library import Reader, check_folders
from tpmlearn.library.folders import find_files
from tpmlearn.library.plain import NotPlain, from_plain, to_plain
from tpmlearn.rendering.cache import Cache

LESSON = "modules/01-start/lesson.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in sample().items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "content"


@pytest.mark.parametrize("name", sample())
def test_every_kind_of_reading_survives_being_kept(name: str) -> None:
    reading = read_file(SourceFile(name, f"content/{name}", sample()[name]))

    assert from_plain(json.loads(json.dumps(to_plain(reading)))) == reading


@pytest.mark.parametrize(
    "plain",
    [
        {"types": ["os:system"], "value": [0, "true"]},
        {"types": ["tpmlearn.domain.content.rules:problem"], "value": [0, "E001", "x", 1, 1]},
        {"types": ["tpmlearn.domain.content.drafts:Slice"], "value": [0, "text"]},
        {"types": ["tpmlearn.domain.content.drafts:Nothing"], "value": [0]},
        {"types": [], "value": [3]},
        {"value": 1},
        None,
    ],
)
def test_a_forged_entry_makes_nothing(plain: object) -> None:
    with pytest.raises(NotPlain):
        from_plain(plain)


def test_an_entry_that_was_kept_is_used_until_its_text_changes(folder: Path) -> None:
    cache = folder.parent / "cache"
    path = folder / LESSON
    assert check_folders([folder], cache) == ()

    # What is kept now says something that the files do not: so it is seen whether it is used.
    for entry in (cache / "readings").rglob("*.json"):
        text = entry.read_text(encoding="utf-8").partition("\n")[2]
        Cache(cache / "readings").put(entry.stem, json.loads(text.replace("PR8", "PR0")))
    shutil.rmtree(cache / "checks")
    kept = check_folders([folder], cache)
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    changed = check_folders([folder], cache)

    assert (f"content/{LESSON}", "E086") in {(one.path, one.code) for one in kept}
    assert (f"content/{LESSON}", "E086") not in {(one.path, one.code) for one in changed}


def test_what_is_wrong_between_files_is_kept_until_one_of_them_changes(folder: Path) -> None:
    cache = folder.parent / "cache"
    path = folder / LESSON
    assert check_folders([folder], cache) == ()
    [entry] = (cache / "checks").rglob("*.json")
    said = json.loads(entry.read_text(encoding="utf-8").partition("\n")[2])
    wrong = Problem(f"content/{LESSON}", 1, 1, "E999", "kept")

    Cache(cache / "checks").put(entry.stem, {**said, "problems": to_plain((wrong,))})
    assert check_folders([folder], cache) == (wrong,)
    Cache(cache / "checks").put(entry.stem, {**said, "problems": {"types": ["os:system"]}})
    assert check_folders([folder], cache) == ()

    Cache(cache / "checks").put(entry.stem, {**said, "problems": to_plain((wrong,))})
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    assert check_folders([folder], cache) == ()
    # In place of the one before: what was wrong with an older text is of no use.
    assert [one.stem for one in (cache / "checks").rglob("*.json")] == [entry.stem]


def test_the_cache_is_for_its_owner_alone(folder: Path) -> None:
    check_folders([folder], folder.parent / "cache")

    assert (folder.parent / "cache" / "readings").stat().st_mode & 0o777 == 0o700


def test_several_processes_read_the_same_as_one(folder: Path) -> None:
    for number in range(3, 40):
        lesson = (folder / LESSON).read_text(encoding="utf-8").replace("stage: 0", "stage: x")
        path = folder / "modules" / f"{number:02d}-more" / "lesson.md"
        path.parent.mkdir()
        path.write_text(lesson, encoding="utf-8")
    one = Reader([folder], folder.parent / "one")
    two = Reader([folder], folder.parent / "two")

    one.read(find_files([folder]))
    two.read(find_files([folder]), processes=2)

    assert one.readings == two.readings
    assert len(list((folder.parent / "two" / "readings").rglob("*.json"))) == len(one.readings)
