"""Learners who read and answer at a steady pace, send again as our scripts do, and time it all."""

import http.client
import random
import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.support.load import SLUG, Load, any_answer

PAUSE_SECONDS = (0.2, 0.6)
PATIENCE_SECONDS = 15.0
"""As long as `save.js` waits for an answer."""
AGAIN_SECONDS, LONGEST_WAIT_SECONDS = 0.25, 2.0
REDIRECTS = frozenset({301, 302, 303})
LATER = frozenset({0, 429, 502, 503, 504})
"""What our scripts take for "later": nobody answered, or a busy site."""


@dataclass(frozen=True)
class Asked:
    """One request: when it began (monotonic seconds), how long it took, its status; 0 for none."""

    began: float
    seconds: float
    status: int

    @property
    def ended(self) -> float:
        """When the answer was there, or it was clear that none comes."""
        return self.began + self.seconds


@dataclass
class Learners(Load):
    """What they came to: `requests` are all of them, `failed` is what must never be seen.

    `refused` are the pages that came with 503, by their text without tags.
    """

    requests: list[Asked] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def between(self, begun: float, ended: float) -> list[Asked]:
        """The requests that began between two moments."""
        return [one for one in list(self.requests) if begun <= one.began < ended]

    def wait_for_saves(self, more: int, *, seconds: float) -> None:
        """Wait until so many more answers are acknowledged; AssertionError where they are not."""
        wanted, end = len(self.saved) + more, time.monotonic() + seconds
        while len(self.saved) < wanted:
            assert time.monotonic() < end, f"{len(self.saved)} of {wanted} saved: {self.failed}"
            time.sleep(0.05)


def recovery_seconds(requests: list[Asked], lifted: float) -> float:
    """Seconds from the moment a fault was lifted until the last request failed; 0 if none did."""
    late = [one.ended for one in requests if one.status in LATER and one.ended > lifted]
    return max(late, default=lifted) - lifted


@contextmanager
def learning(url: str, *, people: int = 6, host: str = "") -> Iterator[Learners]:
    """That many learn until the block ends; `host` is the name they ask for, if another."""
    learners = Learners()
    threads = [
        threading.Thread(target=_Learner(url, learners, host, seed).learn) for seed in range(people)
    ]
    for thread in threads:
        thread.start()
    try:
        yield learners
    finally:
        learners.ended.set()
        for thread in threads:
            thread.join()


class _Learner:
    """A browser on one connection; what nobody answered is sent again until somebody does."""

    def __init__(self, url: str, learners: Learners, host: str, seed: int) -> None:
        self._url, self._all = urlsplit(url), learners
        self._host = host or self._url.netloc
        self._cookies: dict[str, str] = {}
        self._rng = random.Random(seed)
        self._line = self._new_line()

    def _new_line(self) -> http.client.HTTPConnection:
        host, port = self._url.hostname or "", self._url.port
        if self._url.scheme == "https":
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            return http.client.HTTPSConnection(
                host, port, timeout=PATIENCE_SECONDS, context=trusting
            )
        return http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)

    def learn(self) -> None:
        """A lesson and its quiz, over and over, until the block has ended."""
        while not self._all.ended.is_set():
            try:
                self._ask(f"/learn/{SLUG}")
                self._quiz()
            except _EndedError:
                return
            except AssertionError as fault:
                self._all.failed.append(f"{time.strftime('%H:%M:%S')} {fault}")
                self._all.ended.wait(PAUSE_SECONDS[1])

    def _quiz(self) -> None:
        _, page = self._ask(f"/learn/{SLUG}/quiz")
        address, page = self._send(f"/learn/{SLUG}/quiz", page, layout="one")
        # One that was begun, where nobody answered to that, goes on.
        attempt, first = address.split("/")[2:4]
        for position in range(int(first), 11):
            _, answered = self._send(f"/quizzes/{attempt}/{position}", page, **any_answer(page))
            assert "Saved " in answered, f"not saved: {_plain(answered)[:200]}"
            self._all.saved.add((attempt, position))
            _, page = self._ask(f"/quizzes/{attempt}/{min(position + 1, 10)}")

    def _send(self, path: str, page: str, **fields: str | list[str]) -> tuple[str, str]:
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token, f"no form for {path}: {_plain(page)[:200]}"
        return self._ask(path, urlencode({"csrf_token": token[1], **fields}, doseq=True))

    def _ask(self, path: str, body: str | None = None) -> tuple[str, str]:
        """A page and its address, redirects followed, asked for until it comes."""
        self._pause()
        wait = AGAIN_SECONDS
        while True:
            status, page, target = self._once(path, body)
            if status in REDIRECTS:
                path, body = target, None
                continue
            if status == 200:
                return path, page
            if status == 503:
                self._all.refused.add(_plain(page))
            assert status in LATER, f"{status} at {path}: {_plain(page)[:200]}"
            if self._all.ended.wait(wait):
                raise _EndedError
            wait = min(2 * wait, LONGEST_WAIT_SECONDS)

    def _once(self, path: str, body: str | None) -> tuple[int, str, str]:
        """Status, text and target of one request."""
        headers = {"Host": self._host, "Cookie": "; ".join(self._cookies.values())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun, status, page, target = time.monotonic(), 0, "", ""
        try:
            self._line.request("GET" if body is None else "POST", path, body, headers)
            answer = self._line.getresponse()
            page, status = answer.read().decode(), answer.status
            target = urlsplit(answer.headers.get("Location", "")).path
            for text in answer.headers.get_all("Set-Cookie", []):
                for name, one in SimpleCookie(text).items():
                    self._cookies[name] = f"{name}={one.value}"
        except (OSError, http.client.HTTPException):
            self._line.close()
        self._all.asked += 1
        self._all.requests.append(Asked(begun, time.monotonic() - begun, status))
        return status, page, target

    def _pause(self) -> None:
        if self._all.ended.wait(self._rng.uniform(*PAUSE_SECONDS)):
            raise _EndedError


class _EndedError(Exception):
    """The block has ended."""


def _plain(page: str) -> str:
    """The words of a page."""
    main = page.partition("<main")[2] or page
    return " ".join(re.sub(r"<[^>]+>", " ", main.partition(">")[2] or main).split())
