"""Pages put together from pieces that are rendered, encoded and compressed once.

Most of a page is the same for everybody in the same state: a section of a lesson that is not yet
read, the footer. `{% call kept(…) %}` keeps what it renders under a key that says all that the
text depends on; one call may stand in another, which then keeps the row of pieces. A page then is
a row of strings, some of them such pieces, and its compressed form is put together too: a deflated
run can stand wherever the one before it ended on a byte (RFC 1951, RFC 1952). Only what is new is
compressed anew.

The form token, and the number and name of who asks, differ from page to page: templates write the
place of such a slot, and what belongs there is put in at the end (`tpmlearn.web.slots`).
"""

import re
import secrets
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from enum import Enum
from functools import cached_property

from flask import Flask, current_app

from tpmlearn import words
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.generations import Generations

TOKEN_LENGTH = 91


class Slot(Enum):
    """What is another on each page; the value stands in rendered text where it goes, and nobody
    outside can know it."""

    TOKEN = secrets.token_hex(TOKEN_LENGTH)[:TOKEN_LENGTH]
    NUMBER = secrets.token_hex(TOKEN_LENGTH)[:TOKEN_LENGTH]
    NAME = secrets.token_hex(TOKEN_LENGTH)[:TOKEN_LENGTH]

    # Enum's own is a function of Python; a page looks some fifty up.
    __hash__ = object.__hash__


Values = Mapping[Slot, bytes]
"""What goes into the slots of a page, escaped where that is needed."""
TOKEN_PLACE = Slot.TOKEN.value
PLACES = {slot: slot.value.encode() for slot in Slot}
KEPT_BYTES = 16_000_000
OVERHEAD_BYTES = 500
WINDOW = 32_768
STORED_UP_TO = 250
LEAST_WINDOW = 10
_AT_SLOTS = re.compile("({})".format("|".join(slot.value for slot in Slot)))
_BLANK = b"\0" * TOKEN_LENGTH
# Stands for a piece within the text of another, while that is made.
_INNER = secrets.token_hex(16)
_INNER_PLACE = re.compile(_INNER + r"(\d{4})")
# RFC 1952: deflated, no name, no time, any system.
_HEAD, _LAST = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", b"\x03\x00"


class Piece(str):
    """A text of a page, encoded, and deflated in the runs between which its slots are."""

    __slots__ = ("plain", "runs", "slots")
    plain: tuple[bytes, ...]
    runs: tuple[bytes, ...]
    slots: tuple[Slot, ...]

    def __new__(cls, text: str) -> "Piece":
        """Compress `text` once; it costs as much as many pages will save."""
        self = super().__new__(cls, text)
        parts = _AT_SLOTS.split(text)
        self.plain = tuple(part.encode() for part in parts[::2])
        self.slots = tuple(map(Slot, parts[1::2]))
        self.runs = _runs(self.plain, self.slots)
        return self


class Row:
    """Pieces that were kept together; `plain`, `runs` and `slots` are theirs, joined."""

    __slots__ = ("plain", "runs", "slots")

    def __init__(self, pieces: "Sequence[Kept]") -> None:
        self.plain: tuple[bytes, ...] = _strung(piece.plain for piece in pieces)
        self.runs: tuple[bytes, ...] = _strung(piece.runs for piece in pieces)
        self.slots: tuple[Slot, ...] = tuple(slot for piece in pieces for slot in piece.slots)

    def __str__(self) -> str:
        texts = [part.decode() for part in self.plain]
        more = (slot.value + text for slot, text in zip(self.slots, texts[1:], strict=True))
        return "".join([texts[0], *more])


def _strung(rows: Iterable[tuple[bytes, ...]]) -> tuple[bytes, ...]:
    """Rows of what stands between slots as one row: one ends where the next begins."""
    found = [b""]
    for row in rows:
        found[-1] += row[0]
        found += row[1:]
    return tuple(found)


Kept = Piece | Row


class Page:
    """A rendered page by its parts; put together only if somebody looks at its text."""

    def __init__(self, parts: list[str | Row]) -> None:
        self.parts = parts

    @cached_property
    def text(self) -> str:
        """The page as a text, with the places of its slots."""
        return "".join(map(str, self.parts))

    @cached_property
    def slots(self) -> frozenset[Slot]:
        """The slots that it has."""
        found: set[Slot] = set()
        for part in self.parts:
            if isinstance(part, Piece | Row):
                found.update(part.slots)
            else:
                found.update(slots_of(part))
        return frozenset(found)

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        return self.text


class Pieces:
    """The pieces that a process keeps."""

    def __init__(self) -> None:
        self._kept: Generations[tuple[object, ...], Kept] = Generations(KEPT_BYTES, _size)

    def kept(self, *key: object, caller: Callable[[], object]) -> Kept:
        """What `caller` renders for this content, language and `key`, from before or made now."""
        whole = (current_catalogue().version, words.current().tag, *key)
        found = self._kept.get(whole)
        if found is None:
            found = _made(caller)
            self._kept.put(whole, found)
        return found


