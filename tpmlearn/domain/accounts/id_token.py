"""Whom an ID token speaks of: the checks of OpenID Connect Core 1.0, section 3.1.3.7.

The signature is checked before, where the keys are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LEEWAY = timedelta(minutes=2)
"""How far the clocks of two machines may be apart."""
LONGEST = 255


class BadToken(Exception):
    """The token is not for us, not for this sign-in, or not whole."""


class ClocksApart(BadToken):
    """The token is over or not begun: on machines that are well, the clocks differ."""


@dataclass(frozen=True)
class Identity:
    """Somebody at the provider. `email` is empty unless given; only a verified one is theirs."""

    subject: str
    email: str = ""
    email_verified: bool = False
    name: str = ""

    @property
    def own_email(self) -> str:
        """The address that the provider has verified, in small letters; else an empty text."""
        return self.email.lower() if self.email_verified else ""

    @property
    def called(self) -> str:
        """What tells somebody which of their identities this is."""
        return (self.email or self.name or self.subject)[:254]

    def is_of(self, domains: Sequence[str]) -> bool:
        """Whether the verified address is of one of the domains; of all where none are named."""
        return not domains or self.own_email.rpartition("@")[2] in domains


def check_claims(
    claims: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, now: datetime
) -> str:
    """The subject of a token that is right. Raises BadToken, ClocksApart."""
    subject, audience = claims.get("sub"), claims.get("aud")
    meant = audience if isinstance(audience, list) else [audience]
    if claims.get("iss") != issuer:
        raise BadToken("another issuer")
    if client_id not in meant:
        raise BadToken("another audience")
    if (len(meant) > 1 or "azp" in claims) and claims.get("azp") != client_id:
        raise BadToken("another authorized party")
    if not nonce or claims.get("nonce") != nonce:
        raise BadToken("another nonce")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST:
        raise BadToken("no subject")
    _check_times(claims, now)
    return subject


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    moment = now.timestamp()
    begun, ends = _seconds(claims.get("iat")), _seconds(claims.get("exp"))
    starts = _seconds(claims.get("nbf", begun))
    if ends + LEEWAY.total_seconds() <= moment:
        raise ClocksApart("it is over")
    if max(begun, starts) - LEEWAY.total_seconds() > moment:
        raise ClocksApart("it has not begun")


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadToken("no times")
    return float(value)


def read_identity(subject: str, claims: Mapping[str, Any]) -> Identity:
    """What the claims say of somebody; odd values count as none."""
    email, name = _text(claims.get("email"), 254), _text(claims.get("name"), 120)
    is_address = email.count("@") == 1 and not email.startswith("@") and not email.endswith("@")
    return Identity(
        subject,
        email if is_address and " " not in email else "",
        # Some send the word; anything but a plain yes is a no.
        claims.get("email_verified") is True or claims.get("email_verified") == "true",
        name,
    )


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str):
        return ""
    plain = " ".join("".join(char if char.isprintable() else " " for char in value).split())
    return plain if len(plain) <= longest else ""
