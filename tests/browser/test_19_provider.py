"""Signing in by a provider, a certified one, in a browser: join, come back, link, stop."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import audit
from tests.browser.visit import HEIGHTS, SCREENSHOTS
from tests.support.cluster import free_port
from tests.support.provider import CLIENT, SECRET
from tests.support.real_provider import real_provider
from tests.support.site import Site, launch, new_folder

PASSWORD = "seven quiet otters paddle upstream"


@dataclass(frozen=True)
class Pair:
    """A site and the provider that it knows."""

    site: Site
    issuer: str


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, rendered: Path) -> Iterator[Pair]:
    """Both, beside each other."""
    port, folder = free_port(), tmp_path_factory.mktemp("provider")
    with real_provider(f"http://127.0.0.1:{port}/sign-in/with/return", folder) as issuer:
        site = launch(
            "provider",
            new_folder(folder, rendered=rendered),
            port=port,
            more={
                "TPMLEARN_OIDC_ISSUER": issuer,
                "TPMLEARN_OIDC_CLIENT_ID": CLIENT,
                "TPMLEARN_OIDC_CLIENT_SECRET": SECRET,
                "TPMLEARN_OIDC_NAME": "Acme",
            },
        )
        try:
            yield Pair(site, issuer)
        finally:
            site.stop()


@pytest.fixture(params=[(390, "light", True), (1280, "dark", False)], ids=["phone", "desk-no-js"])
def context(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of its own: a phone in light colours, and a desk in dark ones without scripts."""
    width, scheme, has_scripts = request.param
    found = chromium.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        java_script_enabled=has_scripts,
    )
    yield found
    found.close()


def agree(page: Page, name: str) -> None:
    """Sign in at the provider under a name, and let it tell the site."""
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("whatever")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()


def look(page: Page, name: str) -> None:
    """Keep a picture; nothing is wider than the window, and axe finds nothing in light and dark."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=SCREENSHOTS / f"provider-{name}-{width}.png", full_page=True)
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= width
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        page.emulate_media(reduced_motion="reduce")
        found = audit.faults(page)
        page.emulate_media(color_scheme="dark")
        found += audit.faults(page, audit.COLOURS)
        page.emulate_media(color_scheme="light")
        assert not found, f"{name} at {width}: {found}"


def test_a_guest_joins_by_it_and_comes_back(pair: Pair, context: BrowserContext) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page, name = context.new_page(), f"lena{id(context)}"
    page.goto(pair.site.url + "/rate/del")
    page.locator('input[name="level"][value="2"]').first.check()
    save = page.locator("main button[type=submit]").first
    if save.is_visible():
        save.click()
    else:
        expect(page.locator("[data-status]").first).to_contain_text("saved")
    page.goto(pair.site.url + "/sign-up")
    look(page, "sign-up")
    page.get_by_role("link", name="Sign up with Acme").press("Enter")
    agree(page, name)

    expect(page.get_by_role("heading", level=1)).to_have_text("Create your account")
    expect(page.locator("main")).to_contain_text(f"{name}@corp.example")
    expect(page.locator("main")).to_contain_text("Everything you have done here so far")
    look(page, "join")
    page.get_by_role("button", name="Create account").press("Enter")
    expect(page.locator(".flashes")).to_contain_text("Your account is ready")

    page.goto(pair.site.url + "/settings/sign-in-with")
    expect(page.locator("main")).to_contain_text("It is your only way in")
    look(page, "own")
    context.clear_cookies(domain="127.0.0.1")
    page.goto(pair.site.url + "/sign-in?next=/rate/history")
    look(page, "sign-in")
    page.get_by_role("link", name="Sign in with Acme").click()
    # It remembers its own session: nothing is asked a second time.
    expect(page).to_have_url(re.compile("/rate/history$"))
    expect(page.locator("main")).to_contain_text("2")


def test_who_has_an_account_signs_in_to_it_and_links(pair: Pair, context: BrowserContext) -> None:
    page, name = context.new_page(), f"sven{id(context)}"
    page.goto(pair.site.url + "/sign-up")
    page.get_by_label("Name", exact=True).fill("Sven Strand")
    page.get_by_label("E-mail address").fill(f"{name}@corp.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    context.clear_cookies(domain="127.0.0.1")

    page.goto(pair.site.url + "/sign-in/with")
    agree(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text("You have an account here")
    look(page, "exists")
    page.get_by_role("link", name="Sign in and link").click()
    page.get_by_label("E-mail address").fill(f"{name}@corp.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Link it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Link Acme")
    look(page, "link")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Link it").click()
    expect(page.locator(".flashes")).to_contain_text("Linked")
    context.clear_cookies(domain="127.0.0.1")
    page.goto(pair.site.url + "/sign-in/with?next=/settings")
    expect(page.locator("main")).to_contain_text(f"{name}@corp.example")


def test_whoever_stops_there_reads_that_nothing_changed(
    pair: Pair, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(pair.site.url + "/sign-in/with")
    page.get_by_role("link", name="Cancel").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You did not sign in")
    look(page, "cancelled")


def test_an_address_that_nobody_verified_is_asked_for(pair: Pair, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(pair.site.url + "/sign-in/with")
    agree(page, f"mia{id(context)}+unsure")

    expect(page.get_by_label("E-mail address")).to_have_value(re.compile(r"^mia\d+@corp.example$"))
    look(page, "unverified")
