"""The mail that tells somebody what happened to their account, asked for with what happened."""

from datetime import datetime

from tpmlearn.domain.accounts.notices import Notice, letter_text
from tpmlearn.jobs.letters import post_letter
from tpmlearn.mail import Letter
from tpmlearn.models import PersonRow
from tpmlearn.records.addresses import asks_for_confirmation
from tpmlearn.records.people import Person
from tpmlearn.records.site import site_settings
from tpmlearn.words import current, speaking


def post_notice(
    person: Person | PersonRow, what: Notice, detail: str = "", *, now: datetime
) -> None:
    """Let a mail to this person be sent, with what it tells of (the caller commits both).

    Nothing where their address is not confirmed, or where no mail is sent: the log is read for
    links, and is no place to tell people.
    """
    if not person.email or person.verified_at is None or not asks_for_confirmation():
        return
    # In their own language, whoever did it; where they have chosen none, in that of the request.
    with speaking(person.language or current().tag):
        post_notice_to(person.email, what, detail, person_id=person.id, now=now)


def post_notice_to(
    address: str, what: Notice, detail: str = "", *, person_id: int, now: datetime
) -> None:
    """The same, to an address that is known to be right, perhaps one that was left."""
    subject, text = letter_text(what, detail, public_url=site_settings().public_url)
    letter = Letter(address, subject, text, (("Auto-Submitted", "auto-generated"),))
    post_letter(letter, now=now, person_id=person_id)
