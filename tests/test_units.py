"""The units for systemd are good: its own verifier reads them, and the service is hardened."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import needs
from tpmlearn.config import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("tpmlearn*.*") if path.suffix != ".toml")
INSTALLED = "/srv/tpmlearn/.venv/bin/flask"
MOST_EXPOSED = 1.5
"""Of 10, as `systemd-analyze security` counts; below 2 it says OK."""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with the program where it is here."""
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        here = str(Path(sys.executable).parent / "flask")
        (tmp_path / name).write_text(text.replace(INSTALLED, here), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", UNITS)
def test_systemd_has_nothing_to_say_against_a_unit(units: Path, name: str) -> None:
    done = subprocess.run(
        [needs.systemd(), "verify", "--man=no", str(units / name)],
        capture_output=True,
        text=True,
        check=False,
    )

    about = [line for line in done.stderr.splitlines() if "tpmlearn" in line]
    assert about == []


def test_the_service_is_hardened(units: Path) -> None:
    done = subprocess.run(
        [needs.systemd(), "security", "--offline=true", str(units / "tpmlearn.service")],
        capture_output=True,
        text=True,
        check=True,
    )

    found = re.search(r"exposure level for tpmlearn\.service: (\d\.\d)", done.stdout)
    assert found, done.stdout
    assert float(found[1]) <= MOST_EXPOSED


def test_every_command_of_a_unit_is_one_of_ours() -> None:
    named = set()
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        named |= set(re.findall(rf"{INSTALLED} --app app ([a-z]+)", text))

    assert named == {"serve", "calibrate", "plan", "people", "backup"}
