"""The plan as a project: agreed to, measured, reported on one page."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser import quiz
from tests.browser.past import age_plan
from tests.browser.test_11_forecast import even_date
from tests.browser.visit import Visit
from tests.browser.walks import plan, rated


def test_the_report_follows_what_is_done_and_what_comes_between(visit: Visit) -> None:
    page = visit.page
    rated(visit, {"DEL3": 1, "DEL4": 1, "DEL5": 1})
    visit.go("/plan")
    page.get_by_label("Hours a week").fill("5")
    page.get_by_role("button", name="Get the plan").click()
    page.locator("p.meta a", has_text="Baseline").click()
    page.get_by_role("button", name="Save the baseline").click()
    expect(page.locator(".flashes")).to_contain_text("Your baseline is saved")
    expect(page.locator("main")).to_contain_text("No day of the baseline has gone by yet")

    age_plan(visit, weeks=3)
    visit.go("/plan/report")
    expect(page.locator("main")).to_contain_text("Nothing of the baseline is earned yet")

    quiz.take(visit)
    visit.go("/plan/report")
    at_pace = forecast(visit)
    expect(page.locator("main")).to_contain_text("Estimate in ranges")
    visit.look("11-report")
    visit.go("/plan/forecast")
    before = even_date(visit)

    sick_for_two_weeks(visit)
    visit.go("/plan/forecast")
    assert even_date(visit) != before
    visit.go("/plan/report")
    assert forecast(visit) != at_pace
    visit.go("/plan/baseline")
    expect(page.locator("section", has=page.locator("#moved"))).to_contain_text("Why:")
    expect(page.locator("#burn-up-figure svg:visible")).to_have_count(1)
    visit.look("11-baseline")


def test_the_report_can_be_written_copied_and_printed_on_one_page(visit: Visit) -> None:
    page = visit.page
    plan(visit)
    visit.go("/plan/baseline")
    page.get_by_role("button", name="Save the baseline").click()
    visit.go("/plan/report")
    page.get_by_label("Reason for the trend").fill("Two weeks of flu. " * 16)
    page.get_by_label("Way back to green").fill("An hour more on Sundays. " * 12)
    page.get_by_label("Way back by").fill((date.today() + timedelta(days=9)).isoformat())
    page.get_by_label("Ask: who decides").fill("Petra: may I join the planning on Thursday? " * 6)
    page.get_by_role("button", name="Save what I wrote").click()
    expect(page.locator(".flashes")).to_contain_text("Your report is saved")

    text = page.get_by_label("The report as Markdown").input_value()
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert [head.split(":")[0] for head in heads] == [
        "# Status report",
        "## State",
        "## Trend",
        "## Forecast",
        "## Ask",
    ]
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator("[data-copied]")).to_contain_text(re.compile("Copied|Ctrl"))

    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1


def test_the_report_can_be_copied_without_a_script(scriptless: Visit) -> None:
    page = scriptless.page
    plan(scriptless)
    scriptless.go("/plan/baseline")
    page.get_by_role("button", name="Save the baseline").click()
    scriptless.go("/plan/report")

    assert "## Forecast" in page.get_by_label("The report as Markdown").input_value()
    assert not page.get_by_role("button", name="Copy", exact=True).is_visible()


def forecast(visit: Visit) -> str:
    """What the report says of the end."""
    return visit.page.locator("section", has=visit.page.locator("#forecast")).inner_text()


def sick_for_two_weeks(visit: Visit) -> None:
    """Report that one is ill today and for the thirteen days after."""
    page, today = visit.page, date.today()
    visit.go("/plan")
    page.locator("#away summary").click()
    page.get_by_label("Away from").fill(today.isoformat())
    page.get_by_label("Up to and with").fill((today + timedelta(days=13)).isoformat())
    page.get_by_role("button", name="Plan around it").click()
    expect(page.locator("#moved")).to_contain_text("The plan now ends on")
