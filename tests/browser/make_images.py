"""Makes the pictures of the README from a running demo site: `make images`."""

import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.visit import Visit, visits
from tests.browser.walks import sign_in
from tests.support.site import Site, fill, launch, new_folder
from tpmlearn.config import ROOT

IMAGES = ROOT / "docs" / "images"
WIDTH = 1280
HOME_HEIGHT = 730
GAP_HEIGHT = 900
LARGEST = 150_000


def main() -> int:
    """Write home.png and gap.png; 1 with a sentence where that cannot be done."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        sys.stderr.write("make images needs Chromium (Debian: apt-get install chromium).\n")
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = new_folder(Path(name))
        site = launch("images", folder, fill(folder))
        try:
            with sync_playwright() as playwright:
                arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
                browser = playwright.chromium.launch(executable_path=path, args=arguments)
                take(browser, site)
                browser.close()
        finally:
            site.stop()
    return report()


def take(browser: Browser, site: Site) -> None:
    """The home page as a visitor sees it, then the gap of the demo learner."""
    with contextmanager(visits)(browser, site, WIDTH) as visit:
        visit.go("/")
        keep(visit, "home", HOME_HEIGHT)
        sign_in(visit, site.accounts["learner"])
        visit.page.wait_for_url("**/today")
        visit.go("/gap#figure-head")
        keep(visit, "gap", GAP_HEIGHT)


def keep(visit: Visit, name: str, height: int) -> None:
    """Write what stands in a window of this height, once the fonts are there."""
    visit.page.set_viewport_size({"width": WIDTH, "height": height})
    visit.page.evaluate("document.fonts.ready")
    IMAGES.mkdir(parents=True, exist_ok=True)
    visit.page.screenshot(path=IMAGES / f"{name}.png")


def report() -> int:
    """Say what was written; 1 where a picture is too large for a README."""
    pictures = sorted(IMAGES.glob("*.png"))
    for picture in pictures:
        print(f"{picture.relative_to(ROOT)} {picture.stat().st_size:,} bytes")
    large = [picture.name for picture in pictures if picture.stat().st_size > LARGEST]
    if large:
        sys.stderr.write(f"Over {LARGEST:,} bytes: {', '.join(large)}\n")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
