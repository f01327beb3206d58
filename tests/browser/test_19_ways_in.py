"""Step 19: an app and recovery codes, passkeys in Chromium's own authenticator, devices."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser.conftest import Window
from tests.browser.visit import HEIGHTS, Visit, cleaned
from tests.browser.walks import new_account, sign_in, sign_out, sign_up
from tests.features.second_step.cast import code_at
from tests.support.cluster import free_port
from tests.support.site import Site, launch, new_folder

ONE_BROWSER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="session")
def named_site(tmp_path_factory: pytest.TempPathFactory, rendered: Path) -> Iterator[Site]:
    """A site under a name that passkeys can be bound to: 127.0.0.1 is none."""
    port = free_port()
    url = f"http://localhost:{port}"
    folder = new_folder(tmp_path_factory.mktemp("named"), rendered=rendered)
    site = launch("named", folder, port=port, more={"TPMLEARN_PUBLIC_URL": url})
    yield replace(site, url=url)
    site.stop()


@pytest.fixture(params=sorted(HEIGHTS))
def ada(window: Window, named_site: Site, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Somebody new on that site, on a phone and at a desk."""
    yield from cleaned(window("ada", named_site, request.param))


@pytest.fixture(params=sorted(HEIGHTS))
def scriptless_ada(
    window: Window, named_site: Site, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """The same without JavaScript."""
    yield from cleaned(window("scriptless", named_site, request.param))


@pytest.fixture
def device(ada: Visit) -> Iterator[CDPSession]:
    """Chromium's virtual authenticator, in which passkeys are kept."""
    session = ada.context.new_cdp_session(ada.page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": ONE_BROWSER})
    yield session
    session.send("WebAuthn.removeVirtualAuthenticator", made)
    session.send("WebAuthn.disable")


def set_up_app(visit: Visit, look: Callable[[str], None]) -> tuple[pyotp.TOTP, list[str]]:
    """Set an app up; the app, and the recovery codes. `look` is told what each page is."""
    visit.go("/settings/second-step")
    look("19-second-step-off")
    visit.press("Set up an app")
    page = visit.page
    expect(page.locator("h1")).to_have_text("Set up an app")
    app = pyotp.TOTP(page.locator(".letters").inner_text().replace(" ", ""))
    look("19-app")
    page.get_by_label("Code", exact=True).fill(code_at(app))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    look("19-codes")
    codes = page.get_by_label("Print, copy or write down").input_value().split()
    return app, codes


def test_an_app_and_recovery_codes_by_keyboard(ada: Visit) -> None:
    account = new_account()
    sign_up(ada, account)
    _, codes = set_up_app(ada, ada.look)
    assert len(codes) == 10
    ada.go("/settings/second-step")
    ada.look("19-second-step-on")
    ada.go("/settings/second-step/off")
    ada.look("19-off")
    sign_out(ada)

    sign_in(ada, account)
    assert ada.heading() == "The second step"
    ada.look("19-ask")
    field = ada.page.get_by_label("Code", exact=True)
    ada.skip_to_content()
    ada.tab_to(field)
    ada.page.keyboard.type(codes[0])
    ada.page.keyboard.press("Enter")
    expect(ada.page).to_have_url(re.compile(r"/today$"))

    ada.go("/settings/devices")
    assert "password and recovery code" in ada.text()
    ada.look("19-devices")


def test_who_leaves_is_asked_at_the_next_sign_in(ada: Visit) -> None:
    account = new_account()
    sign_up(ada, account)
    ada.go("/settings")
    leave = ada.page.locator("form[action='/settings/erase']")
    leave.get_by_label("Password").fill(account.password)
    leave.get_by_label("I want everything of mine erased").check()
    leave.get_by_role("button", name="Erase my account").click()
    expect(ada.page.locator(".flashes")).to_contain_text("You are signed out everywhere")

    sign_in(ada, account)
    assert ada.path() == "/settings/leaving"
    ada.look("19-leaving")
    ada.press("Keep my account")

    expect(ada.page.locator(".flashes")).to_contain_text("Your account is kept")


def test_it_all_works_without_javascript(scriptless_ada: Visit) -> None:
    visit, account = scriptless_ada, new_account()
    sign_up(visit, account)
    _, codes = set_up_app(visit, lambda _: None)
    sign_out(visit)
    sign_in(visit, account)
    visit.page.get_by_label("Code", exact=True).fill(codes[3])
    with visit.page.expect_navigation():
        visit.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()

    visit.go("/settings/passkeys")
    assert "needs JavaScript" in visit.text()
    visit.go("/settings/second-step/off")
    visit.press("Turn it off")
    expect(visit.page.locator(".flashes")).to_contain_text("The app is turned off")


def test_a_passkey_is_added_signs_in_and_is_removed(ada: Visit, device: CDPSession) -> None:
    account, page = new_account(), ada.page
    sign_up(ada, account)
    ada.go("/settings/passkeys")
    page.get_by_label("Name of the passkey").fill("This computer")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    ada.go("/settings/passkeys")
    expect(page.locator("main")).to_contain_text("This computer")
    ada.look("19-passkeys")
    sign_out(ada)

    ada.go("/sign-in")
    ada.look("19-sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(r"/today$"))
    sign_out(ada)

    sign_in(ada, account)
    assert ada.heading() == "The second step"
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile(r"/today$"))

    ada.go("/settings/prove?next=/settings/passkeys")
    ada.look("19-prove")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("h1")).to_have_text("Passkeys")
    page.get_by_role("button", name=re.compile("Remove")).click()
    expect(page.locator(".flashes")).to_contain_text("opens nothing any more")


def test_it_says_plainly_what_went_wrong(ada: Visit, device: CDPSession) -> None:
    page = ada.page
    ada.go("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("[data-said]")).to_contain_text("cancelled, or took too long")


def test_a_page_at_another_address_says_where_passkeys_work(ada: Visit) -> None:
    site = replace(ada.site, url=ada.site.url.replace("localhost", "127.0.0.1"))
    elsewhere = Visit(ada.page, site, ada.width)
    account = new_account()
    sign_up(elsewhere, account)
    elsewhere.go("/settings/passkeys")

    expect(ada.page.locator("[data-said]")).to_contain_text(f"work at {ada.site.url} only")
    ada.excuse("elsewhere")


def test_a_code_of_the_app_signs_in(ada: Visit) -> None:
    account = new_account()
    sign_up(ada, account)
    app, _ = set_up_app(ada, ada.look)
    sign_out(ada)
    sign_in(ada, account)

    ada.page.get_by_label("Code", exact=True).fill(code_at(app, steps=1))
    ada.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()

    expect(ada.page).to_have_url(re.compile(r"/today$"))
