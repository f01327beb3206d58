"""Sitting an exam in Chromium, with the key read from the site's own database."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.visit import Visit
from tests.support.quiz import wrong_values
from tests.support.site import Site
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.marking import key_values
from tpmlearn.domain.content.catalogue import Item

SAVED = re.compile(r"^saved \d\d:\d\d:\d\d$")


@dataclass(frozen=True)
class Asked:
    """A question as it was drawn."""

    position: int
    item: Item
    order: list[int]
    domain: str
    scored: bool

    def values(self, *, right: bool) -> list[str]:
        """What the page sends for a right or a wrong answer."""
        return (key_values if right else wrong_values)(self.item, self.order)


def database(site: Site) -> sqlite3.Connection:
    """The database of a site on SQLite."""
    return sqlite3.connect(next(site.folder.glob("*.db")), timeout=10)


def asked(site: Site, sitting: str) -> list[Asked]:
    """All questions of a sitting."""
    statement = """
        select i.position, v.content, i.option_order, i.domain, i.scored, i.drawn from exam_items i
        join item_versions v on v.version = i.item_version where i.sitting_id = ? order by 1
    """
    with closing(database(site)) as found:
        return [
            Asked(
                position,
                as_drawn(thaw(json.loads(content)), json.loads(drawn)),
                json.loads(order),
                domain,
                bool(scored),
            )
            for position, content, order, domain, scored, drawn in found.execute(
                statement, [sitting]
            )
        ]


def stands(site: Site, sitting: str) -> dict[int, list[str]]:
    """The answers that are in the database, by position."""
    with closing(database(site)) as found:
        rows = found.execute(
            "select position, given from exam_answers where sitting_id = ? and answered", [sitting]
        )
        return {position: json.loads(given) for position, given in rows}


def let_pass(site: Site, sitting: str, minutes: float) -> None:
    """Let time pass for a sitting: its moments move into the past."""
    with closing(database(site)) as found, found:
        row = found.execute(
            "select started_at, ends_at, break_until from exam_sittings where id = ?", [sitting]
        ).fetchone()
        moved = [
            one and str(datetime.fromisoformat(one) - timedelta(minutes=minutes)) for one in row
        ]
        found.execute(
            "update exam_sittings set started_at = ?, ends_at = ?, break_until = ? where id = ?",
            [*moved, sitting],
        )


def begin(visit: Visit, exam: str, time: str = "As in the exam") -> str:
    """Start an exam; the sitting's id."""
    visit.go(f"/exams/{exam}")
    visit.page.get_by_label(time).check()
    visit.page.get_by_role("button", name="Start the exam").click()
    expect(visit.page.locator("h1")).to_contain_text("Question 1 of")
    ready(visit.page)
    return visit.path().split("/")[3]


def ready(page: Page) -> None:
    """Wait until all questions are in the window, so that it needs no line any more."""
    expect(page.locator("[data-desk][data-ready=yes]")).to_have_count(1)


def answer(page: Page, values: list[str]) -> None:
    """Give an answer to the question that is shown, by keys where it has options."""
    form = page.locator("form[data-question]")
    if form.locator("[type=radio], [type=checkbox]").count():
        for value in values:
            page.keyboard.press(str(int(value) + 1))
        return
    fields = form.locator("[name=answer]")
    for place, value in enumerate(values):
        field = fields.nth(place)
        if field.evaluate("field => field.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)


def saved(page: Page) -> None:
    """Wait until the page says that it is saved."""
    expect(page.locator(".exam-saved")).to_have_text(SAVED, timeout=20_000)


def take_section(visit: Visit, questions: list[Asked], wrong: frozenset[int]) -> None:
    """Answer these questions one after the other, from the one that is shown."""
    page = visit.page
    for n, one in enumerate(questions):
        expect(page.locator("h1")).to_contain_text(f"Question {one.position} of")
        answer(page, one.values(right=one.position not in wrong))
        if n < len(questions) - 1:
            page.locator("h1").focus()
            page.keyboard.press("n")
    saved(page)


def sections(questions: list[Asked], sizes: list[int]) -> Iterator[list[Asked]]:
    """The questions section by section."""
    start = 0
    for size in sizes:
        yield questions[start : start + size]
        start += size
