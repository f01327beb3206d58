"""Sittings of a time when an item had another key, or another wording, than today."""

from collections.abc import Callable
from dataclasses import replace

from flask import Flask
from sqlalchemy import delete, select, update

from tpmlearn.db import db, insert_for, writing
from tpmlearn.domain.assessment.freezing import freeze
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.content.identity import digest
from tpmlearn.domain.exams.clock import ExamEnd
from tpmlearn.models import ExamItemRow, ExamResultRow, ExamSittingRow, ItemVersionRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_ending import end_sitting
from tpmlearn.records.exam_sittings import any_exam_sitting

PILLARS = "psm-pillars"


def moved_key(index: int) -> Callable[[Item], Item]:
    """The same options, of which only the one at `index` was right."""

    def change(item: Item) -> Item:
        options = tuple(replace(one, correct=n == index) for n, one in enumerate(item.options))
        return replace(item, options=options)

    return change


def reworded(index: int) -> Callable[[Item], Item]:
    """Other words in every option, and another key."""

    def change(item: Item) -> Item:
        found = moved_key(index)(item)
        options = tuple(replace(one, html=f"{one.html} once") for one in found.options)
        return replace(found, options=options)

    return change


def was(
    app: Flask,
    item: str,
    change: Callable[[Item], Item],
    *,
    version: str = "",
    sittings: tuple[str, ...] = (),
) -> None:
    """Let the sittings so far, or those named, have had an item as it was before a change."""
    with app.app_context(), writing():
        present = next(one for one in current_catalogue().items if one.id == item)
        changed = change(present)
        # A version is known by its content: workers keep those that they have met.
        version = version or digest(freeze(changed))
        former = replace(changed, version=version)
        shown = db.session.get_one(ItemVersionRow, present.version).first_shown_at
        db.session.execute(
            insert_for(ItemVersionRow)
            .values(version=version, item=item, content=freeze(former), first_shown_at=shown)
            .on_conflict_do_nothing()
        )
        had = update(ExamItemRow).where(ExamItemRow.item == item)
        if sittings:
            had = had.where(ExamItemRow.sitting_id.in_(sittings))
        db.session.execute(had.values(item_version=version))
        for row in db.session.scalars(select(ExamSittingRow)).all():
            _end_again(row)
        db.session.commit()


def _end_again(row: ExamSittingRow) -> None:
    if row.finished_at is None:
        return
    at, row.finished_at = row.finished_at, None
    db.session.execute(delete(ExamResultRow).where(ExamResultRow.sitting_id == row.id))
    db.session.flush()
    found = any_exam_sitting(row.id)
    assert found
    end_sitting(found, ExamEnd.SUBMITTED, now=at)
