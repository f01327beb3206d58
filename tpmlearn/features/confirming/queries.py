"""Reads for the page of a confirmer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Skill
from tpmlearn.domain.profiles.evidence import ConfirmerState
from tpmlearn.models import PersonRow
from tpmlearn.records.confirm_links import key_behind
from tpmlearn.records.evidence import Confirmer, Entry, entry_of_key
from tpmlearn.words import _


@dataclass(frozen=True)
class Asked:
    """What a link shows: whose claim, what it says, what was answered, and what may be done."""

    key: str
    owner: str
    own: bool
    entry: Entry
    skills: tuple[Skill, ...]
    confirmer: Confirmer
    state: ConfirmerState
    open: bool

    @property
    def shows(self) -> bool:
        """Whether the claim is shown: an ended link shows it only to whoever has answered."""
        return self.open or self.state.answered


def asked_by(
    token: str, catalogue: Catalogue, *, reader_id: int | None, now: datetime
) -> Asked | None:
    """What the link with this token asks; None where there is nothing. Five statements at most."""
    key = key_behind(token)
    found = entry_of_key(key) if key else None
    if key is None or found is None:
        return None
    entry, confirmer = found
    owner = db.session.scalar(select(PersonRow.name).where(PersonRow.id == entry.person_id))
    return Asked(
        key=key,
        owner=owner or _("Somebody"),
        own=reader_id == entry.person_id,
        entry=entry,
        skills=tuple(catalogue.skills[code] for code in entry.skills if code in catalogue.skills),
        confirmer=confirmer,
        state=confirmer.state(entry.changed_at, now),
        open=confirmer.takes_answer(entry.changed_at, now),
    )
