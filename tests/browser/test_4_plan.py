"""Step 4: an ordered, dated plan that moves with what one does and decides."""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from tests.browser import quiz
from tests.browser.visit import Visit, everywhere
from tests.browser.walks import plan, rated

STEPS = ("technical base", "leadership and communication", "project experience")


def rows(visit: Visit) -> Locator:
    """What is left to do, in the order of the page."""
    return visit.page.locator("#plan ol.cards > li")


def row(visit: Visit, name: str) -> Locator:
    """The row of that name."""
    return rows(visit).filter(has=visit.page.locator(".card-title", has_text=name))


def title(one: Locator) -> str:
    """What a row is about."""
    return one.locator(".card-title").inner_text()


def change(one: Locator, action: str) -> None:
    """Unfold a row's choices and press one."""
    one.locator("summary", has_text="Change").click()
    one.get_by_role("button", name=re.compile(f"^{action}")).click()


def ends_on(visit: Visit) -> str:
    """The day on which the plan ends, as the page says it."""
    return visit.page.locator(".lede strong").inner_text()


@everywhere
def test_the_plan_is_ordered_by_its_three_steps_and_dated(visit: Visit) -> None:
    plan(visit)

    headings = " ".join(visit.page.locator("#plan h2").all_inner_texts()).lower()
    assert all(step in headings for step in STEPS), headings
    assert rows(visit).count() >= 5
    for one in rows(visit).all():
        assert re.search(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d", one.inner_text()), title(one)
    # Every skill has its lessons now, so no gap is left without one.
    expect(visit.page.locator("#uncovered")).to_have_count(0)


def test_what_is_pinned_stays_when_the_hours_change(visit: Visit) -> None:
    plan(visit, hours="4")
    first = rows(visit).first
    name, end = title(first), ends_on(visit)
    later = date.today() + timedelta(weeks=6)

    first.locator("summary", has_text="Change").click()
    first.get_by_label("Start it in the week of").fill(later.isoformat())
    first.get_by_role("button", name="Pin to that week").click()
    expect(visit.page.locator("#moved")).to_contain_text(f"Pinned: {name}")
    pinned = row(visit, name)
    expect(pinned).to_contain_text("pinned")
    monday = later - timedelta(days=later.weekday())
    expect(pinned).to_contain_text(f"Mon {monday.day} {monday:%B}")

    visit.page.locator("summary", has_text="Change hours").click()
    visit.page.get_by_label("Hours a week").fill("20")
    visit.page.get_by_role("button", name="Plan anew").click()
    expect(visit.page.locator(".flashes")).to_contain_text("Your plan is saved")
    expect(pinned).to_contain_text(f"Mon {monday.day} {monday:%B}")
    assert ends_on(visit) != end
    visit.look("4-plan-pinned")


def test_what_is_skipped_leaves_the_plan_and_comes_back_with_undo(visit: Visit) -> None:
    plan(visit)
    first, end = rows(visit).first, ends_on(visit)
    name = title(first)

    change(first, "Skip")
    expect(visit.page.locator("#moved")).to_contain_text(f"Skipped: {name}")
    expect(row(visit, name)).to_have_count(0)
    expect(visit.page.locator("#skipped ~ ul")).to_contain_text(name)

    visit.page.get_by_role("button", name="Undo").click()
    expect(row(visit, name)).to_have_count(1)
    expect(visit.page.locator("#skipped")).to_have_count(0)
    assert ends_on(visit) == end


def test_what_is_done_is_kept_as_done(visit: Visit) -> None:
    plan(visit)
    first = rows(visit).first
    name = title(first)

    change(first, "Done")

    expect(visit.page.locator("#moved")).to_contain_text(f"Marked as done: {name}")
    expect(visit.page.locator("#done ~ ul")).to_contain_text(name)
    assert "1 done" in visit.text()


def test_an_impossible_date_says_by_how_much_and_what_would_have_to_give(visit: Visit) -> None:
    plan(visit, hours="2")

    visit.page.locator("summary", has_text="Change hours").click()
    soon = date.today() + timedelta(weeks=3)
    visit.page.get_by_label("Ready by").fill(soon.isoformat())
    visit.page.get_by_role("button", name="Plan anew").click()

    said = visit.page.locator(".callout-care")
    expect(said).to_contain_text(re.compile(r"This plan ends \d+ days later"))
    expect(said.locator("li")).to_have_count(3)
    visit.look("4-plan-too-late")


def test_the_time_line_shows_every_row_of_the_list(visit: Visit) -> None:
    plan(visit)
    titles = [title(one) for one in rows(visit).all()]

    visit.page.get_by_role("link", name="On a time line").click()
    figure = visit.page.locator("#gantt")
    expect(figure.locator("svg:visible")).to_have_count(1)
    figure.locator("summary", has_text="Show as table").click()
    table = figure.locator("table").inner_text()
    assert [name for name in titles if name not in table] == []


def test_passing_a_quiz_moves_the_plan(visit: Visit) -> None:
    rated(visit, {"DEL3": 1, "DEL4": 1})
    visit.go("/plan")
    visit.page.get_by_role("button", name="Get the plan").click()
    expect(row(visit, "Estimate in ranges")).to_be_visible()
    before = visit.page.locator(".page > .meta").first.inner_text()

    quiz.take(visit)
    visit.page.get_by_role("link", name="See my plan").click()

    done = visit.page.locator("#done ~ ul li", has_text="Estimate in ranges")
    expect(done).to_contain_text("tested out")
    assert visit.page.locator(".page > .meta").first.inner_text() != before
