"""Passkeys: what a browser is asked, and whether what it says is right (WebAuthn level 2)."""

import ipaddress
import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select, update

from tpmlearn.db import db
from tpmlearn.models import PasskeyRow
from tpmlearn.records.people import Person, hashed
from tpmlearn.records.site import site_settings

CHALLENGE_LIFE = timedelta(minutes=5)
SITE_NAME = "tpmlearn"


class NotRight(Exception):
    """What the browser sent proves nothing: made up, too old, used, or for another site."""


class MayBeCopied(Exception):
    """The passkey counts backwards, so there may be two of it; `person_id` says whose it is."""

    def __init__(self, person_id: int) -> None:
        super().__init__(person_id)
        self.person_id = person_id


@dataclass(frozen=True)
class Place:
    """Where passkeys are valid: the name that they are bound to, and the origin of the pages."""

    name: str
    origin: str


@dataclass(frozen=True)
class Challenge:
    """A random challenge in base64url, and when it was made."""

    text: str
    at: datetime


@dataclass(frozen=True)
class NewKey:
    """What is kept of a new passkey."""

    credential_id: str
    public_key: bytes
    sign_count: int


def passkey_place() -> Place | None:
    """Where this site's passkeys are valid; None where its public address has no name.

    An address such as 127.0.0.1 cannot have passkeys; localhost can.
    """
    parts = urlsplit(site_settings().public_url)
    name = parts.hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        is_safe = parts.scheme == "https" or name == "localhost"
        return Place(name, f"{parts.scheme}://{parts.netloc}") if name and is_safe else None
    return None


def ask_for_new(person: Person, user_handle: str, known: list[str]) -> tuple[dict[str, Any], str]:
    """What a browser is asked to make a passkey, and the challenge; `known` may not come again."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_registration_options(
        rp_id=_place().name,
        rp_name=SITE_NAME,
        user_id=user_handle.encode(),
        user_name=person.email,
        user_display_name=person.name or person.email,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(known),
    )
    asked = json.loads(webauthn.options_to_json(options))
    return asked, str(asked["challenge"])


def ask_for_known(known: list[str]) -> tuple[dict[str, Any], str]:
    """What a browser is asked to show a passkey, any of this site's if `known` is empty."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=_place().name,
        allow_credentials=_described(known),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    asked = json.loads(webauthn.options_to_json(options))
    return asked, str(asked["challenge"])


def read_new(credential: str, challenge: Challenge, *, now: datetime) -> NewKey:
    """The new passkey that a browser sent. Raises NotRight."""
    import webauthn
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    _refuse_old(challenge, now)
    try:
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=_bytes(challenge.text),
            expected_rp_id=_place().name,
            expected_origin=_place().origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as fault:
        raise NotRight from fault
    name = bytes_to_base64url(made.credential_id)
    return NewKey(name, made.credential_public_key, made.sign_count)


def use_passkey(credential: str, challenge: Challenge, *, now: datetime) -> int:
    """Whose passkey a browser showed, and note its use (the caller commits).

    Raises NotRight, MayBeCopied. A challenge counts once for a passkey, and none that is older than
    one that counted: the database decides.
    """
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    _refuse_old(challenge, now)
    row = _row_of(credential)
    try:
        shown = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=_bytes(challenge.text),
            expected_rp_id=_place().name,
            expected_origin=_place().origin,
            credential_public_key=row.public_key,
            # Compared below: only a count with a right signature says something.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as fault:
        raise NotRight from fault
    count = shown.new_sign_count
    if (count or row.sign_count) and count <= row.sign_count:
        raise MayBeCopied(row.person_id)
    used: int | None = db.session.scalar(
        update(PasskeyRow)
        .where(
            PasskeyRow.id == row.id,
            PasskeyRow.asked_at < challenge.at,
            PasskeyRow.sign_count == row.sign_count,
        )
        .values(asked_at=challenge.at, sign_count=count, used_at=now)
        .returning(PasskeyRow.person_id)
    )
    if used is None:
        raise NotRight
    return used


def handle_in(options: dict[str, Any]) -> str:
    """The handle of the person for whom a passkey was asked."""
    return _bytes(options["user"]["id"]).decode()


def passkeys_of(person_id: int) -> list[str]:
    """The ids of a person's passkeys, as browsers know them; one statement."""
    row = PasskeyRow
    known = select(row.credential_id).where(row.person_id == person_id).order_by(row.created_at)
    return list(db.session.scalars(known))


def _row_of(credential: str) -> PasskeyRow:
    """The passkey that an answer names, and whose handle it carries."""
    try:
        said = json.loads(credential)
        name, handle = said["id"], said["response"].get("userHandle")
        shown = _bytes(handle).decode() if handle else ""
        row = db.session.get(PasskeyRow, hashed(name))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NotRight from fault
    if row is None or (shown and shown != row.user_handle):
        raise NotRight
    return row


def _described(known: list[str]) -> Any:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=_bytes(name)) for name in known]


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _refuse_old(challenge: Challenge, now: datetime) -> None:
    if now - challenge.at > CHALLENGE_LIFE:
        raise NotRight


def _place() -> Place:
    place = passkey_place()
    if place is None:
        raise NotRight
    return place
