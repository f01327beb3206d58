"""flask content fmt and new: ids are added, nothing else changes, nothing is overwritten."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.domain.content.sample import QUIZ, sample
from tpmlearn.cli import content_group
from tpmlearn.config import Settings
from tpmlearn.library import Library

BANK = "bank/del4.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with the flawless sample."""
    for name, text in sample().items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
def runner(folder: Path, settings: Settings) -> FlaskCliRunner:
    """Runs these commands on the folder."""
    app = Flask("bare")
    app.extensions["settings"] = replace(settings, content=(folder,), folder=folder.parent)
    app.cli.add_command(content_group())
    return app.test_cli_runner()


def _codes(folder: Path) -> list[str]:
    return [problem.code for problem in Library([folder], folder.parent / "cache").problems]


def test_it_adds_a_missing_id_made_of_file_and_heading(
    runner: FlaskCliRunner, folder: Path
) -> None:
    file = folder / BANK
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("## Wide {#del4-wide}", "## The widest of all"), "utf-8")

    result = runner.invoke(args=["content", "fmt"])

    expected = before.replace("## Wide {#del4-wide}", "## The widest of all {#del4-widest-all}")
    assert file.read_text(encoding="utf-8") == expected
    assert result.stdout == f"{BANK}: #del4-widest-all\n"
    assert _codes(folder) == []


def test_it_keeps_attributes_line_ends_and_the_last_line(
    runner: FlaskCliRunner, folder: Path
) -> None:
    file = folder / BANK
    text = file.read_text(encoding="utf-8").replace("{#del4-wide}", "{difficulty=4}")
    file.write_bytes(text.replace("\n", "\r\n").rstrip().encode())

    runner.invoke(args=["content", "fmt", str(file)])

    written = file.read_bytes().decode()
    assert "## Wide {#del4-wide difficulty=4}\r\n" in written
    assert written.count("\r\n") == written.count("\n")
    assert written.replace("#del4-wide ", "") == text.replace("\n", "\r\n").rstrip()


def test_a_second_run_changes_nothing(runner: FlaskCliRunner, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}

    result = runner.invoke(args=["content", "fmt"])

    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == before
    assert result.stderr == "Nothing to add.\n"


def test_ids_stay_unique_over_all_files(runner: FlaskCliRunner, folder: Path) -> None:
    file = folder / "modules/01-start/quiz.md"
    file.write_text(QUIZ.replace("{#m01-two ", "{").replace("## Two of them", "## Slip"), "utf-8")

    runner.invoke(args=["content", "fmt"])

    assert "## Slip {#m01-slip-2 kind=apply" in file.read_text(encoding="utf-8")


def test_with_check_it_only_says_what_is_missing(runner: FlaskCliRunner, folder: Path) -> None:
    file = folder / BANK
    file.write_text(file.read_text("utf-8").replace(" {#del4-wide}", ""), "utf-8")

    result = runner.invoke(args=["content", "fmt", "--check"])

    assert result.exit_code == 1
    assert "#" not in file.read_text("utf-8").split("## Wide", 1)[1].split("\n", 1)[0]


def test_a_heading_in_code_is_no_item(runner: FlaskCliRunner, folder: Path) -> None:
    file = folder / "cases/late-portal.md"
    code = "| 1 | 34 |\n\n```text\n## Not one\n```\n"
    text = file.read_text("utf-8").replace("| 1 | 34 |\n", code)
    file.write_text(text, "utf-8")

    runner.invoke(args=["content", "fmt"])

    assert file.read_text("utf-8") == text


def test_a_new_module_says_what_is_still_to_be_written(
    runner: FlaskCliRunner, folder: Path
) -> None:
    result = runner.invoke(args=["content", "new", "module", "03-say-no", "--skill", "DEL4"])

    lesson = (folder / "modules/03-say-no/lesson.md").read_text("utf-8")
    assert result.exit_code == 0
    assert 'title: "Say no"' in lesson
    assert (folder / "modules/03-say-no/quiz.md").read_text("utf-8").count("\n## ") == 10
    codes = set(_codes(folder))
    # Empty fields, traps to be named, ten questions that ask the same.
    assert codes >= {"E025", "E027", "E065", "E091"}
    assert not codes & {"E010", "E012", "E020", "E021", "E022", "E054", "E057", "E060"}


