"""What all figure fences have in common: title, description, names that refer to each other."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tpmlearn.domain.content.fields import Fields, Named, known_words

TITLE = 80
DESCRIPTION = 300
NAME = 60
UNIT = 20
MOST_SHOWN = 12
ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,10}[A-Za-z0-9])?")


@dataclass(frozen=True)
class Head:
    """A figure's name, and what an author adds to the description that is made from the data.

    A figure that is not `computed` shows its data alone, so that a question can ask for the rest.
    """

    title: str
    description: str
    computed: bool = True


def read_head(fields: Fields) -> Head:
    """Title and description of a figure, and whether what follows from its data is shown."""
    return Head(
        fields.text("title", longest=TITLE),
        fields.text("description", "", longest=DESCRIPTION),
        fields.yes("computed", absent=True),
    )


def read_id(fields: Fields) -> Named:
    """The short name, at most 12 characters, by which the figure's links refer to something."""
    found = fields.named("id")
    fields.matching("id", found.text, ID, "short name", "A or B1")
    return found


def report_twice(fields: Fields, names: Iterable[Named]) -> None:
    """Report each name that stands a second time."""
    seen: set[str] = set()
    for name in names:
        if name.text and name.text in seen:
            fields.report.add("E026", name.line, name.column, key="id", value=name.text)
        seen.add(name.text)


def is_known(fields: Fields, name: Named, known: Collection[str]) -> bool:
    """Whether a name is among those of the figure; reports it if not."""
    if name.text in known:
        return True
    words = known_words(name.text, list(known)[:MOST_SHOWN]) or "none"
    fields.report.add("E110", name.line, name.column, target=name.text, known=words)
    return False


def read_word(fields: Fields, key: str, known: Collection[str], default: str | None = None) -> str:
    """One of a few words; the first of them after reporting another."""
    word = fields.named(key, default)
    if word.text in known:
        return word.text
    if word.text:
        shown = known_words(word.text, list(known))
        fields.report.add("E118", word.line, word.column, value=word.text[:60], known=shown)
    return next(iter(known))
