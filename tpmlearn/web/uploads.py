"""Routes that take a file: only they accept more than the site's usual size of a request."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
# What a form has around a file: the other fields, their names, the token.
AROUND = 100_000


def uploads(limit: int) -> Callable[[View], View]:
    """Declare that a view takes files or texts of `limit` bytes together."""

    def mark(view: View) -> View:
        cast(Any, view).upload_limit = limit
        return view

    return mark


def init_uploads(app: Flask) -> None:
    """Set the limit of a request: after the check of who may come in, before any form is read."""
    app.before_request(_set_limit)


def _set_limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    limit = getattr(view, "upload_limit", None)
    if limit is not None:
        request.max_content_length = limit + AROUND
        request.max_form_memory_size = limit + AROUND
