"""People, their sign-ins, one-time tokens, and the counters that slow guessing down."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, cast, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tpmlearn.db import Base, Moment


class PersonRole(StrEnum):
    """What a member may do beside learning."""

    RECRUITER = "recruiter"
    AUTHOR = "author"
    ADMIN = "admin"


class PersonRow(Base):
    """A guest (no address) or a member (address and password hash).

    Everything a person made hangs on this row and goes with it. `erase_after` is set while a member
    is leaving: until then they can come back, after it the row goes. `language` is the tag of the
    one they chose, None for what their browser asks for.
    """

    __tablename__ = "people"
    # A number is never given twice, so that nothing old can come to mean somebody new.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    theme: Mapped[str] = mapped_column(String(8), default="system")
    language: Mapped[str | None] = mapped_column(String(8))
    roles: Mapped[list[Any]] = mapped_column(JSON, default=list)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    active_at: Mapped[datetime] = mapped_column(Moment, index=True)
    erase_after: Mapped[datetime | None] = mapped_column(Moment, index=True)
    # When the address was confirmed by a mail to it, or by an operator.
    verified_at: Mapped[datetime | None] = mapped_column(Moment)
    # Since when a password alone lets nobody in; and until when that may wait, where it must be.
    second_step_at: Mapped[datetime | None] = mapped_column(Moment)
    second_step_due: Mapped[datetime | None] = mapped_column(Moment)


class SignInRow(Base):
    """A device that is signed in, or a guest's browser; `id` is the hash of the cookie's id.

    `way` and `step` say how its person came in: a `Way` and, where one was asked for, a `Step`.
    `proven_at` is when they last showed again that it is them; `seen_at` is exact to the hour.
    """

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
    way: Mapped[str] = mapped_column(String(16), default="", server_default="")
    step: Mapped[str] = mapped_column(String(16), default="", server_default="")
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    proven_at: Mapped[datetime | None] = mapped_column(Moment)
    person: Mapped[PersonRow] = relationship(lazy="joined", innerjoin=True)


class ResetTokenRow(Base):
    """A mailed right to set a new password, once; `id` is the hash of the token."""

    __tablename__ = "reset_tokens"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class ExternalIdentityRow(Base):
    """Somebody at the provider of sign-ins who is this member here: `issuer` and `subject` say who.

    `called` is the address or name that the provider gave then, so that its owner knows it again.
    """

    __tablename__ = "external_identities"
    __table_args__ = (
        Index("uq_external_identities_issuer_subject", "issuer", "subject", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    called: Mapped[str] = mapped_column(String(254))
    linked_at: Mapped[datetime] = mapped_column(Moment)


class AddressConfirmationRow(Base):
    """A mailed right to confirm an address, once; `id` is the hash of the token.

    `address` is that of the account, or a new one that takes its place by the confirmation. A
    person has one at most: the newest.
    """

    __tablename__ = "address_confirmations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class ThrottleRow(Base):
    """Failures of late for one account or address; `id` hashes the scope and whom it concerns."""

    __tablename__ = "throttles"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime] = mapped_column(Moment, index=True)
    blocked_until: Mapped[datetime] = mapped_column(Moment)


Index("ix_people_demo", PersonRow.demo)
# Members and those with roles are few among many guests: a migration makes an index of each.
# Declared here they would load the whole dialect of PostgreSQL into every worker.
IS_MEMBER = PersonRow.email.is_not(None)
HAS_ROLES = cast(PersonRow.roles, String) != literal_column("'[]'")
PARTIAL_INDEXES = frozenset({"ix_people_members", "ix_people_with_roles"})
