"""An author brings a file in, with and without scripts, and takes it home in our format."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import audit
from tests.browser.conftest import Window
from tests.browser.visit import SCREENSHOTS, Visit, cleaned
from tests.browser.walks import sign_in
from tests.support.moodle import CHOICE, ESSAY, moodle
from tests.support.site import Site


@pytest.fixture(params=[("exchange", 390), ("scriptless", 1280)], ids=["script", "scriptless"])
def author(window: Window, demo_site: Site, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """An author, on a phone with scripts and at a desk without; signed out at the end."""
    use, width = request.param
    yield from cleaned(window(use, demo_site, width))


def test_an_author_looks_at_a_file_and_downloads_it(
    author: Visit, demo_site: Site, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    visit, width = author, author.width
    sign_in(visit, demo_site.accounts["author"])
    page, file = visit.page, tmp_path / "course.xml"
    file.write_bytes(moodle(ESSAY, CHOICE))

    visit.go("/author/exchange")
    page.get_by_label("File with questions").set_input_files(file)
    page.get_by_label("Skill", exact=True).select_option("CTL2")
    page.get_by_role("button", name="Show what it gives").click()

    page.get_by_role("heading", name="What the import gives").wait_for()
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"exchange-preview-{width}.png", full_page=True)
    assert "an essay is marked by people" in visit.text()
    assert audit.sideways(page) <= 0
    if "scriptless" not in request.node.callspec.id:
        assert not audit.faults(page)
    assert not visit.faults
    with page.expect_download() as download:
        page.get_by_role("button", name="Download course.md").click()
    assert "- [x] Work out the effect\n" in Path(download.value.path()).read_text()
    # To Chromium a download is a request that failed.
    visit.faults.clear()
