"""The content as pages change it: drafts, what they hold, releases, which is live, pulls."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class BlobRow(Base):
    """The bytes of one version of a content file under their SHA-256."""

    __tablename__ = "content_blobs"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ReleaseRow(Base):
    """All files of the content at one moment; `id` is the commit, where there is one.

    `manifest` maps names to hashes of blobs. `number` counts up from 1. `commit_id` is None where
    content is no git work tree. `approved_by_name` is empty where there was no second author.
    """

    __tablename__ = "content_releases"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    parent: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(200))
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    commit_id: Mapped[str | None] = mapped_column(String(64))
    draft_id: Mapped[str | None] = mapped_column(String(32))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    author_name: Mapped[str] = mapped_column(String(120))
    approved_by_name: Mapped[str] = mapped_column(String(120), default="")
    released_at: Mapped[datetime] = mapped_column(Moment)


class LiveReleaseRow(Base):
    """One row: the release that every server shows; None while the folder itself is shown."""

    __tablename__ = "content_live"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    release_id: Mapped[str | None] = mapped_column(ForeignKey("content_releases.id"))
    switched_at: Mapped[datetime] = mapped_column(Moment)


class DraftRow(Base):
    """Changes that are not published yet; `branch_tip` is the commit that its git branch had when
    it was written last."""

    __tablename__ = "content_drafts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(16), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    author_name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    approved_digest: Mapped[str | None] = mapped_column(String(64))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    approved_by_name: Mapped[str] = mapped_column(String(120), default="")
    release_id: Mapped[str | None] = mapped_column(String(64))
    branch_tip: Mapped[str | None] = mapped_column(String(64))
    branch: Mapped[str] = mapped_column(String(80), default="")


class DraftFileRow(Base):
    """A file of a draft: the version that it began with and the one that it has now.

    `base_hash` is None for a file that is new, `hash` for one that is removed.
    """

    __tablename__ = "content_draft_files"

    draft_id: Mapped[str] = mapped_column(
        ForeignKey("content_drafts.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    base_hash: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[str | None] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(Moment)


class DraftWriterRow(Base):
    """Who wrote in a draft: none of them approves it."""

    __tablename__ = "content_draft_writers"

    draft_id: Mapped[str] = mapped_column(
        ForeignKey("content_drafts.id", ondelete="CASCADE"), primary_key=True
    )
    author_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class DraftNoteRow(Base):
    """What somebody said of a draft or did with it."""

    __tablename__ = "content_draft_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(
        ForeignKey("content_drafts.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(16))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    author_name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[datetime] = mapped_column(Moment)


class PullRow(Base):
    """One look at the remote: who asked, what was there, and why it is live or not."""

    __tablename__ = "content_pulls"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_by: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(String(16), default="")
    commit_id: Mapped[str | None] = mapped_column(String(64))
    why: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[list[Any]] = mapped_column(JSON, default=list)
