"""What Lighthouse says of the pages that people meet first and most, on a site that really runs."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser import quiz
from tests.browser.test_7_share import make_link
from tests.browser.visit import Visit, opened
from tests.browser.walks import sign_in
from tests.support.site import Site, fill, launch, new_folder
from tpmlearn.config import ROOT

TOOLS = ROOT / ".cache" / "lighthouse"
MODULE = "16-estimate-in-ranges"
SECTIONS = ("Role fit", "Ratings", "Quiz results", "Plan progress")
SECONDS = 900
WIDTH = 1280


@dataclass(frozen=True)
class Page:
    """A page to be judged; `cookies` are those of its reader, none for a visitor."""

    name: str
    url: str
    cookies: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Judged:
    """A page on a phone or a desk (`form`): scores of 100, milliseconds, and what cost points."""

    name: str
    form: str
    scores: dict[str, int]
    metrics: dict[str, float]
    lost: list[dict[str, Any]]


def is_installed() -> bool:
    """Whether `make lighthouse` has put Lighthouse where it is looked for."""
    return (TOOLS / "node_modules" / "lighthouse").is_dir()


@contextmanager
def demo_site(folder: Path) -> Iterator[Site]:
    """The site with the people of the demo, its lessons rendered before anybody measures."""
    folder = new_folder(folder, rendered=TOOLS / "html")
    site = launch("judged", folder, fill(folder))
    try:
        yield site
    finally:
        site.stop()


def pages_of(site: Site, chromium: str) -> list[Page]:
    """The pages, as their readers find them: a visitor, the demo learner, who holds a link."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        try:
            return _met(browser, site)
        finally:
            browser.close()


def _met(browser: Browser, site: Site) -> list[Page]:
    visit = opened(browser, site, WIDTH)
    sign_in(visit, site.accounts["learner"])
    quiz.begin(visit, MODULE)
    question = visit.page.url
    shared = make_link(visit, *SECTIONS)
    cookies = _cookies(visit)
    visit.context.close()
    return [
        Page("landing", f"{site.url}/"),
        Page("lesson", f"{site.url}/learn/{MODULE}", cookies),
        Page("quiz", question, cookies),
        Page("plan", f"{site.url}/plan", cookies),
        Page("profile", f"{site.url}/profile", cookies),
        Page("shared profile", shared),
    ]


def _cookies(visit: Visit) -> tuple[dict[str, str], ...]:
    names = ("name", "value", "domain", "path")
    return tuple({name: str(one.get(name)) for name in names} for one in visit.context.cookies())


def judge(pages: list[Page], chromium: str) -> list[Judged]:
    """Each page on a phone and on a desk. Raises CalledProcessError."""
    wanted = [{"name": page.name, "url": page.url, "cookies": page.cookies} for page in pages]
    quiet = {name: text for name, text in os.environ.items() if "proxy" not in name.lower()}
    node, program = shutil.which("node") or "node", ROOT / "tests" / "lighthouse" / "judge.mjs"
    done = subprocess.run(
        [node, str(program), str(TOOLS / "node_modules"), chromium],
        input=json.dumps(wanted), env=quiet, capture_output=True, text=True, timeout=SECONDS,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"Lighthouse ended with {done.returncode}: {done.stderr[-2_000:]}")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    asked = {page.name: page.url for page in pages}
    elsewhere = [one["at"] for one in found if one["at"] != asked[one["name"]]]
    if elsewhere:
        raise RuntimeError(f"Other pages were judged than asked for: {elsewhere}")
    return [
        Judged(one["name"], one["form"], one["scores"], one["metrics"], one["lost"])
        for one in found
    ]
