"""Which files may be kept with evidence: few types, told by name and by content, of a bounded size.

Only what a browser can be told not to run is taken: no HTML, SVG, archives or office documents,
which can carry scripts and macros.
"""

import re
from dataclasses import dataclass

from tpmlearn.words import N_, _, later

LARGEST = 5_000_000
MOST_KEPT = 25_000_000
"""Bytes of one file, and of all files of a person together."""
LONGEST_NAME = 120
_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
}
_STARTS = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}
KINDS = later("PDF, PNG, JPEG, plain text, Markdown or CSV")
ENDINGS = ",".join(f".{ending}" for ending in _TYPES)
_OTHER = N_("The content of this file is not what its name says. Save it again as PDF.")
_OTHER_TEXT = N_(
    "The content of this file is not what its name says. Save it again as PDF, or as text in UTF-8."
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")


class RefusedFile(Exception):
    """A file that is not kept; its words say why and what to do, for the person who sent it."""


@dataclass(frozen=True)
class Attachment:
    """A file that may be kept: a plain name, what it is, and its bytes."""

    name: str
    media_type: str
    data: bytes


def attachment(name: str, data: bytes) -> Attachment:
    """Return the file as it may be kept. Raises RefusedFile.

    `name` is what the browser sent: folders and control characters are left out.
    """
    plain = _plain_name(name)
    if not data:
        raise RefusedFile(_("This file is empty: choose another."))
    if len(data) > LARGEST:
        raise RefusedFile(
            _(
                "This file has more than %(most)s MB. Send a smaller one, or give a link instead.",
                most=LARGEST // 1_000_000,
            )
        )
    kind = _TYPES.get(plain.rpartition(".")[2].lower()) if "." in plain else None
    if kind is None:
        raise RefusedFile(
            _("Files of this type are not kept. Send %(kinds)s, or save it as PDF.", kinds=KINDS)
        )
    if not _fits(kind, data):
        raise RefusedFile(_(_OTHER_TEXT if kind.startswith("text/") else _OTHER))
    return Attachment(plain, kind, data)


def _plain_name(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = " ".join("".join(char if char.isprintable() else " " for char in last).split())
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        return shown[:LONGEST_NAME]
    ending = ending[:8]
    return f"{stem[: LONGEST_NAME - len(ending) - 1] or 'file'}.{ending}"


def _fits(kind: str, data: bytes) -> bool:
    if kind in _STARTS:
        return data.startswith(_STARTS[kind])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _CONTROL.search(data) is None
