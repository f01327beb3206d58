"""Checks a badge against a did.json and a status list that are at hand. Nothing is ever fetched."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from tpmlearn.domain.credentials.moments import read_moment
from tpmlearn.domain.credentials.reading import Json, Unreadable, at, objects, plain, read_object
from tpmlearn.domain.credentials.report import Report, Revocation, Verdict, told
from tpmlearn.domain.credentials.status import CONTEXT, PURPOSE, BadList, is_set
from tpmlearn.signing.images import badge_in
from tpmlearn.signing.keys import BadKey, public_pem
from tpmlearn.signing.proofs import ALGORITHM, NotSigned, check_badge, check_list, check_token

HEADER = frozenset({"alg", "kid", "typ"})
CLAIMS = frozenset({"iss", "jti", "sub", "nbf"})
LIST = frozenset(
    "@context id type issuer validFrom validUntil credentialSubject proof".split()  # noqa: SIM905
)
LIST_SUBJECT = frozenset({"id", "type", "statusPurpose", "ttl", "encodedList"})


def check(
    data: bytes,
    did_document: Mapping[str, object],
    status: Mapping[str, object] | None,
    *,
    now: datetime,
) -> Report:
    """Return what is to be said of a badge: JSON, JWT, or a PNG or SVG that carries one.

    Only badges of the issuer of `did_document` are looked into. It raises nothing, whatever
    `data` is.
    """
    try:
        text = badge_in(data)
        return (
            _check_document(read_object(text), did_document, status, now)
            if text.startswith("{")
            else _check_jwt(text, did_document, status, now)
        )
    except Unreadable as failed:
        return Report(Verdict.UNREADABLE, str(failed))


def _check_document(
    badge: Json,
    did_document: Mapping[str, object],
    status: Mapping[str, object] | None,
    now: datetime,
) -> Report:
    issuer = _issuer(badge)
    if not issuer or issuer != did_document.get("id"):
        return Report(Verdict.OTHERS, issuer=plain(issuer))
    try:
        key, pem = _key_of_proof(badge, did_document)
        check_badge(badge, pem)
    except NotSigned as failed:
        return Report(Verdict.BAD, str(failed), issuer)
    return _with_status(_good(badge, issuer, key), badge, did_document, status, now)


def _check_jwt(
    token: str,
    did_document: Mapping[str, object],
    status: Mapping[str, object] | None,
    now: datetime,
) -> Report:
    header, claims = _parts(token)
    issuer = _issuer(claims)
    if not issuer or issuer != did_document.get("id"):
        return Report(Verdict.OTHERS, issuer=plain(issuer))
    try:
        if header.get("alg") != ALGORITHM or not header.keys() <= HEADER:
            raise NotSigned("its header asks for another way of signing than this site has")
        key = str(header.get("kid"))
        signed = check_token(token, _pem(key, did_document))
    except NotSigned as failed:
        return Report(Verdict.BAD, str(failed), issuer)
    badge = {name: value for name, value in signed.items() if name not in CLAIMS}
    return _with_status(_good(badge, issuer, key), badge, did_document, status, now)


def _good(badge: Json, issuer: str, key: str) -> Report:
    return Report(Verdict.GOOD, issuer=issuer, key=key, told=told(badge))


def _parts(token: str) -> tuple[Json, Json]:
    """Header and claims of a JWT, each written as it must be, to the last letter."""
    parts = token.split(".")
    if len(parts) != 3 or len(token) > 200_000:
        raise Unreadable("it is neither a badge in JSON, nor a JWT, nor a picture with one")
    raw = [_decoded(part) for part in parts]
    try:
        return read_object(raw[0].decode()), read_object(raw[1].decode())
    except UnicodeDecodeError:
        raise Unreadable("it is no JWT") from None


def _decoded(part: str) -> bytes:
    try:
        found = urlsafe_b64decode(part.encode("ascii") + b"=" * (-len(part) % 4))
    except ValueError:
        raise Unreadable("it is no JWT") from None
    # More than one way of writing the same bytes would let a letter change unseen.
    if urlsafe_b64encode(found).rstrip(b"=").decode() != part:
        raise Unreadable("it is no JWT as one is written")
    return found


def _issuer(badge: Mapping[str, object]) -> str:
    found = badge.get("issuer")
    found = at(found, "id") if isinstance(found, Mapping) else found
    return found if isinstance(found, str) else ""


def _key_of_proof(
    document: Mapping[str, object], did_document: Mapping[str, object]
) -> tuple[str, bytes]:
    proof = document.get("proof")
    if not isinstance(proof, Mapping):
        raise NotSigned("it carries no proof")
    key = str(proof.get("verificationMethod"))
    return key, _pem(key, did_document)


def _pem(key: str, did_document: Mapping[str, object]) -> bytes:
    """The public key of that id, if the did.json lets it sign. Raises NotSigned."""
    signing = did_document.get("assertionMethod")
    multibase = key.partition("#")[2].removesuffix("-jwk")
    published = [
        one.get("publicKeyMultibase")
        for one in objects(did_document.get("verificationMethod"))
        if isinstance(signing, list) and one.get("id") in signing
    ]
    belongs = key.partition("#")[0] == did_document.get("id")
    if not belongs or multibase not in published:
        raise NotSigned("it was signed with a key that the issuer does not publish")
    try:
        return public_pem(multibase)
    except BadKey:
        raise NotSigned("the issuer's key cannot be read") from None


def _with_status(
    report: Report,
    badge: Json,
    did_document: Mapping[str, object],
    status: Mapping[str, object] | None,
    now: datetime,
) -> Report:
    if status is None:
        return report
    try:
        revoked = _bit(badge, did_document, status)
    except (NotSigned, BadList) as failed:
        return replace(report, revocation=Revocation.UNUSABLE, list_why=str(failed))
    made, until = read_moment(status.get("validFrom")), read_moment(status.get("validUntil"))
    if revoked:
        # A revocation is for good, so an old list says it as well as a new one.
        found = Revocation.YES
    elif made and until and made <= now <= until:
        found = Revocation.NO
    else:
        found = Revocation.STALE
    return replace(report, revocation=found, list_made=made, list_until=until)


def _bit(badge: Json, did_document: Mapping[str, object], status: Mapping[str, object]) -> bool:
    """Whether the badge's bit is set in a list that the same issuer signed."""
    entry, subject = badge.get("credentialStatus"), status.get("credentialSubject")
    if _issuer(status) != did_document.get("id"):
        raise BadList("another issuer made it")
    # Names that the proof may not cover are not allowed to be there.
    if (
        status.keys() != LIST
        or not isinstance(subject, Mapping)
        or subject.keys() != LIST_SUBJECT
        or status["@context"] != [CONTEXT]
    ):
        raise BadList("it is not written as this site writes one")
    try:
        check_list(dict(status), _key_of_proof(status, did_document)[1])
    except NotSigned as failed:
        raise BadList(f"its signature is not good ({failed})") from None
    named = at(entry, "statusListCredential") == status["id"]
    if not named or at(entry, "statusPurpose") != PURPOSE or subject["statusPurpose"] != PURPOSE:
        raise BadList("it is not the list that the badge names")
    place = at(entry, "statusListIndex")
    if not isinstance(place, str) or not place.isascii() or not place.isdecimal():
        raise BadList("the badge has no number in it")
    return is_set(subject["encodedList"], int(place[:9]))
