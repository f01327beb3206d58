"""Short mails about what happened to an account: what they say, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from tpmlearn.words import N_, _


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
    """The subject of a notice, and its sentence; `%(detail)s` is filled in."""

    subject: str
    text: str


WORDS = {
    Notice.ADDRESS_ASKED: Words(
        N_("Somebody wants another address for your tpmlearn account"),
        N_(
            "Somebody who is signed in to your account asked to use another e-mail address for"
            " it:\n"
            "%(detail)s\n\nNothing has changed yet. It changes when that address is confirmed."
        ),
    ),
    Notice.ADDRESS_CHANGED: Words(
        N_("Your tpmlearn account has another address"),
        N_(
            "Your account is reached at another e-mail address from now on:\n%(detail)s\n\n"
            "Nothing more about the account is sent to this one."
        ),
    ),
    Notice.NEW_DEVICE: Words(
        N_("A new device is signed in to tpmlearn"),
        N_("Your account was opened in a browser that had not opened it before:\n%(detail)s"),
    ),
    Notice.PASSWORD_CHANGED: Words(
        N_("Your tpmlearn password was changed"),
        N_("Your account has a new password, and other devices were signed out."),
    ),
    Notice.SECOND_STEP_ON: Words(
        N_("Signing in to tpmlearn takes a second step now"),
        N_("From now on your account asks for more than the password: %(detail)s."),
    ),
    Notice.SECOND_STEP_OFF: Words(
        N_("Signing in to tpmlearn takes a password alone now"),
        N_("The second step of your account was turned off%(detail)s."),
    ),
    Notice.RECOVERY_USED: Words(
        N_("A recovery code of your tpmlearn account was used"),
        N_("Somebody signed in with your password and one of your recovery codes. %(detail)s"),
    ),
    Notice.PASSKEY_ADDED: Words(
        N_("Your tpmlearn account has a new passkey"),
        N_(
            "A passkey was added to your account: %(detail)s. It opens the account without a"
            " password."
        ),
    ),
    Notice.PASSKEY_REMOVED: Words(
        N_("A passkey of your tpmlearn account was removed"),
        N_("This passkey opens your account no more: %(detail)s."),
    ),
}


def letter_text(notice: Notice, detail: str, *, public_url: str) -> tuple[str, str]:
    """The subject and the text of a notice."""
    words = WORDS[notice]
    what_to_do = _(
        "If that was you, there is nothing to do. If it was not, set a new password now, which\n"
        "signs out every device:\n%(password)s\n"
        "Then look at what can open your account:\n%(settings)s",
        password=public_url + "/password/forgot",
        settings=public_url + "/settings",
    )
    return _(words.subject), f"{_(words.text, detail=detail)}\n\n{what_to_do}\n"
