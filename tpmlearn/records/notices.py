"""The mail that tells somebody what happened to their account."""

from tpmlearn.domain.accounts.notices import Notice, letter_text
from tpmlearn.mail import Letter
from tpmlearn.models import PersonRow
from tpmlearn.records.addresses import address_counts
from tpmlearn.records.people import Person
from tpmlearn.records.site import site_settings


def notice(person: Person | PersonRow, what: Notice, detail: str = "") -> Letter | None:
    """The mail for this person; None where their address is not confirmed."""
    if not person.email or not address_counts(person):
        return None
    return notice_to(person.email, what, detail)


def notice_to(address: str, what: Notice, detail: str = "") -> Letter:
    """The mail to an address that is known to be right, perhaps one that was left."""
    subject, text = letter_text(what, detail, public_url=site_settings().public_url)
    return Letter(address, subject, text, (("Auto-Submitted", "auto-generated"),))
