"""The only reader of content folders: folders in, an immutable catalogue out, swapped whole."""

from tpmlearn.library.folders import ContentMissing
from tpmlearn.library.library import Library
from tpmlearn.library.reader import Reader, check_folders

__all__ = ["ContentMissing", "Library", "Reader", "check_folders"]
