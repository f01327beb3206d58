"""The content that is live at this moment."""

from flask import current_app, has_request_context, request

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.library import Library

_PLACE = "tpmlearn.catalogue"


def current_library() -> Library:
    """The library that this app reads content through."""
    library: Library = current_app.extensions["library"]
    return library


def current_catalogue() -> Catalogue:
    """All content, as one immutable value; a request sees one from its beginning to its end.

    A page that mixed two would be kept, and shown, under the name of the newer one.
    """
    if not has_request_context():
        return current_library().catalogue
    environ = request.environ
    found: Catalogue | None = environ.get(_PLACE)
    if found is None:
        found = environ[_PLACE] = current_library().catalogue
    return found


def look_again() -> None:
    """Let the rest of this request see what it has just made live."""
    if has_request_context():
        request.environ.pop(_PLACE, None)