def test_a_new_case_has_story_and_items(runner: FlaskCliRunner, folder: Path) -> None:
    result = runner.invoke(args=["content", "new", "case", "lost-key", "--skill", "DEL4"])

    assert result.exit_code == 0
    assert (folder / "cases/lost-key.md").read_text("utf-8").count("\n## ") == 4
    assert not set(_codes(folder)) & {"E020", "E022", "E130", "W130"}


def test_a_new_item_goes_to_the_end_and_its_place_is_said(
    runner: FlaskCliRunner, folder: Path
) -> None:
    file = folder / BANK
    before = file.read_text("utf-8")

    first = runner.invoke(args=["content", "new", "item", str(file)])
    second = runner.invoke(args=["content", "new", "item", str(file)])

    text = file.read_text("utf-8")
    assert text.startswith(before)
    line = int(first.stdout.strip().rpartition(":")[2])
    assert text.split("\n")[line - 1].startswith("## Working title {#del4-item-1 ")
    assert "{#del4-item-2 " in text
    assert second.exit_code == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["module", "say-no"], "does not say number and name"),
        (["module", "../49-x"], "does not say number and name"),
        (["module", "01-start"], "is there already"),
        (["case", "../../evil"], "cannot be a file name"),
        (["case", "late-portal"], "is there already"),
    ],
)
def test_a_wrong_name_is_refused_and_nothing_is_written(
    runner: FlaskCliRunner, folder: Path, args: list[str], words: str
) -> None:
    before = sorted(folder.parent.rglob("*.md"))

    result = runner.invoke(args=["content", "new", *args])

    assert result.exit_code == 1
    assert words in result.stderr
    assert sorted(folder.parent.rglob("*.md")) == before


def test_no_item_is_added_to_what_holds_none(runner: FlaskCliRunner, folder: Path) -> None:
    lesson = folder / "modules/01-start/lesson.md"

    result = runner.invoke(args=["content", "new", "item", str(lesson)])

    assert result.exit_code == 1
    assert "holds no items" in result.stderr


@pytest.fixture
def second(runner: FlaskCliRunner, folder: Path) -> Path:
    """A second content folder with a bank of its own, and one over that of the first."""
    own = folder.parent / "own"
    (own / "bank").mkdir(parents=True)
    text = (folder / BANK).read_text("utf-8")
    (own / BANK).write_text(text, "utf-8")
    (own / "bank/own.md").write_text(text.replace("#del4-", "#own-"), "utf-8")
    settings: Settings = runner.app.extensions["settings"]
    runner.app.extensions["settings"] = replace(settings, content=(folder, own))
    return own


def test_ids_are_added_in_all_folders_but_not_to_what_another_stands_for(
    runner: FlaskCliRunner, folder: Path, second: Path
) -> None:
    for file in (folder / BANK, second / BANK):
        file.write_text(file.read_text("utf-8").replace(" {#del4-wide}", ""), "utf-8")
    before = (folder / BANK).read_text("utf-8")

    result = runner.invoke(args=["content", "fmt"])

    assert result.stdout == "own/bank/del4.md: #del4-wide\n"
    assert (folder / BANK).read_text("utf-8") == before

    runner.invoke(args=["content", "fmt", str(folder)])
    assert (folder / BANK).read_text("utf-8") != before


def test_a_new_item_goes_to_a_file_of_any_folder(runner: FlaskCliRunner, second: Path) -> None:
    result = runner.invoke(args=["content", "new", "item", "bank/own.md"])

    assert result.exit_code == 0
    assert "{#own-item-1 " in (second / "bank/own.md").read_text("utf-8")


def test_new_files_go_to_the_first_folder_or_the_one_that_is_named(
    runner: FlaskCliRunner, folder: Path, second: Path
) -> None:
    runner.invoke(args=["content", "new", "case", "one"])
    runner.invoke(args=["content", "new", "case", "two", "--folder", str(second)])
    runner.invoke(args=["content", "new", "module", "03-say-no", "--folder", str(second)])
    other = runner.invoke(args=["content", "new", "case", "x", "--folder", str(folder.parent)])
    again = runner.invoke(args=["content", "new", "case", "one", "--folder", str(second)])

    assert (folder / "cases/one.md").is_file()
    assert (second / "cases/two.md").is_file()
    assert (second / "modules/03-say-no/quiz.md").is_file()
    assert other.exit_code == 2
    assert "is no content folder" in other.stderr
    assert again.exit_code == 1
    assert "is there already" in again.stderr
