"""Step 11: a job advert is pasted, corrected, and becomes what gap and plan are for."""

from playwright.sync_api import expect

from tests.browser.visit import Visit, everywhere
from tests.browser.walks import rated
from tests.domain.planning.advert_marks import text_of


def paste(visit: Visit) -> str:
    """Paste an advert; where its page is."""
    visit.go("/adverts")
    visit.page.get_by_label("Text of the advert").fill(text_of("tpm"))
    visit.page.get_by_label("Employer").fill("Acme Payments")
    visit.page.get_by_role("button", name="Find the skills").click()
    expect(visit.page.locator("#skills")).to_have_text("What it asks for")
    return visit.path()


@everywhere
def test_an_advert_is_pasted_corrected_and_planned_for(visit: Visit) -> None:
    page = visit.page
    rated(visit, {"CTL2": 1, "DEL5": 2, "COM3": 1})
    visit.go("/gap")
    page.get_by_role("link", name="Paste a job advert").click()

    paste(visit)
    assert "14 of 34 skills were found by their words" in visit.text()
    marks = page.locator(".advert-text mark").all_inner_texts()
    assert "risk register" in marks
    visit.look("11-advert")

    page.get_by_label("Level of Risk management").select_option("3")
    page.get_by_label("Level of Closure and knowledge transfer").select_option("none")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator(".flashes")).to_contain_text("Your changes are saved")
    assert "You set it otherwise" in visit.text()
    expect(page.locator("#perhaps + ul")).to_contain_text("Closure and knowledge transfer")
    page.locator("#add ~ form").get_by_label("Skill").select_option("DEL4")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#DEL4")).to_contain_text("Added by you")

    page.get_by_role("link", name="See the gap to it").click()
    assert "Only the 14 skills that the advert names are asked for" in visit.text()
    expect(page.locator("#gaps ~ ul").first).to_contain_text("Two levels short")
    visit.look("11-advert-gap")

    page.get_by_role("link", name="The advert, and what was found in it").click()
    page.get_by_role("button", name="Plan for this").click()
    expect(page.locator(".flashes")).to_contain_text("Your goal is now")
    page.get_by_role("button", name="Get the plan").click()
    expect(page.locator(".flashes")).to_contain_text("Your plan is saved")
    assert "For Technical Project Manager (m/f/d), Payments Platform, Acme Payments" in visit.text()

    visit.go("/adverts")
    page.get_by_role("link", name="Technical Project Manager").click()
    page.get_by_role("button", name="Delete this advert").click()
    assert "It was your goal" in visit.text()
    page.get_by_role("button", name="Undo").click()
    assert "My plan, which is for this advert" in visit.text()
