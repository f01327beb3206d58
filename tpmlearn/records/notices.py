"""The mail that tells somebody what happened to their account."""

from tpmlearn.domain.accounts.notices import Notice, letter_text
from tpmlearn.mail import Letter
from tpmlearn.models import PersonRow
from tpmlearn.records.addresses import asks_for_confirmation
from tpmlearn.records.people import Person
from tpmlearn.records.site import site_settings
from tpmlearn.words import current, speaking


def notice(person: Person | PersonRow, what: Notice, detail: str = "") -> Letter | None:
    """The mail for this person; None where their address is not confirmed.

    Also None where no mail is sent: the log is read for links, and is no place to tell people.
    """
    if not person.email or person.verified_at is None or not asks_for_confirmation():
        return None
    # In their own language, whoever did it; where they have chosen none, in that of the request.
    with speaking(person.language or current().tag):
        return notice_to(person.email, what, detail)


def notice_to(address: str, what: Notice, detail: str = "") -> Letter:
    """The mail to an address that is known to be right, perhaps one that was left."""
    subject, text = letter_text(what, detail, public_url=site_settings().public_url)
    return Letter(address, subject, text, (("Auto-Submitted", "auto-generated"),))
