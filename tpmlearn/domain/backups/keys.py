"""The key of encrypted backups, as text."""

import base64
import binascii
import re

KEY_BYTES = 32
MAKE_ONE = 'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
_TEXT = re.compile(r"[A-Za-z0-9_-]{43}=?")


class BadKey(ValueError):
    """A text that is no key; the text says how to make one and repeats nothing of it."""

    def __init__(self) -> None:
        super().__init__(f"A backup key is 32 random bytes in base64. Make one: {MAKE_ONE}")


def read_key(text: str) -> bytes:
    """Return the 32 bytes that a text of base64 stands for (RFC 4648, either alphabet).

    Blanks around it do no harm. Raises BadKey.
    """
    plain = text.strip().replace("+", "-").replace("/", "_")
    if not _TEXT.fullmatch(plain):
        raise BadKey
    try:
        return base64.urlsafe_b64decode(plain.rstrip("=") + "=")
    except binascii.Error:
        raise BadKey from None
