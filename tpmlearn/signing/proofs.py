"""Signs documents and tokens, and checks what others hand in. Nothing is ever fetched."""

from datetime import datetime

from tpmlearn.domain.credentials.did import key_id, token_key_id
from tpmlearn.domain.credentials.reading import Json
from tpmlearn.signing.keys import SigningKey

SUITE = "eddsa-rdfc-2022"
ALGORITHM = "EdDSA"
# The contexts that the pinned library ships and reads from the disk: W3C's under its Software and
# Document Licence, 1EdTech's under its specification licence. A test compares these SHA-256.
CONTEXT_HASHES = {
    "https://www.w3.org/ns/credentials/v2": (
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": (
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"
    ),
}


class NotSigned(Exception):
    """A document or token whose signature does not hold; the text says why."""


def sign(document: Json, key: SigningKey, did: str, *, at: datetime) -> Json:
    """Return a document with its proof (Data Integrity, eddsa-rdfc-2022)."""
    from openbadgeslib.ob3 import add_data_integrity_proof

    return add_data_integrity_proof(
        document, key.pem, key_id(did, key.public.multibase), created=at
    )


def sign_token(claims: Json, key: SigningKey, did: str) -> str:
    """Return claims as a JWT, signed with EdDSA."""
    import jwt

    headers = {"kid": token_key_id(did, key.public.multibase), "typ": "JWT"}
    return jwt.encode(claims, key.pem, algorithm=ALGORITHM, headers=headers)


def check_badge(document: Json, pem: bytes) -> None:
    """Check the proof of a badge, and that it covers every word of it. Raises NotSigned."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3 import OB3LdpVerifier

    try:
        OB3LdpVerifier(pubkey_pem=pem).verify(document, download=_refuse)
    except LibOpenBadgesException as failed:
        raise NotSigned(_reason(failed)) from None
    except Exception:
        # Hostile documents make it fail in other ways too: all of them mean the same.
        raise NotSigned("the document cannot be read as a badge") from None


def check_list(document: Json, pem: bytes) -> None:
    """Check the proof of a status list. Raises NotSigned."""
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3 import verify_data_integrity_proof

    try:
        verify_data_integrity_proof(document, pem)
    except LibOpenBadgesException as failed:
        raise NotSigned(_reason(failed)) from None
    except Exception:
        raise NotSigned("the document cannot be read") from None


def check_token(token: str, pem: bytes) -> Json:
    """Return the claims of a badge as JWT. Raises NotSigned."""
    import jwt
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3 import OB3Verifier

    try:
        OB3Verifier(pubkey_pem=pem).verify(token)
        found = jwt.decode(
            token, pem.decode(), algorithms=[ALGORITHM], options={"verify_aud": False}
        )
    except LibOpenBadgesException as failed:
        raise NotSigned(_reason(failed)) from None
    except Exception:
        raise NotSigned("the token cannot be read as a badge") from None
    return dict(found)


def _reason(failed: Exception) -> str:
    text = " ".join(str(failed).split())
    if "signature" in text.lower():
        return "the signature does not fit: something was changed after it was signed"
    return "it does not say, word for word, what was signed"


def _refuse(_address: str) -> bytes:
    raise NotSigned("nothing is fetched")
