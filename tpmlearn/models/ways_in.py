"""Ways into an account besides the password: an app that makes codes, recovery codes, passkeys."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tpmlearn.db import Base, Moment


class CodeAppRow(Base):
    """An app that makes one-time codes (TOTP, RFC 6238); it counts from `confirmed_at` on.

    `secret` is sealed under the site's secret key. `last_step` is the newest step of 30 seconds
    whose code was used: none counts twice.
    """

    __tablename__ = "code_apps"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)


class RecoveryCodeRow(Base):
    """A code that takes the place of a second step, once; `id` is the hash of person and code."""

    __tablename__ = "recovery_codes"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class PasskeyRow(Base):
    """A passkey (WebAuthn credential); `id` is the hash of `credential_id`.

    `user_handle` is random and the same for all passkeys of a person. `asked_at` is when the newest
    challenge that it answered was made: an older one, or the same again, is refused.
    """

    __tablename__ = "passkeys"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    credential_id: Mapped[str] = mapped_column(Text)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    user_handle: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_at: Mapped[datetime] = mapped_column(Moment)
