"""Step 16: an invigilator's code, issued at a desk and typed on a phone, from exam to result."""

from playwright.sync_api import expect

from tests.browser import exam
from tests.browser.conftest import Window
from tests.browser.walks import new_account, sign_in, sign_up
from tests.support.site import Site

WATCHED = "Ngozi Eze, Lagos Test House"


def test_a_code_typed_on_a_phone_opens_an_exam_under_somebodys_eyes(
    window: Window, demo_site: Site
) -> None:
    admin, visit = window("admin", demo_site, 1280), window("code", demo_site, 390)
    sign_in(admin, demo_site.accounts["admin"])
    admin.go("/codes")
    admin.page.get_by_label("Where").fill("Lagos Test House")
    admin.page.get_by_label("Who watches").fill("Ngozi Eze")
    admin.page.get_by_label("For what").select_option("psm-i")
    admin.page.get_by_role("button", name="Issue the code").click()
    code = admin.page.get_by_label("Pass it on now").input_value()
    admin.look("16-code")
    sign_up(visit, new_account())
    page = visit.page
    visit.go("/exams/psm-i")
    expect(page.get_by_label("The code")).to_be_hidden()

    page.get_by_text("An invigilator gave you a code").click()
    page.get_by_label("The code").fill("wrong")
    page.get_by_role("button", name="Start the exam").click()
    expect(page.get_by_label("The code")).to_have_value("wrong")
    expect(page.locator(".error-summary")).to_contain_text("There is no such code")
    visit.look("16-refused")
    page.get_by_label("The code").fill(code.replace("-", " ").lower())
    page.get_by_role("button", name="Start the exam").click()
    exam.ready(page)
    expect(page.locator("footer")).to_contain_text(f"under the eyes of {WATCHED}")
    visit.look("16-watched")
    visit.go(visit.path().rpartition("/")[0] + "/end")
    page.get_by_role("button", name="Send the exam").click()

    expect(page.locator("main")).to_contain_text(f"invigilated by {WATCHED}")
    visit.look("16-result")
    admin.go("/codes")
    expect(admin.page.locator("tbody tr").first).to_contain_text("1 of 1")
    visit.excuse("422")
    assert not visit.faults, visit.faults
    assert not admin.faults, admin.faults
