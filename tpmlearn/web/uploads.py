"""When what is sent is read, and how much of it.

Before the database is asked, and more than the site's usual size only where a view takes files.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from tpmlearn.db import db
from tpmlearn.web.application import Application
from tpmlearn.web.requests import SiteRequest

View = TypeVar("View", bound=Callable[..., Any])
# What a form has around a file: the other fields, their names, the token.
AROUND = 100_000


def uploads(limit: int) -> Callable[[View], View]:
    """Declare that a view takes files or texts of `limit` bytes together."""

    def mark(view: View) -> View:
        cast(Any, view).upload_limit = limit
        return view

    return mark


def init_reading(app: Application) -> None:
    """Read what is sent before the database is asked: whoever sends slowly holds no lock.

    Where files may be sent, that waits until it is known who may come in (`init_uploads`).
    """
    at_most = [
        app.config[f"MAX_{name}"] for name in ("CONTENT_LENGTH", "FORM_MEMORY_SIZE", "FORM_PARTS")
    ]

    def read(asked: SiteRequest) -> None:
        if asked.view is None or hasattr(asked.view, "upload_limit"):
            return
        # What holds for all: the request would ask Flask's proxy for each, and again at each look.
        asked.max_content_length, asked.max_form_memory_size, asked.max_form_parts = at_most
        # Kept, for views that take JSON, or look at the very bytes: a form uses them up.
        asked.get_data()
        _ = asked.form

    app.before(read, unsafe_only=True)


def init_uploads(app: Application) -> None:
    """Read what is sent to a view that takes files, once it is known who may come in."""
    app.before(_read_files, unsafe_only=True)


def _read_files(asked: SiteRequest) -> None:
    limit = getattr(asked.view, "upload_limit", None)
    if limit is None:
        return
    asked.max_content_length = limit + AROUND
    asked.max_form_memory_size = limit + AROUND
    # To know who asks has begun a transaction, and on SQLite nobody else writes until it ends.
    db.session.commit()
    _ = asked.form
