"""The documentation cannot rot in silence: what it names is there, what is there is named."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import pytest
from flask import Flask

from tpmlearn import models
from tpmlearn.cli import register_commands
from tpmlearn.config import ROOT
from tpmlearn.db import Base
from tpmlearn.domain.backups.keys import MAKE_ONE, read_key

__all__ = ["models"]  # importing it makes every table known

SKIPPED = {"content", "node_modules", "instance", "screenshots"}


def find_pages(folder: Path) -> Iterator[Path]:
    """The Markdown files of the repository, content and hidden folders left out."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith(".") and path.name not in SKIPPED:
            yield from find_pages(path)
        elif path.suffix == ".md":
            yield path


PAGES = list(find_pages(ROOT))
# Decisions tell of their day, and the author's manual of files that authors will write.
OF_TODAY = [page for page in PAGES if page.parent.name != "adr" and page.name != "authoring.md"]
TOP = {path.name for path in ROOT.iterdir()} - {"instance"}

FOREIGN = {"Origin", "ProxyFix"}

FENCE = re.compile(r"^(```+)[^\n]*\n(.*?)^\1\s*$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """The text without blocks of code."""
    return FENCE.sub("", read(path))


def blocks(path: Path) -> list[str]:
    return [match[2] for match in FENCE.finditer(read(path))]


def spans(path: Path) -> list[str]:
    return CODE.findall(prose(path))


def commands(path: Path) -> str:
    """All that a reader may copy: blocks of code, and code within the text."""
    return "\n".join((*blocks(path), *spans(path)))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    words = (re.sub(r"[`*]", "", found).lower() for found in HEADING.findall(prose(path)))
    return {re.sub(r"[^\w\- ]", "", found).replace(" ", "-") for found in words}


def rows(page: str) -> dict[str, list[str]]:
    """The rows of a page's tables by the code in their first cell."""
    found = {}
    for line in prose(ROOT / page).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| `"):
            found[cells[0].strip("| `")] = cells[1:]
    return found


def test_it_finds_the_pages() -> None:
    names = {name_of(page) for page in PAGES}

    assert {"README.md", "CONTRIBUTING.md", "docs/data.md", "docs/adr/0001-rooms.md"} <= names
    assert not any(name.startswith("content/") for name in names)


def test_the_readme_is_short() -> None:
    assert len(read(ROOT / "README.md").splitlines()) <= 120


def test_the_pictures_are_small() -> None:
    pictures = {path.name: path.stat().st_size for path in ROOT.glob("docs/images/*.png")}

    assert set(pictures) == {"gap.png", "home.png"}
    assert max(pictures.values()) <= 150_000


def test_every_table_is_described() -> None:
    described = rows("docs/data.md")

    assert set(Base.metadata.tables) == set(described)


def test_a_described_table_has_the_columns_that_are_named() -> None:
    for name, cells in rows("docs/data.md").items():
        named = set(CODE.findall(cells[1]))
        assert named, name
        assert named <= set(Base.metadata.tables[name].columns.keys()), name


def test_every_setting_is_described_and_no_other() -> None:
    in_code = set(re.findall(r"TPMLEARN_[A-Z_]+", read(ROOT / "tpmlearn" / "config.py")))
    described = {name for name in rows("docs/operations.md") if name.startswith("TPMLEARN_")}

    assert len(in_code) >= 10
    assert described == in_code


@pytest.mark.parametrize("page", OF_TODAY, ids=name_of)
def test_no_page_names_a_setting_that_is_not_there(page: Path) -> None:
    known = read(ROOT / "tpmlearn" / "config.py") + read(ROOT / "tests" / "support" / "needs.py")

    for name in re.findall(r"TPMLEARN_[A-Z_]+[A-Z]", read(page)):
        assert name in known, name


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(CODE.sub("", prose(page))):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), link
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path), link


@pytest.mark.parametrize("page", OF_TODAY, ids=name_of)
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", read(ROOT / "Makefile"), re.MULTILINE))

    named = re.findall(r"(?:^|[\s;&])make ([a-z][a-z-]*)", commands(page), re.MULTILINE)

    assert set(named) <= targets


@pytest.mark.parametrize("page", OF_TODAY, ids=name_of)
def test_every_flask_command_exists(page: Path) -> None:
    app = Flask("docs")
    register_commands(app)
    pattern = r"(?:^|/| )flask (?:--app app )?([a-z]+)(?: ([a-z]+(?:-[a-z]+)*))?"

    for group, name in re.findall(pattern, commands(page), re.MULTILINE):
        if group == "db":  # Flask-Migrate's own
            continue
        command = app.cli.commands.get(group)
        assert command, group
        if name and isinstance(command, click.Group):
            assert name in command.commands, f"{group} {name}"


# Not in the repository: a run makes them.
MADE_BY_RUNNING = {"tests/screenshots"}


@pytest.mark.parametrize("page", OF_TODAY, ids=name_of)
def test_every_path_exists(page: Path) -> None:
    for span in spans(page):
        if " " in span or not is_path(span) or span.rstrip("/") in MADE_BY_RUNNING:
            continue
        # `<feature>` stands for any name: at least one must fit.
        pattern = re.sub(r"<[^>]+>", "*", span.rstrip("/"))
        assert next(ROOT.glob(pattern), None), span


def is_path(span: str) -> bool:
    """Whether a piece of code names something in the repository."""
    return "/" in span and span.split("/", maxsplit=1)[0] in TOP


@pytest.mark.parametrize("page", ["docs/glossary.md", "docs/data.md", "docs/architecture.md"])
def test_every_name_of_a_class_or_its_field_is_in_the_code(page: str) -> None:
    defined = dict(classes())

    for span in spans(ROOT / page):
        found = re.fullmatch(r"([A-Z][a-z]+[A-Za-z]*)(?:\.(\w+))?", span)
        if found and not span.isupper() and found[1] not in FOREIGN:
            assert found[1] in defined, span
            assert not found[2] or found[2] in defined[found[1]], span


def test_the_glossary_has_each_section_once_after_a_blank_line() -> None:
    lines = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    heads = [(before, line) for before, line in pairwise(lines) if line.startswith("## ")]

    assert [line for before, line in heads if before] == []
    assert len({line for _, line in heads}) == len(heads)


def classes() -> Iterator[tuple[str, set[str]]]:
    """Each class of the program with the names that its body defines, namesakes together."""
    together: dict[str, set[str]] = {}
    for path in sorted((ROOT / "tpmlearn").rglob("*.py")):
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, ast.ClassDef):
                together.setdefault(node.name, set()).update(names_in(node))
    yield from together.items()


def names_in(node: ast.ClassDef) -> Iterator[str]:
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id
        elif isinstance(part, ast.FunctionDef):
            yield part.name


def test_the_key_of_backups_is_made_as_the_manual_says() -> None:
    made = re.findall(
        r'^python3 -c "(.*token_urlsafe\(32\).*)"$', read(ROOT / "docs/operations.md"), re.M
    )

    (code,) = made
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert len(read_key(done.stdout)) == 32
    assert code in MAKE_ONE
