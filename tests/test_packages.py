"""Packages of others: each pinned, with all that it brings along, under a licence that we allow."""

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from tpmlearn.config import ROOT

SITE, PAPER, TESTS = (ROOT / f"requirements{part}.txt" for part in ("", "-pdf", "-dev"))
# Those that the site is built on may be given on under MIT, which it is under itself; weak
# copyleft too, as it is used whole and unchanged.
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Zlib|CC0|MPL|Mozilla Public|LGPL|Lesser"
)
# Their metadata says nothing; their repositories do.
SAID_ELSEWHERE = {"pysqlite3": "Zlib", "axe-playwright-python": "MIT"}
# Programs that look at our files and are never given on.
TOOLS_UNDER_GPL = {"djlint"}
# Nothing of ours imports them: the server, the time zones, a driver and a reader's extras by name.
# psycopg-pool is what procrastinate asks psycopg for, by an extra of its own.
BY_NAME = {"granian", "tzdata", "psycopg", "psycopg-pool", "pymdown-extensions"}


def name_of(text: str) -> str:
    """A package's name as everybody writes it."""
    return re.sub(r"[-_.]+", "-", text).lower()


def lines_of(path: Path) -> list[str]:
    """The pins of a file."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith(("#", "-r"))]


def pins(*paths: Path) -> dict[str, Requirement]:
    """The pins of some files by name, as far as they are meant for this Python."""
    found = (Requirement(line) for path in paths for line in lines_of(path))
    return {name_of(pin.name): pin for pin in found if not pin.marker or pin.marker.evaluate()}


def brought_by(name: str, pin: Requirement) -> Iterator[str]:
    """What a package says it needs here, with the extras that we ask for."""
    here = {key: str(value) for key, value in default_environment().items()}
    for line in metadata.requires(name) or []:
        needed = Requirement(line)
        extras = pin.extras or {""}
        if needed.marker is None or any(
            needed.marker.evaluate({**here, "extra": extra}) for extra in extras
        ):
            yield name_of(needed.name)


def licence_of(name: str) -> str:
    """What a package says of its licence, in the newest way it says so."""
    told = metadata.metadata(name)
    marks = [mark for mark in told.get_all("Classifier") or [] if mark.startswith("License")]
    newest = "".join(told.get_all("License-Expression") or [])
    oldest = "".join(told.get_all("License") or [])
    return SAID_ELSEWHERE.get(name) or (newest or "; ".join(marks) or oldest)[:300]


@pytest.mark.parametrize("path", [SITE, PAPER, TESTS], ids=lambda path: path.name)
def test_every_pin_is_exact(path: Path) -> None:
    for line in lines_of(path):
        (told,) = Requirement(line).specifier
        assert told.operator == "==", line
        assert "*" not in told.version, line


@pytest.mark.parametrize("path", [SITE, PAPER, TESTS], ids=lambda path: path.name)
def test_pins_stand_in_the_order_of_the_alphabet(path: Path) -> None:
    names = [name_of(Requirement(line).name) for line in lines_of(path)]

    # As `sort` puts them: a dash before a letter or not.
    assert len(names) == len(set(names))
    assert [name[0] for name in names] == sorted(name[0] for name in names)


def test_all_that_the_site_brings_along_is_pinned() -> None:
    site = pins(SITE)
    missing = {
        f"{name} needs {needed}"
        for name, pin in site.items()
        for needed in brought_by(name, pin)
        if needed not in site
    }

    # Of the same version as psycopg, which asks for it by an extra.
    assert missing == {"psycopg needs psycopg-binary"}


def test_all_that_the_tests_bring_along_is_pinned() -> None:
    every = pins(SITE, PAPER, TESTS)
    missing = {
        f"{name} needs {needed}"
        for name, pin in every.items()
        for needed in brought_by(name, pin)
        if needed not in every
    }

    assert missing == {"psycopg needs psycopg-binary"}


def test_nothing_is_pinned_that_nobody_needs() -> None:
    site = pins(SITE)
    brought = {needed for name, pin in site.items() for needed in brought_by(name, pin)}
    modules: dict[str, set[str]] = {}
    for module, packages in metadata.packages_distributions().items():
        for package in packages:
            modules.setdefault(name_of(package), set()).add(re.escape(module))
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("tpmlearn", "migrations")
        for path in (ROOT / folder).rglob("*.py")
    )
    idle = {
        name
        for name in set(site) - brought - BY_NAME
        if not re.search(rf"\b(?:import|from) (?:{'|'.join(modules[name])})\b", source)
    }

    assert idle == set()


def test_what_is_installed_is_what_is_pinned() -> None:
    wrong = {
        name: metadata.version(name)
        for name, pin in pins(SITE, TESTS).items()
        if metadata.version(name) not in pin.specifier
    }

    assert wrong == {}


@pytest.mark.parametrize("name", sorted(pins(SITE, PAPER)))
def test_a_package_of_the_site_has_a_licence_that_we_allow(name: str) -> None:
    try:
        told = licence_of(name)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{name} is an extra that is not installed")

    assert ALLOWED.search(told), told
    assert "AGPL" not in told


@pytest.mark.parametrize("name", sorted(pins(TESTS)))
def test_a_package_of_the_tests_has_one_too(name: str) -> None:
    assert name in TOOLS_UNDER_GPL or ALLOWED.search(licence_of(name)), licence_of(name)
