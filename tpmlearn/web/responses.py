"""An answer of the site, which may hold a page that nobody has put together yet."""

import re
from typing import TYPE_CHECKING, Any

from flask import Response
from werkzeug.datastructures import Headers

from tpmlearn.web.pieces import Page

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

AS_THEY_ARE = frozenset({200, 302})
_is_address = re.compile(r"[A-Za-z0-9/?&=#._~+%-]*").fullmatch


class SiteResponse(Response):
    """A response that may hold a page.

    `page` is the page, as long as it is unchanged; `varies` are the headers that it depends on.
    """

    page: Page | None = None
    varies: tuple[str, ...] = ()

    def __init__(self, response: Any = None, *args: Any, **kwargs: Any) -> None:
        is_page = isinstance(response, Page)
        super().__init__(None if is_page else response, *args, **kwargs)
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
        as_they_are = (
            self.status_code in AS_THEY_ARE
            and "Content-Length" in headers
            and _is_address(headers.get("Location", ""))
        )
        return headers if as_they_are else super().get_wsgi_headers(environ)
