"""Ed25519 keys: made, read, and told apart by their public half."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from tpmlearn.domain.credentials.did import PublicKey


class BadKey(Exception):
    """A text that is no Ed25519 key; the text says which."""


@dataclass(frozen=True)
class SigningKey:
    """A private key, as PEM, with its public half; it does not show itself."""

    pem: bytes = field(repr=False)
    public: PublicKey


def new_key() -> SigningKey:
    """Make a key from the machine's randomness."""
    from openbadgeslib.keys import KeyEd25519

    private, _ = KeyEd25519().generate_keypair()
    return read_key(private)


def read_key(pem: bytes) -> SigningKey:
    """Read a private key. Raises BadKey."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise BadKey("This is no private key in PEM form.") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise BadKey("This is no Ed25519 key.")
    return SigningKey(pem, _public(private.public_key().public_bytes_raw()))


def read_public(multibase: str) -> PublicKey:
    """Read a public key as it stands in did.json. Raises BadKey."""
    return _public(_raw(public_pem(multibase)))


def public_pem(multibase: str) -> bytes:
    """Return a public key as PEM. Raises BadKey."""
    from openbadgeslib.keys import KeyType, detect_key_type
    from openbadgeslib.ob3.did import multikey_from_pem, resolve_did

    try:
        # A did:key is the key itself, so nothing is looked up.
        pem = resolve_did(f"did:key:{multibase}", download=_refuse)
        if detect_key_type(pem) is KeyType.ED25519 and multikey_from_pem(pem) == multibase:
            return bytes(pem)
    except Exception:  # noqa: S110 - the library fails in many ways on what is no key  # nosec B110
        pass
    raise BadKey("This is no public Ed25519 key in multibase form.")


def _raw(pem: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    public = load_pem_public_key(pem)
    if not isinstance(public, Ed25519PublicKey):
        raise BadKey("This is no Ed25519 key.")
    return public.public_bytes_raw()


def _public(raw: bytes) -> PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from openbadgeslib.ob3.did import multikey_from_pem

    pem = Ed25519PublicKey.from_public_bytes(raw).public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    x = urlsafe_b64encode(raw).decode().rstrip("=")
    return PublicKey(multikey_from_pem(pem), x)


def _refuse(_address: str) -> bytes:
    raise BadKey("Nothing is fetched.")
