"""Passwords that leaked elsewhere are found in a list of any size, and refused where one is set."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.support.client import CheckingClient
from tpmlearn.records.leaked_passwords import is_leaked

LEAKED = "copper ladder seventeen"
OTHERS = [f"a leaked password, number {n}" for n in range(1_000)]


def written(folder: Path, passwords: list[str], *, end: str = "\r\n", count: bool = True) -> Path:
    """A list as it is given out: sums in order, each with how often it was seen."""
    sums = sorted(hashlib.sha1(one.encode()).hexdigest().upper() for one in passwords)
    lines = [f"{one}:{n}" if count else one for n, one in enumerate(sums, 1)]
    path = folder / "leaked.txt"
    path.write_bytes(end.join([*lines, ""]).encode())
    return path


@pytest.fixture
def listed(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """The site with a list."""
    before, path = app.extensions["settings"], written(tmp_path, [*OTHERS, LEAKED])
    app.extensions["settings"] = replace(before, leaked_passwords=path)
    yield path
    app.extensions["settings"] = before


@pytest.mark.parametrize("count", [True, False])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_is_found_and_no_other(tmp_path: Path, end: str, count: bool) -> None:
    path = written(tmp_path, OTHERS, end=end, count=count)

    assert [one for one in OTHERS if not is_leaked(one, path)] == []
    assert [one for one in OTHERS if is_leaked(one + "!", path)] == []


@pytest.mark.parametrize("passwords", [[], ["one"], ["one", "two"]])
def test_short_lists_are_read_too(tmp_path: Path, passwords: list[str]) -> None:
    path = written(tmp_path, passwords)

    assert {one: is_leaked(one, path) for one in ("one", "two", "three")} == {
        one: one in passwords for one in ("one", "two", "three")
    }


def test_a_list_in_small_letters_without_a_last_line_end_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, OTHERS)
    path.write_bytes(path.read_bytes().lower().rstrip())

    assert [one for one in OTHERS if not is_leaked(one, path)] == []


def test_without_a_list_nothing_is_leaked() -> None:
    assert not is_leaked(LEAKED, None)


def test_it_is_refused_at_sign_up(listed: Path, visitor: CheckingClient) -> None:
    fields = {"name": "Ada", "email": "ada@example.org", "time_zone": "UTC"}

    refused = visitor.send("/sign-up", **fields, password=LEAKED)

    assert refused.status_code == 422
    assert "leaked from another site" in refused.text
    assert visitor.send("/sign-up", **fields, password=LEAKED + "!").status_code == 302


def test_it_is_refused_at_the_command(app: Flask, listed: Path) -> None:
    words = ["people", "add", "ada@example.org", "--name", "Ada", "--password", LEAKED]

    done = app.test_cli_runner().invoke(args=words)

    assert done.exit_code == 1
    assert "leaked from another site" in done.output
