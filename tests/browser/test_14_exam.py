"""Step 14: whole practice exams, from start to result, through breaks, without a script."""

import re

from playwright.sync_api import expect

from tests.browser import exam
from tests.browser.conftest import Window
from tests.browser.visit import Visit
from tests.support.site import Site

WRONG = frozenset(range(3, 181, 7))
ALL = "Every question has its answer"


def _send(visit: Visit) -> None:
    """Send the exam from its last question."""
    visit.page.get_by_role("link", name="Send the exam").click()
    expect(visit.page.locator("h1")).to_have_text("Send the exam")
    assert ALL in visit.text()
    visit.page.get_by_role("button", name="Send the exam").click()
    expect(visit.page.locator("h1")).to_contain_text("Result")


def test_a_full_pmp_mock_through_both_breaks_to_the_result(window: Window, demo_site: Site) -> None:
    visit = window("exam", demo_site, 1280)
    page = visit.page
    sitting = exam.begin(visit, "pmp-2026")
    questions = exam.asked(demo_site, sitting)
    assert len(questions) == 180
    parts = exam.sections(questions, [40, 70, 70])

    exam.take_section(visit, next(parts), WRONG)
    visit.look("14-case")
    page.get_by_role("link", name="Close this section").click()
    expect(page.locator("h1")).to_have_text("Close this section")
    visit.look("14-close")
    page.get_by_role("button", name="Close it and take the break").click()
    expect(page.locator("h1")).to_have_text("Break")
    visit.look("14-break")
    # Nobody comes back before the break is over: the clock runs on by itself.
    exam.let_pass(demo_site, sitting, minutes=12)
    page.reload()
    exam.ready(page)
    exam.take_section(visit, next(parts), WRONG)
    page.get_by_role("link", name="Close this section").click()
    page.get_by_role("button", name="Close it and take the break").click()
    page.get_by_role("button", name="Go on now").click()
    exam.ready(page)
    exam.take_section(visit, next(parts), WRONG)
    visit.look("14-question")
    _send(visit)

    for domain, name in (("PE", "People"), ("PR", "Process"), ("BE", "Business environment")):
        mine = [one for one in questions if one.domain == domain and one.scored]
        right = sum(one.position not in WRONG for one in mine)
        share = rf"{name}: {round(100 * right / len(mine))}\s% of {len(mine)} questions"
        expect(page.locator("main")).to_contain_text(re.compile(share))
    visit.look("14-result")
    assert not visit.faults, visit.faults


def _whole(visit: Visit, slug: str, wrong: frozenset[int]) -> list[exam.Asked]:
    sitting = exam.begin(visit, slug)
    questions = exam.asked(visit.site, sitting)
    exam.take_section(visit, questions, wrong)
    _send(visit)
    return questions


def test_prince2_foundation_is_passed_with_36_of_60(visit: Visit) -> None:
    _whole(visit, "prince2-foundation", frozenset(range(37, 61)))

    assert "36 of 60" in visit.text()
    assert "Reached: the pass mark of the exam's owner" in visit.text()


def test_prince2_practitioner_counts_marks(visit: Visit) -> None:
    questions = _whole(visit, "prince2-practitioner", frozenset())

    assert sum(one.item.marks for one in questions) == 70
    assert "70 of 70" in visit.text()


def test_psm_i_is_not_passed_with_67_of_80(visit: Visit) -> None:
    _whole(visit, "psm-i", frozenset(range(68, 81)))

    assert "67 of 80" in visit.text()
    assert "85 %" in visit.text()


def test_extra_time_is_in_the_clock_and_in_the_result(visit: Visit) -> None:
    sitting = exam.begin(visit, "prince2-foundation", time="50 % more time")

    expect(visit.page.locator("[data-clock]")).to_have_text("1 h 29 min left")
    exam.let_pass(visit.site, sitting, minutes=91)
    visit.page.goto(f"{visit.site.url}/exams/sittings/{sitting}")

    expect(visit.page.locator("h1")).to_contain_text("Result")
    assert "50 %" in visit.text()


def test_by_keyboard_alone(visit: Visit) -> None:
    sitting = exam.begin(visit, "psm-i")
    page = visit.page
    one = exam.asked(visit.site, sitting)[0]

    page.keyboard.press("?")
    expect(page.locator("[data-keys-dialog]")).to_be_visible()
    visit.look("14-keys")
    page.keyboard.press("Escape")
    exam.answer(page, one.values(right=True))
    page.keyboard.press("f")
    page.keyboard.press("s")
    page.keyboard.press("2")
    expect(page.locator("[data-place='1']")).to_have_class(re.compile("is-struck"))
    page.keyboard.press("t")
    expect(page.locator("[data-desk] > [data-announce]")).to_have_text(
        re.compile(r"^59 minutes left\.$")
    )
    page.keyboard.press("n")
    expect(page.locator("h1")).to_contain_text("Question 2 of 80")
    page.keyboard.press("p")
    expect(page.locator("h1")).to_contain_text("Question 1 of 80")
    page.keyboard.press("r")
    expect(page.locator("[data-review-dialog]")).to_be_visible()
    expect(page.locator("[data-count=flagged]")).to_have_text("1")
    expect(page.locator("[data-count=incomplete]")).to_have_text("79")
    visit.look("14-review")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.get_by_role("textbox", name="Calculator")).to_be_focused()
    page.keyboard.type("(1200 - 850) / 4")
    expect(page.locator("[data-result]")).to_have_text("= 87.5")
    exam.saved(page)
    assert exam.stands(visit.site, sitting) == {1: one.values(right=True)}


def test_words_can_be_highlighted_and_are_after_a_reload(visit: Visit) -> None:
    exam.begin(visit, "prince2-foundation")
    page = visit.page
    page.locator("[data-text] p").first.select_text()
    page.keyboard.press("h")
    expect(page.locator("[data-text] mark")).not_to_have_count(0)
    marked = page.locator("[data-text] mark").all_inner_texts()
    exam.saved(page)

    page.reload()

    expect(page.locator("[data-text] mark").first).to_be_visible()
    assert page.locator("[data-text] mark").all_inner_texts() == marked


def test_it_is_announced_at_thirty_ten_and_five_minutes_only(visit: Visit) -> None:
    page = visit.page
    page.clock.install()
    sitting = exam.begin(visit, "prince2-foundation")
    heard = []
    for _ in range(58):
        exam.let_pass(visit.site, sitting, minutes=1)
        page.clock.run_for(60_000)
        if text := page.locator("[data-desk] > [data-announce]").inner_text():
            heard.append(text)

    assert list(dict.fromkeys(heard)) == ["30 minutes left.", "10 minutes left.", "5 minutes left."]


def test_without_a_script_an_exam_can_be_sat(scriptless: Visit) -> None:
    visit, page = scriptless, scriptless.page
    visit.go("/exams/prince2-foundation")
    page.get_by_role("button", name="Start the exam").click()
    sitting = visit.path().split("/")[3]
    questions = exam.asked(visit.site, sitting)
    for one in questions[:3]:
        page.locator(f"[name=answer][value='{one.values(right=True)[0]}']").check()
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Flag").click()
    page.get_by_role("button", name="Strike out").first.click()
    page.get_by_role("button", name="Review").click()

    assert "57 of 60 questions are not answered, 1 flagged" in visit.text()
    assert len(exam.stands(visit.site, sitting)) == 3
    page.get_by_role("link", name="Send the exam").click()
    page.get_by_role("button", name="Send the exam").click()
    expect(page.locator("h1")).to_contain_text("Result")
    assert "3 of 60" in visit.text()
