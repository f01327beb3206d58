"""Taking a quiz in the browser, with the key read from the content."""

import re
from functools import cache
from html import unescape
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.visit import Visit
from tests.support.site import Site
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.library import Library

MODULE = "16-estimate-in-ranges"
FAR_OFF = 1000


@cache
def catalogue(content: Path, rendered: Path) -> Catalogue:
    """What a content folder says; rendered texts are read from the site's cache."""
    return Library((content,), rendered).catalogue


def begin(visit: Visit, slug: str = MODULE, *, layout: str = "One question a page") -> None:
    """Start the quiz of a module."""
    begin_at(visit, f"/learn/{slug}/quiz", layout=layout)


def begin_at(visit: Visit, path: str, *, layout: str = "One question a page") -> None:
    """Start what the page at `path` offers: a quiz or a case."""
    visit.go(path)
    visit.page.get_by_label(layout).check()
    visit.page.get_by_role("button", name="Start").click()
    expect(visit.page.locator(".stem").first).to_be_visible()
    # The question can be read before its script is there; hands are slower than a test.
    visit.page.wait_for_load_state()


def item_of(site: Site, question: Locator, slug: str = MODULE) -> Item:
    """The item that a question on the page was made of; of any lesson where none is named."""
    stem = words(question.locator(".stem").inner_html())
    modules = catalogue(site.content, site.folder / "cache").modules
    lessons = [modules[slug]] if slug else modules.values()
    items = [item for lesson in lessons for item in lesson.quiz]
    return next(item for item in items if words(item.stem) == stem)


def answers(question: Locator, item: Item, *, right: bool) -> list[Locator]:
    """The boxes to choose for an answer, right or wrong, of the form that is asked for."""
    key = {words(option.html) for option in item.options if option.correct}
    choices = question.locator("label.choice").all()
    wanted = [one for one in choices if words(one.locator(".option-text").inner_html()) in key]
    if right:
        return [one.locator("input") for one in wanted]
    others = [one for one in choices if one not in wanted]
    return [one.locator("input") for one in (others + wanted)[: len(wanted)]]


def number(item: Item, *, right: bool) -> str:
    """What to type for an answer that is a number."""
    assert item.number
    return f"{item.number.value if right else item.number.value + FAR_OFF:g}"


def answer(visit: Visit, question: Locator, *, right: bool = True, slug: str = MODULE) -> None:
    """Answer one question, and wait until the page says that it is saved."""
    item = item_of(visit.site, question, slug)
    if item.number:
        question.get_by_label("Your answer").fill(number(item, right=right))
    for box in answers(question, item, right=right) if item.options else []:
        box.check()
    question.get_by_role("button", name="Answer").click()
    expect(question.locator(".verdict")).to_have_text(verdict(right=right))


def verdict(*, right: bool) -> re.Pattern[str]:
    """What stands over a saved answer."""
    return re.compile(rf"^\s*{'Right' if right else 'Not right'}\. Saved \d\d:\d\d\s*$")


def take(visit: Visit, slug: str = MODULE, *, wrong: int = 0) -> None:
    """Take a whole quiz, one question a page, the first ones wrongly; ends on the result."""
    begin(visit, slug)
    main = visit.page.locator("main")
    size = len(visit.page.locator(".question-list li").all())
    for position in range(1, size + 1):
        answer(visit, main, right=position > wrong, slug=slug)
        main.get_by_role("link", name="See the result" if position == size else "Next").click()
    expect(visit.page.locator("h1")).to_have_text(f"{size - wrong} of {size} right")


def words(html: str) -> str:
    """The words of a piece of HTML, blanks folded."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
