"""The content that is live at this moment."""

from flask import current_app

from tpmlearn import work
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.library import Library


def current_library() -> Library:
    """The library that this app reads content through."""
    library: Library = current_app.extensions["library"]
    return library


def current_catalogue() -> Catalogue:
    """All content, as one immutable value; a request sees one from its beginning to its end.

    A page that mixed two would be kept, and shown, under the name of the newer one.
    """
    now = work.current()
    if now is None:
        return current_library().catalogue
    found: Catalogue | None = now.catalogue
    if found is None:
        found = now.catalogue = current_library().catalogue
    return found


def look_again() -> None:
    """Let the rest of this request see what it has just made live."""
    if now := work.current():
        now.catalogue = None
