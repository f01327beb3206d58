"""Every type of item by keyboard alone, and the hotspot by pointing; axe on each question."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import quiz
from tests.browser.visit import Visit, visits
from tests.support.every_type import SLUG, write
from tests.support.site import Site, launch


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose quiz has an item of every type."""
    folder: Path = tmp_path_factory.mktemp("every")
    write(folder / "content")
    site = launch("every", folder)
    yield site
    site.stop()


@pytest.fixture
def taker(every: Site, width: int, chromium: Browser) -> Iterator[Visit]:
    """A fresh browser on it."""
    yield from visits(chromium, every, width)


def test_every_question_is_answered_by_keyboard_alone(taker: Visit) -> None:
    quiz.begin(taker, SLUG)
    page, main = taker.page, taker.page.locator("main")
    size = page.locator(".question-list li").count()
    for position in range(1, size + 1):
        # The questions come in an order of their own: what is read is the page that is there.
        page.wait_for_url(f"**/quizzes/*/{position}")
        expect(page.locator("h1")).to_have_text(f"Question {position} of {size}")
        expect(main.get_by_role("button", name="Answer")).to_be_visible()
        kind = main.locator("form[id^=form-]")
        selects = kind.locator("select").all()
        boxes = kind.locator("input[name=answer]:not([type=text])").all()
        taker.look(f"types-{_label(taker)}")
        taker.skip_to_content()
        for n, select in enumerate(selects, start=1):
            taker.tab_to(select)
            # The n-th step gets position n; in the other lists the first value will do.
            steps = n if "Give each step" in kind.inner_text() else 1
            for _ in range(steps):
                page.keyboard.press("ArrowDown")
        if not selects and not boxes:
            taker.tab_to(kind.get_by_label("Your answer"))
            page.keyboard.type("7")
        if boxes:
            several = boxes[0].get_attribute("type") == "checkbox"
            for box in boxes[: 2 if several else 1]:
                taker.tab_to(box)
                page.keyboard.press("Space")
        taker.tab_to(main.get_by_role("button", name="Answer"))
        page.keyboard.press("Enter")
        expect(main.locator(".verdict")).to_be_visible()
        taker.look(f"types-answered-{position}")
        taker.tab_to(main.locator(".actions a").first)
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(f"of {size} right")


def _label(visit: Visit) -> str:
    """A word for the question's kind, for the name of its picture."""
    legend = visit.page.locator("legend").filter(has_text="Question")
    return "number" if legend.count() == 0 else legend.inner_text().split(": ")[1].replace(" ", "-")


def test_a_hotspot_can_be_pointed_at(taker: Visit) -> None:
    quiz.begin(taker, SLUG, layout="All questions on one page")
    form = taker.page.locator("form[data-points]")

    form.locator("[data-region=reserve]").click()

    expect(form.locator("[data-points-at=reserve]")).to_be_checked()
    expect(form.locator(".region-chosen")).to_have_count(1)
    form.get_by_role("button", name="Answer").click()
    section = taker.page.locator("section.question").filter(has_text="Where in the plan")
    expect(section.locator(".verdict")).to_contain_text("Right.")
