"""flask content: one problem per line, sorted, and a status that a build can use."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.domain.content.sample import sample
from tpmlearn.cli import content_group
from tpmlearn.cli.content import as_objects, as_text, problems_in, summary
from tpmlearn.config import Settings
from tpmlearn.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library whose first lesson has an error and whose quiz deserves a warning."""
    files = sample()
    files["modules/01-start/lesson.md"] = files["modules/01-start/lesson.md"].replace(
        "stage: 0", "stage: x"
    )
    files["modules/01-start/quiz.md"] = files["modules/01-start/quiz.md"].replace(
        "Closing the accounts", "It depends"
    )
    for name, text in files.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Library([tmp_path / "content"], tmp_path / "cache")


@pytest.fixture
def app(library: Library, settings: Settings, tmp_path: Path) -> Flask:
    """A bare app with these commands."""
    app = Flask("bare")
    folders = library.folders
    app.extensions["settings"] = replace(settings, content=folders, folder=tmp_path)
    app.cli.add_command(content_group())
    return app


def test_it_prints_one_problem_per_line(library: Library) -> None:
    lines = as_text(problems_in(library.problems, [], folders=library.folders)).split("\n")

    assert lines == [
        "content/modules/01-start/lesson.md:4:8: E022 ‘stage’ is a text, not a whole number. "
        "Write a whole number from 0 to 20. (docs/rules/E022.md)",
        "content/modules/01-start/quiz.md:31:1: W110 ‘It depends’ is no real choice. "
        "Write what a sensible developer would do. (docs/rules/W110.md)",
    ]


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("content", ["E022", "W110"]),
        ("content/modules/01-start", ["E022", "W110"]),
        ("content/modules/01-start/quiz.md", ["W110"]),
        ("content/modules/02-ranges", []),
    ],
)
def test_it_keeps_to_the_paths_that_are_asked_for(
    library: Library, tmp_path: Path, path: str, codes: list[str]
) -> None:
    found = problems_in(library.problems, [tmp_path / path], folders=library.folders)

    assert [problem.code for problem in found] == codes


def test_it_gives_programs_the_same_as_json(library: Library) -> None:
    first = json.loads(as_objects(library.problems))[0]

    assert first == {
        "path": "content/modules/01-start/lesson.md",
        "line": 4,
        "column": 8,
        "code": "E022",
        "severity": "error",
        "message": "‘stage’ is a text, not a whole number. Write a whole number from 0 to 20.",
        "manual": "docs/rules/E022.md",
    }


def test_it_sums_up(library: Library) -> None:
    assert summary(library.problems) == "1 error, 1 warning in 2 files."
    assert summary([]) == "No problems."


def test_it_ends_with_1_on_an_error_and_sums_up_on_stderr(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["content", "check"])

    assert result.exit_code == 1
    assert result.stdout.count("\n") == 2
    assert result.stderr.endswith("1 error, 1 warning in 2 files.\n")


def test_it_ends_with_0_on_warnings_alone(app: Flask, tmp_path: Path) -> None:
    quiz = str(tmp_path / "content/modules/01-start/quiz.md")

    result = app.test_cli_runner().invoke(args=["content", "check", "--json", quiz])

    assert result.exit_code == 0
    assert [problem["code"] for problem in json.loads(result.stdout)] == ["W110"]


def test_it_refuses_a_path_that_is_not_there(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["content", "check", "nowhere.md"])

    assert result.exit_code == 2


def test_it_explains_a_rule_by_its_page(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["content", "explain", "e012"])

    assert result.exit_code == 0
    assert result.stdout.startswith("# E012 YAML does not parse")
    assert "Right:" in result.stdout


def test_it_knows_no_page_of_another_name(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["content", "explain", "../authoring"])

    assert result.exit_code == 2


@pytest.mark.parametrize("command", [["check"], ["fmt"], ["new", "item"]])
def test_it_refuses_a_path_outside_all_content_folders(
    app: Flask, tmp_path: Path, command: list[str]
) -> None:
    other = tmp_path / "other.md"
    other.write_text("## Item\n", "utf-8")

    result = app.test_cli_runner().invoke(args=["content", *command, str(other)])

    assert result.exit_code == 2
    assert f"{other} is in no content folder ({tmp_path / 'content'});" in result.stderr
    assert "set TPMLEARN_CONTENT" in result.stderr


@pytest.mark.parametrize("path", ["modules/01-start/quiz.md", "modules/01-start"])
def test_a_path_may_begin_in_a_content_folder(app: Flask, path: str) -> None:
    result = app.test_cli_runner().invoke(args=["content", "check", "--json", path])

    assert "W110" in [problem["code"] for problem in json.loads(result.stdout)]


def test_a_path_may_hold_the_content_folders(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["content", "check", str(tmp_path)])

    assert result.stderr.endswith("1 error, 1 warning in 2 files.\n")


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["fmt"],
        ["stats"],
        ["new", "case", "x"],
        ["new", "item", "bank/x.md"],
        ["preview"],
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_a_missing_content_folder_is_said_in_one_line(
    app: Flask, tmp_path: Path, command: list[str], named: bool
) -> None:
    settings: Settings = app.extensions["settings"]
    gone = (tmp_path / "gone",) if named else ()
    app.extensions["settings"] = replace(settings, content=gone)

    result = app.test_cli_runner().invoke(args=["content", *command])

    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert "TPMLEARN_CONTENT" in result.stderr
    assert ("gone does not exist" in result.stderr) is named
    assert not (tmp_path / "gone").exists()
