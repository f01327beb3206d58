"""Drafts: the files that they change, each with the version that it began with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, func, select

from tpmlearn.db import db
from tpmlearn.domain.publishing.releases import Manifest, blob_hash
from tpmlearn.domain.publishing.review import (
    LIVE_STATES,
    DraftState,
    Reviewing,
    draft_digest,
    reviewing,
)
from tpmlearn.library import Library
from tpmlearn.models import (
    BlobRow,
    DraftFileRow,
    DraftRow,
    DraftWriterRow,
    PersonRow,
)
from tpmlearn.records.blobs import read_blob, read_blobs

LONGEST_ID = 32


class NoSuchDraft(LookupError):
    """There is no such draft."""


class DraftEnded(Exception):
    """The draft is published or discarded, and changes no more."""


class ChangedMeanwhile(Exception):
    """The file has another version than the one that the change began with; `hash` names it.

    None where it was removed meanwhile.
    """

    def __init__(self, hashed: str | None) -> None:
        super().__init__(hashed or "removed")
        self.hash = hashed


@dataclass(frozen=True)
class DraftFile:
    """A file of a draft: where it began and where it is, by hash.

    `base_hash` is None for a file that is new, `hash` for one that the draft removes.
    """

    name: str
    base_hash: str | None
    hash: str | None
    changed_at: datetime


@dataclass(frozen=True)
class Draft:
    """Changes that are not published yet, or were, or will not be."""

    id: str
    title: str
    state: DraftState
    author_id: int | None
    author_name: str
    created_at: datetime
    changed_at: datetime
    approved_digest: str | None
    approved_by_name: str
    release_id: str | None
    branch_tip: str | None
    branch: str
    files: tuple[DraftFile, ...]

    @property
    def is_alive(self) -> bool:
        """Whether it can still change."""
        return self.state in LIVE_STATES

    @property
    def digest(self) -> str:
        """What an approval is of."""
        return draft_digest({one.name: one.hash for one in self.files})

    @property
    def is_approved(self) -> bool:
        """Whether a second author approved these very files."""
        return self.state is DraftState.APPROVED and self.approved_digest == self.digest

    def file(self, name: str) -> DraftFile | None:
        """Its version of a file, None where it does not change it."""
        return next((one for one in self.files if one.name == name), None)


@dataclass(frozen=True)
class Version:
    """One version of a file; both None where there is no file."""

    hash: str | None
    data: bytes | None

    @property
    def text(self) -> str:
        """Its text, with one kind of line end; what is no UTF-8 shows as replacement characters."""
        told = (self.data or b"").decode("utf-8-sig", errors="replace")
        return told.replace("\r\n", "\n").replace("\r", "\n")


NOTHING = Version(None, None)


def find_draft(draft_id: str) -> Draft | None:
    """A draft with its files; two statements."""
    row = db.session.get(DraftRow, draft_id) if 0 < len(draft_id) <= LONGEST_ID else None
    return drafts_from([row])[0] if row else None


def drafts_in(states: Sequence[DraftState], limit: int) -> list[Draft]:
    """Drafts in these states, those changed last first; two statements."""
    rows = db.session.scalars(
        select(DraftRow)
        .where(DraftRow.state.in_([*states]))
        .order_by(DraftRow.changed_at.desc(), DraftRow.id)
        .limit(limit)
    ).all()
    return drafts_from(rows)


def drafts_of_file(name: str) -> list[Draft]:
    """The drafts that can still change and change this file, those changed last first."""
    rows = db.session.scalars(
        select(DraftRow)
        .join(DraftFileRow, DraftFileRow.draft_id == DraftRow.id)
        .where(DraftFileRow.name == name, DraftRow.state.in_([*LIVE_STATES]))
        .order_by(DraftRow.changed_at.desc(), DraftRow.id)
    ).all()
    return drafts_from(rows)


def drafts_from(rows: Sequence[DraftRow]) -> list[Draft]:
    """The drafts that rows describe, with their files; one statement."""
    files: dict[str, list[DraftFile]] = {row.id: [] for row in rows}
    found = db.session.scalars(
        select(DraftFileRow).where(DraftFileRow.draft_id.in_(files)).order_by(DraftFileRow.name)
    )
    for one in found:
        files[one.draft_id].append(DraftFile(one.name, one.base_hash, one.hash, one.changed_at))
    return [_draft(row, files[row.id]) for row in rows]


def _draft(row: DraftRow, files: Sequence[DraftFile]) -> Draft:
    return Draft(
        id=row.id,
        title=row.title,
        state=DraftState(row.state),
        author_id=row.author_id,
        author_name=row.author_name,
        created_at=row.created_at,
        changed_at=row.changed_at,
        approved_digest=row.approved_digest,
        approved_by_name=row.approved_by_name,
        release_id=row.release_id,
        branch_tip=row.branch_tip,
        branch=row.branch,
        files=tuple(files),
    )


def live_version(library: Library, name: str) -> Version:
    """The version of a file that this server shows; NOTHING where there is none."""
    found = next((one for one in library.files if one.name == name), None)
    if found is None or found.folder != library.shown_folder:
        return NOTHING
    try:
        data = found.file.read_bytes()
    except OSError:
        return NOTHING
    return Version(blob_hash(data), data)


def version_in(draft: Draft, library: Library, name: str) -> Version:
    """A file as the draft has it: its own version, or else the live one."""
    own = draft.file(name)
    if own is None:
        return live_version(library, name)
    return Version(own.hash, read_blob(own.hash)) if own.hash else NOTHING


def versions_in(draft: Draft) -> Mapping[str, bytes | None]:
    """The files that a draft changes with their bytes, None for those that it removes."""
    texts = read_blobs([one.hash for one in draft.files if one.hash])
    return {one.name: texts[one.hash] if one.hash else None for one in draft.files}


def version_kept(hashed: str) -> Version | None:
    """A version by its hash, None where it was never kept."""
    data = db.session.scalar(select(BlobRow.data).where(BlobRow.hash == hashed))
    return None if data is None else Version(hashed, bytes(data))


def review_of(draft: Draft) -> Reviewing:
    """Who may approve a draft: of the members with the role."""
    writers = db.session.scalars(
        select(DraftWriterRow.author_id).where(DraftWriterRow.draft_id == draft.id)
    )
    return reviewing([*writers], authors(), draft.author_id)


def authors() -> frozenset[int]:
    """Everybody who has the role author and is not leaving."""
    # The column is JSON on both databases; as text it can be looked into on both.
    people = db.session.execute(
        select(PersonRow.id, PersonRow.roles).where(
            PersonRow.email.is_not(None),
            PersonRow.erase_after.is_(None),
            cast(PersonRow.roles, String).contains("author"),
        )
    )
    return frozenset(person for person, roles in people if "author" in (roles or ()))


def behind(draft: Draft, manifest: Manifest) -> list[DraftFile]:
    """The files of a draft that began with another version than the one that is live."""
    return [one for one in draft.files if one.base_hash != manifest.get(one.name)]


def counts() -> dict[DraftState, int]:
    """How many drafts there are in each state."""
    rows = db.session.execute(select(DraftRow.state, func.count()).group_by(DraftRow.state))
    return {DraftState(state): count for state, count in rows}
