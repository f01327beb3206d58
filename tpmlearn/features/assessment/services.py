"""Use cases of self-rating: each one transaction, committed at its end."""

from datetime import datetime

from sqlalchemy import func, select, update

from tpmlearn.db import db
from tpmlearn.models import EvidenceRow, RatingRow
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
    """Add an artefact and who can confirm it; the same pair again adds nothing.

    Raises TooManyClaims.
    """
    hold(person_id)
    mine = (
        EvidenceRow.person_id == person_id,
        EvidenceRow.skill == skill,
        EvidenceRow.removed_at.is_(None),
    )
    twin = db.session.scalar(
        select(EvidenceRow.id).where(
            *mine, EvidenceRow.artefact == artefact, EvidenceRow.confirmer == confirmer
        )
    )
    if twin is None:
        count = db.session.scalar(select(func.count()).select_from(EvidenceRow).where(*mine)) or 0
        if count >= MOST_CLAIMS:
            raise TooManyClaims
        db.session.add(
            EvidenceRow(
                person_id=person_id,
                skill=skill,
                artefact=artefact,
                confirmer=confirmer,
                claimed_at=now,
            )
        )
    db.session.commit()


def remove_evidence(person_id: int, claim_id: int, *, now: datetime) -> str:
    """Put evidence aside; its skill. Raises NoSuchClaim."""
    return _set_removed(person_id, claim_id, now)


def restore_evidence(person_id: int, claim_id: int) -> str:
    """Bring evidence back; its skill. Raises NoSuchClaim."""
    return _set_removed(person_id, claim_id, None)


def _set_removed(person_id: int, claim_id: int, moment: datetime | None) -> str:
    skill: str | None = db.session.scalar(
        update(EvidenceRow)
        .where(EvidenceRow.id == claim_id, EvidenceRow.person_id == person_id)
        .values(removed_at=moment)
        .returning(EvidenceRow.skill)
    )
    if skill is None:
        raise NoSuchClaim
    db.session.commit()
    return skill
