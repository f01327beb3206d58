"""What a member should know about their own account, for the pages that say it quietly."""

from dataclasses import dataclass

from tpmlearn.records.addresses import address_counts
from tpmlearn.web.access import person


@dataclass(frozen=True)
class AccountNotes:
    """The address that is not confirmed, or an empty text."""

    unconfirmed: str = ""


def account_notes() -> AccountNotes:
    """What to tell the person who asks; no statement."""
    who = person()
    if who is None or not who.is_member:
        return AccountNotes()
    return AccountNotes(unconfirmed="" if address_counts(who) else who.email)
