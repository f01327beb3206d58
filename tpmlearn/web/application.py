"""The Flask application, without what each request would pay for and we never use."""

from collections.abc import Callable, Iterable, MutableMapping
from functools import lru_cache
from threading import Lock
from time import time
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.templating import Environment
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.routing import MapAdapter
from werkzeug.wrappers import Response as BaseResponse
from werkzeug.wsgi import get_host

from tpmlearn.web.addresses import LateRule
from tpmlearn.web.generations import Generations
from tpmlearn.web.pieces import Page
from tpmlearn.web.requests import SAFE, SiteRequest, asked_for
from tpmlearn.web.responses import SiteResponse, is_address, vary_by, way_to, write_vary

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

REMEMBERED, LONGEST = 4_000, 2_000
TURN_SECONDS = 0.03
PLAIN = (str, int, float, bool, type(None))
Before = Callable[[SiteRequest], Any]
After = Callable[[SiteRequest, Response], Response]


class Sessions(SecureCookieSessionInterface):
    """Signed cookies; one that was found good once is not checked anew while it is remembered.

    Known by all that the browser sends as cookies: to take those apart takes longer than the rest.
    """

    def __init__(self) -> None:
        self._found: Generations[str, tuple[float, dict[str, Any]]] = Generations(REMEMBERED)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Flask's, made once for each key: it makes one for each request."""
        return _serializer(app.secret_key) if app.secret_key else None

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds, if it was signed here and not too long ago; else nothing."""
        sent = request.environ.get("HTTP_COOKIE", "")
        known = self._found.get(sent)
        if known is None:
            serializer = self.get_signing_serializer(app)
            value = request.cookies.get(self.get_cookie_name(app))
            if serializer is None or not value:
                return super().open_session(app, request)
            known = _checked(serializer, value)
            if known is None:
                return self.session_class()
            if len(sent) <= LONGEST and all(isinstance(one, PLAIN) for one in known[1].values()):
                # What can change in place is read anew each time.
                self._found.put(sent, known)
        signed_at, data = known
        age = time() - signed_at
        # Signed by us in the future: the clock was put back meanwhile, which ends nobody's session.
        is_good = age <= app.permanent_session_lifetime.total_seconds()
        return self.session_class(dict(data) if is_good else None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie if it changed; mostly it did not, and only what it told counts."""
        if not session or self.should_set_cookie(app, session):
            super().save_session(app, session, response)
        elif session.accessed:
            vary_by(response, "Cookie")


class Templates(Environment):
    """Jinja for templates that have no globals of their own."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Those of all: a page reads each of them, which takes long in a map of two."""
        return super().make_globals(d) if d else self.globals


class Application(Flask):
    """Flask for views that are plain functions."""

    # Whether the database is in this process, so that who reads waits for nobody. SQLite lets go of
    # the interpreter at each row; who else wants to read takes it, and both pay for the change. Who
    # waits for a turn wants nothing; behind a slow page nobody waits for long.
    reads_in_turn = False
    session_interface = Sessions()
    jinja_environment = Templates
    request_class = SiteRequest
    response_class = SiteResponse
    url_rule_class = LateRule

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._to_begin: list[Callable[[], object]] = []
        self._beginning = Lock()
        self._before_safe: list[Before] = []
        self._before_unsafe: list[Before] = []
        self._after: list[After] = []
        self._reading = Lock()

    def at_begin(self, what: Callable[[], object]) -> None:
        """Do this once the process is the one that answers: a fork leaves threads behind."""
        self._to_begin.append(what)

    def begin(self) -> None:
        """Begin what a process does beside answering; a server that does not say so is not asked:
        its first request begins it."""
        with self._beginning:
            while self._to_begin:
                self._to_begin.pop(0)()

    def before(self, what: Before, *, unsafe_only: bool = False) -> None:
        """Do this before each request, in the order of saying; what it returns is the answer.

        As `before_request`, but it is given the request: to look at that through Flask's proxy
        takes twenty times as long, and a page did so fifty times. `unsafe_only` leaves out requests
        whose method says that they change nothing.
        """
        self._before_unsafe.append(what)
        if not unsafe_only:
            self._before_safe.append(what)

    def after(self, what: After) -> None:
        """Do this to each answer, the last that was said first; it returns the answer to send."""
        self._after.insert(0, what)

    def preprocess_request(self) -> Any:
        """What is done before a request; an answer where that ends it."""
        asked = asked_for()
        asked.view = self.view_functions.get(asked.endpoint or "")
        for what in self._before_safe if asked.method in SAFE else self._before_unsafe:
            if (answer := what(asked)) is not None:
                return answer
        return super().preprocess_request()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        if self._to_begin:
            self.begin()
        if not self.reads_in_turn or environ["REQUEST_METHOD"] != "GET":
            return self.wsgi_app(environ, start_response)
        has_turn = self._reading.acquire(timeout=TURN_SECONDS)
        try:
            return self.wsgi_app(environ, start_response)
        finally:
            if has_turn:
                self._reading.release()

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Flask's, for a site that has neither other hosts nor web sockets: it looks at the host
        twice, and at each header that could tell of either."""
        if request is None or self.config["SERVER_NAME"] or self.config["TRUSTED_HOSTS"]:
            return super().create_url_adapter(request)
        request.host = get_host(request.environ)
        return self.url_map.bind(
            request.host.lower(),
            request.root_path,
            "",
            request.scheme,
            request.method,
            request.path,
            request.query_string.decode(errors="replace"),
        )

    def make_response(self, rv: Any) -> Response:
        """An answer of what a view gave, which may be a page by its parts."""
        page, *more = rv if isinstance(rv, tuple) else (rv,)
        if isinstance(page, Page):
            made = self.response_class(page)
            rv = (made, *more) if more else made
        return super().make_response(rv)

    def redirect(self, location: str, code: int = 302) -> BaseResponse:
        """The way to another page; an address of ours is not looked through once more."""
        return way_to(location, code) if is_address(location) else super().redirect(location, code)

    def process_response(self, response: Response) -> Response:
        """What is done to every answer."""
        asked = asked_for()
        for what in self._after:
            response = what(asked, response)
        done = super().process_response(response)
        write_vary(done)
        return done

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: none of ours is a coroutine, and to look takes its time."""
        return func


@lru_cache(maxsize=8)
def _serializer(key: str | bytes) -> URLSafeTimedSerializer:
    kind = SecureCookieSessionInterface
    return URLSafeTimedSerializer(
        key,
        salt=kind.salt,
        serializer=kind.serializer,
        signer_kwargs={
            "key_derivation": kind.key_derivation,
            "digest_method": kind.digest_method,
        },
    )


def _checked(serializer: URLSafeTimedSerializer, value: str) -> tuple[float, dict[str, Any]] | None:
    try:
        data, at = serializer.loads(value, return_timestamp=True)
    except BadSignature:
        return None
    return at.timestamp(), data
