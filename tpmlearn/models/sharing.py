"""Share links: what a learner lets others see, for how long, and who looked."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class ShareLinkRow(Base):
    """Consent to show chosen sections to whoever holds the link; the token is kept as a hash."""

    __tablename__ = "share_links"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(120))
    sections: Mapped[list[Any]] = mapped_column(JSON)
    show_name: Mapped[bool]
    role: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class OpeningRow(Base):
    """One opening of a share link; nothing about who or from where."""

    __tablename__ = "openings"

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[str] = mapped_column(
        ForeignKey("share_links.id", ondelete="CASCADE"), index=True
    )
    opened_at: Mapped[datetime] = mapped_column(Moment)
