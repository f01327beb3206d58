"""Work that waits, is under way, or could not be done."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class JobRow(Base):
    """One piece of background work; `name` is one of those in tpmlearn/jobs/declared.py.

    Of one `key` there is one at most that waits or runs: whatever has ended has none. `args` are
    small values, `sealed` is what nobody may read here, encrypted. `claim` names the try that is
    under way and `alive_at` when it last said so; `tries` counts those that began. It is not begun
    after `until`. `problem` is the kind of the last fault, without its words.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_state_due_at", "state", "due_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(32))
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    args: Mapped[dict[str, Any]] = mapped_column(JSON)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(16))
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    claim: Mapped[str | None] = mapped_column(String(22))
    began_at: Mapped[datetime | None] = mapped_column(Moment)
    alive_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    progress: Mapped[str] = mapped_column(String(200), default="")
    problem: Mapped[str] = mapped_column(String(120), default="")
