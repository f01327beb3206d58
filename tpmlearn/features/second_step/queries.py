"""Reads for the pages of the second step."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.models import PasskeyRow
from tpmlearn.records.addresses import address_counts
from tpmlearn.records.code_apps import address_of, has_app, secret_to_show
from tpmlearn.records.people import Person
from tpmlearn.records.second_step import recovery_codes_left


@dataclass(frozen=True)
class Standing:
    """What a member has besides the password; `may_begin` needs a confirmed address."""

    has_app: bool
    passkeys: int
    codes_left: int
    may_begin: bool

    @property
    def is_on(self) -> bool:
        """Whether signing in asks for a second step."""
        return self.has_app or self.passkeys > 0


@dataclass(frozen=True)
class Picture:
    """The secret of an app as a QR code (SVG), as an address, and in groups of four letters."""

    svg: str
    address: str
    letters: str


def standing_of(person: Person) -> Standing:
    """How it stands with a member's second step; three statements."""
    passkeys = select(func.count()).where(PasskeyRow.person_id == person.id)
    return Standing(
        has_app=has_app(person.id),
        passkeys=int(db.session.scalar(passkeys) or 0),
        codes_left=recovery_codes_left(person.id),
        may_begin=address_counts(person),
    )


def picture_for(person: Person, *, now: datetime) -> Picture | None:
    """What an app reads that is being set up; None where none is."""
    secret = secret_to_show(person.id, now=now)
    if not secret:
        return None
    import segno

    address = address_of(secret, person.email)
    svg = segno.make(address, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return Picture(svg, address, groups)
