"""Which texts a draft can take, and why it refuses others."""

from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.publishing.names import refused_name
from tpmlearn.library import Library
from tpmlearn.library.folders import decode
from tpmlearn.words import _


class Refused(Exception):
    """What was sent cannot be a file of a draft; the text says why, as a sentence."""


def text_bytes(library: Library, name: str, text: str) -> bytes:
    """A text as the bytes of the file `name`. Raises Refused with the sentence of the checker."""
    reason = refused_name(name)
    if reason:
        raise Refused(reason)
    if is_elsewhere(library, name):
        raise Refused(_("This file comes from another content folder. Edit it there."))
    read = decode(name, name, text.encode("utf-8", "surrogatepass"))
    if isinstance(read, Problem):
        raise Refused(f"{read.message[:1].upper()}{read.message[1:]}")
    return read.text.encode()


def is_elsewhere(library: Library, name: str) -> bool:
    """Whether a live file lies in a folder that drafts do not change."""
    return any(one.name == name and one.folder != library.shown_folder for one in library.files)
