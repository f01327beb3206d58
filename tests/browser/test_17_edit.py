"""Step 17: an author writes in the editor: what is wrong is told in place, and nothing is lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Window
from tests.browser.visit import Visit, cleaned
from tests.browser.walks import sign_in
from tests.support.site import Site

FILE = "modules/16-estimate-in-ranges/lesson.md"
SAVED = re.compile(r"saved \d\d:\d\d")
# What the browser keeps of texts that the server does not have; and to leave some of one's own.
KEPT = """() => Object.entries(localStorage).filter(([key]) => key.startsWith("tpm-text"))
    .map(([, value]) => value).join("")"""
LEAVE = """(text) => localStorage.setItem(
    `tpm-text-${document.body.dataset.person} ${location.pathname}`,
    JSON.stringify({
        text, at: Date.now(), seen: document.querySelector("#editor-form [name=seen]").value,
    }))"""


@pytest.fixture(params=[1280, 390])
def author(request: pytest.FixtureRequest, window: Window, demo_site: Site) -> Iterator[Visit]:
    """The demo author, at a desk and with a telephone."""
    for visit in cleaned(window("author at work", demo_site, request.param)):
        sign_in(visit, demo_site.accounts["author"])
        yield visit


@pytest.fixture
def plain(window: Window, demo_site: Site) -> Iterator[Visit]:
    """The demo author, whose browser runs no script."""
    for visit in cleaned(window("scriptless", demo_site, 390)):
        sign_in(visit, demo_site.accounts["author"])
        yield visit


def begin(visit: Visit, title: str, *, line: int = 1) -> str:
    """Open the lesson in a new draft; where its editor is."""
    visit.go(f"/author/edit?file={FILE}&line={line}")
    visit.page.get_by_label("What do you change?").fill(title)
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Begin the draft").click()
    return visit.path()


def text(visit: Visit) -> Locator:
    """The text as CodeMirror shows it."""
    return visit.page.locator(".cm-content")


def turn_to(visit: Visit, pane: str) -> Locator:
    """Open a pane; what is in it."""
    visit.page.locator("[data-panes]").get_by_role("button", name=pane).click()
    return visit.page.locator("[data-beside]")


def back_to_the_text(visit: Visit) -> None:
    """On a narrow screen the text is a pane of its own."""
    if visit.width < 1000:
        visit.page.locator("[data-pane=text]").click()


def test_a_mistake_is_told_in_place_and_gone_once_it_is_mended(author: Visit) -> None:
    page = author.page
    address = begin(author, "Mend a lesson")

    text(author).press("Control+End")
    page.keyboard.type("\nA <b>bold</b> word.")
    expect(page.locator(".cm-lintRange-error")).to_be_visible()
    expect(page.locator(".cm-lint-marker-error")).to_be_visible()
    problems = turn_to(author, "Problems")
    expect(problems).to_contain_text("HTML is not allowed: <b>")
    expect(page.locator("[data-counts]")).to_have_text("1 error")
    author.look("editor-problem")

    problems.get_by_role("link", name="line ").first.click()
    expect(text(author)).to_be_focused()
    page.keyboard.press("Control+End")
    for _ in range(len("<b>bold</b> word.")):
        page.keyboard.press("Backspace")
    page.keyboard.type("**bold** word.")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    expect(turn_to(author, "Preview").locator("strong", has_text="bold").last).to_be_visible()
    expect(page.locator("[data-counts]")).to_have_text("No problems")
    expect(turn_to(author, "Live version")).to_contain_text("A **bold** word.")
    back_to_the_text(author)
    expect(page.locator("#editor-form [data-status]")).to_have_text(SAVED)

    author.go(address)
    text(author).press("Control+End")
    expect(text(author)).to_contain_text("A **bold** word.")
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.includes('tpm-text'))") == []
    )


def test_a_skeleton_comes_to_the_cursor_and_can_be_undone(author: Visit) -> None:
    page = author.page
    begin(author, "Add a callout")
    text(author).press("Control+End")

    page.locator("summary", has_text="Insert").click()
    author.look("editor-insert")
    page.get_by_role("button", name="Callout").click()

    expect(text(author)).to_contain_text("[!NOTE]")
    expect(text(author)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(text(author)).not_to_contain_text("[!NOTE]")
    page.keyboard.press("Control+s")
    expect(page.locator("#editor-form [data-status]")).to_have_text(SAVED)


def test_what_was_typed_while_the_line_was_down_is_kept_and_then_saved(author: Visit) -> None:
    page = author.page
    begin(author, "On the train")
    text(author).press("Control+End")
    author.context.set_offline(True)
    page.keyboard.type("\nTyped in a tunnel.")

    status = page.locator("#editor-form [data-status]")
    expect(status).to_contain_text("no connection")
    assert "Typed in a tunnel." in page.evaluate(KEPT)

    author.context.set_offline(False)
    expect(status).to_have_text(SAVED)
    assert page.evaluate(KEPT) == ""
    author.excuse("ERR_INTERNET_DISCONNECTED|failed: ")


def test_what_a_browser_kept_is_offered_when_the_page_is_opened_again(author: Visit) -> None:
    page = author.page
    address = begin(author, "After a fall")
    page.evaluate(LEAVE, "Text of before the fall.\n")

    author.go(address)
    note = page.locator("[data-unsaved]")
    expect(note).to_be_visible()
    expect(note).to_contain_text("text that was never saved")
    author.look("editor-unsaved")
    note.get_by_role("button", name="Take it").click()

    expect(text(author)).to_contain_text("Text of before the fall.")
    expect(page.locator("#editor-form [data-status]")).to_have_text(SAVED)
    assert page.evaluate(KEPT) == ""


def test_what_a_browser_kept_does_not_overwrite_what_was_saved_since(author: Visit) -> None:
    page = author.page
    address = begin(author, "Kept and saved")
    words = page.evaluate("document.querySelector('#editor-form textarea').value")
    page.evaluate(LEAVE, f"{words.rstrip()}\n\nKept in this browser.\n")
    other = author.context.new_page()
    other.goto(author.site.url + address)
    other.get_by_role("button", name="Leave it").click()
    other.locator(".cm-content").press("Control+Home")
    other.keyboard.press("End")
    other.keyboard.press("Control+End")
    other.keyboard.type("Saved since.")
    expect(other.locator("#editor-form [data-status]")).to_have_text(SAVED)
    other.close()
    page.evaluate(LEAVE, f"{words.rstrip()}\n\nKept in this browser.\n")

    author.go(address)
    page.get_by_role("button", name="Take it").click()

    expect(page.locator("[data-merged]")).to_be_visible()
    # The editor holds no more lines in the page than are seen.
    text(author).press("Control+End")
    expect(text(author)).to_contain_text("Kept in this browser.")
    expect(text(author)).to_contain_text("Saved since.")
    author.excuse("409")


def test_two_windows_of_one_file_have_both_changes(author: Visit) -> None:
    page = author.page
    address = begin(author, "Two at once")
    other = author.context.new_page()
    other.goto(author.site.url + address)
    other.locator(".cm-content").press("Control+End")
    other.keyboard.type("\nFrom the other window.")
    expect(other.locator("#editor-form [data-status]")).to_have_text(SAVED)
    other.close()

    text(author).press("Control+Home")
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type(" and more")

    expect(page.locator("[data-merged]")).to_contain_text("Somebody else saved this file")
    expect(page.locator("#editor-form [data-status]")).to_have_text(SAVED)
    text(author).press("Control+End")
    expect(text(author)).to_contain_text("From the other window.")
    author.excuse("409")


def test_the_keyboard_leads_out_of_the_text(author: Visit) -> None:
    begin(author, "By keyboard")
    text(author).focus()

    author.page.keyboard.press("Tab")

    expect(text(author)).not_to_be_focused()
    expect(text(author)).to_have_attribute("aria-label", re.compile("Text of the file"))


def test_it_works_without_scripts(plain: Visit) -> None:
    page = plain.page
    address = begin(plain, "Without scripts")
    area = page.get_by_label("Text of the file")
    before = area.input_value()

    area.fill(before + "\nA <b>bold</b> word.\n")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("[data-beside]")).to_contain_text("HTML is not allowed: <b>")

    page.locator("[data-panes]").get_by_role("button", name="Live version").click()
    expect(page.locator("[data-beside]")).to_contain_text("A <b>bold</b> word.")
    assert area.input_value() == before + "\nA <b>bold</b> word.\n"

    area.fill(before + "\nA **bold** word.\n")
    page.get_by_role("button", name="Preview").first.click()
    expect(page.locator("[data-beside] strong", has_text="bold").last).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".flashes")).to_contain_text("Saved in the draft.")

    plain.go(address)
    assert area.input_value() == before + "\nA **bold** word.\n"
