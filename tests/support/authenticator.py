"""An authenticator made of a few lines: it signs what a page asks, and can be told to misbehave."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Authenticator:
    """One passkey (ES256). `count` goes up with each use, unless it is synced."""

    origin: str = "http://localhost:8000"
    name: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    credential_id: bytes = b"the first passkey of a test"
    handle: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        """The answer to what a page asks for a new passkey."""
        padded = options["user"]["id"] + "==="
        self.handle = urlsafe_b64decode(padded)
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: _bytes(numbers.x), -3: _bytes(numbers.y)}
        length = len(self.credential_id).to_bytes(2, "big")
        made = bytes(16) + length + self.credential_id + cbor2.dumps(public)
        data = self._data(HAS_KEY) + made
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._client("webauthn.create", options)
        return self._answer({"clientDataJSON": b64(said), "attestationObject": b64(attested)})

    def show(self, options: dict[str, Any], *, adds: int = 1) -> str:
        """The answer to what a page asks of a passkey; the count goes up by `adds`."""
        self.count += adds
        said, data = self._client("webauthn.get", options), self._data(0)
        signed = self.key.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": b64(said),
                "authenticatorData": b64(data),
                "signature": b64(signed),
                "userHandle": b64(self.handle),
            }
        )

    def _data(self, more: int) -> bytes:
        flags = (self.flags | more).to_bytes(1, "big")
        return sha256(self.name.encode()).digest() + flags + self.count.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, str]) -> str:
        name = b64(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def _bytes(number: int) -> bytes:
    return number.to_bytes(32, "big")
