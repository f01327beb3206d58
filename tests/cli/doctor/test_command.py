"""flask doctor: lines or JSON, its end, and a site that does not even start."""

import json
from pathlib import Path

import pytest
from flask import Flask

from tpmlearn.cli import asks_for_doctor
from tpmlearn.cli.doctor import patient
from tpmlearn.config import SettingsError


def test_it_says_line_by_line_how_the_site_is(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["doctor"])

    for about in ("secret", "folder", "database", "migrations", "mail", "content", "workers"):
        assert f" {about} " in done.output, about
    assert done.output.splitlines()[-1].endswith(" right.")
    assert done.exit_code == (0 if "\n0 wrong" in done.output else 1)


def test_it_ends_with_1_if_something_is_wrong(app: Flask, instance: Path) -> None:
    before = instance.stat().st_mode
    instance.chmod(0o755)
    try:
        done = app.test_cli_runner().invoke(args=["doctor", "--json"])
    finally:
        instance.chmod(before)

    found = {one["about"]: one for one in json.loads(done.stdout)}
    assert done.exit_code == 1
    assert found["folder"]["state"] == "wrong"
    assert found["folder"]["mend"].startswith("chmod 700")
    assert found["database"]["state"] == "right"


def test_it_tells_no_secret(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["doctor", "--json"])

    assert app.config["SECRET_KEY"] not in done.output


def test_a_site_that_does_not_start_has_a_doctor_all_the_same() -> None:
    def build() -> Flask:
        raise SettingsError("No secret key: set one.")

    done = patient(build).test_cli_runner().invoke(args=["doctor"])

    assert done.exit_code == 1
    assert "No secret key: set one." in done.output


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        (["flask", "--app", "app", "doctor", "--json"], True),
        (["flask", "doctor"], True),
        (["flask", "content", "doctor"], False),
        (["pytest", "doctor"], False),
        (["flask"], False),
    ],
)
def test_it_knows_when_it_is_asked_for(words: list[str], asks: bool) -> None:
    assert asks_for_doctor(words) is asks
