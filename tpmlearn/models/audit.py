"""Who did what to whom: rows that nothing changes, by pseudonyms."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class AuditRow(Base):
    """One act. `actor` is a pseudonym, or `operator`, `site` or `visitor`.

    `subject` is a kind and an id, as `release:3f2a…`; of a person the id is a pseudonym. `detail`
    is a word of the site's, as a role, and never what somebody typed. A trigger refuses every
    UPDATE, and every DELETE of a row that is younger than two years.
    """

    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor: Mapped[str] = mapped_column(String(32), index=True)
    act: Mapped[str] = mapped_column(String(32), index=True)
    subject: Mapped[str] = mapped_column(String(100), index=True)
    detail: Mapped[str] = mapped_column(String(80))
    request: Mapped[str] = mapped_column(String(64))
