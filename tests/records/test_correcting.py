"""Corrections: first whose result changes, then new revisions beside the old ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import NOTHING, RIGHT, WRONG, At, sat_exam
from tests.support.former import PILLARS, moved_key, reworded, was
from tpmlearn.db import db, writing
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.exams.clock import ExamEnd
from tpmlearn.domain.exams.rescoring import CorrectionKind, Difference
from tpmlearn.domain.exams.scoring import Score, from_json, score
from tpmlearn.models import CorrectionRow, ExamItemRow, ExamResultRow, ItemVersionRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.correctable import UnknownItem, candidates, propose
from tpmlearn.records.correcting import (
    ContentMoved,
    NothingToCorrect,
    Rescoring,
    correct,
    rescoring,
)
from tpmlearn.records.corrections import corrections_in_force
from tpmlearn.records.exam_asked import asked_in
from tpmlearn.records.exam_ending import end_sitting
from tpmlearn.records.exam_sittings import (
    ExamSitting,
    answers_of,
    any_exam_sitting,
    places_of,
)

KEY, WITHDRAWN, UNDONE = CorrectionKind.KEY, CorrectionKind.WITHDRAWN, CorrectionKind.UNDONE
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def items(app: Flask) -> tuple[str, ...]:
    """Four single-choice items of one exam; the first is the one with the wrong key."""
    with app.app_context():
        exam = current_catalogue().exams["psm-i"]
        others = [one.id for one in exam.items if one.type == "single" and one.id != PILLARS]
    return (PILLARS, *others[:3])


def sat(
    client: CheckingClient, items: Sequence[str], done: Sequence[At], *, days: int = 1, **more: bool
) -> str:
    return sat_exam(client, "psm-i", done, at=NOW - days * DAY, items=items, **more)  # type: ignore[arg-type]


def make(
    app: Flask,
    kind: CorrectionKind,
    *,
    item: str = PILLARS,
    now: datetime = NOW,
    why: str = "It was wrong.",
) -> Rescoring:
    with app.app_context(), writing():
        found = correct(current_catalogue(), item, kind, why=why, author_id=None, now=now)
        db.session.commit()
        return found


def look(app: Flask, kind: CorrectionKind, item: str = PILLARS) -> Rescoring:
    with app.app_context():
        return rescoring(propose(current_catalogue(), item, kind, now=NOW))


def results(app: Flask, sitting: str) -> list[tuple[int, int, int, bool]]:
    with app.app_context():
        rows = db.session.scalars(
            select(ExamResultRow)
            .where(ExamResultRow.sitting_id == sitting)
            .order_by(ExamResultRow.revision)
        )
        return [(one.revision, one.earned, one.marks, one.passed) for one in rows]


def newest(app: Flask, sitting: str) -> ExamResultRow:
    with app.app_context():
        return db.session.scalars(
            select(ExamResultRow)
            .where(ExamResultRow.sitting_id == sitting)
            .order_by(ExamResultRow.revision.desc())
        ).first()  # type: ignore[return-value]


def looked_back(sitting: ExamSitting) -> Score:
    """What the questions of a sitting come to, as its pages show them."""
    marked = [one.marked for one in asked_in([sitting])[sitting.id]]
    return score(marked, sitting.blueprint.pass_rule)


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_it_lists_first_whose_result_changes_and_writes_nothing(
    learner: CheckingClient, stranger: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    better = sat(learner, items, [RIGHT] * 4)
    same = sat(stranger, items, [NOTHING, RIGHT, RIGHT, RIGHT], days=2)
    was(app, PILLARS, moved_key(2))

    found = look(app, KEY)

    assert [one.sitting for one in found.changes] == [better]
    (change,) = found.changes
    assert (change.before.earned, change.before.passed) == (3, False)
    assert (change.after.earned, change.after.passed) == (4, True)
    assert (found.staying, found.verdicts) == (1, 1)
    assert count(app, CorrectionRow) == 0
    assert [len(results(app, one)) for one in (better, same)] == [1, 1]


def test_it_adds_a_revision_where_the_figures_change_and_keeps_the_old_one(
    learner: CheckingClient, stranger: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    better = sat(learner, items, [RIGHT] * 4)
    worse = sat(stranger, items, [WRONG, RIGHT, RIGHT, RIGHT])
    with app.app_context():
        place, answer = places_of(worse)[0], answers_of(worse)[1]
    was(app, PILLARS, moved_key(place.order[int(answer.given[0])]))

    made = make(app, KEY)

    assert results(app, better) == [(0, 3, 4, False), (1, 4, 4, True)]
    assert results(app, worse) == [(0, 4, 4, True), (1, 3, 4, False)]
    assert {one.sitting for one in made.changes} == {better, worse}
    row = newest(app, better)
    assert list(row.rekeyed) == ["1"]
    assert row.left_out == []
    with app.app_context():
        (correction,) = db.session.scalars(select(CorrectionRow)).all()
        assert row.correction_id == correction.id
        assert (correction.kind, correction.why, correction.author_id) == (
            "key",
            "It was wrong.",
            None,
        )
        assert correction.item_version == row.rekeyed["1"]
        assert db.session.get(ItemVersionRow, correction.item_version)


def test_a_withdrawn_item_counts_for_nothing(
    learner: CheckingClient, stranger: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    right = sat(learner, items, [RIGHT, WRONG, RIGHT, RIGHT])
    wrong = sat(stranger, items, [WRONG, RIGHT, RIGHT, RIGHT])
    unscored = sat(stranger, items, [At(scored=False), RIGHT, RIGHT, RIGHT], days=2)

    found = make(app, WITHDRAWN)

    assert results(app, right) == [(0, 3, 4, False), (1, 2, 3, False)]
    assert results(app, wrong) == [(0, 3, 4, False), (1, 3, 3, True)]
    assert results(app, unscored) == [(0, 3, 3, True)]
    assert newest(app, right).left_out == [1]
    assert (len(found.changes), found.staying) == (2, 1)


def test_corrections_of_several_items_accumulate(
    learner: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    sitting = sat(learner, items, [RIGHT] * 4)
    was(app, PILLARS, moved_key(2))

    make(app, KEY)
    make(app, WITHDRAWN, item=items[2], now=NOW + DAY)

    assert results(app, sitting) == [(0, 3, 4, False), (1, 4, 4, True), (2, 3, 3, True)]
    row = newest(app, sitting)
    assert (row.left_out, list(row.rekeyed)) == ([3], ["1"])


@pytest.mark.parametrize("kind", [KEY, WITHDRAWN])
def test_a_second_time_there_is_nothing_to_do(
    learner: CheckingClient, items: tuple[str, ...], kind: CorrectionKind
) -> None:
    app = learner.application
    sitting = sat(learner, items, [RIGHT] * 4)
    was(app, PILLARS, moved_key(2))
    make(app, kind)

    with pytest.raises(NothingToCorrect, match="already"):
        make(app, kind)

    assert look(app, kind).changes == ()
    assert len(results(app, sitting)) == 2
    assert count(app, CorrectionRow) == 1


@pytest.mark.parametrize("kinds", [(KEY, KEY), (WITHDRAWN, WITHDRAWN), (KEY, WITHDRAWN)])
def test_two_at_once_make_one_of_each(
    learner: CheckingClient, items: tuple[str, ...], kinds: tuple[CorrectionKind, ...]
) -> None:
    app = learner.application
    sitting = sat(learner, items, [RIGHT] * 4)
    was(app, PILLARS, moved_key(2))

    def act(kind: CorrectionKind) -> Callable[[], object]:
        def run() -> None:
            correct(current_catalogue(), PILLARS, kind, why="Wrong.", author_id=None, now=NOW)
            db.session.commit()

        return run

    outcomes = at_once(app, *map(act, kinds))

    different = len(set(kinds))
    assert count(app, CorrectionRow) == different
    assert sum(isinstance(one, NothingToCorrect) for one in outcomes) == 2 - different
    with app.app_context():
        found = any_exam_sitting(sitting)
        assert found
        total = looked_back(found)
    assert results(app, sitting)[-1][1:] == (total.earned, total.marks, total.passed)


def test_a_sitting_that_ends_while_a_key_is_corrected_has_the_correction(
    learner: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    sitting = sat(learner, items, [RIGHT] * 4, ended=False)
    was(app, PILLARS, moved_key(2))

    def end() -> None:
        found = any_exam_sitting(sitting, for_update=True)
        assert found
        end_sitting(found, ExamEnd.SUBMITTED, now=NOW)
        db.session.commit()

    def act() -> None:
        correct(current_catalogue(), PILLARS, KEY, why="Wrong.", author_id=None, now=NOW)
        db.session.commit()

    assert at_once(app, end, act) == [None, None]
    assert results(app, sitting)[-1][1:] == (4, 4, True)


@pytest.mark.parametrize(
    ("kind", "expected"), [(KEY, (0, 4, 4, True)), (WITHDRAWN, (0, 3, 3, True))]
)
def test_a_sitting_that_ends_later_begins_with_what_is_in_force(
    learner: CheckingClient,
    items: tuple[str, ...],
    kind: CorrectionKind,
    expected: tuple[int, int, int, bool],
) -> None:
    app = learner.application
    sitting = sat(learner, items, [RIGHT] * 4, ended=False)
    was(app, PILLARS, moved_key(2))

    found = make(app, kind)
    with app.app_context(), writing():
        running = any_exam_sitting(sitting)
        assert running
        assert looked_back(running).earned == expected[1]
        end_sitting(running, ExamEnd.SUBMITTED, now=NOW + DAY)
        db.session.commit()

    assert (found.changes, found.proposal.total.running) == ((), 1)
    assert results(app, sitting) == [expected]
    row = newest(app, sitting)
    assert (row.left_out, list(row.rekeyed)) == (([1], []) if kind is WITHDRAWN else ([], ["1"]))


def test_undoing_restores_the_figures_in_a_revision_of_its_own(
    learner: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    sitting = sat(learner, items, [RIGHT] * 4)
    was(app, PILLARS, moved_key(2))
    make(app, KEY)
    make(app, WITHDRAWN, now=NOW)

    make(app, UNDONE, now=NOW, why="Withdrawn by mistake.")
    after_one = results(app, sitting)
    make(app, UNDONE, now=NOW - DAY, why="The key was right.")

    assert after_one == [(0, 3, 4, False), (1, 4, 4, True), (2, 3, 3, True), (3, 4, 4, True)]
    assert results(app, sitting)[4:] == [(4, 3, 4, False)]
    row = newest(app, sitting)
    assert (row.left_out, row.rekeyed) == ([], {})
    assert count(app, CorrectionRow) == 4
    with app.app_context():
        assert corrections_in_force() == {}
    with pytest.raises(NothingToCorrect, match="nothing to take back"):
        make(app, UNDONE)


def test_a_mended_item_counts_again_after_its_withdrawal(
    learner: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    old = sat(learner, items, [RIGHT] * 4)
    was(app, PILLARS, moved_key(2))
    make(app, WITHDRAWN)
    with app.app_context(), writing():
        present = db.session.get_one(ItemVersionRow, present_version(items[0]))
        present.first_shown_at = NOW + DAY
        db.session.commit()

    new = sat(learner, items, [RIGHT] * 4, days=-2)

    assert newest(app, old).left_out == [1]
    assert results(app, new) == [(0, 4, 4, True)]


def present_version(item: str) -> str:
    return next(one.version for one in current_catalogue().items if one.id == item)


def test_candidates_are_items_with_another_key_or_that_are_gone(
    learner: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    sat(learner, items, [RIGHT] * 4)
    sat(learner, items, [RIGHT] * 4, days=2)
    sat(learner, items, [RIGHT] * 4, ended=False)
    was(app, PILLARS, moved_key(2))
    was(app, items[1], reworded(3))
    was(app, items[2], lambda one: one, version="same")
    was(app, items[3], moved_key(3), version="gone")
    with app.app_context(), writing():
        gone = update(ExamItemRow).where(ExamItemRow.item_version == "gone")
        db.session.execute(gone.values(item="psm-gone"))
        db.session.commit()

    with app.app_context():
        found = {one.item: one for one in candidates(current_catalogue())}

    assert {one: found[one].difference for one in found} == {
        PILLARS: Difference.KEY,
        items[1]: Difference.REWORDED,
        "psm-gone": Difference.GONE,
    }
    pillars = found[PILLARS]
    assert (pillars.sat.finished, pillars.sat.running) == (2, 1)
    assert pillars.path.endswith("psm-i/items.md")


def test_what_a_correction_settled_is_no_candidate_any_more(
    learner: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    sat(learner, items, [RIGHT] * 4)
    was(app, PILLARS, moved_key(2))
    was(app, items[1], moved_key(3))
    make(app, KEY)
    make(app, WITHDRAWN, item=items[1])

    with app.app_context(), statements(app) as seen:
        found = candidates(current_catalogue())

    assert found == []
    assert len(seen.sql) <= 5


@pytest.mark.parametrize(
    ("kind", "words"),
    [(KEY, "only be withdrawn"), (UNDONE, "nothing to take back")],
)
def test_it_says_why_nothing_can_be_done(
    learner: CheckingClient, items: tuple[str, ...], kind: CorrectionKind, words: str
) -> None:
    app = learner.application
    sat(learner, items, [RIGHT] * 4)
    was(app, PILLARS, reworded(2))

    with pytest.raises(NothingToCorrect, match=words):
        make(app, kind)

    assert words in look(app, kind).proposal.refusal
    assert count(app, CorrectionRow) == 0


def test_an_item_with_its_key_or_that_nobody_sat_has_nothing_to_correct(
    learner: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    sat(learner, items[:2], [RIGHT] * 2)

    assert "key is the one that people sat" in look(app, KEY).proposal.refusal
    assert "Nobody has had it" in look(app, WITHDRAWN, items[3]).proposal.refusal
    with app.app_context(), pytest.raises(UnknownItem):
        propose(current_catalogue(), "psm-never-was", WITHDRAWN, now=NOW)


def test_results_of_a_wording_that_cannot_be_matched_stay(
    learner: CheckingClient, stranger: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    better = sat(learner, items, [RIGHT] * 4)
    other = sat(stranger, items, [RIGHT] * 4)
    was(app, PILLARS, moved_key(2), sittings=(better,))
    was(app, PILLARS, reworded(2), version="odd", sittings=(other,))

    found = make(app, KEY)

    assert [one.sitting for one in found.changes] == [better]
    assert found.proposal.unmatched.finished == 1
    assert results(app, other) == [(0, 3, 4, False)]


def test_the_content_must_be_what_the_author_decided_about(
    learner: CheckingClient, items: tuple[str, ...]
) -> None:
    app = learner.application
    sat(learner, items, [RIGHT] * 4)
    was(app, PILLARS, moved_key(2))

    with app.app_context(), writing(), pytest.raises(ContentMoved):
        correct(
            current_catalogue(), PILLARS, KEY, why="Wrong.", author_id=None, now=NOW, version="seen"
        )
    assert count(app, CorrectionRow) == 0


def test_marks_of_rows_and_parts_are_counted_anew(learner: CheckingClient) -> None:
    app = learner.application
    with app.app_context():
        exam = current_catalogue().exams["prince2-practitioner"]
        match = next(one for one in exam.items if one.type == "match" and one.marks == 2)
        single = next(one for one in exam.items if one.type == "single")
    sitting = sat_exam(
        learner, "prince2-practitioner", [RIGHT, RIGHT], at=NOW, items=(match.id, single.id)
    )
    was(app, match.id, swap_first_two)

    make(app, KEY, item=match.id)

    marks = match.marks + single.marks
    assert [one[1:3] for one in results(app, sitting)] == [(marks, marks), (single.marks, marks)]


def test_figures_are_those_of_adding_all_up_anew(learner: CheckingClient) -> None:
    app = learner.application
    done = [RIGHT, WRONG, NOTHING, RIGHT, RIGHT] * 12
    sitting = sat_exam(learner, "prince2-foundation", done, at=NOW)
    with app.app_context():
        places = places_of(sitting)
    part = [one.item for one in places if one.domain == places[0].domain]
    for n, item in enumerate(part):
        make(app, WITHDRAWN, item=item, now=NOW + n * DAY)
        assert _agrees(app, sitting)
    assert places[0].domain not in {one["domain"] for one in newest(app, sitting).domains}

    for n, item in enumerate(part):
        make(app, UNDONE, item=item, now=NOW + n * DAY)
        assert _agrees(app, sitting)

    with app.app_context():
        first = db.session.get_one(ExamResultRow, (sitting, 0))
    assert newest(app, sitting).domains == first.domains


def _agrees(app: Flask, sitting: str) -> bool:
    with app.app_context():
        found = any_exam_sitting(sitting)
        assert found
        anew = {part.domain: part for part in looked_back(found).domains}
    return anew == {part.domain: part for part in from_json(newest(app, sitting).domains)}


def swap_first_two(item: Item) -> Item:
    first, second, *others = item.options
    options = (replace(first, html=second.html), replace(second, html=first.html), *others)
    return replace(item, options=options)


def test_many_sittings_take_few_statements(learner: CheckingClient, items: tuple[str, ...]) -> None:
    app = learner.application
    for n in range(12):
        sat(learner, items, [RIGHT] * 4, days=n)
    was(app, PILLARS, moved_key(2))

    with app.app_context(), statements(app) as seen:
        proposal = propose(current_catalogue(), PILLARS, KEY, now=NOW)
        found = rescoring(proposal)

    assert len(found.changes) == 12
    assert len(seen.sql) <= 10
