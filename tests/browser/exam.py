"""Sitting an exam in Chromium, with the key read from the site's own database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import Engine, NullPool, Select, create_engine, select, update

from tests.browser.visit import Visit
from tests.support.quiz import wrong_values
from tests.support.site import Site
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.marking import key_values
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import ExamAnswerRow, ExamItemRow, ExamSittingRow, ItemVersionRow

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


@cache
def database(url: str) -> Engine:
    """The database of a site."""
    return create_engine(url, poolclass=NullPool)


def _read(site: Site, statement: Select[*tuple[Any, ...]]) -> list[Any]:
    with database(site.database_url).connect() as line:
        return list(line.execute(statement))


def asked(site: Site, sitting: str) -> list[Asked]:
    """All questions of a sitting."""
    row, version = ExamItemRow, ItemVersionRow
    statement = (
        select(row.position, version.content, row.option_order, row.domain, row.scored, row.drawn)
        .join(version, version.version == row.item_version)
        .where(row.sitting_id == sitting)
        .order_by(row.position)
    )
    return [
        Asked(position, as_drawn(thaw(content), drawn), order, domain, scored)
        for position, content, order, domain, scored, drawn in _read(site, statement)
    ]


def stands(site: Site, sitting: str) -> dict[int, list[str]]:
    """The answers that are in the database, by position."""
    row = ExamAnswerRow
    statement = select(row.position, row.given).where(row.sitting_id == sitting, row.answered)
    return {position: given for position, given in _read(site, statement)}  # noqa: C416 - rows


def let_pass(site: Site, sitting: str, minutes: float) -> None:
    """Let time pass for a sitting: its moments move into the past."""
    row, step = ExamSittingRow, timedelta(minutes=minutes)
    names = ("started_at", "ends_at", "break_until")
    with database(site.database_url).begin() as line:
        found = line.execute(
            select(*(getattr(row, name) for name in names)).where(row.id == sitting)
        ).one()
        moved = {name: at - step for name, at in zip(names, found, strict=True) if at}
        line.execute(update(row).where(row.id == sitting).values(**moved))


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
