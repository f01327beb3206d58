"""Posts the mails that a use case has written."""

from tpmlearn.jobs.letters import post_at_once
from tpmlearn.mail import Letter
from tpmlearn.web.access import now


def post(*letters: Letter | None) -> None:
    """Let each of them be sent; None is a letter that had nobody to go to."""
    post_at_once([letter for letter in letters if letter], now=now())
