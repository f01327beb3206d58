"""Who issues badges: the site as did:web, which is its https address, and the keys it publishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, unquote, urlsplit

from tpmlearn.domain.credentials.reading import Json
from tpmlearn.words import _

LOCAL = (".localhost", ".local", ".internal", ".invalid", ".test")
METHOD = "did:web:"


class NoIssuer(Exception):
    """The site's address can stand behind no badge; the text says why."""


@dataclass(frozen=True)
class PublicKey:
    """An Ed25519 key that anybody may have: as Multikey and as the `x` of a JWK.

    `multibase` also names the key, so that an id never comes to mean another one.
    """

    multibase: str
    x: str


def issuer_of(public_url: str) -> str:
    """Return the did:web of a site. Raises NoIssuer for what nobody could look up over https."""
    parts = urlsplit(public_url)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme != "https" or not host or "@" in parts.netloc:
        raise NoIssuer(_("Badges need a public https:// address, and this site has none yet."))
    if host == "localhost" or host.endswith(LOCAL) or "." not in host or _is_number(host):
        raise NoIssuer(
            _(
                "Badges need an address that everybody can look up; %(host)s is known here alone.",
                host=host,
            )
        )
    if parts.path.strip("/"):
        raise NoIssuer(
            _("Badges need a site that stands at the root of its address, without a path.")
        )
    port = f"%3A{parts.port}" if parts.port and parts.port != 443 else ""
    return METHOD + quote(host) + port


def host_of(did: str) -> str:
    """Return the host, with its port, that a did:web names; empty for another kind of issuer."""
    return unquote(did.removeprefix(METHOD).split(":")[0]) if did.startswith(METHOD) else ""


def key_id(did: str, multibase: str) -> str:
    """Return the id of a key as a proof names it."""
    return f"{did}#{multibase}"


def token_key_id(did: str, multibase: str) -> str:
    """Return the id of the same key as a JWT names it: the entry that holds a JWK."""
    return f"{did}#{multibase}-jwk"


def did_document(did: str, keys: Sequence[PublicKey]) -> Json:
    """Return what /.well-known/did.json says: every key that ever signed, the signing one first.

    Each key stands in it twice, as Multikey for proofs and as JsonWebKey for JWTs, because
    verifiers read one of them.
    """
    methods: list[Json] = []
    for key in keys:
        methods.append(
            {
                "id": key_id(did, key.multibase),
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": key.multibase,
            }
        )
        methods.append(
            {
                "id": token_key_id(did, key.multibase),
                "type": "JsonWebKey",
                "controller": did,
                "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": key.x},
            }
        )
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1",
            "https://w3id.org/security/jwk/v1",
        ],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
