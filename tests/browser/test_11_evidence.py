"""Step 11: work is logged with a file, somebody confirms it by a link, and the profile says so."""

import re

from playwright.sync_api import FilePayload, expect

from tests.browser.visit import Visit, everywhere
from tests.browser.walks import new_account, rated, sign_up

PDF = FilePayload(name="release-plan.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7\n% plan\n")
TITLE = "Moved billing to the new platform"


def log(visit: Visit) -> None:
    """Log a piece of work that shows two skills, with somebody who can confirm it."""
    visit.go("/evidence/new")
    page = visit.page
    page.get_by_label("What it was").fill(TITLE)
    page.get_by_label("What you did").fill("I planned the move with 3 teams.")
    page.locator("summary", has_text="Technical foundations").click()
    page.locator('input[value="TEC1"]').check()
    page.get_by_label("First day").fill("2026-03-02")
    page.get_by_label("Last day").fill("2026-06-05")
    page.get_by_label("Hours a week of leading").fill("8")
    page.get_by_label("Who can confirm it", exact=False).last.fill("Priya, my tech lead")
    page.get_by_role("button", name="Save the entry").click()
    expect(page.locator("h1")).to_have_text(TITLE)


@everywhere
def test_work_is_logged_with_a_file_confirmed_by_a_link_and_shown_as_confirmed(
    visit: Visit, another: Visit
) -> None:
    rated(visit, {"TEC1": 3})
    sign_up(visit, new_account())
    log(visit)
    page = visit.page
    page.get_by_label("A document or picture").set_input_files([PDF])
    page.get_by_role("button", name="Add the file").click()
    expect(page.locator(".flashes")).to_contain_text("release-plan.pdf is kept")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="release-plan.pdf").click()
    assert waiting.value.suggested_filename == PDF["name"]
    page.get_by_role("button", name="Ask them").click()
    link = page.get_by_label("Their link").input_value()
    visit.look("11-asked")

    there = another.page
    there.goto(link)
    expect(there.locator("h1")).to_have_text("Can you confirm this work?")
    expect(there.locator(".lede")).to_contain_text("Ada Obi says")
    another.look("11-confirm")
    there.get_by_label("I confirm it").check()
    there.get_by_label("A sentence to go with it").fill("She led it from start to end.")
    there.get_by_role("button", name="Send my answer").click()
    expect(there.locator("main")).to_contain_text("you confirmed it")

    visit.go("/profile")
    one = page.locator("#TEC1")
    expect(one).to_contain_text("evidence confirmed, not tested")
    expect(one).to_contain_text("Confirmed by Priya, my tech lead on")
    visit.look("11-profile")
    visit.go("/evidence")
    expect(page.locator(".card", has_text=TITLE)).to_contain_text("confirmed")
    expect(page.locator(".facts")).to_contain_text(re.compile("3, 3 confirmed"))

    there.get_by_role("button", name="Withdraw my answer").click()
    expect(there.locator(".flashes")).to_contain_text("withdrawn and forgotten")
    visit.go("/profile")
    expect(page.locator("#TEC1")).to_contain_text("claimed, not confirmed")


def test_a_story_is_drafted_edited_and_copied(visit: Visit) -> None:
    log(visit)
    page = visit.page
    page.get_by_role("link", name="Story and CV line").click()
    expect(page.get_by_label("Action")).to_have_value("I planned the move with 3 teams.")
    page.get_by_label("Result").fill("It took 11 weeks.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_contain_text("It took 11 weeks.")
    expect(page.get_by_label("What you saved, as Markdown")).to_have_value(
        re.compile(r"\*\*Result\.\*\* It took 11 weeks\.")
    )
    visit.look("11-stories")


def test_what_is_refused_is_reached_from_the_summary_and_a_removal_is_undone(visit: Visit) -> None:
    log(visit)
    page = visit.page
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("First day").fill("")
    page.get_by_role("button", name="Save the changes").click()
    page.locator("[data-error-summary] a").first.press("Enter")
    expect(page.get_by_label("Last day")).to_be_focused()
    page.get_by_role("link", name="Leave it as it is").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("main")).to_contain_text("Nothing logged yet")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    visit.excuse("422")
