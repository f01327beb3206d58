"""A provider of sign-ins on this machine that also does what a real one never does."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

CLIENT, SECRET = "tpmlearn", "a-secret-of-the-tests"


@dataclass
class Crooked:
    """What it says next: `claims` over the right ones, `signs` another way, `answers` by path."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    drops: set[str] = field(default_factory=set)
    told: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    signs: str = "ES256"
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))

    def discovery(self) -> dict[str, Any]:
        """Its metadata."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/me",
            **self.metadata,
        }

    def agree(self, location: str, subject: str = "ada-7", **claims: Any) -> str:
        """Sign in there as somebody who is sent to `location`; the query that comes back."""
        asked = {name: value[0] for name, value in parse_qs(urlsplit(location).query).items()}
        assert asked["code_challenge_method"] == "S256"
        assert asked["response_type"] == "code"
        code = f"code-{len(self.codes)}"
        self.codes[code] = {**asked, "subject": subject, "more": json.dumps(claims)}
        return f"code={code}&state={asked['state']}"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """What the token endpoint answers: a code works once, with its verifier."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None:
            return 400, {"error": "invalid_grant"}
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        if urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        moment = int(time())
        claims = {
            "iss": self.url,
            "sub": asked["subject"],
            "aud": CLIENT,
            "iat": moment,
            "exp": moment + 300,
            "nonce": asked["nonce"],
            **json.loads(asked["more"]),
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if name not in self.drops}
        return 200, {
            "access_token": "an-access-token",
            "token_type": "Bearer",
            "id_token": self._signed(claims),
        }

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.signs == "none":
            parts = ({"alg": "none"}, claims)
            return ".".join(_base64(json.dumps(part).encode()) for part in parts) + "."
        if self.signs == "HS256":
            # The public key taken for a shared secret.
            secret = OctKey.import_key(json.dumps(self.key.as_dict(private=False)))
            return jwt.encode({"alg": "HS256", "kid": "one"}, claims, secret)
        key = self.key if self.signs == "ES256" else ECKey.generate_key("P-256")
        return jwt.encode({"alg": "ES256", "kid": "one"}, claims, key)


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@contextmanager
def crooked_provider() -> Iterator[Crooked]:
    """One that runs while the block does."""
    known = Crooked()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            found = {
                "/.well-known/openid-configuration": known.discovery(),
                "/keys": {"keys": [known.key.as_dict(private=False)]},
                "/me": known.told,
            }
            self._say(200, found.get(self.path, {}))

        def do_POST(self) -> None:
            known.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: value[0] for name, value in parse_qs(body).items()}
            is_us = self.headers.get("Authorization", "").startswith("Basic ")
            self._say(*known.token(form) if is_us else (401, {"error": "invalid_client"}))

        def _say(self, status: int, found: dict[str, Any]) -> None:
            status, body = known.answers.get(self.path, (status, json.dumps(found).encode()))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    known.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
