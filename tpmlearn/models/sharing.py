"""What a learner lets others see: named views, the grants that open them, and who looked."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class ViewRow(Base):
    """A named choice of what is shown; nothing of it is seen by anybody without a grant.

    `skills`, `evidence` and `results` narrow what the sections show: codes of skills, numbers of
    entries, keys of results (`exam:<sitting>`, `quiz:<module>`); None lets all through, also what
    comes later. `naming` is `name`, `initials` or `none`. `traps` lets questions for an interview
    be made from traps. `removed_at` hides a view whose grants have all ended.
    """

    __tablename__ = "profile_views"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    sections: Mapped[list[Any]] = mapped_column(JSON)
    skills: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    evidence: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    results: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    naming: Mapped[str] = mapped_column(String(8))
    role: Mapped[str] = mapped_column(String(60))
    traps: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


class GrantRow(Base):
    """Consent to show a view: to whoever holds a link, to one recruiter's account, or to anybody.

    `kind` is `link` (with `token_hash`, perhaps `passcode_hash`), `account` (with `recruiter_id`)
    or `public` (with `slug`). A public grant has no end; the others have `expires_at`.
    `ended_why` is set where an admin ended it and not its owner: why, a key of `TOLD` in
    `domain/accounts/ending.py`.
    """

    __tablename__ = "grants"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    view_id: Mapped[str] = mapped_column(
        ForeignKey("profile_views.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    passcode_hash: Mapped[str | None] = mapped_column(String(200))
    recruiter_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    slug: Mapped[str | None] = mapped_column(String(60), unique=True)
    label: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_why: Mapped[str | None] = mapped_column(String(16))


class OpeningRow(Base):
    """One opening under a grant; it stays when the grant is withdrawn.

    `action` is what was done (`opened`, `compared`, `exported`, `seen-before`), `reader_id` the
    account, if there was one, `network` the first half of the address, such as `203.0.x.x`.
    """

    __tablename__ = "openings"

    id: Mapped[int] = mapped_column(primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grants.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    action: Mapped[str] = mapped_column(String(16), default="opened", server_default="opened")
    reader_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    network: Mapped[str] = mapped_column(String(40), default="", server_default="")


class SnapshotRow(Base):
    """What was shown under a grant from `taken_at` on, whole; it goes when the grant is withdrawn.

    Openings that showed the same share one row: `content_hash` is the hash of `shown`.
    """

    __tablename__ = "snapshots"
    __table_args__ = (Index("uq_snapshots_grant_hash", "grant_id", "content_hash", unique=True),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grants.id", ondelete="CASCADE"))
    taken_at: Mapped[datetime] = mapped_column(Moment)
    content_hash: Mapped[str] = mapped_column(String(64))
    shown: Mapped[dict[str, Any]] = mapped_column(JSON)


class ConsentRow(Base):
    """A consent as it was given: for what, to what exactly, when, and when it was withdrawn.

    `about` are the facts in words of that day, so that a later change of a view does not rewrite
    what somebody agreed to; `language` in it is the tag of the words, left out for English. It
    never changes but for `withdrawn_at`.
    """

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(32))
    grant_id: Mapped[str | None] = mapped_column(
        ForeignKey("grants.id", ondelete="SET NULL"), index=True
    )
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    given_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
