"""Sends the mails that a use case has written."""

from tpmlearn.mail import Letter, send
from tpmlearn.records.site import site_settings


def post(*letters: Letter | None) -> None:
    """Send each of them; None is a letter that had nobody to go to."""
    settings = site_settings()
    for letter in letters:
        if letter:
            send(letter, mail_url=settings.mail_url, sender=settings.mail_from)
