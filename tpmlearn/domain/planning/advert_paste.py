"""Takes a pasted text for a job advert, or says why not."""

import re

from tpmlearn.domain.planning.advert_text import visible
from tpmlearn.words import _, numbers

LONGEST = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ud800-\udfff]")


class AdvertProblem(ValueError):
    """A text that cannot be taken for a job advert; it says why and what to do."""


def printable(text: str) -> str:
    """The text without the characters that no page can show."""
    return _CONTROL.sub("", text)


def clean_advert(text: str) -> str:
    """The text with plain line ends and no blanks around it; raises AdvertProblem."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise AdvertProblem(_("Paste the text of the advert."))
    if len(text) > LONGEST:
        raise AdvertProblem(
            _(
                "This has %(num)s characters; at most %(most)s are read. Paste the advert alone,"
                " without the rest of the page.",
                num=numbers.grouped(len(text)),
                most=numbers.grouped(LONGEST),
            )
        )
    if _CONTROL.search(text):
        raise AdvertProblem(
            _(
                "This is not plain text: it holds characters that no advert has. Open the advert,"
                " select its text, copy it and paste it here."
            )
        )
    return text


def first_line(text: str, longest: int) -> str:
    """The first line of a text that shows something, cut to `longest` characters."""
    lines = (" ".join(line.split()) for line in visible(text).split("\n"))
    line = next((line for line in lines if line), "") or "Advert"
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
