"""Reads for stories and CV lines, and the log as Markdown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.profiles.stories import Story, Told, drafted, stories_as_markdown
from tpmlearn.models import EvidenceRow, StoryRow
from tpmlearn.records.evidence import Entry, entries, entry


@dataclass(frozen=True)
class StoryOf:
    """The story of an entry: kept since `changed_at`, or the draft where nothing is kept yet."""

    entry: Entry
    story: Story
    draft: Story
    changed_at: datetime | None

    @property
    def is_draft(self) -> bool:
        """Whether it is as the site drafted it."""
        return self.changed_at is None


def own_stories(person_id: int | None) -> tuple[StoryOf, ...]:
    """The story of every entry, in the order of the log; four statements, none for a visitor."""
    if person_id is None:
        return ()
    kept = _kept(person_id)
    return tuple(_story_of(one, kept) for one in entries(person_id))


def own_story(person_id: int, entry_id: int) -> StoryOf | None:
    """The story of one entry; None for what is not this person's. Four statements."""
    found = entry(person_id, entry_id)
    return _story_of(found, _kept(person_id)) if found else None


def as_markdown(stories: tuple[StoryOf, ...]) -> str:
    """Stories that were kept as one text."""
    return stories_as_markdown((one.entry.title, one.story) for one in stories if not one.is_draft)


def _story_of(found: Entry, kept: Mapping[int, StoryRow]) -> StoryOf:
    draft = drafted(
        Told(
            title=found.title,
            done=found.done,
            artefact=found.artefact or (found.file.name if found.file else ""),
            began=found.began_on,
            ended=found.ended_on,
            leading_hours=found.leading_hours,
        )
    )
    row = kept.get(found.id)
    if row is None:
        return StoryOf(found, draft, draft, None)
    story = Story(row.situation, row.action, row.result, row.cv_line)
    return StoryOf(found, story, draft, row.changed_at)


def _kept(person_id: int) -> dict[int, StoryRow]:
    rows = db.session.scalars(
        select(StoryRow)
        .join(EvidenceRow, EvidenceRow.id == StoryRow.evidence_id)
        .where(EvidenceRow.person_id == person_id)
    )
    return {row.evidence_id: row for row in rows}
