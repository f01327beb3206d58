"""An answer of the site, which may hold a page that nobody has put together yet."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Response
from markupsafe import escape
from werkzeug.datastructures import Headers

from tpmlearn.web.pieces import Page

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

# Where werkzeug's Response takes headers, after the body.
HEADERS_PLACE = 2
PAGE, WAY = 200, 302
is_address = re.compile(r"[A-Za-z0-9/?&=#._~+%-]*").fullmatch


class SoundHeaders(Headers):
    """Headers that take those of ours as they are, and look through all others."""

    def add_sound(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Add these, whose names and values hold no end of a line; werkzeug looks at each."""
        self._list.extend(pairs)


class SiteResponse(Response):
    """A response that may hold a page.

    `page` is the page, as long as it is unchanged; `varies` are the headers that it depends on.
    """

    page: Page | None = None
    varies: tuple[str, ...] = ()

    def __init__(self, response: Any = None, *args: Any, **more: Any) -> None:
        is_page = isinstance(response, Page)
        if len(args) < HEADERS_PLACE:
            more.setdefault("headers", SoundHeaders())
        super().__init__(None if is_page else response, *args, **more)
        if is_page:
            self.page = response

    @property
    def response(self) -> Any:
        """The body, as werkzeug knows it."""
        if self.page is not None:
            self.set_data(self.page.text)
        return self.__dict__["response"]

    @response.setter
    def response(self, value: Any) -> None:
        self.__dict__["response"], self.page = value, None

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        """Those of a page, or of the way to one, as they are: werkzeug copies them, and looks
        through all for what an answer of another kind has or lacks."""
        headers = self.headers
        is_page = self.status_code == PAGE
        is_way = self.status_code == WAY and is_address(header_of(self, "location") or "")
        as_they_are = (is_page or is_way) and header_of(self, "content-length") is not None
        return headers if as_they_are else super().get_wsgi_headers(environ)


def way_to(address: str, code: int) -> SiteResponse:
    """The way to another page of ours; `is_address` says of its address that it goes as it is."""
    note = (
        f'<!doctype html><html lang="en"><title>Moved</title><a href="{escape(address)}">Go on</a>'
    )
    headers = SoundHeaders()
    headers.add_sound([("Content-Type", "text/html; charset=utf-8"), ("Location", address)])
    return SiteResponse(note, code, headers)


def header_of(response: Response, name: str) -> str | None:
    """The value of the header of this name, in lower case; None where there is none, for which
    werkzeug makes an error first."""
    length = len(name)
    for one, value in response.headers:
        if len(one) == length and one.lower() == name:
            return value
    return None


def vary_by(response: Response, name: str) -> None:
    """Say that the answer depends on that header; `response.vary` reads all of them each time."""
    if isinstance(response, SiteResponse):
        response.varies = (*response.varies, name)
    else:
        response.vary.add(name)


def write_vary(response: Response) -> None:
    """Write what `vary_by` was told, once nobody has more to say."""
    if isinstance(response, SiteResponse) and response.varies:
        before = header_of(response, "vary")
        if not before:
            response.headers.add("Vary", ", ".join(response.varies))
            return
        named = {name.strip().lower() for name in before.split(",")}
        more = [name for name in response.varies if name.lower() not in named]
        response.headers["Vary"] = ", ".join([before, *more])
