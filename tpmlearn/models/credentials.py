"""Badges that were issued, and the codes by which an invigilator opens a test or an exam."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class CredentialRow(Base):
    """A signed badge: `kind` is `path`, `exam` or `knowledge`, `about` what it speaks of.

    `document` is the credential with its proof, `jwt` the same as VC-JWT, `signed_with` the id of
    the key. Whether it is revoked stands in `credential_status`.
    """

    __tablename__ = "credentials"
    __table_args__ = (Index("ix_credentials_person_kind", "person_id", "kind", "about"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(120))
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    jwt: Mapped[str] = mapped_column(Text)
    signed_with: Mapped[str] = mapped_column(String(120))
    issued_at: Mapped[datetime] = mapped_column(Moment)


class CredentialStatusRow(Base):
    """A badge's bit in the status list, never given twice; it outlives the badge and its person.

    A badge is revoked if `revoked_at` is set, or if its row in `credentials` is gone.
    """

    __tablename__ = "credential_status"
    __table_args__ = ({"sqlite_autoincrement": True},)

    bit: Mapped[int] = mapped_column(primary_key=True)
    credential_id: Mapped[str] = mapped_column(String(36), unique=True)
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
