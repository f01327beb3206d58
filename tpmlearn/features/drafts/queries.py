"""Reads for the pages of drafts: the list, one draft with all that it changes, a merge."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.reading import Kind, kind_of
from tpmlearn.domain.publishing.difference import Difference, difference
from tpmlearn.domain.publishing.merging import Merge, Take, merge, shared_lines
from tpmlearn.domain.publishing.review import DraftState, NoteKind, Reviewing
from tpmlearn.library import Library
from tpmlearn.models import DraftNoteRow
from tpmlearn.records.draft_branches import Branch, branch_of
from tpmlearn.records.draft_changes import Checked, ItemChange, Sides, checked, item_changes, sides
from tpmlearn.records.drafts import (
    NOTHING,
    Draft,
    Version,
    counts,
    drafts_in,
    find_draft,
    live_version,
    review_of,
    version_in,
    version_kept,
    versions_in,
)

MOST_DRAFTS = 100
SHOWS: dict[str, tuple[DraftState, ...]] = {
    "": (DraftState.OPEN, DraftState.IN_REVIEW, DraftState.APPROVED),
    "review": (DraftState.IN_REVIEW,),
    "published": (DraftState.PUBLISHED,),
    "discarded": (DraftState.DISCARDED,),
}


@dataclass(frozen=True)
class Index:
    """Drafts of one kind, those changed last first, and how many there are of each."""

    drafts: list[Draft]
    totals: dict[str, int]


@dataclass(frozen=True)
class ChangedFile:
    """A file that a draft changes: what differs, as text and perhaps as pages.

    `is_behind`: another version went live since the draft took it up.
    """

    name: str
    kind: Kind
    is_new: bool
    is_removed: bool
    is_behind: bool
    hash: str | None
    difference: Difference
    items: list[ItemChange] = field(default_factory=list)
    sides: Sides | None = None


@dataclass(frozen=True)
class Note:
    """What somebody said of a draft or did with it."""

    kind: NoteKind
    author: str
    text: str
    noted_at: datetime


@dataclass(frozen=True)
class DraftPage:
    """One draft: its files with what differs, what the checker says, its review and its trail."""

    draft: Draft
    files: list[ChangedFile]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    review: Reviewing
    notes: list[Note]
    branch: Branch | None

    @property
    def behind(self) -> list[ChangedFile]:
        """The files that have changed live meanwhile."""
        return [one for one in self.files if one.is_behind]

    @property
    def results(self) -> int:
        """How many results of exams change once it is live and keys are corrected."""
        return sum(item.results for one in self.files for item in one.items)

    @property
    def lines(self) -> tuple[int, int]:
        """How many lines come and go."""
        added = sum(one.difference.added for one in self.files)
        return added, sum(one.difference.removed for one in self.files)


@dataclass(frozen=True)
class Merging:
    """A file that changed both live and in the draft; either side may have removed it.

    `merge` is None where one side has no text: then the whole file is the decision.
    """

    name: str
    live: Version
    mine: Version
    merge: Merge | None

    @property
    def seen(self) -> tuple[str, str]:
        """What a page shows, as its form carries it."""
        return self.live.hash or "", self.mine.hash or ""

    @property
    def text(self) -> str | None:
        """The merged text, None where somebody must decide."""
        return self.merge.text if self.merge else None

    @property
    def decisions(self) -> int:
        """How many decisions are wanted."""
        return len(self.merge.conflicts) if self.merge else 1

    def decided(self, takes: Sequence[Take]) -> bytes | None:
        """The file as decided, None for none. Raises ValueError for another number of decisions."""
        if self.merge:
            return self.merge.decided(takes).encode()
        (take,) = takes
        return self.live.data if take is Take.THEIRS else self.mine.data


def index(show: str) -> Index:
    """The drafts of a kind; three statements."""
    found = counts()
    totals = {name: sum(found.get(one, 0) for one in states) for name, states in SHOWS.items()}
    return Index(drafts_in(SHOWS[show], MOST_DRAFTS), totals)


def problems_of(draft: Draft, library: Library) -> Checked:
    """What the checker says of a draft among the live files."""
    return checked(library, versions_in(draft))


def draft_page(
    draft_id: str, library: Library, *, as_pages: bool, now: datetime
) -> DraftPage | None:
    """All of a draft; None where there is none. With `as_pages` also how learners would see it."""
    draft = find_draft(draft_id)
    if draft is None:
        return None
    found = problems_of(draft, library)
    texts = {
        one.name: (live_version(library, one.name).text, version_in(draft, library, one.name).text)
        for one in draft.files
    }
    changes = item_changes(library, found, texts, now=now) if draft.is_alive else {}
    files = []
    for one in draft.files:
        items = changes.get(one.name, [])
        shown = sides(library, found, one.name, items) if as_pages else None
        file = _file(draft, library, one.name, one.base_hash)
        files.append(replace(file, items=items, sides=shown))
    return DraftPage(
        draft=draft,
        files=files,
        errors=found.errors if draft.is_alive else (),
        warnings=found.warnings if draft.is_alive else (),
        review=review_of(draft),
        notes=_notes(draft_id),
        branch=branch_of(draft, library) if draft.is_alive else None,
    )


def _file(draft: Draft, library: Library, name: str, base_hash: str | None) -> ChangedFile:
    """A file of a draft beside the version that it began with."""
    own = version_in(draft, library, name)
    base = (version_kept(base_hash) if base_hash else None) or NOTHING
    live = live_version(library, name)
    return ChangedFile(
        name=name,
        kind=kind_of(name)[0],
        is_new=base_hash is None,
        is_removed=own.hash is None,
        is_behind=draft.is_alive and live.hash != base_hash,
        hash=own.hash,
        difference=difference(base.text, own.text),
    )


def _notes(draft_id: str) -> list[Note]:
    rows = db.session.scalars(
        select(DraftNoteRow).where(DraftNoteRow.draft_id == draft_id).order_by(DraftNoteRow.id)
    )
    return [Note(NoteKind(one.kind), one.author_name, one.text, one.noted_at) for one in rows]


def merge_with_live(draft: Draft, library: Library, name: str) -> Merging | None:
    """How a draft's version of a file and the live one go together.

    None where the draft does not change it, or nothing else went live.
    """
    own = draft.file(name)
    live = live_version(library, name)
    if own is None or live.hash == own.base_hash:
        return None
    mine = version_in(draft, library, name)
    if live.data is None or mine.data is None:
        return Merging(name, live, mine, None)
    base = version_kept(own.base_hash) if own.base_hash else NOTHING
    beginning = base.text if base else shared_lines(live.text, mine.text)
    return Merging(name, live, mine, merge(beginning, live.text, mine.text))
