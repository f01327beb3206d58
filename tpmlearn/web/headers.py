"""Response headers: a strict policy, no caching of personal pages, compression."""

import gzip
import secrets

from flask import Flask, Response, g, request

from tpmlearn.web.pieces import compressed, token_for, with_token
from tpmlearn.web.responses import SiteResponse

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


def vary_by(response: Response, name: str) -> None:
    """Say that the answer depends on that header; `response.vary` reads all of them each time."""
    if isinstance(response, SiteResponse):
        response.varies = (*response.varies, name)
    else:
        response.vary.add(name)


def write_vary(response: Response) -> None:
    """Write what `vary_by` was told, once nobody has more to say."""
    if isinstance(response, SiteResponse) and response.varies:
        before = response.headers.get("Vary", "")
        named = {name.strip().lower() for name in before.split(",")}
        more = [name for name in response.varies if name.lower() not in named]
        if before:
            response.headers["Vary"] = ", ".join([before, *more])
        else:
            response.headers.add("Vary", ", ".join(more))


def style_nonce() -> str:
    """A word that lets a script of this very response add styles; every other page stays strict.

    For editors that draw themselves: their styles follow what is typed and stand in no file.
    """
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    nonce: str = g.style_nonce
    return nonce


def init_headers(app: Flask, *, secure: bool) -> None:
    """Add the headers to every response; `secure` adds strict transport security."""

    all_fixed = {**FIXED, "Cache-Control": "private, no-cache"}
    if secure:
        all_fixed["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    # One look at what is there instead of one for each: headers are a list.
    always = tuple((name.lower(), (name, value)) for name, value in all_fixed.items())

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        present = {name.lower() for name, _ in headers}
        for low, pair in always:
            if low not in present:
                headers.add(*pair)
        if "style_nonce" in g:
            allowed = f"style-src 'self' 'nonce-{g.style_nonce}'"
            headers["Content-Security-Policy"] = POLICY.replace("style-src 'self'", allowed)
        vary_by(response, "Accept-Encoding")
        return _put_together(response) or _compressed(with_token(response))


def _put_together(response: Response) -> Response | None:
    """A page of kept pieces, compressed as they are; None for all else."""
    page = response.page if isinstance(response, SiteResponse) else None
    if page is None or response.mimetype != "text/html" or not _takes_gzip(response):
        return None
    small = compressed(page, token_for(page), _of_random_length())
    if small is None:
        return None
    return _as_gzip(response, small)


def _compressed(response: Response) -> Response:
    is_whole = not (response.is_streamed or response.direct_passthrough)
    if not (is_whole and response.mimetype in COMPRESSIBLE and _takes_gzip(response)):
        return response
    body = response.get_data()
    if len(body) < COMPRESS_FROM_BYTES:
        return response
    if response.mimetype == "text/html":
        body += _of_random_length()
    return _as_gzip(response, gzip.compress(body, compresslevel=5))


def _takes_gzip(response: Response) -> bool:
    accepted = request.headers.get("Accept-Encoding", "")
    return "gzip" in accepted and "Content-Encoding" not in response.headers


def _of_random_length() -> bytes:
    """So that the size of a page tells nothing of a token in it (BREACH)."""
    length, *rest = secrets.token_bytes(33)
    return b"<!-- " + bytes(rest[: length % 32 + 1]).hex().encode() + b" -->"


def _as_gzip(response: Response, small: bytes) -> Response:
    response.set_data(small)
    response.headers.add("Content-Encoding", "gzip")
    return response
