"""A browser window that notes everything a page must not do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
)

from tests.browser import audit
from tests.support.site import Site
from tpmlearn.config import ROOT

SCREENSHOTS = ROOT / "tests" / "screenshots"
HEIGHTS = {390: 844, 1280: 900}
PAIRS = [("empty", 390), ("demo", 1280)]
CROSSED = [(name, width) for name in ("empty", "demo") for width in HEIGHTS]
PATIENCE_MS = 10_000
MOST_TABS = 150
looked: set[tuple[str, int]] = set()


def name_of(place: tuple[str, int]) -> str:
    """A combination as it stands in the name of a test."""
    return f"{place[0]}-{place[1]}"


everywhere = pytest.mark.parametrize("place", CROSSED, indirect=True, ids=name_of)


@dataclass
class Visit:
    """One person's window on a site, `width` pixels wide."""

    page: Page
    site: Site
    width: int
    faults: list[str] = field(default_factory=list)

    @property
    def context(self) -> BrowserContext:
        """The browser that the window belongs to, with its cookies."""
        return self.page.context

    def go(self, path: str) -> Response:
        """Open a page of the site; the answer."""
        answer = self.page.goto(self.site.url + path)
        assert answer is not None, path
        return answer

    def heading(self) -> str:
        """The words of the one h1."""
        return " ".join(self.page.locator("h1").inner_text().split())

    def text(self) -> str:
        """The words of the content, blanks folded."""
        return " ".join(self.page.locator("main").inner_text().split())

    def path(self) -> str:
        """Where the window is."""
        return urlsplit(self.page.url).path

    def press(self, name: str) -> None:
        """Click the button or link with this name."""
        target = self.page.locator("button:visible, a:visible").filter(has_text=name)
        target.first.click()

    def menu(self) -> Locator:
        """The menu, unfolded where the window is too narrow to show it."""
        body = self.page.locator(".menu-body")
        if not body.is_visible():
            self.page.locator(".menu summary").click()
        return body

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the focus is there: what cannot be reached so fails."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{MOST_TABS} times Tab do not lead to {target}")

    def skip_to_content(self) -> None:
        """Take the skip link, which must be the first stop of the page."""
        self.page.locator("body").focus()
        self.page.keyboard.press("Tab")
        link = self.page.locator(".skip")
        assert link.evaluate("element => element === document.activeElement"), "no skip link first"
        self.page.keyboard.press("Enter")

    def excuse(self, pattern: str) -> None:
        """Strike the faults that a test provoked: there must be some."""
        expected = [fault for fault in self.faults if re.search(pattern, fault)]
        assert expected, f"no fault like {pattern!r} in {self.faults}"
        self.faults[:] = [fault for fault in self.faults if fault not in expected]

    def look(self, label: str) -> None:
        """Keep a screenshot of the page; axe, in light and in dark: once per label and width."""
        wide = audit.sideways(self.page)
        assert wide <= 0, f"{label} scrolls sideways by {wide} px at {self.width}"
        if (label, self.width) in looked:
            return
        looked.add((label, self.width))
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{label}-{self.width}.png", full_page=True)
        found = audit.faults(self.page)
        self.page.emulate_media(color_scheme="dark")
        found += [f"dark: {fault}" for fault in audit.faults(self.page, audit.COLOURS)]
        self.page.emulate_media(color_scheme="light")
        assert not found, f"{label} at {self.width}: {found}"


def visits(browser: Browser, site: Site, width: int, *, script: str = "on") -> Iterator[Visit]:
    """A fresh browser on a site; at its end, what its pages should not have done fails the test."""
    visit = opened(browser, site, width, script=script)
    try:
        yield visit
    finally:
        visit.context.close()
    assert not visit.faults, visit.faults


def opened(browser: Browser, site: Site, width: int, *, script: str = "on") -> Visit:
    """A browser on a site that nobody has used."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS.get(width, 900)},
        reduced_motion="reduce",
        java_script_enabled=script == "on",
    )
    context.set_default_timeout(PATIENCE_MS)
    return watched(context.new_page(), site, width)


def cleaned(visit: Visit) -> Iterator[Visit]:
    """The same window for one more test: nobody is signed in, nothing is noted."""
    # What the last test's page sent as it left may have come back with a cookie since.
    visit.context.clear_cookies()
    visit.faults.clear()
    yield visit
    # What is under way as the window leaves is cut off by that, which is no fault of the page.
    faults = list(visit.faults)
    visit.page.unroute_all()
    visit.page.goto("about:blank")
    visit.context.clear_cookies()
    assert not faults, faults


def watched(page: Page, site: Site, width: int) -> Visit:
    """A window whose console, requests and answers are noted."""
    visit = Visit(page, site, width)
    host = urlsplit(site.url).netloc
    note = visit.faults.append

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            note(f"console: {message.text} {message.location.get('url', '')}")

    def on_request(request: Request) -> None:
        if urlsplit(request.url).netloc != host:
            note(f"elsewhere: {request.url}")

    def on_failed(request: Request) -> None:
        # Chromium drops what it still waits for when the test opens the next page; a save that is
        # dropped is a fault, a question of the editor about its text is none.
        asks = request.method == "GET" or request.url.endswith("/check")
        left = request.failure == "net::ERR_ABORTED" and asks
        if not left:
            note(f"failed: {request.url} {request.failure}")

    def on_response(response: Response) -> None:
        if response.status >= 400:
            note(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: note(f"script: {error}"))
    page.on("request", on_request)
    page.on("requestfailed", on_failed)
    page.on("response", on_response)
    return visit
