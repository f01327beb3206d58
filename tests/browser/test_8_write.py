"""Step 8: an edited file is on the running site at once; a broken one changes nothing."""

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit, everywhere
from tests.support.site import FLASK, Site, environment
from tpmlearn.config import ROOT

SLUG = "03-projects-products-value"
LESSON = f"/learn/{SLUG}"
# It takes under two seconds (make bench-recovery prints it); tests time nothing.
PATIENCE_SECONDS = 30
# More connections than workers are asked, so that each of them is.
IN_A_ROW = 8


@pytest.fixture
def file(server: Site) -> Iterator[Path]:
    """The lesson's file, put back as it was."""
    path = server.content / "modules" / SLUG / "lesson.md"
    text = path.read_text(encoding="utf-8")
    yield path
    path.write_text(text, encoding="utf-8")
    wait_until(server, "MARKER", shown=False)


def with_marker(text: str, marker: str) -> str:
    """The lesson with one more sentence at the end of its first paragraph."""
    head, body = text.split("\n---\n", 1)
    title, first, rest = body.strip().split("\n\n", 2)
    return f"{head}\n---\n\n{title}\n\n{first} {marker}.\n\n{rest}\n"


def wait_until(site: Site, words: str, *, shown: bool = True) -> float:
    """Ask until every worker shows these words (or none does); the seconds that took."""
    begun = time.monotonic()
    in_a_row = 0
    while in_a_row < IN_A_ROW:
        assert time.monotonic() - begun < PATIENCE_SECONDS, f"{words}: {site.log}"
        with urlopen(site.url + LESSON) as answer:
            found = words in answer.read().decode()
        in_a_row = in_a_row + 1 if found == shown else 0
    return time.monotonic() - begun


def check(site: Site, path: Path) -> subprocess.CompletedProcess[str]:
    """What `flask content check` says of a file that a site serves."""
    return subprocess.run(
        [*FLASK, "content", "check", str(path)],
        cwd=ROOT,
        env=environment(site.folder),
        capture_output=True,
        text=True,
        check=False,
    )


@everywhere
def test_an_edit_is_on_the_running_site_and_a_broken_file_is_not(visit: Visit, file: Path) -> None:
    good = file.read_text(encoding="utf-8")
    visit.go(LESSON)

    file.write_text(with_marker(good, "MARKER-1"), encoding="utf-8")
    wait_until(visit.site, "MARKER-1")
    visit.page.reload()
    expect(visit.page.locator("main")).to_contain_text("MARKER-1")

    broken = with_marker(good, "MARKER-2").replace("\nminutes: ", "\nminutes: soon ", 1)
    line = broken.splitlines().index(next(x for x in broken.splitlines() if "soon" in x)) + 1
    seen = len(visit.site.log)
    file.write_text(broken, encoding="utf-8")
    wait_for_log(visit.site, seen, rf"content/modules/{SLUG}/lesson\.md:{line}:\d+: E\d+ ")
    visit.page.reload()
    expect(visit.page.locator("main")).to_contain_text("MARKER-1")
    expect(visit.page.locator("main")).not_to_contain_text("MARKER-2")

    file.write_text(with_marker(good, "MARKER-3"), encoding="utf-8")
    wait_until(visit.site, "MARKER-3")


def wait_for_log(site: Site, seen: int, pattern: str) -> None:
    """Wait until what was logged since says this."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not re.search(pattern, site.log[seen:]):
        assert time.monotonic() < end, f"{pattern} is not in {site.log[seen:]}"
        time.sleep(0.05)


def test_the_check_ends_with_1_and_the_place_of_the_fault(empty_site: Site) -> None:
    path = empty_site.content / "modules" / SLUG / "lesson.md"
    good = path.read_text(encoding="utf-8")

    path.write_text(good.replace("requires: [", "requires: [99-no-such-lesson, ", 1), "utf-8")
    refused = check(empty_site, path)
    path.write_text(good, encoding="utf-8")
    accepted = check(empty_site, path)

    line = good[: good.index("requires: [")].count("\n") + 1
    assert refused.returncode == 1
    assert re.search(rf"^content/modules/{SLUG}/lesson\.md:{line}:\d+: E\d+ ", refused.stdout, re.M)
    assert accepted.returncode == 0, accepted.stdout
