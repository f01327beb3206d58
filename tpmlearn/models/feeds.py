"""The address under which a calendar reads somebody's plan."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class FeedRow(Base):
    """A person's calendar feed; the secret of its address is not here.

    The address is `id` and `generation`, signed with the site's key. Renewing raises the
    generation, so that every earlier address is known to have ended. While `stopped_at` is set no
    address works.
    """

    __tablename__ = "feeds"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(String(32), unique=True)
    generation: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(Moment)
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)
