"""flask content import and export: whole files, what is not kept, and nothing private."""

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.support.every_type import write
from tests.support.moodle import CHOICE, ESSAY, moodle
from tpmlearn.cli import content_group
from tpmlearn.config import Settings

DEFAULTS = ["--skill", "DEL4", "--kind", "apply", "--difficulty", "2", "--approach", "hybrid"]


@pytest.fixture
def app(tmp_path: Path, settings: Settings) -> Flask:
    """A bare app with these commands, on a folder with an item of every type."""
    return _app(tmp_path, [write(tmp_path / "content")], settings)


def _app(tmp_path: Path, folders: list[Path], settings: Settings) -> Flask:
    app = Flask("bare")
    app.extensions["settings"] = replace(settings, content=tuple(folders), folder=tmp_path)
    app.cli.add_command(content_group())
    return app


def _run(app: Flask, *args: object) -> tuple[int, str, str]:
    done = app.test_cli_runner().invoke(args=["content", *map(str, args)])
    return done.exit_code, done.stdout, done.stderr


def test_an_import_writes_a_content_file_and_says_what_is_not_kept(
    app: Flask, tmp_path: Path
) -> None:
    file, target = tmp_path / "course.xml", tmp_path / "content/bank/course.md"
    file.write_bytes(moodle(ESSAY, CHOICE))

    code, said, last = _run(app, "import", file, "--to", target, *DEFAULTS, "--source", "Course")

    text = target.read_text(encoding="utf-8")
    assert code == 0
    assert "course.xml:3: left out: Your story: an essay" in said
    assert "content/bank/course.md:" in said
    assert "E060" in said
    assert "E054" not in said
    assert last.endswith(f"Wrote 1 item to {target}.\n")
    assert 'skill: "DEL4"' in text
    assert 'import: {title: "Course", checked: ' in text
    assert sorted(path.name for path in target.parent.iterdir()) == ["course.md", "del4.md"]


def test_a_file_that_is_there_stays_unless_forced(app: Flask, tmp_path: Path) -> None:
    file, target = tmp_path / "course.xml", tmp_path / "mine.md"
    file.write_bytes(moodle(CHOICE))
    target.write_text("mine")

    code, _, said = _run(app, "import", file, "--to", target)
    assert (code, target.read_text()) == (1, "mine")
    assert "is there already" in said

    code, _, _ = _run(app, "import", file, "--to", target, "--force")
    assert code == 0
    assert "Work out the effect" in target.read_text()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04", "archive"),
        (moodle(ESSAY), "No item could be taken over"),
        (b"", "cannot be"),
    ],
)
def test_what_gives_no_item_writes_nothing(
    app: Flask, tmp_path: Path, data: bytes, says: str
) -> None:
    file, target = tmp_path / "course.xml", tmp_path / "out.md"
    file.write_bytes(data)

    code, _, said = _run(app, "import", file, "--to", target)

    assert code == 1
    assert says in said
    assert not target.exists()


def test_the_format_may_be_given(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "course.txt"
    file.write_text("Q?\n{=a ~b ~c} ANSWER: x")

    code, _, _ = _run(app, "import", file, "--to", tmp_path / "x.md", "--format", "gift")

    assert code == 0


def test_what_was_exported_comes_in_again_without_a_problem(app: Flask, tmp_path: Path) -> None:
    file, target = tmp_path / "out.xml", tmp_path / "content/modules/01-start/quiz.md"
    before = target.read_text()

    _run(app, "export", "--format", "moodle", "-o", file, tmp_path / "content/modules/01-start")
    code, said, _ = _run(app, "import", file, "--to", target, "--force")

    assert code == 0
    assert [line for line in said.splitlines() if " E0" in line and "E094" not in line] == []
    assert before.count("\n## ") == target.read_text().count("\n## ") + 1  # the drawn number


@pytest.mark.parametrize("form", ["moodle", "gift", "qti3"])
def test_an_export_says_what_is_dropped(app: Flask, tmp_path: Path, form: str) -> None:
    file = tmp_path / "out"

    code, said, last = _run(app, "export", "--format", form, "-o", file)

    assert code == 0
    assert "left out: m01-drawn: " in said
    assert "links to lessons and terms are shown as text" in said
    assert "Wrote " in last
    assert zipfile.is_zipfile(file) == (form == "qti3")


def test_an_export_keeps_to_skill_and_path(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "out.gift"
    _run(app, "export", "--format", "gift", "-o", file, tmp_path / "content/modules/02-ranges")

    assert "m02-slip" in file.read_text()
    assert "m01-slip" not in file.read_text()
    code, _, said = _run(app, "export", "--format", "gift", "-o", file, "--skill", "DEL9")
    assert code == 1
    assert "No good item" in said


def test_an_item_of_a_broken_file_is_not_exported(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    quiz = tmp_path / "content/modules/01-start/quiz.md"
    quiz.write_text(quiz.read_text().replace("[x] Work out", "[ ] Work out"))
    fresh = _app(tmp_path / "other", [tmp_path / "content"], settings)

    _run(fresh, "export", "--format", "gift", "-o", tmp_path / "out.gift")

    assert "m01-" not in (tmp_path / "out.gift").read_text()


@pytest.mark.parametrize("name", ["private", "content"])
def test_items_of_a_private_folder_never_leave(
    tmp_path: Path, settings: Settings, name: str
) -> None:
    first = write(tmp_path / "content")
    later = tmp_path / "later" / name / "modules/02-ranges"
    shutil.copytree(first / "modules/02-ranges", later)
    app = _app(tmp_path, [first, later.parents[1]], settings)
    file = tmp_path / "out.gift"

    code, _, said = _run(app, "export", "--format", "gift", "-o", file)

    assert code == 0
    assert "10 items left out: private folders are not exported." in said
    assert "m01-slip" in file.read_text()
    assert "m02-" not in file.read_text()

    code, _, said = _run(app, "export", "--format", "gift", "-o", file, later)

    assert code == 1
    assert "all that was chosen (10 items) lies in private folders" in said


def test_the_items_of_banks_cases_and_exams_go_out_too(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "out.xml"

    code, _, _ = _run(app, "export", "--format", "moodle", "-o", file)

    text = file.read_text()
    assert code == 0
    assert {name in text for name in ("del4-wide", "case-pace", "short-narrow")} == {True}
    assert "The portal had 40 points a sprint" in text
    assert "group:planning" in text


def test_an_import_into_the_bank_is_checked_as_a_bank(app: Flask, tmp_path: Path) -> None:
    file, target = tmp_path / "sum.gift", tmp_path / "content/bank/sum.md"
    file.write_text("::Sum:: How many days are 3 and 4? {#7:0}")

    code, out, _ = _run(app, "import", file, "--to", target, *DEFAULTS)

    assert code == 0
    assert "E099" in out


def test_an_export_takes_paths_of_a_content_folder_and_refuses_others(
    app: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "out.xml"

    code, _, _ = _run(app, "export", "--format", "moodle", "-o", file, "modules/01-start")
    assert code == 0

    code, _, said = _run(app, "export", "--format", "moodle", "-o", file, file)
    assert code == 2
    assert "is in no content folder" in said
