"""The plan in other programs: from the page to a calendar, to a file, to paper; and away again."""

import re
from pathlib import Path

from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.visit import Visit
from tests.browser.walks import plan


def address(visit: Visit) -> str:
    """The address of the feed that the page shows."""
    return visit.page.get_by_label("For Thunderbird").input_value()


def test_a_feed_follows_the_plan_until_it_is_renewed(visit: Visit) -> None:
    plan(visit)
    visit.page.get_by_role("link", name="Take the plan with you").click()
    visit.page.get_by_role("button", name="Make the address").click()
    expect(visit.page.locator(".flashes")).to_contain_text("Your calendar feed is running")
    old = address(visit)
    visit.look("exports")

    # A calendar has no cookies of ours.
    calendar = visit.page.context.browser.new_context()  # type: ignore[union-attr]
    read = calendar.request.get(old)
    todos = [str(part["summary"]) for part in Calendar.from_ical(read.body()).walk("VTODO")]
    assert read.headers["content-type"].startswith("text/calendar")
    assert len(todos) > 5

    visit.page.get_by_role("button", name="Renew the address").click()
    expect(visit.page.locator(".flashes")).to_contain_text("has a new address")
    assert address(visit) != old
    assert calendar.request.get(old).status == 410
    assert calendar.request.get(address(visit)).body() == read.body()

    visit.page.get_by_role("button", name="Stop the feed").click()
    expect(visit.page.locator(".callout-info")).to_contain_text("The feed is stopped")
    visit.page.get_by_role("button", name="Start it again").click()
    assert calendar.request.get(address(visit)).ok
    calendar.close()


def test_every_file_is_saved_and_the_paper_is_short(visit: Visit, tmp_path: Path) -> None:
    plan(visit)
    visit.go("/plan/export")

    names = []
    for link in visit.page.locator("main a[download]").all():
        with visit.page.expect_download() as waited:
            link.click()
        waited.value.save_as(tmp_path / waited.value.suggested_filename)
        names.append(waited.value.suggested_filename)
    assert [name.rsplit(".", 1)[1] for name in names] == ["ics", "ics", "xml", "csv", "csv", "md"]
    assert all(name.startswith("tpmlearn-plan-") for name in names)
    assert all((tmp_path / name).stat().st_size > 1000 for name in names)

    visit.page.get_by_role("link", name="Open to print").click()
    paper = visit.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
    visit.look("exports-paper")
