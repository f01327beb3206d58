"""Step 1: what this is in one screen, three doors, no wall; and nothing is lost on signing up."""

import re

from playwright.sync_api import expect

from tests.browser.visit import HEIGHTS, Visit, everywhere
from tests.browser.walks import (
    new_account,
    rate,
    sign_in,
    sign_out,
    sign_up,
    statement,
)
from tests.support.site import Account

DOORS = ("Find my gap", "Browse lessons", "For recruiters")


@everywhere
def test_home_says_what_it_is_and_shows_its_doors_without_scrolling(visit: Visit) -> None:
    visit.go("/")

    assert visit.heading() == "From developer to Technical Project Manager"
    assert "minutes" in visit.text()
    for name in DOORS:
        box = visit.page.get_by_role("link", name=name).first.bounding_box()
        assert box is not None, name
        assert box["y"] + box["height"] <= HEIGHTS[visit.width], f"{name} is below the fold"


def test_each_door_opens_without_an_account(visit: Visit) -> None:
    for name in DOORS:
        visit.go("/")
        visit.page.locator(".doors").get_by_role("link", name=name).click()

        expect(visit.page.locator("h1")).not_to_have_text("Sign in")
        expect(visit.page.locator("input[type=password]")).to_have_count(0)


def test_reading_makes_nobody_a_guest_and_the_first_saved_choice_does(visit: Visit) -> None:
    visit.go("/learn")
    visit.go("/rate/tec")
    assert not visit.menu().get_by_role("link", name="My profile").count()

    rate(visit, {"TEC1": 2})

    visit.go("/")
    expect(visit.menu().get_by_role("link", name="My profile")).to_be_visible()
    expect(visit.menu().get_by_role("link", name="Keep your work")).to_be_visible()


@everywhere
def test_signing_up_keeps_what_a_guest_did(visit: Visit) -> None:
    account = new_account()
    visit.go("/rate/tec")
    rate(visit, {"TEC1": 2})

    sign_up(visit, account)
    visit.go("/rate/tec")
    expect(statement(visit, "TEC1", 2)).to_be_checked()

    sign_out(visit)
    visit.go("/rate/tec")
    expect(statement(visit, "TEC1", 2)).not_to_be_checked()

    sign_in(visit, account)
    visit.go("/rate/tec")
    expect(statement(visit, "TEC1", 2)).to_be_checked()


def test_signing_in_offers_to_keep_what_a_guest_did(visit: Visit, another: Visit) -> None:
    account = new_account()
    sign_up(another, account)
    another.go("/rate/tec")
    rate(another, {"TEC1": 1})
    visit.go("/rate/tec")
    rate(visit, {"TEC2": 2})

    sign_in(visit, account)
    expect(visit.page.locator("h1")).to_have_text("Keep what you did as a guest?")
    visit.look("1-merge")
    visit.page.get_by_role("button", name="Keep it").click()

    visit.go("/rate/tec")
    expect(statement(visit, "TEC1", 1)).to_be_checked()
    expect(statement(visit, "TEC2", 2)).to_be_checked()


def test_a_forgotten_password_is_set_anew_with_the_link_in_the_log(visit: Visit) -> None:
    account = new_account()
    sign_up(visit, account)
    sign_out(visit)

    visit.go("/sign-in")
    visit.page.get_by_role("link", name="I forgot my password").click()
    visit.page.get_by_label("E-mail address").fill(account.email)
    visit.page.get_by_role("button", name="Send the link").click()
    expect(visit.page.locator("h1")).to_have_text("Look into your mail")
    letter = visit.site.log.split(f"Mail to {account.email}")[-1]
    link = re.search(r"http\S+/password/reset/\S+", letter)
    assert link

    visit.page.goto(link.group())
    visit.page.get_by_label("New password").fill("eleven calm herons cross the weir")
    visit.page.get_by_role("button", name="Set password").click()
    sign_in(visit, Account(account.email, "eleven calm herons cross the weir"))
    expect(visit.menu().get_by_role("button", name="Sign out")).to_be_visible()

    sign_out(visit)
    sign_in(visit, account)
    expect(visit.page.locator("[data-error-summary]")).to_be_focused()
    visit.look("1-wrong-password")
    visit.excuse("422")
