"""Archives of everything about somebody that take too long to be made while they wait."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class ArchiveRow(Base):
    """One archive; nobody sees it before `ready_at`, nor after `until`. `size` is its bytes."""

    __tablename__ = "archives"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    ready_at: Mapped[datetime | None] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    size: Mapped[int] = mapped_column(default=0)


class ArchivePartRow(Base):
    """A piece of an archive, in order; all of them together are encrypted as one stream.

    In the database, so that each machine of the site can hand it over, and erasing reaches it.
    """

    __tablename__ = "archive_parts"

    archive_id: Mapped[str] = mapped_column(
        ForeignKey("archives.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)
