"""The only reader of content folders: folders in, an immutable catalogue out, swapped whole."""

from tpmlearn.library.folders import ContentMissing
from tpmlearn.library.library import Library
from tpmlearn.library.overlay import is_private

__all__ = ["ContentMissing", "Library", "is_private"]
