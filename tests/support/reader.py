"""Somebody with a session who opens pages: what they get, whatever its status."""

import re
from dataclasses import dataclass, field
from email.message import Message
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from tests.support.load import SLUG

PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Got:
    """An answer: its status, headers, text and final address."""

    status: int
    headers: Message
    text: str
    url: str


@dataclass(frozen=True)
class Reader:
    """A browser without scripts at a site."""

    url: str
    cookies: CookieJar = field(default_factory=CookieJar)

    @property
    def _opener(self) -> OpenerDirector:
        return build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Got:
        """Open a page, or send a form."""
        body = urlencode(fields).encode() if fields is not None else None
        asked = Request(self.url + path, body, headers)
        try:
            with self._opener.open(asked, timeout=PATIENCE_SECONDS) as answer:
                return Got(answer.status, answer.headers, answer.read().decode(), answer.url)
        except HTTPError as answer:
            return Got(answer.code, answer.headers, answer.read().decode(), self.url + path)

    def begin_quiz(self) -> str:
        """Become a guest by beginning a quiz; the path of its first question."""
        front = f"/learn/{SLUG}/quiz"
        begun = self.get(front, {"csrf_token": token_of(self.get(front).text), "layout": "one"})
        assert begun.status == 200
        return begun.url.removeprefix(self.url)


def token_of(page: str) -> str:
    """The form token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "no form"
    return found[1]
