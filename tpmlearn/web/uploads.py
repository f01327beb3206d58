"""Routes that take a file: only they accept more than the site's usual size of a request."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

from flask import Request

from tpmlearn.web.application import Application

View = TypeVar("View", bound=Callable[..., Any])
# What a form has around a file: the other fields, their names, the token.
AROUND = 100_000


def uploads(limit: int) -> Callable[[View], View]:
    """Declare that a view takes files or texts of `limit` bytes together."""

    def mark(view: View) -> View:
        cast(Any, view).upload_limit = limit
        return view

    return mark


def init_uploads(app: Application) -> None:
    """Set the limit of a request: after the check of who may come in, before any form is read."""
    app.before(partial(_set_limit, app), unsafe_only=True)


def _set_limit(app: Application, asked: Request) -> None:
    view = app.view_functions.get(asked.endpoint or "")
    limit = getattr(view, "upload_limit", None)
    if limit is not None:
        asked.max_content_length = limit + AROUND
        asked.max_form_memory_size = limit + AROUND
