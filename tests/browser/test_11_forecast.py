"""Step 11: by when with what odds, and what if; the plan is changed, and the forecast with it."""

import re

from playwright.sync_api import expect

from tests.browser.visit import Visit
from tests.browser.walks import plan

DATE = r"\w{3} \d{1,2} \w+ \d{4}"


def even_date(visit: Visit) -> str:
    """The day that the first sentence of the forecast names."""
    return visit.page.locator(".lede strong").first.inner_text()


def test_from_the_plan_to_its_odds_to_what_if_and_back(visit: Visit) -> None:
    plan(visit, hours="4")
    page = visit.page

    page.get_by_role("link", name="See the dates with their odds").click()
    assert visit.heading() == "Forecast"
    expect(page.locator(".lede")).to_have_text(
        re.compile(rf"Ready by {DATE} with even odds; by {DATE} in 85 of 100 cases; by {DATE}")
    )
    before = even_date(visit)
    page.get_by_text("Show as table").click()
    expect(page.get_by_role("table", name="Runs by the day on which they end")).to_be_visible()
    visit.look("11-forecast")

    page.get_by_role("link", name="What if I had more hours").click()
    hours = page.get_by_label("Hours a week")
    visit.tab_to(hours)
    hours.fill("8")
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Today's plan and the other")
    expect(table.get_by_role("row", name="Hours a week 4 8")).to_be_visible()
    expect(page.locator("main")).to_contain_text("weeks earlier")
    visit.look("11-what-if")

    page.get_by_role("link", name="Make it so").click()
    assert visit.path() == "/plan"
    expect(page.get_by_label("Hours a week")).to_have_value("8")
    page.get_by_role("button", name="Plan anew").click()
    expect(page.locator(".flashes")).to_contain_text("Your plan is saved")
    visit.go("/plan/forecast")
    assert even_date(visit) != before


def test_it_all_works_without_scripts(scriptless: Visit) -> None:
    plan(scriptless, hours="4")

    scriptless.go("/plan/what-if?hours=0")
    scriptless.excuse("422")
    scriptless.page.get_by_role("link", name="0 cannot be planned").click()
    expect(scriptless.page.get_by_label("Hours a week")).to_be_focused()
    scriptless.page.get_by_label("Hours a week").fill("6")
    scriptless.page.get_by_label("The role").select_option("scrum-master")
    scriptless.page.get_by_role("button", name="Compare").click()

    expect(scriptless.page.locator("main")).to_contain_text("Beside today's plan")
