"""A browser's window in an exam, over the network: it sends until the site says "saved"."""

import json
import re
import time
from dataclasses import dataclass
from http.client import HTTPException
from http.cookiejar import CookieJar
from random import Random
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener
from uuid import UUID

from tests.support.site import Site
from tpmlearn.domain.exams.saving import A_TURN

PATIENCE_SECONDS = 60
TIMEOUT_SECONDS = 15
AGAIN_SECONDS = 0.2


class NoAnswer(Exception):
    """Nobody answered, or the site said that something of its own was wrong."""


@dataclass(frozen=True)
class Sent:
    """A state of a question, as it was sent."""

    key: str
    position: int
    seq: int
    given: tuple[str, ...]

    @property
    def entry(self) -> dict[str, object]:
        """What goes over the line."""
        return {
            "key": self.key,
            "position": self.position,
            "seq": self.seq,
            "given": list(self.given),
            "seconds": 1.0,
        }


class Window:
    """One learner's window. `waiting` is its outbox: of each question the newest state.

    `acknowledged` is all that the site called saved, `sent` the keys of all that was ever sent,
    `again` how often something had to be sent again.
    """

    def __init__(self, site: Site, rng: Random) -> None:
        self.site, self.rng = site, rng
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.sitting, self.token, self.turn, self.saves = "", "", 0, 0
        self.waiting: dict[int, Sent] = {}
        self.acknowledged: list[Sent] = []
        self.sent: set[str] = set()
        self.again = 0

    def begin(self, exam: str) -> None:
        """Start an exam, open its desk and take the turn."""
        page, _ = self._until_answered(f"/exams/{exam}")
        form = urlencode({"csrf_token": _token(page), "time": "0"}).encode()
        page, address = self._until_answered(f"/exams/{exam}", form)
        self.sitting, self.token = address.split("/sittings/")[1].split("/")[0], _token(page)
        taken, _ = self._until_answered(f"{self._base}/turn", b"{}")
        self.turn = int(json.loads(taken)["turn"])

    def choose(self, position: int, given: list[str]) -> None:
        """Answer a question; it waits in the window until `flush` has worked."""
        self.saves += 1
        key = str(UUID(int=self.rng.getrandbits(128), version=4))
        seq = self.turn * A_TURN + self.saves
        self.waiting[position] = Sent(key, position, seq, tuple(given))

    def flush(self, became: str = "kept") -> bool:
        """Send all that waits, once; whether it was acknowledged, which must say `became`."""
        sent = list(self.waiting.values())
        self.again += sum(one.key in self.sent for one in sent)
        self.sent |= {one.key for one in sent}
        try:
            body = json.dumps({"entries": [one.entry for one in sent]}).encode()
            reply, _ = self._ask(f"{self._base}/answers", body)
        except NoAnswer:
            return False
        said = {one["key"]: one["became"] for one in json.loads(reply)["kept"]}
        assert said == {one.key: became for one in sent}
        if became == "kept":
            self.acknowledged += sent
        self.waiting.clear()
        return True

    def result(self) -> str:
        """The page of the result, as soon as the exam has ended."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            page, address = self._until_answered(self._base)
            if address.endswith(f"/{self.sitting}/result"):
                return page
            time.sleep(AGAIN_SECONDS)
        raise AssertionError(f"no result yet: {address}")

    def submit(self) -> None:
        """Send what waits, then the exam, until its result is there."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self.waiting and not self.flush():
            assert time.monotonic() < end, f"nothing is saved:\n{self.site.log[-2000:]}"
            time.sleep(AGAIN_SECONDS)
        form = urlencode({"csrf_token": self.token, "section": "1"}).encode()
        _, address = self._until_answered(f"{self._base}/end", form)
        assert address.endswith(f"/{self.sitting}/result"), address

    @property
    def _base(self) -> str:
        return f"/exams/sittings/{self.sitting}"

    def _until_answered(self, path: str, body: bytes | None = None) -> tuple[str, str]:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                return self._ask(path, body)
            except NoAnswer:
                time.sleep(AGAIN_SECONDS)
        raise AssertionError(f"no answer at {path}:\n{self.site.log[-2000:]}")

    def _ask(self, path: str, body: bytes | None = None) -> tuple[str, str]:
        request = Request(self.site.url + path, body)
        if body and body.startswith(b"{"):
            request.add_header("Content-Type", "application/json")
            request.add_header("X-Requested-With", "fetch")
            request.add_header("X-CSRFToken", self.token)
        try:
            with self.opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return str(answer.read(), "utf-8"), answer.geturl()
        except HTTPError as refusal:
            if refusal.code < 500:
                raise AssertionError(f"{path} answers {refusal.code}") from None
            raise NoAnswer from None
        except (URLError, OSError, HTTPException):
            # The last: a reply that was cut off, so that nobody knows what it said.
            raise NoAnswer from None


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]
