"""Step 16: a badge that is asked for waits on its page until the background work is done."""

from playwright.sync_api import Route, expect

from tests.browser import past_badges
from tests.browser.visit import Visit, everywhere
from tests.browser.walks import new_account, sign_up

ONCE = "**/badges/*-*"


def without_reload(route: Route) -> None:
    """The page as it is, standing still."""
    answer = route.fetch()
    kept = {name: value for name, value in answer.headers.items() if name != "refresh"}
    route.fulfill(response=answer, headers=kept)


@everywhere
def test_its_page_waits_and_says_what_became_of_it(visit: Visit) -> None:
    account = new_account("bea")
    sign_up(visit, account, name="Bea Brandt")
    badge = past_badges.asked(visit, account.email)

    visit.go("/badges")
    visit.page.get_by_role("link", name="See how it stands").click()
    expect(visit.page.locator("h1")).to_have_text("The badge is being signed")
    visit.page.route(ONCE, without_reload)
    visit.go(f"/badges/{badge}")
    visit.look("16-signing")
    visit.page.unroute(ONCE)
    past_badges.ask_now(visit, badge)
    visit.go(f"/badges/{badge}")
    past_badges.give_up(visit, badge)

    # By itself: the page loads anew.
    expect(visit.page.locator("h1")).to_have_text("The badge was not issued", timeout=20_000)
    visit.page.get_by_role("link", name="See what can be issued now").click()
    expect(visit.page.locator("h1")).to_have_text("Badges")
    assert "is being signed" not in visit.text()
