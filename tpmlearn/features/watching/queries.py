"""Whether this process can serve, and the figures of how it does."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hmac import compare_digest

from sqlalchemy.exc import SQLAlchemyError

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Severity
from tpmlearn.domain.jobs.job import State
from tpmlearn.jobs.declared import JOBS
from tpmlearn.jobs.overview import standing as standing_of_jobs
from tpmlearn.metrics import meters
from tpmlearn.records.catalogue import current_catalogue, current_library
from tpmlearn.records.releases import live_release_id, shown_release_id
from tpmlearn.records.schema_version import Schema, current, standing, steps
from tpmlearn.records.site import site_settings

READY = "ready"
SERVES = frozenset({Schema.AT_HEAD, Schema.NEWER})


def readiness() -> Mapping[str, str]:
    """What each part says of itself, `ready` where it is; one statement."""
    return {**_database(), "content": _content()}


def _database() -> Mapping[str, str]:
    try:
        found = standing(current(), steps())
    except SQLAlchemyError:
        # The text of the error names hosts and users, which are nobody's business here.
        return {"database": "does not answer", "migrations": "unknown"}
    finally:
        db.session.remove()
    return {"database": READY, "migrations": READY if found in SERVES else found.value}


def _content() -> str:
    return READY if current_catalogue().modules else "no lesson is loaded"


Figure = tuple[str, str, dict[str, str], float]
FOLDER = "folder"
UNKNOWN = "unknown"


def may_read_figures(header: str) -> bool | None:
    """Whether an Authorization header has the token; None where the site has no metrics."""
    token = site_settings().metrics_token
    if not token:
        return None
    return compare_digest(header.encode("utf-8", "replace"), f"Bearer {token}".encode())


def figures() -> bytes:
    """All figures, as Prometheus reads them; three statements, for what is live and the queue."""
    known = meters()
    return known.text([*_of_content(), *_of_jobs()]) if known else b""


def _of_jobs() -> list[Figure]:
    """How the queue stands; nothing where the database does not answer."""
    now = datetime.now(UTC)
    try:
        found = standing_of_jobs(now=now)
    except SQLAlchemyError:
        return []
    finally:
        db.session.remove()
    waited = (now - found.due_since).total_seconds() if found.due_since else 0.0
    oldest = "For how long the oldest job has been due."
    jobs = {(name, state): found.counts.get((name, state), 0) for name in JOBS for state in State}
    return [
        *(
            ("tpmlearn_jobs", "Background work.", {"kind": name, "state": state.value}, float(many))
            for (name, state), many in jobs.items()
        ),
        ("tpmlearn_jobs_oldest_seconds", oldest, {}, waited),
    ]


def _of_content() -> list[Figure]:
    library = current_library()
    problems = library.problems
    content = {
        "version": library.catalogue.version[:12],
        "shown": (shown_release_id(library) or FOLDER)[:12],
        "live": _live()[:12],
    }
    words = "The content that the worker shows which answers, and the release that is live."
    found: list[Figure] = [("tpmlearn_content_info", words, content, 1.0)]
    for severity in Severity:
        amount = sum(one.severity is severity for one in problems)
        name = f"tpmlearn_content_{severity}s"
        found.append((name, f"Problems of the content: {severity}s.", {}, float(amount)))
    return found


def _live() -> str:
    try:
        return live_release_id() or FOLDER
    except SQLAlchemyError:
        return UNKNOWN
    finally:
        db.session.remove()
