"""Which language is spoken now, and the catalogue of its words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, cast

SOURCE = "en"
"""The language of the texts in the code, which needs no catalogue."""
LANGUAGES = {SOURCE: "English", "de": "Deutsch", "es": "Español"}
"""The tag of each language and what its speakers call it, in the order of the choice."""
OFFERED = dict(LANGUAGES)
"""Those whose catalogue is whole: readers get and choose these alone."""
FOLDER = Path(__file__).parent.parent / "translations"


class Catalogue(Protocol):
    """Words by their English ones, as gettext reads them from a compiled file."""

    def gettext(self, message: str) -> str:
        """What stands for `message`; itself where there is nothing."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """What stands for the one or the other, by the count `n`."""

    def pgettext(self, context: str, message: str) -> str:
        """What stands for `message` in this context."""


class Source:
    """English: every text stands for itself."""

    def gettext(self, message: str) -> str:
        """The text itself."""
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Singular for one, else plural."""
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context: str, message: str) -> str:
        """The text itself."""
        return message


@dataclass(frozen=True, eq=False)
class Speech:
    """A language that is spoken; `tag` is one of LANGUAGES. There is one of each."""

    tag: str
    catalogue: Catalogue

    @property
    def html(self) -> str:
        """The tag for documents: our English is British."""
        return "en-GB" if self.tag == SOURCE else self.tag


Found = Callable[[], Speech]
_ENGLISH = Speech(SOURCE, Source())
_now: ContextVar[Speech | Found | None] = ContextVar("speech", default=None)


@cache
def known(tag: str) -> Speech:
    """The language of that tag, English where the site has no other; read once a process."""
    if tag == SOURCE or tag not in LANGUAGES:
        return _ENGLISH
    # Not at the top: commands that only speak English need none of it.
    from babel.support import Translations

    return Speech(tag, cast(Catalogue, Translations.load(str(FOLDER), [tag])))


def current() -> Speech:
    """What is spoken now: English where nobody asked for anything else."""
    speech = _now.get()
    if isinstance(speech, Speech):
        return speech
    if speech is None:
        return _ENGLISH
    found = speech()
    _now.set(found)
    return found


def speak(speech: Speech | Found | None) -> None:
    """From here on speak this, or what it finds at the first word; None ends it."""
    _now.set(speech)


@contextmanager
def speaking(tag: str) -> Iterator[Speech]:
    """Speak the language of `tag` within, as a mail does that somebody else's doing sends."""
    speech = known(tag)
    token = _now.set(speech)
    try:
        yield speech
    finally:
        _now.reset(token)
