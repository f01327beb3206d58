"""Pages put together from pieces that are rendered and compressed once.

Most of a page is the same for everybody in the same state: a section of a lesson that is not yet
read, the footer. `{% call kept(…) %}` keeps what it renders under a key that says all that the
text depends on. A page then is a row of strings, some of them such pieces, and its compressed form
is put together too: a deflated run can stand wherever the one before it ended on a byte (RFC 1951,
RFC 1952). Only what is new is compressed anew.
"""

import secrets
import struct
import zlib
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from cachetools import LRUCache
from flask import Flask, Response
from flask_wtf.csrf import generate_csrf

from tpmlearn import words
from tpmlearn.records.catalogue import current_catalogue

TOKEN_LENGTH = 91
TOKEN_PLACE = secrets.token_hex(TOKEN_LENGTH)[:TOKEN_LENGTH]
"""Stands in rendered text where the form token goes; nobody outside can know it."""
KEPT_BYTES = 8_000_000
OVERHEAD_BYTES = 500
WINDOW = 32_768
TEXTS = frozenset({"text/html", "application/json"})
STORED_UP_TO = 100
_PLACE, _BLANK = TOKEN_PLACE.encode(), b"\0" * TOKEN_LENGTH
# RFC 1952: deflated, no name, no time, any system.
_HEAD, _LAST = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", b"\x03\x00"


class Piece(str):
    """A text of a page, with the deflated runs between which the form token goes."""

    __slots__ = ("runs",)
    runs: tuple[bytes, ...]

    def __new__(cls, text: str) -> "Piece":
        """Compress `text` once; it costs as much as many pages will save."""
        self = super().__new__(cls, text)
        self.runs = _runs(text)
        return self


class Page(str):
    """A rendered page that knows its parts."""

    __slots__ = ("parts",)
    parts: list[str]

    def __new__(cls, parts: list[str]) -> "Page":
        """Put the parts together."""
        self = super().__new__(cls, "".join(parts))
        self.parts = parts
        return self


class SiteResponse(Response):
    """A response that remembers of which parts its page was made, as long as it is unchanged."""

    page: Page | None = None

    def __init__(self, response: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(response, *args, **kwargs)
        if isinstance(response, Page):
            self.page = response

    def set_data(self, value: bytes | str) -> None:
        """Replace the body."""
        super().set_data(value)
        self.page = None


def init_pieces(app: Flask) -> None:
    """Let templates keep what they render, and put the form token into finished pages."""
    pieces: LRUCache[tuple[object, ...], Piece] = LRUCache(KEPT_BYTES, getsizeof=_size)
    lock = Lock()

    def kept(*key: object, caller: Callable[[], str]) -> Piece:
        whole = (current_catalogue().version, words.current().tag, *key)
        with lock:
            found = pieces.get(whole)
        if found is None:
            found = Piece(caller())
            with lock:
                pieces[whole] = found
        return found

    app.response_class = SiteResponse
    app.jinja_env.concat = _joined  # type: ignore[method-assign]
    app.jinja_env.globals["kept"] = kept
    # Said at the end: what is kept must be good for everybody.
    app.jinja_env.globals["csrf_token"] = lambda: TOKEN_PLACE


def with_token(response: Response) -> tuple[Response, str]:
    """The response with the form token of this session in its place, and the token, if any."""
    # Parts of pages come as JSON too.
    is_whole = not (response.is_streamed or response.direct_passthrough)
    body = response.get_data() if is_whole and response.mimetype in TEXTS else b""
    if _PLACE not in body:
        return response, ""
    token, page = generate_csrf(), getattr(response, "page", None)
    response.set_data(body.replace(_PLACE, token.encode()))
    if isinstance(response, SiteResponse):
        response.page = page
    return response, token


def compressed(page: Page, body: bytes, token: str, more: bytes) -> bytes | None:
    """`body`, which is `page` with `token` in its places, and `more`, as a gzip file.

    None where the token has another length than it had when the pieces were made.
    """
    if token and len(token) != TOKEN_LENGTH:
        return None
    secret = token.encode()
    between, out, fresh = _run(secret, b""), [_HEAD], []
    for part in page.parts:
        if type(part) is not Piece:
            fresh.append(part)
            continue
        if fresh:
            out.append(_run("".join(fresh).replace(TOKEN_PLACE, token).encode(), b""))
            fresh = []
        out.append(between.join(part.runs))
    last = "".join(fresh).replace(TOKEN_PLACE, token).encode() + more
    out += [_run(last, b""), _LAST]
    crc = zlib.crc32(more, zlib.crc32(body))
    out.append(struct.pack("<LL", crc, (len(body) + len(more)) & 0xFFFFFFFF))
    return b"".join(out)


def _joined(parts: Iterable[str]) -> str:
    found = list(parts)
    if any(type(part) is Piece for part in found):
        return Page(found)
    return "".join(found)


def _runs(text: str) -> tuple[bytes, ...]:
    """The deflated text between the places of the token, each run knowing what stands before it."""
    before, found = b"", []
    for number, part in enumerate(text.encode().split(_PLACE)):
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
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY, before)
    return deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)


def _size(piece: Piece) -> int:
    return OVERHEAD_BYTES + 4 * len(piece) // 3 + sum(len(run) for run in piece.runs)
