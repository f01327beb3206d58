"""The only reader of content folders: folders in, an immutable catalogue out, swapped whole."""

from tpmlearn.library.folders import ContentMissing
from tpmlearn.library.library import Library

__all__ = ["ContentMissing", "Library"]
