"""Step 2: six statements for a skill; a choice is saved at once, and said so only when it is."""

import re

from playwright.sync_api import Route, expect

from tests.browser.visit import Visit, everywhere
from tests.browser.walks import rate, skill, statement

SAVED = re.compile(r"^saved \d\d:\d\d$")


@everywhere
def test_a_skill_is_rated_with_the_keyboard_alone(visit: Visit) -> None:
    visit.go("/rate")
    door = visit.page.get_by_role("link", name="The quick way")
    visit.tab_to(door)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1")).to_have_text("The quick way")
    first = visit.page.locator("section.skill").first
    said = first.locator("[data-status]")

    visit.tab_to(first.locator("input[type=radio]").first)
    visit.page.keyboard.press("Space")
    expect(said).to_have_text(SAVED)
    with visit.page.expect_response(lambda got: "level=2" in (got.request.post_data or "")):
        for _ in range(2):
            visit.page.keyboard.press("ArrowDown")

    expect(first.locator('input[value="2"]')).to_be_checked()
    expect(first.locator("[data-counts]")).to_contain_text("rated, not tested")
    visit.page.reload()
    expect(first.locator('input[value="2"]')).to_be_checked()


def test_saved_is_said_only_after_the_server_has_answered(visit: Visit) -> None:
    visit.go("/rate/tec")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visit.page.route("**/rate/skills/TEC1", hold)
    said = skill(visit, "TEC1").locator("[data-status]")

    with visit.page.expect_request("**/rate/skills/TEC1"):
        statement(visit, "TEC1", 2).check()
    expect(said).to_have_text("saving …")
    assert "saved" not in said.inner_text()

    held[0].continue_()
    expect(said).to_have_text(SAVED)


def test_what_is_chosen_offline_is_kept_and_sent_when_the_line_is_back(visit: Visit) -> None:
    visit.go("/rate/tec")
    rate(visit, {"TEC1": 1})
    said = skill(visit, "TEC2").locator("[data-status]")

    visit.context.set_offline(True)
    statement(visit, "TEC2", 2).check()
    expect(said).to_contain_text("Not saved yet")
    visit.look("2-offline")
    visit.context.set_offline(False)

    expect(said).to_have_text(SAVED)
    visit.excuse("INTERNET_DISCONNECTED")
    visit.page.reload()
    expect(statement(visit, "TEC2", 2)).to_be_checked()


def test_one_leaves_and_comes_back_to_what_was_rated(visit: Visit) -> None:
    visit.go("/rate/tec")
    expect(skill(visit, "TEC2").locator("[data-status]")).to_have_text("not rated")
    rate(visit, {"TEC1": 2, "TEC3": 0})
    visit.go("/glossary")
    visit.go("/rate")

    assert "2 of 34 skills rated" in visit.text()
    visit.page.locator(".card").get_by_role("link", name="Technical foundations").click()
    expect(statement(visit, "TEC1", 2)).to_be_checked()
    expect(statement(visit, "TEC3", 0)).to_be_checked()
    expect(skill(visit, "TEC2").locator("[data-status]")).to_have_text("not rated")


def test_from_level_3_evidence_changes_how_a_rating_counts(visit: Visit) -> None:
    visit.go("/rate/tec")
    one = skill(visit, "TEC1")
    rate(visit, {"TEC1": 3})
    expect(one.locator("[data-counts]")).to_contain_text("counts as 2")
    visit.look("2-wants-evidence")

    one.get_by_label("What shows it").fill("Release notes of the parcel label service")
    one.get_by_label("Who can confirm it").fill("Piotr, my tech lead in 2025")
    one.get_by_role("button", name="Add evidence").click()
    expect(one.locator("[data-counts]")).to_contain_text("claimed, not confirmed")
    visit.look("2-claimed")

    one.get_by_role("button", name="Remove").click()
    expect(one.locator("[data-counts]")).to_contain_text("counts as 2")
    visit.page.get_by_role("button", name="Undo").click()
    expect(one.locator("[data-counts]")).to_contain_text("claimed, not confirmed")
