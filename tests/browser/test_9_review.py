"""Step 9: what is due comes back, by keyboard too; a slip is undone; how sure somebody was."""

from playwright.sync_api import Locator, expect

from tests.browser import quiz
from tests.browser.past import age
from tests.browser.visit import Visit, everywhere

OTHERS = ("18-network-and-critical-path", "39-leading-developers")


def _practised(visit: Visit, *, wrong: int, slug: str = quiz.MODULE) -> None:
    quiz.take(visit, slug, wrong=wrong)
    age(visit, visit.path().split("/")[2], days=1)


def _sure(main: Locator, percent: int) -> Locator:
    return main.locator(f'input[name=confidence][value="{percent}"]')


@everywhere
def test_a_session_by_keyboard_with_a_slip(visit: Visit) -> None:
    page, main = visit.page, visit.page.locator("main")
    _practised(visit, wrong=2)
    visit.go("/review")
    assert "2 questions for today" in visit.text()
    visit.look("9-review")

    visit.tab_to(page.get_by_role("button", name="Start the session"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Question 1 of 2")
    _answer_by_keys(visit, right=False, sure=80)
    expect(main.locator(".verdict")).to_contain_text("Not right.")
    assert "You were 80 % sure." in visit.text()
    assert "It comes back on" in visit.text()
    visit.look("9-answered")

    visit.tab_to(page.get_by_role("button", name="That was a slip"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Question 2 of 3")
    expect(page.locator(".flashes")).to_contain_text("counts for nothing now")
    for following in ("Question 3 of 3", "2 of 2 right"):
        _answer_by_keys(visit, right=True, sure=90)
        visit.skip_to_content()
        visit.tab_to(main.locator(".actions").locator("a, button").first)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(following)
    assert "1 slip not counted" in visit.text()
    visit.look("9-result")

    visit.go("/review")
    assert "Nothing is due today." in visit.text()


def test_without_a_script_all_of_it_works(scriptless: Visit) -> None:
    visit, main = scriptless, scriptless.page.locator("main")
    _practised(visit, wrong=1)
    visit.go("/review")
    main.get_by_role("button", name="Start the session").click()
    _sure(main, 60).check()
    quiz.answer(visit, main, right=False)
    main.get_by_role("button", name="That was a slip").click()
    quiz.answer(visit, main)
    main.get_by_role("button", name="See how it went").click()

    expect(visit.page.locator("h1")).to_have_text("1 of 1 right")


def test_how_sure_is_kept_when_an_answer_is_refused(visit: Visit) -> None:
    quiz.begin(visit)
    main = visit.page.locator("main")
    _sure(main, 70).check()

    main.get_by_role("button", name="Answer").click()

    expect(main.locator(".error")).to_be_visible()
    expect(_sure(main, 70)).to_be_checked()
    visit.excuse("422")
    visit.look("9-refused")


def test_thirty_answers_make_a_picture(visit: Visit) -> None:
    visit.go("/review/confidence")
    assert "0 of 30" in visit.text()
    visit.look("9-too-few")
    main = visit.page.locator("main")
    for slug in (quiz.MODULE, *OTHERS):
        quiz.begin(visit, slug, layout="All questions on one page")
        questions = visit.page.locator("section.question")
        for place in range(10):
            _sure(questions.nth(place), 90 if place % 2 else 60).check()
            quiz.answer(visit, questions.nth(place), right=place > 2, slug=slug)

    visit.go("/review/confidence")

    assert "right in 70 %, 21 of 30 first answers" in visit.text()
    expect(main.locator("svg[role=img]:visible")).to_have_count(1)
    main.get_by_text("Show as table").click()
    expect(main.locator("table tbody tr")).to_have_count(2)
    visit.look("9-confidence")


def _answer_by_keys(visit: Visit, *, right: bool, sure: int) -> None:
    """Answer the question of this page and say how sure, without a mouse."""
    page, main = visit.page, visit.page.locator("main")
    item = quiz.item_of(visit.site, main)
    visit.skip_to_content()
    if item.number:
        visit.tab_to(main.get_by_label("Your answer"))
        page.keyboard.type(quiz.number(item, right=right))
    else:
        boxes = quiz.answers(main, item, right=right)
        if boxes[0].get_attribute("type") == "checkbox":
            for box in boxes:
                visit.tab_to(box)
                page.keyboard.press("Space")
        else:
            visit.tab_to(main.locator("input[name=answer]").first)
            _walk_to(visit, boxes[0])
    visit.tab_to(main.locator("input[name=confidence]").first)
    _walk_to(visit, _sure(main, sure))
    visit.tab_to(main.get_by_role("button", name="Answer"))
    page.keyboard.press("Enter")


def _walk_to(visit: Visit, radio: Locator) -> None:
    visit.page.keyboard.press("Space")
    while not radio.is_checked():
        visit.page.keyboard.press("ArrowDown")
