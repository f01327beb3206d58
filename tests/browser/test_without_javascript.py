"""The whole road without a script: rate, gap, plan, lesson, quiz, share."""

import re

from playwright.sync_api import expect

from tests.browser import quiz
from tests.browser.visit import Visit
from tests.browser.walks import new_account, sign_up, skill, statement


def test_the_road_can_be_walked_without_scripts(scriptless: Visit, another: Visit) -> None:
    visit, page = scriptless, scriptless.page

    visit.go("/rate/del")
    for code in ("DEL3", "DEL4"):
        statement(visit, code, 1).check()
        skill(visit, code).get_by_role("button", name="Save", exact=True).click()
        expect(skill(visit, code).locator("[data-status]")).to_have_text(
            re.compile(r"saved \d\d:\d\d")
        )
    visit.go("/gap")
    assert "2 of 34 skills" in visit.text()

    visit.go("/plan")
    page.get_by_role("button", name="Get the plan").click()
    expect(page.locator("#plan .card-title").first).to_be_visible()

    page.locator("#plan").get_by_role("link", name="Estimate in ranges").click()
    page.get_by_role("button", name="Mark as read").first.click()
    expect(page.locator("[data-progress]")).to_contain_text("read: 1 of")

    quiz.take(visit, wrong=1)
    visit.go("/plan")
    expect(page.locator("#done ~ ul")).to_contain_text("Estimate in ranges")

    sign_up(visit, new_account())
    visit.go("/sharing/views/new")
    page.get_by_label("What you call this view").fill("For jobs")
    page.get_by_label("Quiz results").check()
    page.get_by_role("button", name="Save the view").click()
    page.get_by_label("What you call it").fill("Acme")
    page.get_by_role("button", name="Make the link").click()
    another.page.goto(page.get_by_label("Copy it now").input_value())
    assert "9 of 10" in another.text()
