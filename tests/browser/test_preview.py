"""The preview in a browser: it follows what is saved, and passes the checks of all pages."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import audit
from tests.browser.visit import HEIGHTS, SCREENSHOTS
from tests.support.preview import preview_of, serving

LESSON = "modules/01-start/lesson.md"
PAGES = {"start": "/", "lesson": f"/files/{LESSON}", "quiz": "/files/modules/01-start/quiz.md"}


def test_an_open_page_shows_what_is_saved(chromium: Browser, tmp_path: Path) -> None:
    content, app = preview_of(tmp_path)
    with serving(app) as url, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/files/{LESSON}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Start here")

        _edit(content / LESSON, "title: Start here", "title: Begin here")
        expect(page.get_by_role("heading", level=1)).to_have_text("Begin here")

        _edit(content / LESSON, "stage: 0", "stage: x")
        expect(page.get_by_text("1 error, 0 warnings")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("Begin here")


@pytest.mark.parametrize("width", HEIGHTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_pass_the_checks(
    chromium: Browser, tmp_path: Path, scheme: str, width: int
) -> None:
    content, app = preview_of(tmp_path)
    _edit(content / LESSON, "Do it.", "Do <b>it</b>.")
    size = {"width": width, "height": HEIGHTS[width]}
    SCREENSHOTS.mkdir(exist_ok=True)
    with (
        serving(app) as url,
        chromium.new_context(viewport=size, color_scheme=scheme) as context,  # type: ignore[arg-type]
    ):
        page = context.new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        for name, path in PAGES.items():
            page.goto(url + path)
            _look(page, f"9-preview-{name}-{width}-{scheme}")
        assert told == []


def _look(page: Page, name: str) -> None:
    assert audit.faults(page) == []
    assert audit.sideways(page) == 0
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
