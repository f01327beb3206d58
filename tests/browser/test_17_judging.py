"""Step 17: an author judges pairs by keyboard, and speaks of items of a study as they are typed."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.studies import study_of
from tests.browser.visit import Visit
from tests.browser.walks import sign_in
from tests.support.site import Site


def an_author(window: Window, site: Site, width: int) -> Visit:
    visit = window(f"judging-{width}", site, width)
    sign_in(visit, site.accounts["author"])
    return visit


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_pairs_are_judged_by_the_keys_1_2_and_0(window: Window, demo_site: Site) -> None:
    visit = an_author(window, demo_site, 1280)
    page = visit.page
    visit.go("/author/pairs/ctl")
    before = page.locator("input[name=left]").input_value()

    for key in "120":
        press(page, key)

    expect(page.get_by_text(re.compile(r"You have judged 3 pairs"))).to_be_visible()
    expect(page.get_by_text("you could not tell")).to_be_visible()
    assert page.locator("input[name=left]").input_value() != before
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text(re.compile(r"You have judged 2 pairs"))).to_be_visible()
    visit.look("17-pair")


def test_a_percent_is_saved_as_it_is_typed(window: Window, demo_site: Site) -> None:
    visit = an_author(window, demo_site, 390)
    page = visit.page
    address = study_of(visit)
    visit.go(f"{address}/items")

    page.get_by_label("get item 1 right").fill("65")
    page.get_by_label("get item 2 right").fill("40")
    page.get_by_label("get item 3 right").focus()

    expect(page.locator("#form-1 [data-status]")).to_contain_text("saved")
    expect(page.locator("#form-2 [data-status]")).to_contain_text("saved")
    visit.go(f"{address}/items")
    expect(page.get_by_label("get item 1 right")).to_have_value("65")
    expect(page.get_by_label("get item 2 right")).to_have_value("40")
    visit.look("17-items")
