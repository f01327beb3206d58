"""kill -9 of workers in the middle of a quiz: what was shown as saved is there afterwards."""

import os
import signal
import time
from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import quiz
from tests.browser.conftest import Window
from tests.browser.visit import Visit, cleaned
from tests.support.site import Site, wait_for_answer

# On a quiet machine it is about two seconds (make bench-recovery prints it); tests time nothing.
PATIENCE_SECONDS = 30
KILLS = 6


@pytest.fixture
def reader(window: Window, demo_site: Site) -> Iterator[Visit]:
    """A learner on a site whose workers die one after the other."""
    yield from cleaned(window("visit", demo_site, 1280))


@pytest.fixture
def guest(window: Window, empty_site: Site) -> Iterator[Visit]:
    """A learner on a site whose workers die together, once."""
    yield from cleaned(window("visit", empty_site, 390))


def kill(site: Site, victims: Iterable[int]) -> None:
    """Kill workers at once; the site must answer again, and others must take their place."""
    before, gone = site.workers(), frozenset(victims)
    for pid in gone:
        os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + PATIENCE_SECONDS
    wait_for_answer(site, seconds=PATIENCE_SECONDS)
    while len(site.workers() - gone) < len(before):
        assert time.monotonic() < end, f"{site.workers()} after {before}:\n{site.log}"
        time.sleep(0.05)


def kill_next(site: Site, line: list[int]) -> None:
    """Kill the worker that has lived longest; who takes its place goes to the end of the line.

    So they die by turns, and a new one has time to come up. The numbers of processes do not tell
    who is older: they begin anew after some thousands.
    """
    kill(site, [line.pop(0)])
    line += site.workers() - set(line)


def test_a_worker_killed_between_any_two_requests_loses_nothing(reader: Visit) -> None:
    site, page, main = reader.site, reader.page, reader.page.locator("main")
    first = site.workers()
    assert len(first) == 2
    line = sorted(first)
    quiz.begin(reader)

    for answered in range(1, KILLS // 2 + 1):
        kill_next(site, line)
        quiz.answer(reader, main, right=answered != 2)
        kill_next(site, line)
        page.reload()
        expect(main.locator(".verdict")).to_contain_text("Saved")
        expect(main.locator(".progress")).to_have_text(f"{answered} of 10 questions answered")
        main.get_by_role("link", name="Next question").click()
        # A click does not wait for the page it leads to, and a kill would cut that page in half.
        page.wait_for_url(f"**/{answered + 1}", wait_until="load")

    assert not first & site.workers()
    for position in range(1, KILLS // 2 + 1):
        page.locator(".question-list").get_by_role("link", name=str(position)).first.click()
        expect(main.locator(".verdict")).to_have_text(quiz.verdict(right=position != 2))


def test_all_workers_killed_at_once_are_replaced_and_nothing_is_lost(guest: Visit) -> None:
    main = guest.page.locator("main")
    quiz.begin(guest, layout="All questions on one page")
    questions = main.locator("section.question")
    quiz.answer(guest, questions.nth(0))

    kill(guest.site, guest.site.workers())

    guest.page.reload()
    expect(questions.nth(0).locator(".verdict")).to_have_text(quiz.verdict(right=True))
    quiz.answer(guest, questions.nth(1), right=False)
    expect(main.locator(".progress")).to_have_text("2 of 10 questions answered")
