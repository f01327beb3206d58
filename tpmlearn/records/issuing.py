"""Issuing a badge in the transaction of the caller, who commits: what it takes, and its text."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from tpmlearn.db import db
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.credentials.achievement import Achievement, Kind
from tpmlearn.domain.credentials.did import NoIssuer, key_id
from tpmlearn.domain.credentials.document import Issuing, claims, document
from tpmlearn.domain.credentials.revoking import Why
from tpmlearn.domain.profiles.visibility import GrantState
from tpmlearn.models import CredentialRow
from tpmlearn.records.achieved import possible_badge
from tpmlearn.records.audit import note_act, pseudonym
from tpmlearn.records.credentials import (
    give_number,
    new_uuid,
    revoke_badge,
    standing_of,
)
from tpmlearn.records.grants import grant_behind
from tpmlearn.records.issuer import NAME, Issuer, current_issuer
from tpmlearn.records.people import Person, hold
from tpmlearn.signing.keyring import NoKey
from tpmlearn.signing.keys import SigningKey
from tpmlearn.signing.proofs import sign, sign_token
from tpmlearn.words import _

LINKS = "/p/"


class Refusal(Exception):
    """A badge cannot be issued, however often it is tried."""


class CannotIssue(Refusal):
    """The site or the person is not ready; the text says why."""


class NotReady(CannotIssue):
    """This machine cannot sign: it has no address or no key."""


class Changed(Refusal):
    """It would say something else than what the learner has seen."""


class NotYours(Refusal):
    """The link is none of this person's that works."""


class IssuedAlready(Refusal):
    """There is one for the same achievement; `id` is its id."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.id = found


@dataclass(frozen=True)
class Wanted:
    """What is to be issued, and what the learner chose to put into it.

    `replaces` is the id of the badge that it takes the place of, empty for none.
    """

    kind: Kind
    about: str
    named: bool = False
    link: str = ""
    replaces: str = ""


@dataclass(frozen=True)
class Ready:
    """All that a badge needs; `standing` is the id of the one that it replaces, empty for none."""

    achievement: Achievement
    issuer: Issuer
    key: SigningKey
    standing: str

    def digest(self, who: Person, wanted: Wanted) -> str:
        """What stands for all that the badge says: the same as long as that is the same."""
        said = asdict(self.achievement), who.name if wanted.named else ""
        return sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


def ready(who: Person, wanted: Wanted, catalogue: Catalogue, *, now: datetime) -> Ready:
    """What is needed to issue it; from here on nobody else decides for this person.

    Raises CannotIssue, NotYours, and IssuedAlready where the badge that stands for the same
    achievement is not the one that was to be replaced.
    """
    try:
        issuer = current_issuer()
        key = issuer.keys.signing()
    except (NoIssuer, NoKey) as problem:
        raise NotReady(str(problem)) from None
    if wanted.named and not who.name:
        raise CannotIssue(_("You have no name here: give one in the settings, or leave it out."))
    if wanted.link:
        _own_link(who, wanted.link, issuer, now)
    hold(who.id)
    standing = standing_of(who.id, wanted.kind, wanted.about)
    if standing is not None and standing.id != wanted.replaces:
        raise IssuedAlready(standing.id)
    found = possible_badge(who.id, wanted.kind, wanted.about, catalogue, base=issuer.base, now=now)
    if found is None or found.achievement is None:
        raise CannotIssue(_("There is nothing to issue yet: see what is missing."))
    return Ready(found.achievement, issuer, key, standing.id if standing else "")


def issue_now(
    who: Person,
    badge_id: str,
    wanted: Wanted,
    catalogue: Catalogue,
    *,
    now: datetime,
    seen: str = "",
) -> None:
    """Issue a badge; the one that it replaces is revoked with it, and never without.

    Raises what `ready` raises, and Changed where `seen` is the digest of something else.
    """
    found, by = ready(who, wanted, catalogue, now=now), pseudonym(who.id)
    if seen and seen != found.digest(who, wanted):
        raise Changed
    if found.standing:
        revoke_badge(found.standing, Why.REPLACED, now=now, by=by)
    number = give_number(badge_id)
    at = now.replace(microsecond=0)
    text = _issuing(badge_id, who, wanted, issuer=found.issuer, number=number, at=at)
    db.session.add(_signed(found.achievement, who, text, found.key))
    note_act(Act.BADGE_ISSUED, f"badge:{badge_id}", now=now, detail=wanted.kind.value, by=by)


def _issuing(
    found_id: str, who: Person, wanted: Wanted, *, issuer: Issuer, number: int, at: datetime
) -> Issuing:
    return Issuing(
        id=found_id,
        subject=f"urn:uuid:{new_uuid()}",
        base=issuer.base,
        did=issuer.did,
        site=f"{NAME}, {issuer.host}",
        index=number,
        at=at,
        name=who.name if wanted.named else "",
        evidence=wanted.link,
    )


def _signed(what: Achievement, who: Person, by: Issuing, key: SigningKey) -> CredentialRow:
    badge = document(what, by)
    return CredentialRow(
        id=by.id,
        person_id=who.id,
        kind=what.kind.value,
        about=what.about,
        document=sign(badge, key, by.did, at=by.at),
        jwt=sign_token(claims(badge, by.at), key, by.did),
        signed_with=key_id(by.did, key.public.multibase),
        issued_at=by.at,
    )


def _own_link(who: Person, link: str, issuer: Issuer, now: datetime) -> None:
    place = f"{issuer.base}{LINKS}"
    token = link.removeprefix(place)
    # A grant's token has letters that no address needs to be taken apart for.
    if not link.startswith(place) or not token.isascii() or set(token) & set("/?#"):
        raise NotYours
    grant = grant_behind(token, now=now)
    if grant is None or grant.view.person_id != who.id or grant.state is not GrantState.ACTIVE:
        raise NotYours
