"""Response headers: a strict policy, no caching of personal pages, compression."""

import gzip
import secrets

from flask import Flask, Response, g, request

from tpmlearn.web.pieces import Page, compressed, with_token

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

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if "style_nonce" in g:
            allowed = f"style-src 'self' 'nonce-{g.style_nonce}'"
            policy = POLICY.replace("style-src 'self'", allowed)
            response.headers["Content-Security-Policy"] = policy
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return _compressed(*with_token(response))


def _compressed(response: Response, token: str) -> Response:
    response.vary.add("Accept-Encoding")
    fits = (
        response.mimetype in COMPRESSIBLE
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and "Content-Encoding" not in response.headers
        and not response.is_streamed
        and not response.direct_passthrough
    )
    if not fits:
        return response
    body = response.get_data()
    if len(body) < COMPRESS_FROM_BYTES:
        return response
    more, page = b"", getattr(response, "page", None)
    if response.mimetype == "text/html":
        # Random length, so that the size of a page tells nothing of a token in it (BREACH).
        more = b"<!-- " + secrets.token_hex(secrets.randbelow(32) + 1).encode() + b" -->"
    small = compressed(page, body, token, more) if isinstance(page, Page) else None
    response.set_data(small or gzip.compress(body + more, compresslevel=5))
    response.headers["Content-Encoding"] = "gzip"
    return response
