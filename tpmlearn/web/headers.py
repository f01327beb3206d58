"""Response headers: a strict policy, no caching of personal pages, compression."""

import gzip
import secrets

from flask import Response, g

from tpmlearn.web.application import Application
from tpmlearn.web.pieces import compressed
from tpmlearn.web.requests import SiteRequest
from tpmlearn.web.responses import SiteResponse, SoundHeaders, header_of, vary_by
from tpmlearn.web.slots import values_for, with_values

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
FIXED = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
COMPRESSIBLE = frozenset({"text/html", "application/json"})
COMPRESS_FROM_BYTES = 1_000
WAYS = frozenset({301, 302, 303, 307, 308})


def style_nonce() -> str:
    """A word that lets a script of this very response add styles; every other page stays strict.

    For editors that draw themselves: their styles follow what is typed and stand in no file.
    """
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    nonce: str = g.style_nonce
    return nonce


def init_headers(app: Application, *, secure: bool) -> None:
    """Add the headers to every response; `secure` adds strict transport security."""

    all_fixed = {**FIXED, "Cache-Control": "private, no-cache"}
    if secure:
        all_fixed["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    # One look at what is there instead of one for each: headers are a list.
    always = tuple(all_fixed.items())
    lows = frozenset(name.lower() for name in all_fixed)

    @app.after
    def add_headers(asked: SiteRequest, response: Response) -> Response:
        headers = response.headers
        present = {name.lower() for name, _ in headers}
        more = (
            always
            if present.isdisjoint(lows)
            else [one for one in always if one[0].lower() not in present]
        )
        if isinstance(headers, SoundHeaders):
            headers.add_sound(more)
        else:
            headers.extend(more)
        if "style_nonce" in g:
            allowed = f"style-src 'self' 'nonce-{g.style_nonce}'"
            headers["Content-Security-Policy"] = POLICY.replace("style-src 'self'", allowed)
        if response.status_code in WAYS:
            # A line without slots, too short to be compressed.
            return response
        vary_by(response, "Accept-Encoding")
        takes_gzip = _takes_gzip(asked, response)
        return (takes_gzip and _put_together(response)) or _compressed(
            with_values(response), takes_gzip=takes_gzip
        )


def _put_together(response: Response) -> Response | None:
    """A page of kept pieces, compressed as they are; None for all else."""
    page = response.page if isinstance(response, SiteResponse) else None
    if page is None or response.mimetype != "text/html":
        return None
    small = compressed(page, values_for(page.slots), _of_random_length())
    if small is None:
        return None
    return _as_gzip(response, small)


def _compressed(response: Response, *, takes_gzip: bool) -> Response:
    is_whole = not (response.is_streamed or response.direct_passthrough)
    if not (is_whole and response.mimetype in COMPRESSIBLE and takes_gzip):
        return response
    body = response.get_data()
    if len(body) < COMPRESS_FROM_BYTES:
        return response
    if response.mimetype == "text/html":
        body += _of_random_length()
    return _as_gzip(response, gzip.compress(body, compresslevel=5))


def _takes_gzip(asked: SiteRequest, response: Response) -> bool:
    accepted = asked.headers.get("Accept-Encoding", "")
    return "gzip" in accepted and header_of(response, "content-encoding") is None


def _of_random_length() -> bytes:
    """So that the size of a page tells nothing of a token in it (BREACH)."""
    length, *rest = secrets.token_bytes(33)
    return b"<!-- " + bytes(rest[: length % 32 + 1]).hex().encode() + b" -->"


def _as_gzip(response: Response, small: bytes) -> Response:
    response.set_data(small)
    response.headers.add("Content-Encoding", "gzip")
    return response
