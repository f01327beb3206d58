"""page.js keeps what the page says about marks true after each save."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tpmlearn.config import ROOT

pytestmark = pytest.mark.chromium
SCRIPTS = ROOT / "tpmlearn" / "web" / "static" / "js"
SITE = "http://site.test"
MARK = """<form method="post" action="/mark" data-save data-mark="{kind}" data-on="{on}"
  data-off="Mark {kind}"><input type="hidden" name="csrf_token" value="t">
<input type="hidden" name="section" value="{section}"><input type="hidden" name="state" value="on">
<button><span data-label>Mark {kind}</span></button><p data-status role="status"></p></form>"""
HTML = f"""<!doctype html><html lang="en"><title>x</title>
<script type="module" src="/save.js"></script><script type="module" src="/page.js"></script>
<p data-progress>0 of 2</p><i data-ticked="s-1" hidden>read</i><i data-ticked="s-2" hidden>read</i>
{MARK.format(kind="read", section="s-1", on="Read {at}, undo")}
{MARK.format(kind="bookmark", section="s-1", on="Bookmarked, undo")}"""


class Marks:
    """A server that remembers the marks of one section."""

    def __init__(self) -> None:
        self.states: list[str] = []

    def __call__(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path == "/mark":
            self.states.append((route.request.post_data or "").split("state=")[1])
            on = self.states[-1] == "on"
            reply = {"saved": "12:04", "read_at": "12:03" if on else "", "bookmarked": on}
            route.fulfill(json={**reply, "progress": f"{int(on)} of 2"})
        elif path == "/":
            route.fulfill(body=HTML, content_type="text/html")
        else:
            script = (SCRIPTS / path.removeprefix("/")).read_text(encoding="utf-8")
            route.fulfill(body=script, content_type="text/javascript")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def marks(page: Page) -> Iterator[Marks]:
    server = Marks()
    page.route("**/*", server)
    page.goto(SITE + "/")
    yield server
    page.unroute("**/*")


def test_a_tick_changes_button_contents_and_progress_and_back(page: Page, marks: Marks) -> None:
    button = page.locator("form[data-mark=read] button")
    button.click()
    expect(button).to_have_text("Read 12:03, undo")
    expect(page.locator("[data-progress]")).to_have_text("1 of 2")
    expect(page.locator("[data-ticked=s-1]")).to_be_visible()
    expect(page.locator("[data-ticked=s-2]")).to_be_hidden()

    button.click()
    expect(button).to_have_text("Mark read")
    expect(page.locator("[data-progress]")).to_have_text("0 of 2")
    expect(page.locator("[data-ticked=s-1]")).to_be_hidden()
    assert marks.states == ["on", "off"]


def test_a_bookmark_changes_its_button_only(page: Page, marks: Marks) -> None:
    page.locator("form[data-mark=bookmark] button").click()

    expect(page.locator("form[data-mark=bookmark] button")).to_have_text("Bookmarked, undo")
    expect(page.locator("form[data-mark=read] button")).to_have_text("Mark read")
    expect(page.locator("[data-progress]")).to_have_text("0 of 2")
    expect(page.locator("[data-ticked=s-1]")).to_be_hidden()