def init_pieces(app: Flask) -> None:
    """Let templates keep what they render, and write the places of slots."""
    pieces = app.extensions["pieces"] = Pieces()
    app.jinja_env.concat = _joined  # type: ignore[assignment, method-assign]
    app.jinja_env.globals["kept"] = pieces.kept
    # Said at the end: what is kept must be good for everybody.
    app.jinja_env.globals["csrf_token"] = lambda: TOKEN_PLACE
    app.jinja_env.globals["slots"] = Slot
    # Flask-WTF's own, made anew for each page, would be seen instead.
    processors = app.template_context_processors[None]
    processors[:] = [one for one in processors if one.__module__ != "flask_wtf.csrf"]


def kept_page(*key: object, caller: Callable[[], object]) -> Page:
    """A page that is kept as a whole; see `Pieces.kept`."""
    pieces: Pieces = current_app.extensions["pieces"]
    return Page([pieces.kept("page", *key, caller=caller)])


def slots_of(text: str) -> set[Slot]:
    """The slots in a rendered text."""
    return {slot for slot in Slot if slot.value in text}


def filled(text: str, values: Values) -> str:
    """A rendered text with what goes into its slots."""
    for slot, value in values.items():
        text = text.replace(slot.value, value.decode())
    return text


def compressed(page: Page, values: Values, more: bytes) -> bytes | None:
    """`page` with `values` in its slots, and `more`, as a gzip file.

    None where the token has another length than it had when the pieces were made.
    """
    if len(values.get(Slot.TOKEN, _BLANK)) != TOKEN_LENGTH:
        return None
    between = {slot: _run(value, b"") for slot, value in values.items()}
    out, crc, size = [_HEAD], 0, 0
    for part in _with_last(page.parts, more.decode()):
        if isinstance(part, str) and not isinstance(part, Piece):
            text = filled(part, values).encode()
            out.append(_run(text, b""))
        else:
            text = _woven(part.plain, part.slots, values)
            out.append(_woven(part.runs, part.slots, between))
        crc, size = zlib.crc32(text, crc), size + len(text)
    out += [_LAST, struct.pack("<LL", crc, size & 0xFFFFFFFF)]
    return b"".join(out)


def _woven(parts: tuple[bytes, ...], slots: tuple[Slot, ...], values: Values) -> bytes:
    if not slots:
        return parts[0]
    found = [parts[0]]
    for slot, part in zip(slots, parts[1:], strict=True):
        found += values[slot], part
    return b"".join(found)


def _with_last(parts: Iterable[str | Row], last: str) -> Iterator[str | Row]:
    """The parts and `last`, with neighbours that are not kept put together."""
    fresh: list[str] = []
    for part in parts:
        if type(part) is Piece or type(part) is Row:
            if fresh:
                yield "".join(fresh)
                fresh = []
            yield part
        else:
            fresh.append(part)  # type: ignore[arg-type]
    yield "".join([*fresh, last])


# The pieces within the one that is made now.
_inner: ContextVar[list[Kept] | None] = ContextVar("inner", default=None)


def _made(caller: Callable[[], object]) -> Kept:
    inner: list[Kept] = []
    mark = _inner.set(inner)
    try:
        text = str(caller())
    finally:
        _inner.reset(mark)
    if not inner:
        return Piece(text)
    found: list[Kept] = []
    for number, part in enumerate(_INNER_PLACE.split(text)):
        if number % 2:
            found.append(inner[int(part)])
        elif part:
            found.append(Piece(part))
    return Row(found)


def _joined(parts: Iterable[str | Row]) -> str | Page:
    found = list(parts)
    if not any(type(part) is Piece or type(part) is Row for part in found):
        return "".join(found)  # type: ignore[arg-type]
    inner = _inner.get()
    if inner is None:
        return Page(found)
    # Markup is made of this text, which would forget what it is made of.
    return "".join(_named(part, inner) for part in found)


def _named(part: str | Row, inner: list[Kept]) -> str:
    if isinstance(part, Piece | Row):
        inner.append(part)
        return f"{_INNER}{len(inner) - 1:04}"
    return part


def _runs(parts: tuple[bytes, ...], slots: tuple[Slot, ...]) -> tuple[bytes, ...]:
    """The deflated text between the slots, each run knowing what stands before it."""
    before, found = b"", []
    for number, part in enumerate(parts):
        found.append(_run(part, before[-WINDOW:] if b"\0" not in part else b"", level=9))
        before += part
        if number < len(slots):
            # Nothing may be copied from where the token of somebody will stand, or from beyond what
            # is not as long for everybody.
            before = before + _BLANK if slots[number] is Slot.TOKEN else b""
    return tuple(found)


def _run(data: bytes, before: bytes, *, level: int = 5) -> bytes:
    """`data` as deflated blocks that end on a byte, none of them the last."""
    if not data:
        return b""
    if len(data) <= STORED_UP_TO and not before:
        return b"\x00" + struct.pack("<HH", len(data), len(data) ^ 0xFFFF) + data
    # A window no larger than what there is: to get memory for the largest takes 25 times as long
    # as to compress half a kilobyte.
    bits = min(max((len(before) + len(data)).bit_length(), LEAST_WINDOW), 15)
    memory = min(bits - 7, 8)
    deflate = zlib.compressobj(level, zlib.DEFLATED, -bits, memory, zlib.Z_DEFAULT_STRATEGY, before)
    return deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)


def _size(kept: Kept) -> int:
    text = 4 * len(kept) // 3 if isinstance(kept, Piece) else 0
    return OVERHEAD_BYTES + text + sum(map(len, kept.plain)) + sum(map(len, kept.runs))
