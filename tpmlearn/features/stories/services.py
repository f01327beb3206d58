"""Use cases of stories: each one transaction, committed at its end."""

from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.profiles.stories import Story
from tpmlearn.models import EvidenceRow, StoryRow


class NoSuchEntry(Exception):
    """There is no such entry, or it is somebody else's."""


def save_story(person_id: int, entry_id: int, story: Story, *, now: datetime) -> None:
    """Keep what a learner tells of an entry. Raises NoSuchEntry."""
    _require(person_id, entry_id)
    row = db.session.get(StoryRow, entry_id)
    if row is None:
        row = StoryRow(evidence_id=entry_id)
        db.session.add(row)
    row.situation, row.action, row.result = story.situation, story.action, story.result
    row.cv_line, row.changed_at = story.cv_line, now
    db.session.commit()


def _require(person_id: int, entry_id: int) -> None:
    found = db.session.scalar(
        select(EvidenceRow.id)
        .where(
            EvidenceRow.id == entry_id,
            EvidenceRow.person_id == person_id,
            EvidenceRow.removed_at.is_(None),
        )
        .with_for_update()
    )
    if found is None:
        raise NoSuchEntry
