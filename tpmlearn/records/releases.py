"""Releases of the content: which one is live, those before it, and their files on this server."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from tpmlearn.config import Settings
from tpmlearn.db import db, insert_for
from tpmlearn.domain.publishing.releases import Manifest, ReleaseKind
from tpmlearn.library import Library
from tpmlearn.library.releases import folder_of, manifest_of, tidy
from tpmlearn.models import LiveReleaseRow, ReleaseRow
from tpmlearn.records.blobs import BlobMissing, read_blobs
from tpmlearn.records.catalogue import current_library, look_again

LIVE = 1
RELEASES = "releases"
SHOWN = "shown"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Release:
    """All files of the content at one moment, and who released it and how."""

    id: str
    number: int
    parent: str | None
    kind: ReleaseKind
    title: str
    author_id: int | None
    author_name: str
    approved_by_name: str
    released_at: datetime
    commit: str | None
    draft_id: str | None

    @property
    def short(self) -> str:
        """As much of its name as people read."""
        return self.id[:10]


@dataclass(frozen=True)
class Live:
    """What every server shows: a release, or the content folder as it is; and its files."""

    release: Release | None
    manifest: Manifest


def live_release_id() -> str | None:
    """The name of the release that is live, None while the folder is shown; one statement."""
    return db.session.scalar(select(LiveReleaseRow.release_id).where(LiveReleaseRow.id == LIVE))


def live_content(library: Library) -> Live:
    """The live release with its files; while the folder is shown, the files as they lie there."""
    row = db.session.scalars(
        select(ReleaseRow)
        .join(LiveReleaseRow, LiveReleaseRow.release_id == ReleaseRow.id)
        .where(LiveReleaseRow.id == LIVE)
    ).first()
    if row is None:
        return Live(None, manifest_of(library.home))
    return Live(release_from(row), row.manifest)


def find_release(release_id: str) -> Live | None:
    """A release with its files."""
    row = db.session.get(ReleaseRow, release_id)
    return Live(release_from(row), row.manifest) if row else None


def releases(limit: int) -> tuple[list[Release], int]:
    """The latest releases, and how many there are."""
    rows = db.session.scalars(select(ReleaseRow).order_by(ReleaseRow.number.desc()).limit(limit))
    found = [release_from(row) for row in rows]
    return found, db.session.scalar(select(func.count()).select_from(ReleaseRow)) or 0


def release_from(row: ReleaseRow) -> Release:
    """The release that a row describes."""
    return Release(
        id=row.id,
        number=row.number,
        parent=row.parent,
        kind=ReleaseKind(row.kind),
        title=row.title,
        author_id=row.author_id,
        author_name=row.author_name,
        approved_by_name=row.approved_by_name,
        released_at=row.released_at,
        commit=row.commit_id,
        draft_id=row.draft_id,
    )


def hold_live() -> str | None:
    """Let nobody else switch until the transaction ends; the name of the live release."""
    statement = insert_for(LiveReleaseRow).values(id=LIVE, release_id=None, switched_at=func.now())
    db.session.execute(statement.on_conflict_do_nothing(index_elements=["id"]))
    held = select(LiveReleaseRow).where(LiveReleaseRow.id == LIVE).with_for_update()
    row = db.session.scalars(held.execution_options(populate_existing=True)).one()
    return row.release_id


def switch_to(release_id: str | None, *, now: datetime) -> None:
    """Let every server show a release, None being the folder; the caller holds and commits."""
    row = db.session.get_one(LiveReleaseRow, LIVE)
    row.release_id, row.switched_at = release_id, now


def releases_folder() -> Path:
    """Where this server keeps releases."""
    settings: Settings = current_app.extensions["settings"]
    return settings.folder / RELEASES


def follow_live() -> bool:
    """Show on this server what is live; says whether something else is shown now.

    One statement where nothing has changed. Files come from the database; until they are here,
    whole, what was shown stays. Ends the transaction that goes on.
    """
    library, wanted = current_library(), live_release_id()
    if wanted == shown_release_id(library):
        return False
    folder = _folder_of(library, wanted)
    # Nobody who saves an answer waits while the catalogue is built.
    db.session.rollback()
    changed = library.show(folder)
    look_again()
    return changed


def shown_release_id(library: Library) -> str | None:
    """The name of the release that this server shows, None while it shows the folder."""
    folder = library.shown_folder
    return None if folder == library.home else folder.parent.name


def folder_at_start(settings: Settings) -> Path | None:
    """The folder of the release to show at the start, None for the content folder itself.

    While the database does not answer, or is of before releases, it is what was shown last.
    """
    place = settings.folder / RELEASES
    if not settings.content:
        return None
    home = settings.content[0]
    try:
        wanted = live_release_id()
        return None if wanted is None else _written(home, wanted, place)
    except (SQLAlchemyError, BlobMissing, OSError) as error:
        last = _shown_last(place)
        folder = place / last / home.resolve().name if last else None
        if folder is None or not folder.is_dir():
            return None
        _log.warning("showing release %s, as before, until the database answers: %s", last, error)
        return folder


def _folder_of(library: Library, wanted: str | None) -> Path:
    if wanted is None:
        _note_shown(releases_folder(), "")
        return library.home
    return _written(library.home, wanted, releases_folder())


def _written(home: Path, release_id: str, place: Path) -> Path:
    statement = select(ReleaseRow.manifest).where(ReleaseRow.id == release_id)
    manifest = db.session.scalars(statement).one()
    place.mkdir(parents=True, exist_ok=True)
    folder = folder_of(place, release_id, home.resolve().name, manifest, read_blobs)
    tidy(place, release_id)
    _note_shown(place, release_id)
    return folder


def _shown_last(place: Path) -> str:
    try:
        return (place / SHOWN).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _note_shown(place: Path, release_id: str) -> None:
    """Keep what is shown, for a start without a database. It may fail: the row is what counts."""
    if _shown_last(place) == release_id:
        return
    try:
        part = place / f".{SHOWN}.{secrets.token_hex(4)}.tmp"
        part.write_text(release_id, encoding="ascii")
        part.replace(place / SHOWN)
    except OSError as error:
        _log.warning("cannot note which release is shown: %s", error)
