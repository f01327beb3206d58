"""Pages put together from pieces that are rendered, encoded and compressed once.

Most of a page is the same for everybody in the same state: a section of a lesson that is not yet
read, the footer. `{% call kept(…) %}` keeps what it renders under a key that says all that the
text depends on; one call may stand in another, which then keeps the row of pieces. A page then is
a row of strings, some of them such pieces, and its compressed form is put together too: a deflated
run can stand wherever the one before it ended on a byte (RFC 1951, RFC 1952). Only what is new is
compressed anew.
"""

import re
import secrets
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from functools import cached_property

from flask import Flask, Response

from tpmlearn import words
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.form_tokens import form_token
from tpmlearn.web.generations import Generations

TOKEN_LENGTH = 91
TOKEN_PLACE = secrets.token_hex(TOKEN_LENGTH)[:TOKEN_LENGTH]
"""Stands in rendered text where the form token goes; nobody outside can know it."""
KEPT_BYTES = 16_000_000
OVERHEAD_BYTES = 500
WINDOW = 32_768
TEXTS = frozenset({"text/html", "application/json"})
STORED_UP_TO = 250
LEAST_WINDOW = 10
_PLACE, _BLANK = TOKEN_PLACE.encode(), b"\0" * TOKEN_LENGTH
# Stands for a piece within the text of another, while that is made.
_INNER = secrets.token_hex(16)
_INNER_PLACE = re.compile(_INNER + r"(\d{4})")
# RFC 1952: deflated, no name, no time, any system.
_HEAD, _LAST = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", b"\x03\x00"


class Piece(str):
    """A text of a page, encoded, and deflated in the runs between which the form token goes."""

    __slots__ = ("plain", "runs")
    plain: tuple[bytes, ...]
    runs: tuple[bytes, ...]

    def __new__(cls, text: str) -> "Piece":
        """Compress `text` once; it costs as much as many pages will save."""
        self = super().__new__(cls, text)
        self.plain = tuple(text.encode().split(_PLACE))
        self.runs = _runs(self.plain)
        return self


class Row:
    """Pieces that were kept together; `plain` and `runs` are theirs, joined."""

    __slots__ = ("plain", "runs")

    def __init__(self, plain: tuple[bytes, ...], runs: tuple[bytes, ...]) -> None:
        self.plain, self.runs = plain, runs

    def __str__(self) -> str:
        return TOKEN_PLACE.join(part.decode() for part in self.plain)


def _strung(rows: Iterable[tuple[bytes, ...]]) -> tuple[bytes, ...]:
    """Rows of what stands between tokens as one row: one ends where the next begins."""
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
        """The page as a text, with TOKEN_PLACE where the form token goes."""
        return "".join(map(str, self.parts))

    @cached_property
    def has_token(self) -> bool:
        """Whether the form token goes anywhere."""
        return any(
            len(part.plain) > 1 if isinstance(part, Piece | Row) else TOKEN_PLACE in part
            for part in self.parts
        )

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        return self.text


def init_pieces(app: Flask) -> None:
    """Let templates keep what they render, and put the form token into finished pages."""
    pieces: Generations[tuple[object, ...], Kept] = Generations(KEPT_BYTES, _size)

    def kept(*key: object, caller: Callable[[], str]) -> Kept:
        whole = (current_catalogue().version, words.current().tag, *key)
        found = pieces.get(whole)
        if found is None:
            found = _made(caller)
            pieces.put(whole, found)
        return found

    app.jinja_env.concat = _joined  # type: ignore[assignment, method-assign]
    app.jinja_env.globals["kept"] = kept
    # Said at the end: what is kept must be good for everybody.
    app.jinja_env.globals["csrf_token"] = lambda: TOKEN_PLACE
    # Flask-WTF's own, made anew for each page, would be seen instead.
    processors = app.template_context_processors[None]
    processors[:] = [one for one in processors if one.__module__ != "flask_wtf.csrf"]


def with_token(response: Response) -> Response:
    """The response with the form token of this session in its place."""
    # Parts of pages come as JSON too.
    is_whole = not (response.is_streamed or response.direct_passthrough)
    body = response.get_data() if is_whole and response.mimetype in TEXTS else b""
    if _PLACE in body:
        response.set_data(body.replace(_PLACE, form_token().encode()))
    return response


def token_for(page: Page) -> str:
    """The form token of this session, empty for a page without a form."""
    return form_token() if page.has_token else ""


def compressed(page: Page, token: str, more: bytes) -> bytes | None:
    """`page` with `token` in its places, and `more`, as a gzip file.

    None where the token has another length than it had when the pieces were made.
    """
    if token and len(token) != TOKEN_LENGTH:
        return None
    secret = token.encode()
    between, out, crc, size = _run(secret, b""), [_HEAD], 0, 0
    for part in _with_last(page.parts, more.decode()):
        if isinstance(part, str) and not isinstance(part, Piece):
            text = part.replace(TOKEN_PLACE, token).encode()
            out.append(_run(text, b""))
            crc, size = zlib.crc32(text, crc), size + len(text)
            continue
        out.append(between.join(part.runs))
        text = secret.join(part.plain)
        crc, size = zlib.crc32(text, crc), size + len(text)
    out += [_LAST, struct.pack("<LL", crc, size & 0xFFFFFFFF)]
    return b"".join(out)


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


def _made(caller: Callable[[], str]) -> Kept:
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
    return Row(_strung(one.plain for one in found), _strung(one.runs for one in found))


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


def _runs(parts: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The deflated text between the places of the token, each run knowing what stands before it."""
    before, found = b"", []
    for number, part in enumerate(parts):
        if number:
            # Nothing may be copied from where the token of somebody will stand.
            before += _BLANK
        found.append(_run(part, before[-WINDOW:] if b"\0" not in part else b"", level=9))
        before += part
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
