"""Short mails about what happened to an account: what they say, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Notice(StrEnum):
    """What happened."""

    ADDRESS_ASKED = "address-asked"
    ADDRESS_CHANGED = "address-changed"
    NEW_DEVICE = "new-device"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - the name of an event  # nosec B105 # a name, no secret
    SECOND_STEP_ON = "second-step-on"
    SECOND_STEP_OFF = "second-step-off"
    RECOVERY_USED = "recovery-used"
    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"


@dataclass(frozen=True)
class Words:
    """The subject of a notice, and its sentence; `{detail}` is filled in."""

    subject: str
    text: str


WORDS = {
    Notice.ADDRESS_ASKED: Words(
        "Somebody wants another address for your tpmlearn account",
        "Somebody who is signed in to your account asked to use another e-mail address for it:\n"
        "{detail}\n\nNothing has changed yet. It changes when that address is confirmed.",
    ),
    Notice.ADDRESS_CHANGED: Words(
        "Your tpmlearn account has another address",
        "Your account is reached at another e-mail address from now on:\n{detail}\n\n"
        "Nothing more about the account is sent to this one.",
    ),
    Notice.NEW_DEVICE: Words(
        "A new device is signed in to tpmlearn",
        "Your account was opened in a browser that had not opened it before:\n{detail}",
    ),
    Notice.PASSWORD_CHANGED: Words(
        "Your tpmlearn password was changed",
        "Your account has a new password, and other devices were signed out.",
    ),
    Notice.SECOND_STEP_ON: Words(
        "Signing in to tpmlearn takes a second step now",
        "From now on your account asks for more than the password: {detail}.",
    ),
    Notice.SECOND_STEP_OFF: Words(
        "Signing in to tpmlearn takes a password alone now",
        "The second step of your account was turned off{detail}.",
    ),
    Notice.RECOVERY_USED: Words(
        "A recovery code of your tpmlearn account was used",
        "Somebody signed in with your password and one of your recovery codes. {detail}",
    ),
    Notice.PASSKEY_ADDED: Words(
        "Your tpmlearn account has a new passkey",
        "A passkey was added to your account: {detail}. It opens the account without a password.",
    ),
    Notice.PASSKEY_REMOVED: Words(
        "A passkey of your tpmlearn account was removed",
        "This passkey opens your account no more: {detail}.",
    ),
}


def letter_text(notice: Notice, detail: str, *, public_url: str) -> tuple[str, str]:
    """The subject and the text of a notice."""
    words = WORDS[notice]
    return words.subject, (
        f"{words.text.format(detail=detail)}\n\n"
        "If that was you, there is nothing to do. If it was not, set a new password now, which\n"
        f"signs out every device:\n{public_url}/password/forgot\n"
        f"Then look at what can open your account:\n{public_url}/settings\n"
    )
