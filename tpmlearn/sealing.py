"""Encrypts short secrets, and streams in chunks, each checked before a byte is handed on.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizar 2015) over ChaCha20-Poly1305, as age
uses it: a nonce is the number of the chunk and whether it is the last, so none can be left out,
moved or cut off. The key of a file comes from the master key and a salt by HKDF-SHA256.
"""

import hashlib
import hmac
import io
import secrets
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC = b"tpmlearn-sealed-1\n"
CHUNK = 65_536
_TAG = 16
_SALT = 16
_CHECK = 32
_INFO = b"tpmlearn backup"
_SHORT_INFO = b"tpmlearn short secret"


class WrongKey(Exception):
    """The key is not the one that it was sealed with, or the head is damaged."""


class Damaged(Exception):
    """What was sealed is not what is there; the text says more."""


class SealedWriter(io.RawIOBase):
    """Seals what is written to it; `finish` writes the end."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        """Write the head. `key` has 32 bytes."""
        self._file = file
        self._buffer = bytearray()
        self._number = 0
        salt = secrets.token_bytes(_SALT)
        self._cipher, check = _keys(key, salt)
        file.write(MAGIC + salt + check)

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        """Take all of the data."""
        self._buffer += data
        # A chunk stays until there is more: the last one is marked as the last.
        while len(self._buffer) > CHUNK:
            self._seal(last=False)
        return len(data)

    def finish(self) -> None:
        """Write the last chunk."""
        self._seal(last=True)

    def _seal(self, *, last: bool) -> None:
        chunk = bytes(self._buffer[:CHUNK])
        del self._buffer[:CHUNK]
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Opens what `SealedWriter` wrote. Raises WrongKey at once, Damaged while it is read."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        """Read the head and the first chunk. `key` has 32 bytes."""
        self._file = file
        self._plain = b""
        self._number = 0
        head = file.read(len(MAGIC) + _SALT + _CHECK)
        salt, check = head[len(MAGIC) :][:_SALT], head[len(MAGIC) + _SALT :]
        self._cipher, expected = _keys(key, salt)
        if not head.startswith(MAGIC) or not hmac.compare_digest(check, expected):
            raise WrongKey
        self._next = file.read(CHUNK + _TAG)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, target: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill the target as far as the chunk goes; 0 at the end."""
        if not self._plain:
            self._plain = self._open()
        count = min(len(target), len(self._plain))
        target[:count] = self._plain[:count]
        self._plain = self._plain[count:]
        return count

    def _open(self) -> bytes:
        if not self._next:
            if not self._number:
                raise Damaged("It is cut short.")
            return b""
        chunk, self._next = self._next, self._file.read(CHUNK + _TAG)
        plain = self._opened(chunk, last=not self._next)
        self._number += 1
        return plain

    def _opened(self, chunk: bytes, *, last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag

        for as_last in (last, not last):
            try:
                plain = self._cipher.decrypt(_nonce(self._number, last=as_last), chunk, None)
            except InvalidTag:
                continue
            if as_last is last:
                return plain
            raise Damaged("It is cut short." if last else "There is more after its end.")
        raise Damaged(f"Its bytes are not those that were written, in chunk {self._number + 1}.")


def is_sealed(beginning: bytes) -> bool:
    """Whether a file that begins like this is encrypted."""
    return beginning.startswith(MAGIC)


def seal_short(plain: bytes, key: bytes, *, purpose: bytes) -> bytes:
    """A short secret, sealed for one purpose: under another one it does not open.

    Each has a key of its own, derived from `key` and a fresh salt, so that the nonce may be 0.
    """
    salt = secrets.token_bytes(_SALT)
    return salt + _short_cipher(key, salt).encrypt(_nonce(0, last=True), plain, purpose)


def open_short(sealed: bytes, key: bytes, *, purpose: bytes) -> bytes:
    """What `seal_short` sealed. Raises WrongKey if key or purpose is another, or a byte changed."""
    from cryptography.exceptions import InvalidTag

    cipher = _short_cipher(key, sealed[:_SALT])
    try:
        return cipher.decrypt(_nonce(0, last=True), sealed[_SALT:], purpose)
    except InvalidTag:
        raise WrongKey from None


def _short_cipher(key: bytes, salt: bytes) -> "ChaCha20Poly1305":
    # Here, so that no worker holds it before somebody needs it.
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt, _SHORT_INFO).derive(key))


def _keys(key: bytes, salt: bytes) -> "tuple[ChaCha20Poly1305, bytes]":
    """The cipher of a file, and what its head says to a right key."""
    # Here, so that no worker holds it.
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    both = HKDF(SHA256(), 64, salt, _INFO).derive(key)
    return ChaCha20Poly1305(both[:32]), hmac.digest(both[32:], MAGIC + salt, hashlib.sha256)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
