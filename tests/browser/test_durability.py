"""kill -9 of workers in the middle of a quiz: what was shown as saved is there afterwards."""

import os
import signal
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import quiz
from tests.browser.conftest import Start
from tests.browser.visit import Visit, visits
from tests.support.site import Site, wait_for_answer

ANSWERS_WITHIN_SECONDS = 5


@pytest.fixture
def reader(start: Start, chromium: Browser) -> Iterator[Visit]:
    """A learner on a site whose workers may be killed."""
    yield from visits(chromium, start("killed"), 1280)


def kill(site: Site, victims: frozenset[int]) -> None:
    """Kill workers at once, and wait until the site answers and has as many as before."""
    before = site.workers()
    assert victims <= before
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + ANSWERS_WITHIN_SECONDS
    wait_for_answer(site, seconds=ANSWERS_WITHIN_SECONDS)
    while len(site.workers() - victims) < len(before):
        assert time.monotonic() < end, f"{site.workers()} instead of {before}:\n{site.log}"
        time.sleep(0.05)
    assert site.workers() - before, "no new worker"


def test_killed_workers_lose_nothing_that_was_shown_as_saved(reader: Visit) -> None:
    site, main = reader.site, reader.page.locator("main")
    assert len(site.workers()) >= 2
    quiz.begin(reader)

    for position in range(1, 11):
        workers = sorted(site.workers())
        # By turns one worker, the other one, and all of them: then only new ones can answer.
        kill(site, frozenset([workers[:1], workers[1:], workers][position % 3]))
        reader.page.reload()
        quiz.answer(reader, main, right=position != 4)
        kill(site, frozenset(sorted(site.workers())[:1]))
        main.locator(".actions a").first.click()

    expect(reader.page.locator("h1")).to_have_text("9 of 10 right")
    expect(main.locator(".verdict", has_text="Saved")).to_have_count(10)
    expect(main.locator(".verdict-wrong")).to_have_count(1)
