"""The list of files: what is wrong where, and what was saved last."""

import os
from pathlib import Path

import pytest
from flask import Flask

from tests.support.client import CheckingClient
from tpmlearn.web.access import Audience, declared_audience


def test_it_lists_every_file_and_says_how_much_is_wrong_in_all(
    content: Path, previewer: CheckingClient
) -> None:
    page = previewer.read("/")

    assert "0 errors, 1 warning\n" in page
    for path in content.rglob("*.*"):
        assert f"/files/{path.relative_to(content).as_posix()}" in page


def test_it_counts_errors_and_warnings_by_file(content: Path, previewer: CheckingClient) -> None:
    _save(content / "traps.yml", "- slug: Bad Slug\n")
    _refresh(previewer)

    page = previewer.read("/")

    assert "With errors" in page
    assert page.index("/files/traps.yml") < page.index("All files</h2>")


def test_it_names_what_was_saved_last_first(content: Path, previewer: CheckingClient) -> None:
    os.utime(content / "glossary.yml", (4e9, 4e9))
    _refresh(previewer)

    page = previewer.read("/")

    assert page.index("/files/glossary.yml") < page.index("/files/assignments/")


def test_a_file_that_is_missing_is_listed(content: Path, previewer: CheckingClient) -> None:
    (content / "framework.yml").unlink()
    _refresh(previewer)

    assert "framework.yml (missing)" in previewer.read("/")
    assert previewer.get("/files/framework.yml").status_code == 404


def test_only_names_of_this_machine_are_answered(previewer: CheckingClient) -> None:
    assert previewer.get("/", headers={"Host": "evil.example"}).status_code == 403
    assert previewer.get("/", headers={"Host": "127.0.0.1:8001"}).status_code == 200


def test_nothing_can_be_sent_to_it(desk: tuple[Path, Flask]) -> None:
    rules = list(desk[1].url_map.iter_rules())

    assert {method for rule in rules for method in rule.methods or ()} <= {"GET", "HEAD", "OPTIONS"}
    views = desk[1].view_functions.values()
    assert {declared_audience(view) for view in views} == {Audience.ANYONE}


def test_none_of_it_is_in_the_site(app: Flask) -> None:
    assert not [name for name in app.view_functions if name.startswith("preview.")]
    assert "preview" not in app.blueprints


@pytest.mark.parametrize("path", ["/plan", "/files/none.md", "/rules/E999", "/files/../app.py"])
def test_what_is_not_there_is_said_calmly(previewer: CheckingClient, path: str) -> None:
    response = previewer.get(path)

    assert response.status_code == 404
    assert "All files" in response.get_data(as_text=True)


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _refresh(client: CheckingClient) -> None:
    client.application.extensions["library"].refresh()
