"""What can be found: the content cut into the pieces that a result links to."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tpmlearn.domain.content.catalogue import Assignment, Catalogue, Module, Term


class Kind(StrEnum):
    """What a document is a piece of."""

    LESSON = "lesson"
    TERM = "term"
    ASSIGNMENT = "assignment"


@dataclass(frozen=True)
class Document:
    """One piece of content in plain text.

    `slug` names the module, term or assignment, `anchor` the section of a lesson (empty for the
    lesson as a whole), `context` what the piece belongs to.
    """

    kind: Kind
    slug: str
    anchor: str
    title: str
    context: str
    body: str


def documents_of(catalogue: Catalogue) -> tuple[Document, ...]:
    """Everything in the catalogue that can be found, in the order of its pages."""
    return (
        *(one for module in catalogue.modules.values() for one in _lesson(module)),
        *(_term(term) for term in catalogue.terms.values()),
        *(_assignment(assignment) for assignment in catalogue.assignments.values()),
    )


def edition_of(catalogue: Catalogue) -> str:
    """A name for the index of this content: it changes with the content and with this room."""
    return hashlib.sha256(f"{catalogue.version} {_CODE}".encode()).hexdigest()[:32]


def _code_version() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


_WORD = re.compile(r"[^\W_]+")
_CODE = _code_version()


def tidy(text: str) -> str:
    """`text` composed (NFC), with every control character and run of white space as one space."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(char if char.isprintable() else " " for char in composed).split())


def words_in(text: str) -> str:
    """The words of `text`, in small letters without accents, with single spaces between them."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(_WORD.findall(letters))


def _lesson(module: Module) -> Iterator[Document]:
    about = " ".join((module.summary, *module.outcomes))
    yield Document(Kind.LESSON, module.slug, "", module.title, module.code, tidy(about))
    for section in module.sections:
        context = f"{module.code} {module.title}"
        # The arrow of a footnote leads nowhere in a snippet.
        text = tidy(section.text.replace("↩", " "))
        yield Document(Kind.LESSON, module.slug, section.anchor, section.title, context, text)


def _term(term: Term) -> Document:
    return Document(Kind.TERM, term.slug, "", term.term, "", tidy(term.meaning))


def _assignment(one: Assignment) -> Document:
    body = tidy(" ".join((one.summary, one.evidence, one.text)))
    return Document(Kind.ASSIGNMENT, one.slug, "", one.title, one.code, body)
