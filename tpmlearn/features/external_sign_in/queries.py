"""Reads for signing in by a provider: whose an identity is, and which ones a member has."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.models import ExternalIdentityRow, PersonRow
from tpmlearn.oidc import Provider
from tpmlearn.records.site import site_settings
from tpmlearn.records.ways_in import has_password


@dataclass(frozen=True)
class Linked:
    """An identity of a member at a provider."""

    id: int
    called: str
    linked_at: datetime


@dataclass(frozen=True)
class OwnIdentities:
    """All that a member has, and whether they have a password besides."""

    identities: tuple[Linked, ...]
    has_password: bool

    @property
    def can_unlink(self) -> bool:
        """Whether another way in remains after one is unlinked."""
        return self.has_password or len(self.identities) > 1


def provider() -> Provider | None:
    """The provider of the settings, None where there is none."""
    site = site_settings()
    if not site.oidc_issuer:
        return None
    return Provider(
        site.oidc_issuer,
        site.oidc_client_id,
        site.oidc_client_secret,
        site.oidc_name,
        site.oidc_domains,
    )


def whose(issuer: str, subject: str) -> int | None:
    """The number of the member who is this somebody at the provider, or None; one statement."""
    row = ExternalIdentityRow
    found: int | None = db.session.scalar(
        select(row.person_id).where(row.issuer == issuer, row.subject == subject)
    )
    return found


def has_account(email: str) -> bool:
    """Whether a member has this address; one statement."""
    if not email:
        return False
    return db.session.scalar(select(PersonRow.id).where(PersonRow.email == email)) is not None


def own_identities(person_id: int) -> OwnIdentities:
    """The identities of a member; two statements."""
    row = ExternalIdentityRow
    rows = db.session.execute(
        select(row.id, row.called, row.linked_at).where(row.person_id == person_id).order_by(row.id)
    )
    return OwnIdentities(tuple(Linked(*one) for one in rows), has_password(person_id))
