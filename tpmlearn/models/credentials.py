"""Badges that were issued, and the codes by which an invigilator opens a test or an exam."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class CredentialRow(Base):
    """A signed badge: `kind` is `path`, `exam` or `knowledge`, `about` what it speaks of.

    `document` is the credential with its proof, `jwt` the same as VC-JWT. `status_index` is its bit
    in the status list, never given twice. When its person erases their account the row stays as a
    revoked bit: without person, document and jwt.
    """

    __tablename__ = "credentials"
    __table_args__ = (Index("ix_credentials_person_kind", "person_id", "kind", "about"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(120))
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    jwt: Mapped[str | None] = mapped_column(Text)
    status_index: Mapped[int] = mapped_column(unique=True)
    key_id: Mapped[str] = mapped_column(String(120))
    issued_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_why: Mapped[str] = mapped_column(String(200), default="")


class InvigilatorCodeRow(Base):
    """A code by which somebody who watches lets tests or exams begin; kept as a hash.

    `centre` is where and `invigilator` who, in the words of the admin who issued it. `exam` is the
    slug of the one exam it is for, `test` for adaptive tests, empty for all. It works `most_uses`
    times, until `expires_at`.
    """

    __tablename__ = "invigilator_codes"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    centre: Mapped[str] = mapped_column(String(120))
    invigilator: Mapped[str] = mapped_column(String(120))
    exam: Mapped[str] = mapped_column(String(120), default="")
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    most_uses: Mapped[int]
    uses: Mapped[int] = mapped_column(default=0)
