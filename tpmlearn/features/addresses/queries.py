"""Reads for the address page."""

from dataclasses import dataclass
from datetime import datetime

from tpmlearn.records.addresses import Asked, asked_of, asks_for_confirmation
from tpmlearn.records.people import Person


@dataclass(frozen=True)
class Standing:
    """An address, whether it is confirmed or need not be, and what waits to be confirmed."""

    address: str
    verified_at: datetime | None
    is_asked_for: bool
    asked: Asked | None

    @property
    def new_address(self) -> str:
        """The address that takes this one's place once it is confirmed; empty for none."""
        return self.asked.address if self.asked and self.asked.address != self.address else ""


def standing_of(person: Person, *, now: datetime) -> Standing:
    """How it stands with a member's address; one statement."""
    asked = asked_of(person.id, now=now)
    return Standing(person.email, person.verified_at, asks_for_confirmation(), asked)
