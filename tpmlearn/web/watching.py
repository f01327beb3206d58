"""Gives each request an id, and notes what it cost: for the log and for Prometheus."""

import logging
import re
from random import getrandbits
from time import perf_counter

from flask import Response

from tpmlearn import metrics, work
from tpmlearn.config import LogForm, Settings
from tpmlearn.web.application import Application
from tpmlearn.web.logs import init_logs
from tpmlearn.web.requests import SiteRequest

HEADER = "X-Request-Id"
# Letters, numbers and dashes: what a proxy makes, and neither an address nor a name with blanks.
PLAIN = re.compile(r"[A-Za-z0-9-]{8,64}")
# Asked for every few seconds by programs, or many at a page, and the same each time.
QUIET = frozenset({"static", "watching.alive", "watching.metrics", "watching.ready"})
log = logging.getLogger("tpmlearn.access")


def request_id() -> str:
    """The id of the request under way."""
    now = work.current()
    return now.id if now else ""


def init_watching(app: Application, settings: Settings) -> None:
    """Watch every request; registered first, so that all that others do is within."""
    is_logged = settings.log is LogForm.JSON
    if settings.metrics_token:
        metrics.switch_on()
        app.at_begin(_be_alive)
    if is_logged:
        init_logs()
        log.setLevel(logging.INFO)

    def begin(asked: SiteRequest) -> None:
        work.begin(_id_from(asked.headers.get(HEADER, "")), asked.endpoint or "none")

    def finish(asked: SiteRequest, response: Response) -> Response:
        done = work.current()
        if done is None:
            return response
        response.headers.add(HEADER, done.id)
        seconds = perf_counter() - done.began
        if meters := metrics.meters():
            meters.observe(
                done.endpoint,
                asked.method,
                response.status_code,
                seconds,
                database=done.seconds,
                statements=done.statements,
            )
        if is_logged and done.endpoint not in QUIET:
            _write(asked.method, response.status_code, seconds, done)
        return response

    app.before(begin)
    app.after(finish)

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        work.end()


def _be_alive() -> None:
    if meters := metrics.meters():
        meters.be_alive()


def _id_from(sent: str) -> str:
    # It names a request in the log and opens nothing.
    return sent if PLAIN.fullmatch(sent) else f"{getrandbits(64):016x}"  # nosec B311


def _write(method: str, status: int, seconds: float, done: work.Work) -> None:
    cost = {
        "method": method if method in metrics.METHODS else "other",
        "status": status,
        "ms": round(seconds * 1000, 1),
        "statements": done.statements,
        "database_ms": round(done.seconds * 1000, 1),
    }
    log.info("request", extra=cost)
