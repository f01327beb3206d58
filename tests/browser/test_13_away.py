"""Two weeks ill, something in two parts, and the week that is: on the plan's own page."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.test_4_plan import ends_on, row, rows, title
from tests.browser.visit import Visit
from tests.browser.walks import plan


def monday(weeks: int) -> date:
    """The Monday so many weeks from this one."""
    return date.today() - timedelta(days=date.today().weekday()) + timedelta(weeks=weeks)


def test_two_weeks_ill_move_the_plan_and_are_taken_back(visit: Visit) -> None:
    plan(visit)
    end = ends_on(visit)

    visit.page.locator("#away summary").click()
    visit.page.get_by_label("Away from").fill(monday(1).isoformat())
    visit.page.get_by_label("Up to and with").fill((monday(3) - timedelta(days=1)).isoformat())
    visit.page.get_by_role("button", name="Plan around it").click()

    moved = visit.page.locator("#moved")
    expect(moved).to_contain_text(f"Away: Mon {monday(1).day} ")
    expect(moved).to_contain_text("The plan now ends on")
    assert ends_on(visit) != end
    visit.look("13-away")

    visit.page.get_by_role("link", name="On a time line").click()
    expect(visit.page.locator("#plan")).to_contain_text("critical")
    visit.page.get_by_role("link", name="Week by week").click()
    visit.page.get_by_role("link", name="The week after").click()
    expect(visit.page.locator("#week")).to_contain_text("no things")
    expect(visit.page.locator("#plan")).to_contain_text(f"Off: Mon {monday(1).day} ")

    visit.go("/plan/away")
    visit.page.get_by_role("button", name="Take back").click()
    expect(visit.page.locator("#moved")).to_contain_text("Taken back: Mon")
    assert ends_on(visit) == end


def test_a_thing_is_dragged_to_the_week_after_and_taken_back(visit: Visit) -> None:
    plan(visit)
    visit.go("/plan?view=week")
    # The first one: to the last of a full week the page would scroll under the pointer.
    thing = visit.page.locator("li[data-activity]").first
    name = thing.locator("h3").inner_text()
    after = visit.page.get_by_role("link", name="The week after")

    thing.drag_to(after)

    moved = visit.page.locator("#moved")
    expect(moved).to_contain_text(f"Pinned: {name}")
    assert visit.page.locator("li[data-activity] h3", has_text=name).count() == 0
    moved.get_by_role("button", name="Undo").click()
    expect(visit.page.locator("#moved")).to_contain_text(f"Taken back: {name}")


def test_something_is_done_in_two_parts_and_joined_again(visit: Visit) -> None:
    plan(visit)
    one = rows(visit).filter(has=visit.page.locator("a", has_text="Do it in two parts")).first
    name = title(one)

    one.locator("summary", has_text="Change").click()
    one.get_by_role("link", name="Do it in two parts").click()
    visit.page.get_by_label("Hours of the first part").fill("0.5")
    visit.page.get_by_label("First part in the week of").fill(monday(1).isoformat())
    visit.page.get_by_label("The rest not before").fill(monday(6).isoformat())
    visit.page.get_by_role("button", name="Do it in two parts").click()

    expect(visit.page.locator("#moved")).to_contain_text(f"In two parts: {name}")
    second = row(visit, f"{name} (part 2 of 2)")
    expect(second).to_contain_text(re.compile(rf"Mon {monday(6).day} {monday(6):%B}"))
    visit.look("13-two-parts")

    visit.page.locator("#moved").get_by_role("button", name="Undo").click()
    expect(visit.page.locator("#moved")).to_contain_text(f"Joined again: {name}")
    expect(second).to_have_count(0)
