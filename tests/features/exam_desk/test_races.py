"""The end of an exam, pressed many times at once, by itself, and while answers arrive."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support import desk
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.desk import begin, entry, key_of
from tpmlearn.db import db
from tpmlearn.domain.exams.saving import KeptAs, read_entry
from tpmlearn.features.exam_desk.services import Saved, close, keep
from tpmlearn.models import ExamResultRow
from tpmlearn.records.exam_ending import end_due


def _results(app: Flask, sitting: str) -> list[int]:
    with app.app_context():
        of_it = select(ExamResultRow.earned).where(ExamResultRow.sitting_id == sitting)
        return list(db.session.scalars(of_it))


def _ends(client: CheckingClient, sitting: str) -> int:
    return sum(event.kind == "ended" for event in desk.events(client, sitting))


def test_an_exam_sent_twenty_times_at_once_has_one_result(
    app: Flask, learner: CheckingClient
) -> None:
    sitting = begin(learner)

    def press() -> None:
        close(learner.person_id, sitting, 1, rest=False, now=datetime.now(UTC))

    assert at_once(app, *[press] * 20) == [None] * 20

    assert len(_results(app, sitting)) == 1
    assert _ends(learner, sitting) == 1


def test_an_exam_whose_time_is_up_is_ended_once_by_whoever_looks(
    app: Flask, learner: CheckingClient
) -> None:
    sitting = begin(learner)
    desk.let_pass(learner, sitting, seconds=3_611)

    found = at_once(app, *[lambda: end_due(now=datetime.now(UTC))] * 6)

    assert sorted(map(str, found)) == ["0"] * 5 + ["1"]
    assert len(_results(app, sitting)) == 1
    assert _ends(learner, sitting) == 1


@pytest.mark.parametrize("before", [0, 4, 8])
def test_answers_that_race_with_the_end_count_or_are_said_to_be_late(
    app: Flask, learner: CheckingClient, before: int
) -> None:
    sitting = begin(learner)
    entries = [read_entry(entry(n, key_of(learner, sitting, n), seq=n)) for n in range(1, 9)]
    who = learner.person_id
    saves = [lambda one=one: keep(who, sitting, [one], now=datetime.now(UTC)) for one in entries]

    def press() -> None:
        close(who, sitting, 1, rest=False, now=datetime.now(UTC))

    done = at_once(app, *saves[:before], press, *saves[before:])

    told = [one.kept[0] for one in done if isinstance(one, Saved)]
    assert len(told) == 8
    assert set(told) <= {KeptAs.KEPT, KeptAs.LATE}
    assert _results(app, sitting) == [told.count(KeptAs.KEPT)]
    assert len(desk.stands(learner, sitting)) == told.count(KeptAs.KEPT)
    kinds = [event.kind for event in desk.events(learner, sitting)]
    assert kinds.count("late") == told.count(KeptAs.LATE)
