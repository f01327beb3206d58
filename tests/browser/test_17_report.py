"""Step 17: a paragraph reported on a phone without an account, mended at a desk, answered."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.visit import Visit
from tests.browser.walks import sign_in
from tests.support.site import Site

LESSON = "/learn/16-estimate-in-ranges"
SECTION = "#s-three-numbers-two-formulas"
WRONG = "Why is the sum divided by six? I do not follow."
ANSWER = "Six weights stand above the line. A sentence says so now."


def test_a_report_of_a_paragraph_is_taken_mended_and_answered(
    window: Window, demo_site: Site
) -> None:
    reader, author = window("reader", demo_site, 390), window("mender", demo_site, 1280)
    _report(reader)
    sign_in(author, demo_site.accounts["author"])

    author.go("/author/reports?of=lessons")
    told = author.page.locator("article").filter(has_text=WRONG)
    told.get_by_role("button", name="Take it").click()
    told.get_by_label("Your answer").fill(ANSWER)
    author.look("17-taken")
    told.get_by_label("Mended").check()
    told.get_by_role("button", name="Answer").click()
    expect(author.page.locator("main")).not_to_contain_text(WRONG)
    expect(author.page.locator("main")).to_contain_text("Mended: 1")

    reader.go("/reports")
    expect(reader.page.locator("article")).to_contain_text(ANSWER)
    expect(reader.page.locator("article")).to_contain_text("An author took it")
    reader.look("17-answered")
    reader.page.get_by_role("button", name="Mark the answers as read").click()
    expect(reader.page.locator("main")).not_to_contain_text("new answer")
    assert not reader.faults, reader.faults
    assert not author.faults, author.faults


def _report(reader: Visit) -> None:
    """Without an account, by keyboard where it matters, and once with nothing chosen."""
    page = reader.page
    reader.go(LESSON + SECTION)
    link = page.get_by_role("link", name="Report a problem in Three numbers, two formulas")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_label("What is wrong with it?").fill(WRONG)
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator(".error-summary")).to_contain_text("Choose a paragraph")
    expect(page.get_by_label("What is wrong with it?")).to_have_value(WRONG)
    reader.look("17-refused")
    reader.excuse("422")
    _choose(page, "Two formulas turn the three values")
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("article blockquote")).to_contain_text("Two formulas turn")
    expect(page.locator("article")).to_contain_text(WRONG)


def _choose(page: Page, beginning: str) -> None:
    choice = page.locator("label.choice").filter(has_text=beginning).locator("input")
    choice.focus()
    page.keyboard.press("Space")
    expect(choice).to_be_checked()
