"""Use cases of asking somebody to confirm a claim, and of their answer: one transaction each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db, new_id
from tpmlearn.domain.profiles.evidence import LINK_LIFE, Answer, Asking, takes_answer
from tpmlearn.jobs.letters import post_letter
from tpmlearn.mail import Letter
from tpmlearn.models import ConfirmerRow, EvidenceRow
from tpmlearn.records.addresses import address_counts
from tpmlearn.records.claims import said_of
from tpmlearn.records.confirm_links import token_of
from tpmlearn.records.leaving import is_leaving
from tpmlearn.records.people import Person
from tpmlearn.throttle import Limit, count_try
from tpmlearn.words import _, dates

FREE_MAILS = 10
FREE_MAILS_TO_ONE = 3
FREE_ANSWERS = 10
FREE_ANSWERS_OF_ADDRESS = 60
TOKEN_PLACE = "TOKEN"  # noqa: S105 - a place in a link, no secret  # nosec B105


class NoSuchConfirmer(Exception):
    """There is no such confirmer, or the entry is somebody else's."""


class HasAnswered(Exception):
    """What a confirmer said stays with the entry until they withdraw it."""

    def __init__(self, entry_id: int) -> None:
        super().__init__(_("They have answered."))
        self.entry_id = entry_id


class NoSuchLink(Exception):
    """The link leads to no claim."""


class OwnClaim(Exception):
    """Whoever claims something does not confirm it."""


class NotNow(Exception):
    """The link takes no answer: it has ended, or one has been given."""


class HasChanged(Exception):
    """The claim is no longer worded as the page showed it."""


@dataclass(frozen=True)
class Reply:
    """What a confirmer sends: the answer, perhaps a sentence, and which wording they saw."""

    answer: Answer
    sentence: str
    seen: str


@dataclass(frozen=True)
class Sender:
    """Where an answer comes from: a person of this site or None, and the network address."""

    person_id: int | None
    address: str


def drop_confirmer(person_id: int, confirmer_id: int) -> int:
    """Take somebody off an entry; the entry. Raises NoSuchConfirmer, HasAnswered."""
    row = _own_confirmer(person_id, confirmer_id)
    if row.answer:
        raise HasAnswered(row.evidence_id)
    entry_id = row.evidence_id
    db.session.delete(row)
    db.session.commit()
    return entry_id


def ask_confirmer(person_id: int, confirmer_id: int, *, now: datetime) -> int:
    """Open a confirmer's link for LINK_LIFE; the entry. Raises NoSuchConfirmer.

    A link that works keeps its address, so that whoever has answered can still withdraw; one that
    was revoked gets another.
    """
    row = _own_confirmer(person_id, confirmer_id)
    if row.key is None or row.revoked_at is not None:
        row.key = new_id()
    row.asked_at, row.expires_at, row.revoked_at = now, now + LINK_LIFE, None
    entry_id = row.evidence_id
    db.session.commit()
    return entry_id


def revoke_asking(person_id: int, confirmer_id: int, *, now: datetime) -> int:
    """End a confirmer's link; the entry. Raises NoSuchConfirmer, HasAnswered."""
    row = _own_confirmer(person_id, confirmer_id)
    if row.answer:
        raise HasAnswered(row.evidence_id)
    row.revoked_at = row.revoked_at or now
    entry_id = row.evidence_id
    db.session.commit()
    return entry_id


