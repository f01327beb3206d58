"""Step 16: a view is granted to a recruiter, opened, compared, printed, seen, withdrawn."""

import io
import re

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.test_7_share import make_view, member_with_ratings
from tests.browser.visit import Visit, everywhere
from tests.browser.walks import new_account, sign_up
from tests.support.site import give_role


@everywhere
def test_a_recruiter_opens_compares_and_prints_until_it_is_withdrawn(
    visit: Visit, another: Visit
) -> None:
    rita = new_account("rita")
    sign_up(another, rita, name="Rita Recruiter")
    give_role(another.site, rita.email, "recruiter")
    member_with_ratings(visit)
    make_view(visit, "Role fit", "Ratings and evidence", "Initials")
    visit.look("16-grant")
    visit.page.get_by_label("E-mail address of the recruiter's account").fill(rita.email)
    visit.page.get_by_role("button", name="Share it with the account").click()
    expect(visit.page.locator(".flashes")).to_contain_text("on the recruiter's desk")

    another.go("/desk")
    another.look("16-desk")
    another.page.get_by_role("link", name=re.compile(r"A\. O\.")).first.click()
    expect(another.page.locator("h1")).to_contain_text("A. O.")
    assert "What this does not show" in another.text()
    assert "Ada" not in another.text()
    another.page.get_by_label("Compare with").first.select_option(label="Scrum Master")
    expect(another.page).to_have_url(re.compile("role=scrum-master"))
    another.look("16-candidate")
    candidate = another.path().partition("?")[0]
    another.go(f"/desk/compare?who={candidate.rpartition('/')[2]}&role=tpm")
    expect(another.page.locator("main")).to_contain_text("A. O.")
    another.look("16-compare")
    another.go(f"{candidate}/sheet")
    assert _pages(another.page) == 1

    visit.go("/sharing/openings")
    expect(visit.page.locator("tbody")).to_contain_text("Rita Recruiter")
    for done in ("opened", "compared", "taken as PDF"):
        expect(visit.page.locator("tbody")).to_contain_text(done)
    visit.look("16-openings")
    visit.go("/sharing")
    visit.page.get_by_role("button", name="Withdraw").first.click()

    another.go("/desk")
    assert "A. O." not in another.text()
    for path in (candidate, f"{candidate}/sheet", f"{candidate}/questions"):
        another.page.goto(another.site.url + path)
        assert "A. O." not in another.text()
        assert "skill" not in another.page.locator("main").inner_text()
    another.look("16-withdrawn")
    another.excuse("404|410")


def test_a_stranger_sees_nothing(visit: Visit, another: Visit) -> None:
    sign_up(another, new_account(), name="Sven Stranger")
    member_with_ratings(visit)
    make_view(visit, "Role fit")
    view = visit.path().removesuffix("/grant")

    for path in (view, f"{view}/preview", f"{view}/grant", "/people/ada"):
        response = another.page.goto(another.site.url + path)
        assert response
        assert response.status == 404
    response = another.page.goto(another.site.url + "/desk")
    assert response
    assert response.status == 403
    another.excuse("404|403")


def test_one_page_of_paper_and_a_pdf(visit: Visit, another: Visit) -> None:
    member_with_ratings(visit)
    make_view(visit, "Role fit", "Ratings and evidence")
    visit.page.get_by_label("What you call it").fill("Acme")
    visit.page.get_by_label("Passcode").fill("open sesame")
    visit.page.get_by_role("button", name="Make the link").click()
    link = visit.page.get_by_label("Copy it now").input_value()

    another.page.goto(link)
    another.look("16-passcode")
    another.page.get_by_label("Passcode").fill("open sesame")
    another.page.get_by_role("button", name="Open the profile").click()
    another.page.get_by_role("link", name="One page for paper").click()
    another.look("16-sheet")
    assert _pages(another.page) == 1
    with another.page.expect_download() as started:
        another.page.get_by_role("link", name="Download it as a tagged PDF").click()
    document = PdfReader(started.value.path())
    assert len(document.pages) == 1


def _pages(page: Page) -> int:
    return len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
