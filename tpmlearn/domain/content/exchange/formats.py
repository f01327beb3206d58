"""The formats by name: what a file is, who reads it, who writes it, what it may be called."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tpmlearn.domain.content.exchange.aiken_reader import read_aiken
from tpmlearn.domain.content.exchange.carried import Found, Unreadable, decoded
from tpmlearn.domain.content.exchange.gift_reader import read_gift
from tpmlearn.domain.content.exchange.gift_writer import write_gift
from tpmlearn.domain.content.exchange.moodle_reader import read_moodle
from tpmlearn.domain.content.exchange.moodle_writer import write_moodle
from tpmlearn.domain.content.exchange.outgoing import Outgoing, Written
from tpmlearn.domain.content.exchange.qti_writer import write_qti


class Reads(StrEnum):
    """What can be read."""

    MOODLE = "moodle"
    GIFT = "gift"
    AIKEN = "aiken"


class Writes(StrEnum):
    """What can be written."""

    MOODLE = "moodle"
    GIFT = "gift"
    QTI3 = "qti3"


@dataclass(frozen=True)
class Output:
    """How a format is written: a name for people, the ending of its files, their type."""

    title: str
    ending: str
    media_type: str
    write: Callable[[Iterable[Outgoing]], Written]


INPUTS: Mapping[Reads, str] = {
    Reads.MOODLE: "Moodle XML",
    Reads.GIFT: "GIFT",
    Reads.AIKEN: "Aiken",
}
OUTPUTS: Mapping[Writes, Output] = {
    Writes.MOODLE: Output("Moodle XML", "xml", "application/xml", write_moodle),
    Writes.GIFT: Output("GIFT", "gift", "text/plain; charset=utf-8", write_gift),
    Writes.QTI3: Output("QTI 3.0 package", "zip", "application/zip", write_qti),
}
_READERS: Mapping[Reads, Callable[[str], Found]] = {
    Reads.MOODLE: read_moodle,
    Reads.GIFT: read_gift,
    Reads.AIKEN: read_aiken,
}
_ANSWER = re.compile(r"^\s*ANSWER\s*:", re.IGNORECASE | re.MULTILINE)


def told(name: str, text: str) -> Reads:
    """The format of a file, from the ending of its name or from what is in it."""
    begins = text[:200].lstrip().lower()
    if name.lower().endswith(".xml") or begins.startswith(("<?xml", "<quiz", "<!doctype")):
        return Reads.MOODLE
    if name.lower().endswith(".gift"):
        return Reads.GIFT
    return Reads.AIKEN if _ANSWER.search(text) and "{" not in text else Reads.GIFT


def read(name: str, data: bytes, form: Reads | None = None) -> Found:
    """The items of a file; its format is told from it unless given. Raises Unreadable."""
    text = decoded(data)
    found = _READERS[form or told(name, text)](text)
    if not found.items and not found.notes:
        raise Unreadable("No question was found in the file.")
    return found
