"""The way of a draft: written, sent to review, approved by a second author, published."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from tpmlearn.words import N_


class DraftState(StrEnum):
    """Where a draft is."""

    OPEN = N_("open")
    IN_REVIEW = N_("in review")
    APPROVED = N_("approved")
    PUBLISHED = N_("published")
    DISCARDED = N_("discarded")


class NoteKind(StrEnum):
    """What somebody did with a draft, or only said of it."""

    COMMENT = N_("comment")
    SENT = N_("sent to review")
    TAKEN_BACK = N_("taken back")
    APPROVED = N_("approved")
    RETURNED = N_("returned")
    PUBLISHED = N_("published")
    DISCARDED = N_("discarded")
    RESTORED = N_("restored")


LIVE_STATES = frozenset({DraftState.OPEN, DraftState.IN_REVIEW, DraftState.APPROVED})


@dataclass(frozen=True)
class Reviewing:
    """What decides who may approve: who began it, who wrote in it, and all who are authors."""

    author: int | None
    writers: frozenset[int]
    authors: frozenset[int]

    @property
    def all_wrote(self) -> bool:
        """Whether no author is left who wrote nothing of it."""
        return not self.authors - self.writers

    @property
    def others(self) -> frozenset[int]:
        """Authors who wrote nothing of it; where all did, all but the one who began it."""
        if not self.all_wrote:
            return self.authors - self.writers
        return self.authors - {self.author} if len(self.authors) > 1 else frozenset()

    @property
    def needs_second(self) -> bool:
        """Whether a second author must approve: wherever there is one."""
        return bool(self.others)

    def may_approve(self, person_id: int) -> bool:
        """Whether this author may."""
        return person_id in self.others


def draft_digest(files: Mapping[str, str | None]) -> str:
    """What an approval is of: the files of a draft by name with their hashes, None for a removal.

    64 hexadecimal digits; another text of any file is another digest.
    """
    told = "\n".join(f"{name}\0{files[name] or ''}" for name in sorted(files))
    return sha256(told.encode()).hexdigest()


def reviewing(
    writers: Collection[int], authors: Collection[int], author: int | None = None
) -> Reviewing:
    """Who may approve a draft that `author` began."""
    return Reviewing(author, frozenset(writers), frozenset(authors))
