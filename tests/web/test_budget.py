"""What a page loads stays small, and nothing in the templates needs a looser policy."""

import gzip
import re
from pathlib import Path

import pytest

from tpmlearn.config import ROOT

STATIC = ROOT / "tpmlearn" / "web" / "static"
EDITOR = "editor.js"
TEMPLATES = sorted((ROOT / "tpmlearn").rglob("templates/**/*.html"))


def compressed(paths: list[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_the_style_sheet_takes_at_most_15_kb() -> None:
    assert compressed([STATIC / "css" / "site.css"]) <= 15_000


def test_all_scripts_of_learners_together_take_at_most_25_kb() -> None:
    scripts = sorted(one for one in (STATIC / "js").rglob("*.js") if one.name != EDITOR)

    assert compressed(scripts) <= 25_000


def test_the_editor_takes_at_most_160_kb() -> None:
    scripts = [STATIC / "js" / EDITOR, *(STATIC / "vendor").glob("codemirror-*/*.js")]

    assert len(scripts) == 2
    assert compressed(scripts) <= 160_000


def test_the_fonts_that_pages_load_take_at_most_30_kb() -> None:
    css = (STATIC / "css" / "site.css").read_text(encoding="utf-8")
    fonts = {STATIC / "css" / name for name in re.findall(r'url\("([^"]+\.woff2)"\)', css)}

    assert len(fonts) == 2
    assert sum(path.stat().st_size for path in fonts) <= 30_000


# Each module is a request of its own, and the desk of an exam has fifteen already: what it does
# with a question stays in one file, and all that guards an answer in another.
# What saves a form goes out in one file with what every page has.
# The editor stands beside CodeMirror, on one page that only authors have.
LONGER = {"exam.js": 620, "outbox.js": 170, "save.js": 215, EDITOR: 480}


def test_every_own_script_stays_under_150_lines() -> None:
    long = [
        path.name
        for path in (STATIC / "js").glob("*.js")
        if len(path.read_text(encoding="utf-8").splitlines()) >= LONGER.get(path.name, 150)
    ]

    assert long == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_has_no_inline_style_script_or_handler(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    found = re.findall(
        r"""<style|\sstyle=|\son[a-z]+=["']|<script(?![^>]*\ssrc=|\stype="application/ld\+json")""",
        text,
    )

    assert found == []