def post_to(asker: Person, confirmer_id: int, *, link: str, now: datetime) -> str | None:
    """Post the mail that asks a confirmer; their address, None without one or an open link.

    Also None while the asker's own address, which the mail names, is not confirmed.

    `link` has TOKEN_PLACE where the token goes. Nothing of the claim stands in the mail, so that
    it cannot carry somebody's words to strangers. Raises NoSuchConfirmer, and Throttled after
    FREE_MAILS in a day or FREE_MAILS_TO_ONE to one address.
    """
    row = _own_confirmer(asker.id, confirmer_id)
    if not row.email or row.key is None or row.revoked_at is not None or row.expires_at is None:
        return None
    if not address_counts(asker):
        return None
    email, token, until = row.email, token_of(row.key), row.expires_at
    by_person = Limit("confirm mail person", str(asker.id), FREE_MAILS)
    by_address = Limit("confirm mail address", email, FREE_MAILS_TO_ONE)
    count_try(by_person, by_address, now=now)
    # In the language of who asks: whoever is asked is told by somebody they know.
    letter = Letter(
        email,
        _("Can you confirm a piece of work?"),
        _(
            "%(name)s (%(email)s) has named you as somebody who can confirm a piece of\n"
            "their work. What they say about it, and your three possible answers, are here:\n\n"
            "%(address)s\n\n"
            "The link is for you alone and takes an answer until %(day)s. You need no\n"
            "account, and you need not answer. If you do not know this person, ignore this mail.\n",
            name=asker.name,
            email=asker.email,
            address=link.replace(TOKEN_PLACE, token),
            day=dates.long_date(until),
        ),
    )
    post_letter(letter, now=now, person_id=asker.id)
    db.session.commit()
    return email


def answer_claim(key: str, reply: Reply, sender: Sender, *, now: datetime) -> None:
    """Keep what a confirmer says; once, until it is withdrawn or the claim changes.

    Raises NoSuchLink, OwnClaim, NotNow, HasChanged, and Throttled for many tries.
    """
    _count(key, sender, now)
    row, entry = _behind(key)
    if sender.person_id == entry.person_id:
        raise OwnClaim
    said, asking = said_of(row.answer, row.answered_at), Asking(row.expires_at, row.revoked_at)
    if not takes_answer(said, asking, changed_at=entry.changed_at, now=now):
        raise NotNow
    if reply.seen != wording_of(entry.changed_at):
        raise HasChanged
    row.answer, row.sentence, row.answered_at = reply.answer, reply.sentence, now
    row.withdrawn_at = None
    db.session.commit()


def withdraw_answer(key: str, sender: Sender, *, now: datetime) -> None:
    """Forget what a confirmer said, at any time; nothing where nothing stands.

    Raises NoSuchLink, OwnClaim, and Throttled for many tries.
    """
    _count(key, sender, now)
    row, entry = _behind(key)
    if sender.person_id == entry.person_id:
        raise OwnClaim
    if row.answer:
        row.answer, row.sentence, row.answered_at, row.withdrawn_at = "", "", None, now
    db.session.commit()


def wording_of(changed_at: datetime) -> str:
    """What names the wording of a claim on a page."""
    return changed_at.isoformat()


def _count(key: str, sender: Sender, now: datetime) -> None:
    by_link = Limit("confirm link", key, FREE_ANSWERS)
    by_address = Limit("confirm address", sender.address, FREE_ANSWERS_OF_ADDRESS)
    count_try(by_link, by_address, now=now)


def _behind(key: str) -> tuple[ConfirmerRow, EvidenceRow]:
    found = db.session.execute(
        select(ConfirmerRow, EvidenceRow)
        .join(EvidenceRow, EvidenceRow.id == ConfirmerRow.evidence_id)
        .where(ConfirmerRow.key == key, EvidenceRow.removed_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if found is None or is_leaving(found[1].person_id):
        raise NoSuchLink
    return found[0], found[1]


def _own_confirmer(person_id: int, confirmer_id: int) -> ConfirmerRow:
    row = db.session.scalar(
        select(ConfirmerRow)
        .join(EvidenceRow, EvidenceRow.id == ConfirmerRow.evidence_id)
        .where(
            ConfirmerRow.id == confirmer_id,
            EvidenceRow.person_id == person_id,
            EvidenceRow.removed_at.is_(None),
        )
        .with_for_update(of=ConfirmerRow)
    )
    if row is None:
        raise NoSuchConfirmer
    return row
