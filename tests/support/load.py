"""People who answer quizzes over HTTP, as fast as one may, and count what fails."""

import http.client
import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from sqlalchemy import create_engine, text

SLUG = "16-estimate-in-ranges"
PATIENCE = 120
# Five saves a second are what an account may do for long (tpmlearn/web/rates.py).
PAUSE = 0.2
REDIRECTS = frozenset({301, 302, 303})


@dataclass
class Load:
    """What a crowd came to: `saved` are the answers that the site acknowledged."""

    asked: int = 0
    failed: list[str] = field(default_factory=list)
    saved: set[tuple[str, int]] = field(default_factory=set)
    ended: threading.Event = field(default_factory=threading.Event)

    def lost(self, database_url: str) -> set[tuple[str, int]]:
        """Acknowledged answers that the database does not have."""
        engine = create_engine(database_url)
        with engine.connect() as connection:
            found = connection.execute(text("SELECT attempt_id, position FROM answers"))
            kept = {(str(attempt), int(position)) for attempt, position in found}
        engine.dispose()
        return self.saved - kept


@contextmanager
def under_load(url: str, *, people: int = 6, host: str = "") -> Iterator[Load]:
    """That many people answer until the block ends; `host` is the name they ask for, if another."""
    load = Load()
    threads = [threading.Thread(target=_Person(url, load, host).answer) for _ in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.ended.set()
        for thread in threads:
            thread.join()


class _Person:
    """A browser without scripts, on one connection, which never sends anything twice."""

    def __init__(self, url: str, load: Load, host: str) -> None:
        self._url, self._load = urlsplit(url), load
        self._host = host or self._url.netloc
        self._cookies: dict[str, str] = {}
        self._line = self._new_line()

    def _new_line(self) -> http.client.HTTPConnection:
        host, port = self._url.hostname or "", self._url.port
        if self._url.scheme == "https":
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            return http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=trusting)
        return http.client.HTTPConnection(host, port, timeout=PATIENCE)

    def answer(self) -> None:
        """Quiz after quiz, until the load has ended."""
        while not self._load.ended.is_set():
            try:
                self._quiz()
            except (OSError, http.client.HTTPException, AssertionError) as fault:
                moment = time.strftime("%H:%M:%S")
                self._load.failed.append(f"{moment} {type(fault).__name__}: {fault}")
                self._line.close()

    def _quiz(self) -> None:
        _, page = self._ask(f"/learn/{SLUG}/quiz")
        address, page = self._send(f"/learn/{SLUG}/quiz", page, layout="one")
        attempt = address.split("/")[2]
        for position in range(1, 11):
            if self._load.ended.is_set():
                return
            _, answered = self._send(f"/quizzes/{attempt}/{position}", page, **any_answer(page))
            assert "Saved " in answered, "not saved"
            self._load.saved.add((attempt, position))
            time.sleep(PAUSE)
            _, page = self._ask(f"/quizzes/{attempt}/{min(position + 1, 10)}")

    def _send(self, path: str, page: str, **fields: str | list[str]) -> tuple[str, str]:
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token, "no form"
        return self._ask(path, urlencode({"csrf_token": token[1], **fields}, doseq=True))

    def _ask(self, path: str, body: str | None = None) -> tuple[str, str]:
        """A page and its address, redirects followed."""
        headers = {"Host": self._host, "Cookie": "; ".join(self._cookies.values())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._load.asked += 1
        self._line.request("GET" if body is None else "POST", path, body, headers)
        answer = self._line.getresponse()
        page = answer.read().decode()
        for text_ in answer.headers.get_all("Set-Cookie", []):
            for name, one in SimpleCookie(text_).items():
                self._cookies[name] = f"{name}={one.value}"
        if answer.status in REDIRECTS:
            return self._ask(urlsplit(answer.headers["Location"]).path)
        assert answer.status == 200, f"{answer.status} at {path}"
        return path, page


def any_answer(page: str) -> dict[str, str | list[str]]:
    """An answer to the question of a page, right or not."""
    wanted = re.search(r": choose (\d)</legend>", page)
    return {"answer": [str(place) for place in range(int(wanted[1]))] if wanted else "0"}
