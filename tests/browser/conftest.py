"""A real server, a real browser, at the width of a phone and of a desk."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support import needs
from tests.support.cluster import free_port
from tpmlearn.config import ROOT

SCREENSHOTS = ROOT / "tests" / "screenshots"
WIDTHS = {390: 844, 1280: 900}
DEMO_LEARNERS = "12"
START_SECONDS = 40
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


@dataclass(frozen=True)
class Server:
    """A running site."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path


@dataclass
class Visit:
    """A browser window that notes everything a page must not do."""

    page: Page
    url: str
    name: str
    width: int
    faults: list[str] = field(default_factory=list)
    shots: int = 0

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.url + path)

    def look(self, label: str) -> None:
        """Check the page that is open: axe, no sideways scrolling; keep a screenshot."""
        self.shots += 1
        SCREENSHOTS.mkdir(exist_ok=True)
        shot = SCREENSHOTS / f"{self.name}-{self.shots:02d}-{label}-{self.width}.png"
        self.page.screenshot(path=shot, full_page=True)
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{label} scrolls sideways by {wide} px at {self.width}"
        found = Axe().run(self.page, options=AXE)
        assert found.violations_count == 0, f"{label}: {found.generate_report()}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium of the machine, headless."""
    path = needs.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield browser
        browser.close()


Start = Callable[..., Server]


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start a site of its own: start(demo=True, content=folder); all end with the tests."""
    running: list[Server] = []

    def serve(*, demo: bool = False, content: Path | None = None) -> Server:
        folder = tmp_path_factory.mktemp("site")
        env = {**os.environ, "TPMLEARN_INSTANCE": str(folder), "PYTHONUNBUFFERED": "1"}
        if content:
            env["TPMLEARN_CONTENT"] = str(content)
        flask = [sys.executable, "-m", "flask", "--app", "app"]
        if demo:
            fill = [*flask, "demo", "fill", "--learners", DEMO_LEARNERS]
            subprocess.run(fill, check=True, cwd=ROOT, env=env, capture_output=True)
        port = free_port()
        process = subprocess.Popen(
            [*flask, "serve", "--port", str(port)],
            cwd=ROOT,
            env=env,
            stdout=(folder / "out.log").open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        server = Server(f"http://127.0.0.1:{port}", process, folder)
        running.append(server)
        _wait(server)
        return server

    yield serve
    for server in running:
        os.killpg(server.process.pid, signal.SIGTERM)
        server.process.wait(timeout=20)


@pytest.fixture(scope="session")
def empty_site(start: Start) -> Server:
    """A site on an empty database."""
    return start()


@pytest.fixture(scope="session")
def demo_site(start: Start) -> Server:
    """A site on a demo database."""
    return start(demo=True)


@pytest.fixture(params=["empty", "demo"])
def server(request: pytest.FixtureRequest) -> Server:
    """The site, first empty, then filled."""
    found: Server = request.getfixturevalue(f"{request.param}_site")
    return found


@pytest.fixture(params=list(WIDTHS))
def visit(request: pytest.FixtureRequest, server: Server, chromium: Browser) -> Iterator[Visit]:
    """A fresh browser at one of the two widths; faults fail the test at its end."""
    width = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": WIDTHS[width]}, reduced_motion="reduce"
    )
    yield from watch(context, server, request.node.originalname, width)


def watch(context: BrowserContext, server: Server, name: str, width: int) -> Iterator[Visit]:
    """A visit whose console, requests and answers are watched."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    window = Visit(page, server.url, name.removeprefix("test_"), width)
    host = urlsplit(server.url).netloc

    page.on(
        "console",
        lambda message: (
            window.faults.append(f"console: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.on("pageerror", lambda error: window.faults.append(f"script: {error}"))
    page.on("requestfailed", lambda failed: window.faults.append(f"failed: {failed.url}"))
    page.on(
        "request",
        lambda sent: (
            window.faults.append(f"elsewhere: {sent.url}")
            if urlsplit(sent.url).netloc != host and not sent.url.startswith(("data:", "blob:"))
            else None
        ),
    )
    page.on(
        "response",
        lambda got: window.faults.append(f"{got.status}: {got.url}") if got.status >= 500 else None,
    )
    yield window
    context.close()
    assert not window.faults, window.faults


def _wait(server: Server) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urlopen(server.url, timeout=2):
                return
        except (URLError, OSError):
            if server.process.poll() is not None:
                break
            time.sleep(0.1)
    pytest.fail((server.folder / "out.log").read_text())
