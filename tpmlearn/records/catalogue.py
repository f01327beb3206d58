"""The content that is live at this moment."""

from flask import current_app

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.library import Library


def current_library() -> Library:
    """The library that this app reads content through."""
    library: Library = current_app.extensions["library"]
    return library


def current_catalogue() -> Catalogue:
    """All content, as one immutable value: take it once a request."""
    return current_library().catalogue
