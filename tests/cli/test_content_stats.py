"""flask content stats: counts, what is lacking, and a status that a build can use."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.domain.content.sample import sample
from tpmlearn.cli import content_group, content_stats
from tpmlearn.config import Settings
from tpmlearn.domain.content.needs import Need, needs
from tpmlearn.library import Library

TODAY = date(2026, 11, 29)
REQUIRED = """\
modules: 2
terms: 3
cases: 1
bank: {items: 2, more: {DEL4: 1}, situation: 0.5, recall: 0.2}
exams: {short: 1}
together: [short]
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The sample with promises, some of which it does not keep."""
    for name, text in {**sample(), "required.yml": REQUIRED}.items():
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


def _need(library: Library, subject: str, what: str) -> Need:
    all_of_them = needs(library.catalogue, today=TODAY)
    (found,) = [n for n in all_of_them if (n.subject, n.what) == (subject, what)]
    return found


def test_it_counts_by_pool_skill_kind_and_the_like(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["content", "stats"])

    assert result.exit_code == 0
    assert result.stdout.startswith(
        "modules 2\nitems 26\n\nitems by pool\n  exam 1\n  practice 20\n  test 5\n"
    )
    assert "\nitems by skill\n  DEL4 26\n" in result.stdout
    assert "\nitems by trap\n  hero-mode 4\n" in result.stdout


@pytest.mark.parametrize(
    ("subject", "what", "found", "wanted", "met"),
    [
        ("curriculum", "modules", 2, 2, True),
        ("curriculum", "glossary terms", 2, 3, False),
        ("curriculum", "cases of the test pool", 1, 1, True),
        ("bank DEL4", "items", 1, 1, True),
        ("bank DEL4", "share of situations", 0, 0.5, False),
        ("bank DEL4", "share of recall", 0, 0.2, True),
        ("bank DEL4", "difficulties in use", 1, 5, False),
        ("exam short", "items of its own", 1, 1, True),
        ("exam short", "marks in planning", 1, 1, True),
        ("exam short", "marks in people", 0, 1, False),
        ("exam short", "predictive items", 0, 1, False),
        ("exam short", "items other than predictive", 1, 1, True),
    ],
)
def test_it_compares_what_is_there_with_what_is_needed(
    library: Library, subject: str, what: str, found: float, wanted: float, met: bool
) -> None:
    need = _need(library, subject, what)

    assert (need.found, need.wanted, need.met) == (found, wanted, met)


def test_an_exam_that_is_over_needs_no_items(library: Library) -> None:
    file = library.folders[0] / "exams/short/blueprint.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("from: 2026-07-09", "from: 2021-01-02, until: 2026-07-08"), encoding="utf-8"
    )
    library.refresh()

    for day, there in ((date(2026, 7, 8), True), (date(2026, 7, 9), False)):
        found = [one.what for one in needs(library.catalogue, today=day)]
        assert ("marks in planning" in found) is there


def test_with_require_it_fails_on_a_lack_and_says_how_many_are_met(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["content", "stats", "--require"])

    assert result.exit_code == 1
    assert "LACKING curriculum: glossary terms 2, at least 3" in result.stdout
    assert "met     curriculum: modules 2, at least 2" in result.stdout
    assert result.stderr.rstrip().endswith("counts are met.")


def test_with_require_it_succeeds_when_nothing_lacks(app: Flask, library: Library) -> None:
    (library.folders[0] / "required.yml").write_text("modules: 2\n", encoding="utf-8")
    (library.folders[0] / "exams/short/blueprint.yml").unlink()
    (library.folders[0] / "exams/short/items.md").unlink()

    result = app.test_cli_runner().invoke(args=["content", "stats", "--require"])

    assert (result.exit_code, result.stderr) == (0, "1 of 1 counts are met.\n")


def test_programs_get_the_same_as_json(app: Flask, library: Library) -> None:
    result = app.test_cli_runner().invoke(args=["content", "stats", "--json"])

    value = json.loads(result.stdout)
    assert value["tallies"] == content_stats.tallies(library.catalogue)
    assert {"subject", "what", "found", "wanted", "most", "met"} == set(value["needs"][0])
