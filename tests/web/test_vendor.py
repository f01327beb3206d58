"""What came from others is exactly what its package holds, and says under which licence."""

import base64
import json
import re
from hashlib import sha384
from pathlib import Path
from typing import Any

from tpmlearn.config import ROOT

VENDOR = ROOT / "tpmlearn" / "web" / "static" / "vendor"
FRONTEND = ROOT / "frontend"


def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
    return found


def integrity(path: Path) -> str:
    return "sha384-" + base64.b64encode(sha384(path.read_bytes()).digest()).decode("ascii")


def test_it_holds_every_file_with_the_hash_that_is_written_down() -> None:
    wrong = [
        f"{entry['name']}/{name}"
        for entry in entries()
        for name, expected in entry["files"].items()
        if integrity(VENDOR / f"{entry['name']}-{entry['version']}" / name) != expected
    ]

    assert entries()
    assert wrong == []


def test_it_holds_nothing_that_is_not_written_down() -> None:
    named = {
        f"{entry['name']}-{entry['version']}/{name}"
        for entry in entries()
        for name in entry["files"]
    }

    present = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}

    assert present - {"vendor.json"} == named


def test_it_keeps_a_licence_beside_every_package() -> None:
    without = [entry["name"] for entry in entries() if "LICENSE" not in entry["files"]]

    assert without == []


def test_it_names_exact_versions_that_agree_with_the_lock() -> None:
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    held: dict[str, str] = {}
    for entry in entries():
        held |= entry.get("packages") or {entry["package"]: entry["version"]}

    assert wanted.items() <= held.items()
    assert held == {name: lock[f"node_modules/{name}"]["version"] for name in held}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_a_bundle_carries_the_licence_of_every_package_in_it() -> None:
    for entry in entries():
        folder = VENDOR / f"{entry['name']}-{entry['version']}"
        told = (folder / "LICENSE").read_text(encoding="utf-8")
        lacking = [
            name
            for name, version in entry.get("packages", {}).items()
            if f"{name} {version}\n" not in told
        ]
        assert lacking == []


def test_a_bundle_makes_no_code_of_text_and_names_no_other_host() -> None:
    for entry in entries():
        folder = VENDOR / f"{entry['name']}-{entry['version']}"
        for path in folder.glob("*.js"):
            script = path.read_text(encoding="utf-8")
            assert not re.search(r"\beval\(|new Function\b", script)
            # The namespace of SVG is a name, not an address that is opened.
            assert set(re.findall(r"https?://[\w.]+", script)) <= {"http://www.w3.org"}


def test_the_lock_carries_no_address_of_a_registry() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert [name for name, package in lock.items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in lock.items() if name)
