"""Asks the public lists of weaknesses about every pin: `make audit`.

Ends with 1 where a weakness is known in what we give on or build with, and with 2 where nobody
could be asked: then nothing is known, which is not the same as nothing found.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tpmlearn.config import ROOT

PINS = ("requirements.txt", "requirements-pdf.txt", "requirements-dev.txt")
LOCKS = ("frontend",)
# Programs that only look at our files or at a site on loopback: told, and no reason to fail.
TOOLS = ("tests/scans/requirements.txt", "tests/gates", "tests/scans", "tests/lighthouse")
GRAVE = ("moderate", "high", "critical")
SECONDS = 600


@dataclass(frozen=True)
class Answer:
    """What a list said of the packages of a file: how many it knew, how many not, weaknesses."""

    place: str
    known: int
    unknown: int
    weak: tuple[str, ...] = ()


def read_pip_audit(place: str, told: str) -> Answer:
    """The answer in what pip-audit writes as JSON; nothing is known of what it skipped."""
    packages: list[dict[str, Any]] = json.loads(told)["dependencies"] if told.strip() else []
    known = [one for one in packages if "skip_reason" not in one]
    weak = [
        f"{one['name']} {one['version']}: {', '.join(vuln['id'] for vuln in one['vulns'])}"
        for one in known
        if one["vulns"]
    ]
    return Answer(place, len(known), len(packages) - len(known), tuple(weak))


def read_npm_audit(place: str, told: str, packages: int) -> Answer:
    """The answer in what npm writes as JSON; without a report it knows none of the packages."""
    try:
        report = json.loads(told)
    except json.JSONDecodeError:
        report = {}
    if "vulnerabilities" not in report:
        return Answer(place, 0, packages)
    found = report["vulnerabilities"].values()
    weak = [f"{one['name']}: {one['severity']}" for one in found if one["severity"] in GRAVE]
    return Answer(place, packages, 0, tuple(weak))


def ask_pypi(place: str, pip_audit: str) -> Answer:
    """Ask pypi.org about the pins of a file."""
    lines = (ROOT / place).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith(("-", "#"))]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(pins) + "\n")
        file.flush()
        done = subprocess.run(
            [pip_audit, "--no-deps", "--disable-pip", "--progress-spinner", "off", "--format",
             "json", "--requirement", file.name],
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    answer = read_pip_audit(place, done.stdout)
    return answer if answer.known + answer.unknown else Answer(place, 0, len(pins))


def ask_npm(place: str) -> Answer:
    """Ask the registry of npm about the packages of a lock."""
    folder = ROOT / place
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    done = subprocess.run(
        [shutil.which("npm") or "npm", "audit", "--json", "--audit-level=moderate"],
        cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    return read_npm_audit(place, done.stdout, len(lock["packages"]) - 1)


def verdict(answers: list[Answer]) -> tuple[int, list[str]]:
    """How it ends, and the sentences that say why."""
    said = [
        f"{one.place}: {one.known} packages asked about, "
        + (f"weak: {'; '.join(one.weak)}." if one.weak else "none of them is known to be weak.")
        for one in answers
        if one.known
    ]
    unknown = [f"{one.place} ({one.unknown})" for one in answers if one.unknown]
    if unknown:
        said.append(
            "Nobody could be asked about the packages of "
            + ", ".join(unknown)
            + ": pypi.org or the registry of npm gives no list of weaknesses here, so nothing is "
            "known of them."
        )
    if any(one.weak for one in answers if one.place not in TOOLS):
        return 1, said
    return (2 if unknown else 0), said


def main(pip_audit: str) -> int:
    """Ask about all of it; how it ended."""
    pins = [ask_pypi(place, pip_audit) for place in (*PINS, TOOLS[0])]
    locks = [ask_npm(place) for place in (*LOCKS, *TOOLS[1:])]
    code, said = verdict([*pins, *locks])
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).absolute())))
