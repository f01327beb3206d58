"""Step 10: an adaptive test, by keyboard and without a script, resumed, ended, explained."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.visit import Visit, everywhere


def _answer_by_keys(visit: Visit) -> None:
    """Answer the item of this page somehow, without a mouse."""
    page, main = visit.page, visit.page.locator("main")
    visit.skip_to_content()
    lists = main.locator("form[id^=form-] select")
    if lists.count():
        for place in range(lists.count()):
            _choose_in_list(visit, lists.nth(place), place + 1)
    elif main.get_by_label("Your answer").count():
        visit.tab_to(main.get_by_label("Your answer"))
        page.keyboard.type("12")
    else:
        boxes = main.locator("form[id^=form-] input:not([type=hidden])")
        wanted = re.search(r"choose (\d)", main.locator("legend").first.inner_text())
        for place in range(int(wanted[1]) if wanted else 1):
            visit.tab_to(boxes.nth(place))
            page.keyboard.press("Space")
    visit.tab_to(main.get_by_role("button", name="Answer", exact=True))
    page.keyboard.press("Enter")


def _choose_in_list(visit: Visit, found: Locator, steps: int) -> None:
    visit.tab_to(found)
    for _ in range(min(steps, found.locator("option").count() - 1)):
        visit.page.keyboard.press("ArrowDown")


def _begin(visit: Visit) -> None:
    visit.go("/tests/pro")
    visit.tab_to(visit.page.get_by_role("button", name="Start the test"))
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1")).to_have_text("Question 1")


@everywhere
def test_a_test_by_keyboard_alone_from_start_to_result(visit: Visit) -> None:
    _begin(visit)
    visit.look("10-item")
    position = 1
    while "/result" not in visit.path():
        _answer_by_keys(visit)
        position += 1
        heading = re.compile(rf"^Question {position}$|^Result: ")
        expect(visit.page.locator("h1")).to_have_text(heading)

    assert position > 15
    # Nobody reads a question in no time: the page says so, and what it does with such answers.
    assert "This result does not count" in visit.text()
    visit.look("10-result")
    visit.skip_to_content()
    visit.tab_to(visit.page.get_by_role("link", name="How was this measured?"))
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1")).to_have_text("How was this measured?")
    visit.look("10-how")


def test_a_test_can_be_left_and_gone_on_with(visit: Visit) -> None:
    _begin(visit)
    _answer_by_keys(visit)
    expect(visit.page.locator("h1")).to_have_text("Question 2")
    stem = visit.page.locator(".stem").first.inner_text()

    visit.go("/tests")
    visit.page.get_by_role("link", name="Go on: 1 answered").click()

    expect(visit.page.locator("h1")).to_have_text("Question 2")
    assert visit.page.locator(".stem").first.inner_text() == stem


def test_going_back_leads_to_the_item_that_waits(visit: Visit) -> None:
    _begin(visit)
    _answer_by_keys(visit)
    expect(visit.page.locator("h1")).to_have_text("Question 2")

    visit.page.go_back()
    visit.page.reload()

    expect(visit.page.locator("h1")).to_have_text("Question 2")


def test_it_can_be_ended_before_its_end(visit: Visit) -> None:
    _begin(visit)
    visit.page.get_by_text("End the test now").click()
    visit.page.get_by_role("button", name="End it and see the result").click()

    expect(visit.page.locator("h1")).to_have_text("Result: Professional practice")
    assert "You ended it before its end" in visit.text()
