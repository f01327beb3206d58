"""Which passwords are refused, and why."""

from tpmlearn.words import N_, _

MIN_LENGTH = 12
MAX_LENGTH = 200
# What an attacker who has the hashes tries in minutes: zxcvbn's log10 of guesses.
MIN_LOG10_GUESSES = 9.0
SITE_WORDS = ("tpmlearn", "technical project manager", "project manager")
EXAMINED_LENGTH = 72
LEAKED = N_("This password has leaked from another site, so it is tried first. Take another one.")


def weakness(password: str, *, personal: tuple[str, ...] = ()) -> str:
    """Why this password is refused, in a sentence, or an empty text.

    `personal` are words an attacker knows: the name and the address. No rule on which kinds of
    characters to use; common passwords and their variations fall to the estimate.
    """
    if len(password) < MIN_LENGTH:
        return _("Use at least %(least)s characters; 15 or more is better.", least=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        return _("Use at most %(most)s characters.", most=MAX_LENGTH)
    # Its lists take 12 MB, which a worker needs only once somebody chooses a password.
    from zxcvbn import zxcvbn

    known = [word for text in (*personal, *SITE_WORDS) for word in (text, *text.split("@")) if word]
    found = zxcvbn(password[:EXAMINED_LENGTH], user_inputs=known)
    if float(found["guesses_log10"]) < MIN_LOG10_GUESSES:
        return _(
            "This password is easy to guess. Take several unrelated words, or more characters."
        )
    return ""
