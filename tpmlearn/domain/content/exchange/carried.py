"""What crosses the border: an item as it was read, and what of it was not kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tpmlearn.domain.content.catalogue import Source
from tpmlearn.domain.content.drafts import Question

LARGEST = 5_000_000
MOST_ITEMS = 1_000
LONGEST = 10_000
"""Bytes of a file, questions of a file, characters of a text: more is refused with a sentence."""


class Unreadable(Exception):
    """The file as a whole cannot be read; the text is a sentence that says why."""


@dataclass(frozen=True)
class Note:
    """One thing that was not kept of one item; `line` counts from 1 and is 0 where there is none.

    `left_out` says that the whole item was not taken over.
    """

    line: int
    item: str
    text: str
    left_out: bool = False

    def __str__(self) -> str:
        verb = "left out: " if self.left_out else ""
        return f"{verb}{self.item}: {self.text}" if self.item else f"{verb}{self.text}"


@dataclass(frozen=True)
class Carried:
    """An item that was read: its attributes as text, as far as the file had any."""

    title: str
    attributes: Mapping[str, str]
    question: Question
    line: int


@dataclass(frozen=True)
class Found:
    """What a reader found in a file, in its order."""

    items: tuple[Carried, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass
class Log:
    """Collects the notes about one item after the other."""

    notes: list[Note] = field(default_factory=list)
    line: int = 0
    item: str = ""

    def begin(self, line: int, item: str) -> None:
        """What follows is about this item."""
        self.line, self.item = line, item

    def add(self, text: str) -> None:
        """Note something that is not kept of the item."""
        note = Note(self.line, self.item, text)
        if note not in self.notes[-20:]:
            self.notes.append(note)

    def leave_out(self, text: str) -> None:
        """Note that the item is not taken over, and why."""
        self.notes.append(Note(self.line, self.item, text, left_out=True))


def decoded(data: bytes) -> str:
    """The text of a file, byte order mark and Windows line ends removed. Raises Unreadable."""
    if len(data) > LARGEST:
        size = f"{len(data) / 1e6:.1f}"
        raise Unreadable(f"The file has {size} MB; at most {LARGEST // 1_000_000} MB are read.")
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        raise Unreadable("This is an archive, which is not opened. Unpack it and give one file.")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise Unreadable("The file is UTF-16. Save it again as UTF-8.")
    if b"\0" in data:
        raise Unreadable("The file is not text: it holds zero bytes.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"The file is not UTF-8: byte 0x{data[error.start]:02X} in line {line}. "
            "Save it again as UTF-8."
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
