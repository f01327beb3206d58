"""Which names a content file may have where it is written from a page or comes from elsewhere."""

import re
from collections.abc import Iterable

from tpmlearn.domain.content.reading import Kind, kind_of
from tpmlearn.words import _, lists

LONGEST_NAME = 150
LARGEST_FILE = 1_000_000
_PART = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_PLACES = (
    "modules/16-name/lesson.md",
    "modules/16-name/quiz.md",
    "bank/name.md",
    "cases/name.md",
    "assignments/name.md",
    "exams/name/items.md",
)


def refused_name(name: str) -> str:
    """Why a file cannot have this name in the content folder, as a sentence; empty if it can."""
    if not name or len(name) > LONGEST_NAME:
        return _("A file’s name has 1 to %(most)s characters.", most=LONGEST_NAME)
    parts = name.split("/")
    if "\\" in name or ".." in parts or "" in parts or "." in parts or ":" in name:
        return _("A file’s name leads from the content folder down, as in bank/ctl2.md.")
    if not all(_PART.fullmatch(part) for part in parts):
        return _("Names have lower-case letters, digits, hyphens and dots, as in bank/ctl2.md.")
    if kind_of(name)[0] is Kind.UNKNOWN:
        return _(
            "The content has no file of this name. It has, for example, %(places)s.",
            places=lists.either(_PLACES),
        )
    return ""


def differ_in_case_only(names: Iterable[str]) -> tuple[str, ...]:
    """Names that some file systems take for one, in order."""
    seen: dict[str, str] = {}
    found = [one for one in sorted(names) if seen.setdefault(one.casefold(), one) != one]
    return tuple(found)
