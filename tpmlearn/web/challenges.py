"""The challenge that a browser has to answer with a passkey: kept in its signed cookie, once."""

from datetime import UTC, datetime

from flask import session

from tpmlearn.records.passkeys import Challenge
from tpmlearn.web.access import now

CHALLENGE = "challenge"


def keep_challenge(text: str, **more: str) -> None:
    """Keep a challenge that was just made, with what belongs to it."""
    session[CHALLENGE] = {"text": text, "at": now().timestamp(), **more}


def take_challenge() -> tuple[Challenge | None, dict[str, str]]:
    """The challenge and what belongs to it; it is gone from the cookie then."""
    kept = session.pop(CHALLENGE, None)
    if not kept:
        return None, {}
    return Challenge(kept["text"], datetime.fromtimestamp(kept["at"], UTC)), kept
