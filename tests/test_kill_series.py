"""A long series: workers killed between requests, every answer that was acknowledged is there."""

import os
import re
import signal
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.support.site import Site, launch, new_folder, wait_for_answer

SLUG = "16-estimate-in-ranges"
ROUNDS = 5
# So that a new worker is up before the next one is killed.
BETWEEN_KILLS_SECONDS = 3.0


class Learner:
    """A browser without scripts that sends again when nobody answered."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.address = ""

    def ask(self, path: str, **fields: str | list[str]) -> str:
        """Open a page or send a form; tried again for ten seconds when the line drops."""
        data = urlencode(fields, doseq=True).encode() if fields else None
        for _ in range(100):
            try:
                with self.opener.open(self.site.url + path, data, timeout=5) as answer:
                    self.address = answer.geturl().removeprefix(self.site.url)
                    return str(answer.read(), "utf-8")
            except (URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"no answer at {path}")

    def send(self, path: str, page: str, **fields: str | list[str]) -> str:
        """Send a form of a page."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        return self.ask(path, csrf_token=token.group(1), **fields)


@pytest.mark.long
def test_a_series_of_kills_loses_and_doubles_nothing(tmp_path: Path) -> None:
    site = launch("series", new_folder(tmp_path))
    killed: set[int] = set()
    try:
        for _ in range(ROUNDS):
            killed |= _one_quiz(Learner(site))
    finally:
        site.stop()

    print(f"{len(killed)} workers killed, {ROUNDS * 10} acknowledged answers, 0 lost, 0 doubled")
    assert len(killed) == ROUNDS * 10


def _one_quiz(learner: Learner) -> set[int]:
    front = learner.ask(f"/learn/{SLUG}/quiz")
    page = learner.send(f"/learn/{SLUG}/quiz", front, layout="one")
    attempt = learner.address.split("/")[2]
    killed, verdicts = set(), []
    for position in range(1, 11):
        killed.add(_kill_oldest(learner.site))
        answered = learner.send(f"/quizzes/{attempt}/{position}", page, **_any_answer(page))
        assert "Saved " in answered
        verdicts.append("Right." in answered)
        page = learner.ask(f"/quizzes/{attempt}/{min(position + 1, 10)}")
    result = learner.ask(f"/quizzes/{attempt}/result")
    assert f"<h1>{sum(verdicts)} of 10 right</h1>" in result
    return killed


def _any_answer(page: str) -> dict[str, str | list[str]]:
    wanted = re.search(r": choose (\d)</legend>", page)
    return {"answer": [str(place) for place in range(int(wanted.group(1)))] if wanted else "0"}


def _kill_oldest(site: Site) -> int:
    wait_for_answer(site, seconds=10)
    end = time.monotonic() + 15
    while len(site.workers()) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    victim = min(site.workers())
    os.kill(victim, signal.SIGKILL)
    time.sleep(BETWEEN_KILLS_SECONDS)
    return victim
