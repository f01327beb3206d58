"""The archive of a large account takes no more memory than that of a small one."""

import tempfile
import tracemalloc
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import insert, text

from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.models import AnswerRow, AttemptItemRow, AttemptRow, ItemVersionRow
from tpmlearn.records.archive import write_archive

NOW = datetime(2026, 12, 7, 12, tzinfo=UTC)
TEN = 10


def answer_much(app: Flask, person_id: int, attempts: int) -> None:
    """So many finished attempts of ten answers each."""
    with app.app_context(), writing():
        version = {"version": "v", "item": "i", "content": {}, "first_shown_at": NOW}
        db.session.execute(insert(ItemVersionRow).values(version))
        for start in range(0, attempts, 500):
            ids = [f"attempt-{n}" for n in range(start, min(start + 500, attempts))]
            _insert(ids, person_id)
        db.session.commit()
        # As the server does by itself a minute later: with the figures of an empty table it would
        # look at each row for each other.
        db.session.execute(text("ANALYZE"))
        db.session.commit()


def _insert(ids: list[str], person_id: int) -> None:
    whole = {"module": "m", "module_title": "M", "kind": "full", "layout": "one", "size": TEN}
    times = {"started_at": NOW, "finished_at": NOW, "right": TEN, "first_sight": True}
    places = [{"attempt_id": id_, "position": n} for id_ in ids for n in range(1, TEN + 1)]
    db.session.execute(
        insert(AttemptRow), [{"id": id_, "person_id": person_id, **whole, **times} for id_ in ids]
    )
    item = {"item_version": "v", "option_order": [2, 0, 1, 3], "drawn": {}}
    db.session.execute(insert(AttemptItemRow), [{**place, **item} for place in places])
    said = {"response": {"chosen": [1]}, "correct": True, "answered_at": NOW, "slip": False}
    db.session.execute(
        insert(AnswerRow), [{**place, **said, "confidence": None} for place in places]
    )


def peak(app: Flask, person_id: int) -> int:
    """The most bytes that making the archive holds at a time."""
    with app.app_context(), tempfile.TemporaryFile() as file:
        write_archive(file, person_id, now=NOW)  # what is loaded once is not counted
        tracemalloc.start()
        try:
            write_archive(file, person_id, now=NOW)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_ten_thousand_answers_take_no_more_memory_than_some_hundred_rows(
    learner: CheckingClient,
) -> None:
    answer_much(learner.application, learner.person_id, 1_000)

    assert peak(learner.application, learner.person_id) < 4_000_000
