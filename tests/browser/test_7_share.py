"""Step 7: a link shows what was chosen, to anybody, until it is revoked."""

import re

from playwright.sync_api import expect

from tests.browser.visit import Visit, everywhere
from tests.browser.walks import new_account, rated, sign_up

NAME = "Ada Obi"


def make_view(visit: Visit, *sections: str) -> None:
    """Make a view that shows these sections; the page that grants it."""
    visit.go("/sharing")
    visit.page.get_by_role("link", name="Make a view").first.click()
    visit.page.get_by_label("What you call this view").fill("For platform jobs")
    for section in sections:
        visit.page.get_by_label(section).check()
    visit.page.get_by_role("button", name="Save the view").click()


def make_link(visit: Visit, *sections: str) -> str:
    """Make a view of these sections and a link that opens it; the link's address."""
    make_view(visit, *sections)
    visit.page.get_by_label("What you call it").fill("Acme, May")
    visit.page.get_by_role("button", name="Make the link").click()
    link = visit.page.get_by_label("Copy it now")
    expect(link).to_be_visible()
    return link.input_value()


def member_with_ratings(visit: Visit) -> None:
    """Somebody who rated three skills and has an account."""
    rated(visit, {"TEC1": 4, "TEC2": 2, "TEC3": 1})
    sign_up(visit, new_account(), name=NAME)


def test_a_guest_is_told_why_a_link_needs_an_account(visit: Visit) -> None:
    visit.go("/sharing")

    assert "Views need an account" in visit.text()


def test_the_profile_keeps_rating_and_evidence_apart(visit: Visit) -> None:
    rated(visit, {"TEC1": 4, "TEC2": 2})
    visit.go("/profile")

    one = visit.page.locator("#TEC1")
    expect(one).to_contain_text("Level 4")
    expect(one).to_contain_text("counts as 2")
    expect(visit.page.locator("#TEC2")).to_contain_text("rated, not tested")


@everywhere
def test_a_link_is_opened_compared_listed_and_withdrawn(visit: Visit, another: Visit) -> None:
    member_with_ratings(visit)
    link = make_link(visit, "Role fit", "Ratings and evidence")
    visit.look("7-sharing-new-link")
    assert "Not opened yet" in visit.page.locator(".grants").inner_text()

    another.page.goto(link)
    expect(another.page.locator("h1")).to_have_text("A shared profile")
    said = another.text()
    assert NAME not in said
    assert "What this does not show" in said
    assert "Not tested" in said or "not tested" in said
    another.page.get_by_label("Compare with").select_option(label="Scrum Master")
    expect(another.page).to_have_url(re.compile("role=scrum-master"))
    expect(another.page.locator(".lede")).to_contain_text("Scrum Master")

    visit.go("/sharing")
    card = visit.page.locator(".grant", has_text="Acme, May")
    expect(card).to_contain_text("2 times")
    card.locator("summary", has_text="When it was opened").click()
    expect(card.locator("time").first).to_be_visible()
    card.get_by_role("button", name="Withdraw").click()
    expect(visit.page.locator(".flashes")).to_contain_text("withdrawn")
    visit.look("7-sharing-withdrawn")

    another.page.goto(link)
    expect(another.page.locator("h1")).to_have_text("This link shows nothing")
    assert "Acme" not in another.text()
    assert "skill" not in another.text()
    another.excuse("410")
    another.look("7-gone")


def test_a_link_shows_no_more_than_was_chosen(visit: Visit, another: Visit) -> None:
    member_with_ratings(visit)
    link = make_link(visit, "Quiz results", "My name")

    another.page.goto(link)

    expect(another.page.locator("h1")).to_have_text(f"Profile of {NAME}")
    expect(another.page.locator("#ratings")).to_have_count(0)
    expect(another.page.locator("#fit")).to_have_count(0)
    expect(another.page.locator("#quizzes")).to_have_count(1)
