"""What a lesson page is to a browser: requests, bytes on the wire, and when it shows something."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from bench.goals import Row
from bench.members import add_members, path_of_lesson, same_app
from tests.support import needs
from tests.support.site import Site, launch, new_folder

VISITS = 9
# Chromium fills its own new window for a second, on the cores that the page is painted with.
WINDOW_MS = 1_500
KB = 1000
PAINTED = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null"""
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]


@dataclass(frozen=True)
class Visited:
    """A visit with an empty cache: requests, bytes of all and of scripts, ms to the first paint."""

    requests: int
    wire: int
    scripts: int
    paint: float


def weight_rows() -> list[Row]:
    """The rows of the lesson page in Chromium, signed in, at the width of a desk."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        site = launch("weights", new_folder(folder))
        stack.callback(site.stop)
        (member,) = add_members(same_app(folder, site.url, ""), 1)
        browser = stack.enter_context(_browser())
        seen = [_visit(browser, site, member.cookie) for _ in range(VISITS + 1)][1:]
    first = seen[0]
    paint = median(one.paint for one in seen)
    return [
        _row("lesson page: requests", first.requests, 6, ""),
        _row("lesson page: bytes on the wire", first.wire / KB, 100, " kB"),
        _row("lesson page: JavaScript, compressed", first.scripts / KB, 25, " kB"),
        _row("first contentful paint, cold cache", paint, 150, " ms"),
    ]


def _row(what: str, figure: float, goal: float, unit: str) -> Row:
    return Row(what, f"{figure:.0f}{unit}", f"<= {goal:.0f}{unit}", figure <= goal)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def _visit(browser: Browser, site: Site, cookie: str) -> Visited:
    name, _, value = cookie.partition("=")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": name, "value": value, "url": site.url}])
    page = context.new_page()
    page.wait_for_timeout(WINDOW_MS)
    line = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    line.on(
        "Network.responseReceived", lambda seen: kinds.update({seen["requestId"]: seen["type"]})
    )
    line.on(
        "Network.loadingFinished",
        lambda seen: sizes.update({seen["requestId"]: int(seen["encodedDataLength"])}),
    )
    line.send("Network.enable")
    page.goto(site.url + path_of_lesson(), wait_until="networkidle")
    paint = page.evaluate(PAINTED)
    context.close()
    scripts = sum(size for key, size in sizes.items() if kinds.get(key) == "Script")
    return Visited(len(sizes), sum(sizes.values()), scripts, float(paint))
