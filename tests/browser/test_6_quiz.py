"""Step 6: a quiz in both layouts, by keyboard, with the reasons after each answer."""

import re

from playwright.sync_api import Locator, expect

from tests.browser import quiz
from tests.browser.visit import Visit, everywhere


def answer_by_keys(visit: Visit, *, right: bool) -> None:
    """Answer the question of this page without a mouse, then go on."""
    page, main = visit.page, visit.page.locator("main")
    item = quiz.item_of(visit.site, main)
    visit.skip_to_content()
    if item.number:
        visit.tab_to(main.get_by_label("Your answer"))
        page.keyboard.type(quiz.number(item, right=right))
    else:
        choose_by_keys(visit, quiz.answers(main, item, right=right))
    visit.tab_to(main.get_by_role("button", name="Answer"))
    page.keyboard.press("Enter")
    expect(main.locator(".verdict")).to_contain_text("Right." if right else "Not right.")
    visit.skip_to_content()
    visit.tab_to(main.locator(".actions a").first)
    page.keyboard.press("Enter")


def choose_by_keys(visit: Visit, boxes: list[Locator]) -> None:
    """Tick boxes with Tab and Space; walk to a radio button with the arrows."""
    if boxes[0].get_attribute("type") == "checkbox":
        for box in boxes:
            visit.tab_to(box)
            visit.page.keyboard.press("Space")
        return
    visit.tab_to(visit.page.locator("main input[type=radio]").first)
    visit.page.keyboard.press("Space")
    while not boxes[0].is_checked():
        visit.page.keyboard.press("ArrowDown")


@everywhere
def test_one_question_a_page_by_keyboard_alone(visit: Visit) -> None:
    visit.go(f"/learn/{quiz.MODULE}/quiz")
    visit.tab_to(visit.page.get_by_role("button", name="Start the quiz"))
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1")).to_have_text("Question 1 of 10")
    for position in range(1, 11):
        expect(visit.page.locator(".reason")).to_have_count(0)
        answer_by_keys(visit, right=position > 2)

    expect(visit.page.locator("h1")).to_have_text("8 of 10 right")
    assert "Passed: 7 or more right" in visit.text()

    visit.tab_to(visit.page.get_by_role("button", name="Repeat the wrong ones"))
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1")).to_have_text("Question 1 of 2")
    for _ in range(2):
        answer_by_keys(visit, right=True)
    expect(visit.page.locator("h1")).to_have_text("2 of 2 right")
    assert "never counts as a pass" in visit.text()


def test_after_an_answer_every_option_has_its_reason(visit: Visit) -> None:
    quiz.begin(visit)
    main = visit.page.locator("main")
    item = quiz.item_of(visit.site, main)

    quiz.answer(visit, main, right=False)

    expect(main.locator("form[id^=form-]")).to_have_count(0)
    if item.options:
        assert main.locator(".reason").count() == len(item.options)
        assert main.locator(".reason-right").count() == sum(one.correct for one in item.options)
        reasons = {quiz.words(one) for one in main.locator(".reason .prose").all_inner_texts()}
        assert {quiz.words(one.reason) for one in item.options} == reasons


def test_all_questions_on_one_page_can_be_left_and_tested_out(visit: Visit) -> None:
    quiz.begin(visit, layout="All questions on one page")
    questions = visit.page.locator("section.question")
    assert questions.count() == 10
    for place in range(4):
        quiz.answer(visit, questions.nth(place))
    visit.look("6-all-on-one-page")

    visit.go(f"/learn/{quiz.MODULE}/quiz")
    visit.page.get_by_role("link", name="Go on: 4 of 10 answered").click()
    for place in range(4, 10):
        quiz.answer(visit, questions.nth(place))
    visit.page.get_by_role("link", name="See the result").click()

    expect(visit.page.locator("h1")).to_have_text("10 of 10 right")
    assert "Tested out" in visit.text()
    visit.go(f"/learn/{quiz.MODULE}/quiz")
    expect(visit.page.locator("tbody tr")).to_have_text(re.compile("10 of 10.*tested out", re.S))


def test_an_answer_without_a_choice_says_so_and_loses_nothing(visit: Visit) -> None:
    quiz.begin(visit)
    stem = visit.page.locator(".stem").inner_text()

    visit.page.get_by_role("button", name="Answer").click()

    expect(visit.page.locator(".error")).to_be_visible()
    expect(visit.page.locator(".stem")).to_have_text(stem, use_inner_text=True)
    visit.excuse("422")
    visit.look("6-no-choice")
