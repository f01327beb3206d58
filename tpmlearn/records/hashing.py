"""Passwords and passcodes as argon2id hashes, at most two at once in a process."""

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's second profile: 46 MiB, one pass; 54 ms here. At most two at once in a process.
HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
HASHING = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """The argon2id hash of a password or a passcode."""
    with HASHING:
        return HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the one of this hash; without one it takes as long and is False."""
    try:
        with HASHING:
            # Asked for whoever comes first, so that its making tells nothing either.
            nobody = _nobody()
            return HASHER.verify(stored or nobody, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """The hash of a password that nobody has: who is not there takes as long as who is.

    Made at the first sign-in and not before, as it takes a twentieth of the start.
    """
    return HASHER.hash(secrets.token_urlsafe(16))
