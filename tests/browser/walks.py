"""Ways through the site that several tests take, as a person takes them: by its words."""

import re
from collections.abc import Mapping
from itertools import count

from playwright.sync_api import Locator, expect

from tests.browser.visit import Visit
from tests.support.site import Account

PASSWORD = "seven quiet otters paddle upstream"
_numbers = count(1)


def new_account(name: str = "ada") -> Account:
    """An address that nobody has yet, on any site."""
    return Account(f"{name}-{next(_numbers)}@example.org", PASSWORD)


def sign_up(visit: Visit, account: Account, *, name: str = "Ada Obi") -> None:
    """Create an account with what this browser holds."""
    visit.go("/sign-up")
    page = visit.page
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(account.password)
    page.get_by_role("button", name="Create account").click()
    expect(page.locator(".flashes")).to_contain_text("Your account is ready")


def sign_in(visit: Visit, account: Account) -> None:
    """Come back to an account."""
    visit.go("/sign-in")
    visit.page.get_by_label("E-mail address").fill(account.email)
    visit.page.get_by_label("Password", exact=True).fill(account.password)
    with visit.page.expect_navigation():
        visit.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def sign_out(visit: Visit) -> None:
    """Leave."""
    visit.menu().get_by_role("button", name="Sign out").click()
    expect(visit.page.locator(".flashes")).to_contain_text("You are signed out")


def skill(visit: Visit, code: str) -> Locator:
    """The section of a skill on a page for rating."""
    return visit.page.locator(f"section#{code}")


def statement(visit: Visit, code: str, level: int) -> Locator:
    """The radio button of one of the six statements."""
    return skill(visit, code).locator(f'input[name="level"][value="{level}"]')


def rate(visit: Visit, ratings: Mapping[str, int]) -> None:
    """Choose a statement for each of these skills of the page that is open; each is saved."""
    for code, level in ratings.items():
        statement(visit, code, level).check()
        expect(skill(visit, code).locator("[data-status]").first).to_contain_text("saved")


def rated(visit: Visit, ratings: Mapping[str, int]) -> None:
    """Make a visitor somebody who has rated these skills, without walking through the pages."""
    visit.go("/rate")
    token = visit.page.locator('input[name="csrf_token"]').first.input_value()
    for code, level in ratings.items():
        reply = visit.context.request.post(
            f"{visit.site.url}/rate/skills/{code}",
            form={"level": str(level), "csrf_token": token},
            headers={"X-Requested-With": "fetch", "Origin": visit.site.url},
        )
        said = reply.json()
        assert said.get("saved"), said
        token = said.get("csrf_token", token)


def quick(visit: Visit, level: int) -> dict[str, int]:
    """The twelve skills of the quick way, all at the same level."""
    page = visit.context.request.get(f"{visit.site.url}/rate/quick").text()
    codes = re.findall(r'<section id="(\w+)"', page)
    assert len(codes) == 12
    return dict.fromkeys(codes, level)


def plan(visit: Visit, *, hours: str = "5") -> None:
    """Rate twelve skills and make a plan of so many hours a week."""
    rated(visit, quick(visit, 1))
    visit.go("/plan")
    visit.page.get_by_label("Hours a week").fill(hours)
    visit.page.get_by_role("button", name="Get the plan").click()
    expect(visit.page.locator(".flashes")).to_contain_text("Your plan is saved")
