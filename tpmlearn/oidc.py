"""The door to the provider of sign-ins: OpenID Connect, authorization code with PKCE.

Only addresses that the operator's issuer names are asked, over https or on this machine, without
following redirects. What this needs is loaded with the first sign-in.
"""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn
from urllib.parse import urlsplit

from tpmlearn.domain.accounts.id_token import BadToken, Identity, check_claims, read_identity

TIMEOUT_S = 5
DISCOVERY_S = 3600
LARGEST = 500_000
SCOPE = "openid email profile"
# Public keys alone: with a shared secret whoever knows it could sign.
ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "EdDSA")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_known: dict[str, tuple[float, Mapping[str, Any]]] = {}


class ProviderDown(Exception):
    """The provider does not answer in time, or not in its language."""


@dataclass(frozen=True)
class Provider:
    """Who says who somebody is; `domains` are those of addresses that may come in, none: all."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Begun:
    """A sign-in that has begun: where to send the browser, and what to know when it returns."""

    address: str
    state: str
    nonce: str
    verifier: str


def is_safe(address: str) -> bool:
    """Whether an address is https, or on this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in LOOPBACK


def discover(provider: Provider) -> Mapping[str, Any]:
    """The provider's metadata, kept for an hour. Raises ProviderDown.

    OpenID Connect Discovery 1.0, section 4: it must name the issuer that was asked.
    """
    at, found = _known.get(provider.issuer, (0.0, {}))
    if found and time.monotonic() - at < DISCOVERY_S:
        return found
    address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    found = _asked(address)
    if found.get("issuer") != provider.issuer:
        raise ProviderDown(f"it calls itself {found.get('issuer')!r}")
    for name in ENDPOINTS:
        if not is_safe(str(found.get(name, ""))):
            raise ProviderDown(f"its {name} is missing or not https")
    _known[provider.issuer] = (time.monotonic(), found)
    return found


def forget_discovery() -> None:
    """Ask anew at the next sign-in."""
    _known.clear()


def begin(provider: Provider, redirect_uri: str) -> Begun:
    """Begin a sign-in: fresh state, nonce and PKCE verifier (RFC 7636). Raises ProviderDown."""
    found = discover(provider)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    with _session(provider, found, redirect_uri) as session:
        address, _ = session.create_authorization_url(
            found["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
        )
    return Begun(address, state, nonce, verifier)


def finish(
    provider: Provider, begun: Begun, code: str, *, redirect_uri: str, now: datetime
) -> Identity:
    """Who came back with this code. Raises ProviderDown, BadToken, ClocksApart."""
    import requests
    from authlib.integrations.base_client import OAuthError

    found = discover(provider)
    try:
        with _session(provider, found, redirect_uri) as session:
            token = session.fetch_token(
                found["token_endpoint"],
                code=code,
                code_verifier=begun.verifier,
                timeout=TIMEOUT_S,
                allow_redirects=False,
            )
    except OAuthError as error:
        raise BadToken(f"the code was refused: {error.error}") from None
    except (requests.RequestException, ValueError) as error:
        raise ProviderDown(type(error).__name__) from None
    claims = _signed(str(token.get("id_token", "")), found)
    subject = check_claims(
        claims,
        issuer=provider.issuer,
        client_id=provider.client_id,
        nonce=begun.nonce,
        now=now,
    )
    if "email" not in claims and is_safe(str(found.get("userinfo_endpoint", ""))):
        told = _asked(found["userinfo_endpoint"], token=str(token.get("access_token", "")))
        # OpenID Connect Core 1.0, section 5.3.2: else it may speak of somebody else.
        if told.get("sub") == subject:
            claims = {**claims, **told}
    return read_identity(subject, claims)


def _session(provider: Provider, found: Mapping[str, Any], redirect_uri: str) -> Any:
    from authlib.integrations.requests_client import OAuth2Session

    ways = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        token_endpoint_auth_method=(
            "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        ),
        scope=SCOPE,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
    )


def _signed(token: str, found: Mapping[str, Any]) -> Mapping[str, Any]:
    """The claims of a token whose signature is the provider's. Raises BadToken, ProviderDown."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    # Asked each time, so that a key that was changed or withdrawn counts at once.
    keys = _asked(found["jwks_uri"])
    try:
        known = KeySet.import_key_set(keys)  # type: ignore[arg-type]
        return jwt.decode(token, known, algorithms=list(ALGORITHMS)).claims
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise BadToken(f"the signature: {type(error).__name__}") from None


def _asked(address: str, *, token: str = "") -> Mapping[str, Any]:
    """A JSON object from the provider. Raises ProviderDown."""
    import requests

    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        with requests.get(
            address, headers=headers, timeout=TIMEOUT_S, allow_redirects=False, stream=True
        ) as answer:
            body = answer.raw.read(LARGEST + 1, decode_content=True)
            if answer.status_code != 200 or len(body) > LARGEST:
                _down(f"status {answer.status_code}, {len(body)} bytes")
            found = json.loads(body)
    except (requests.RequestException, ValueError, OSError) as error:
        raise ProviderDown(type(error).__name__) from None
    return found if isinstance(found, dict) else _down("no object")


def _down(why: str) -> NoReturn:
    raise ProviderDown(why)
