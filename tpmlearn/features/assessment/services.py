"""Use cases of self-rating: each one transaction, committed at its end."""

from datetime import datetime

from sqlalchemy import func, select, update

from tpmlearn.db import db
from tpmlearn.models import ConfirmerRow, EvidenceRow, EvidenceSkillRow, RatingRow
from tpmlearn.records.logging_evidence import Claimed, LogFull, add_entry, title_of
from tpmlearn.records.people import hold

MOST_CLAIMS = 20


class TooManyClaims(Exception):
    """A skill has as much evidence as anybody would read."""


class NoSuchClaim(Exception):
    """There is no such evidence, or it is somebody else's."""


def rate(person_id: int, skill: str, level: int | None, *, now: datetime) -> None:
    """Keep a level 0-5, or take the rating back with None; the same level again adds nothing."""
    newest = db.session.scalar(
        select(RatingRow)
        .where(RatingRow.person_id == person_id, RatingRow.skill == skill)
        .order_by(RatingRow.id.desc())
        .limit(1)
    )
    if (newest.level if newest else None) != level:
        db.session.add(RatingRow(person_id=person_id, skill=skill, level=level, rated_at=now))
    db.session.commit()


def claim_evidence(
    person_id: int, skill: str, *, artefact: str, confirmer: str, now: datetime
) -> None:
    """Log an artefact and who can confirm it; the same pair again adds nothing.

    Raises TooManyClaims.
    """
    hold(person_id)
    mine = (
        select(EvidenceRow.id)
        .join(EvidenceSkillRow, EvidenceSkillRow.evidence_id == EvidenceRow.id)
        .where(
            EvidenceRow.person_id == person_id,
            EvidenceSkillRow.skill == skill,
            EvidenceRow.removed_at.is_(None),
        )
    )
    twin = mine.join(ConfirmerRow, ConfirmerRow.evidence_id == EvidenceRow.id).where(
        EvidenceRow.artefact == artefact, ConfirmerRow.name == confirmer
    )
    if db.session.scalar(twin) is None:
        count = select(func.count()).select_from(mine.subquery())
        if (db.session.scalar(count) or 0) >= MOST_CLAIMS:
            raise TooManyClaims
        claimed = Claimed(title_of(artefact), artefact=artefact, skills=(skill,))
        try:
            add_entry(person_id, claimed, confirmer=confirmer, now=now)
        except LogFull:
            raise TooManyClaims from None
    db.session.commit()


def remove_evidence(person_id: int, claim_id: int, *, now: datetime) -> str:
    """Put an entry aside; its first skill, empty without any. Raises NoSuchClaim."""
    return _set_removed(person_id, claim_id, now)


def restore_evidence(person_id: int, claim_id: int) -> str:
    """Bring an entry back; its first skill, empty without any. Raises NoSuchClaim."""
    return _set_removed(person_id, claim_id, None)


def _set_removed(person_id: int, claim_id: int, moment: datetime | None) -> str:
    changed = db.session.scalar(
        update(EvidenceRow)
        .where(EvidenceRow.id == claim_id, EvidenceRow.person_id == person_id)
        .values(removed_at=moment)
        .returning(EvidenceRow.id)
    )
    if changed is None:
        raise NoSuchClaim
    skill = db.session.scalar(
        select(func.min(EvidenceSkillRow.skill)).where(EvidenceSkillRow.evidence_id == claim_id)
    )
    db.session.commit()
    return skill or ""
