"""Reads for whoever checks a badge: keys, status lists, and the check itself."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from tpmlearn.domain.credentials.did import NoIssuer, did_document
from tpmlearn.domain.credentials.document import address_of
from tpmlearn.domain.credentials.reading import Json
from tpmlearn.domain.credentials.report import Report, Revocation, Verdict
from tpmlearn.domain.credentials.status import REFRESH, place_of, status_list
from tpmlearn.records.credentials import (
    Credential,
    lists,
    number_of,
    public_credential,
    revoked_numbers,
)
from tpmlearn.records.issuer import Issuer, current_issuer
from tpmlearn.signing.checking import check
from tpmlearn.signing.keyring import NoKey
from tpmlearn.signing.proofs import sign
from tpmlearn.words import N_, _

NO_RECORD = N_("this site has no record of the badge")


@dataclass(frozen=True)
class Checked:
    """A check made here; `why` is the reason of a revocation, `problem` why nothing can be checked.

    `id` is that of our own badge, empty for any other.
    """

    report: Report | None = None
    why: str = ""
    problem: str = ""
    id: str = ""


@dataclass(frozen=True)
class Gone:
    """A badge whose person has left: nothing of it is shown any more."""


@dataclass(frozen=True)
class _Signed:
    """A list as it was signed, and what it was made from."""

    made_from: tuple[object, ...]
    at: datetime
    document: Json


_signed: dict[int, _Signed] = {}
_lock = Lock()


def own_did_document() -> Json | None:
    """What did.json says; None while the site has no https address or no key."""
    try:
        issuer = current_issuer()
        return did_document(issuer.did, issuer.keys.public())
    except (NoIssuer, NoKey):
        return None


def own_status_list(number: int, *, now: datetime) -> Json | None:
    """Status list `number`, signed; None where there is none. Two statements.

    A revocation is in it at once. Where nothing changed, a worker signs it again after REFRESH.
    """
    try:
        issuer = current_issuer()
        key = issuer.keys.signing()
    except (NoIssuer, NoKey):
        return None
    if not 1 <= number <= lists():
        return None
    revoked = revoked_numbers(number)
    made_from = (issuer.did, key.public.multibase, revoked)
    with _lock:
        kept = _signed.get(number)
        fresh = kept is not None and timely(kept.at, now)
        if kept is None or not fresh or kept.made_from != made_from:
            unsigned = status_list(issuer.base, issuer.did, number, revoked, now=now)
            at = now.replace(microsecond=0)
            kept = _Signed(made_from, now, sign(unsigned, key, issuer.did, at=at))
            _signed[number] = kept
    return kept.document


def timely(made: datetime, now: datetime) -> bool:
    """Say whether a list that was made then need not be made again."""
    return made <= now < made + REFRESH


def published(credential_id: str) -> Credential | Gone | None:
    """A badge by its address; Gone where its person left, None where there never was one."""
    found = public_credential(credential_id)
    if found is not None:
        return found
    return Gone() if number_of(credential_id) else None


def checked(data: bytes, *, now: datetime) -> Checked:
    """Check a badge with the keys and the status list of this site; nothing is fetched."""
    found = own_did_document()
    if found is None:
        return Checked(problem=_("This site issues no badges yet, so it has none to check."))
    report = check(data, found, None, now=now)
    if report.verdict is not Verdict.GOOD or report.told is None:
        return Checked(report)
    issuer = current_issuer()
    number = number_of(own_id := _own_id(report.told.id, issuer))
    if number is None:
        unknown = replace(report, revocation=Revocation.UNUSABLE, list_why=_(NO_RECORD))
        return Checked(unknown)
    status = own_status_list(place_of(number.number)[0], now=now)
    return Checked(check(data, found, status, now=now), why=number.why, id=own_id)


def checked_own(credential: Credential, *, now: datetime) -> Checked:
    """The same for a badge of ours by its address."""
    return checked(json.dumps(credential.document).encode(), now=now)


def _own_id(address: str, issuer: Issuer) -> str:
    found = address.rpartition("/")[2]
    return found if address == address_of(issuer.base, found) else ""
