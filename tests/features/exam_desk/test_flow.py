"""The way through an exam: sections, breaks, the end, another window, notes."""

from datetime import UTC, datetime

import pytest

from tests.support import desk
from tests.support.client import CheckingClient
from tests.support.desk import PMP, became, begin, entry, said, send
from tpmlearn.db import db
from tpmlearn.models import ExamResultRow
from tpmlearn.records import exam_ending
from tpmlearn.records.exam_ending import end_due
from tpmlearn.records.exam_results import late_answers
from tpmlearn.records.exam_sittings import ExamSitting


def close(client: CheckingClient, sitting: str, section: int, rest: str = "yes") -> None:
    """Close a section, with its break or without."""
    response = client.send(f"/exams/sittings/{sitting}/end", section=str(section), rest=rest)
    assert response.status_code == 302


def result_of(client: CheckingClient, sitting: str) -> ExamResultRow | None:
    """The first result of a sitting."""
    with client.application.app_context():
        return db.session.get(ExamResultRow, (sitting, 0))


def test_it_goes_on_at_the_first_question_without_a_whole_answer(learner: CheckingClient) -> None:
    sitting = begin(learner)
    send(
        learner, sitting, entry(1, desk.key_of(learner, sitting, 1)), entry(2, ["0"], flagged=True)
    )

    page = learner.get(f"/exams/sittings/{sitting}")

    assert page.headers["Location"].endswith("/3")


def test_a_second_start_goes_on_with_the_same_sitting(learner: CheckingClient) -> None:
    assert begin(learner) == begin(learner, time="100")


def test_a_closed_section_stays_closed(learner: CheckingClient) -> None:
    sitting = begin(learner, PMP)
    send(learner, sitting, entry(1, ["0"]))

    close(learner, sitting, 1, rest="no")

    assert "/41" in learner.get(f"/exams/sittings/{sitting}").headers["Location"]
    assert learner.get(f"/exams/sittings/{sitting}/1").status_code == 302
    assert became(send(learner, sitting, entry(1, ["1"], seq=7))) == ["closed"]
    assert desk.stands(learner, sitting)[1].given == ["0"]
    assert learner.get(f"/exams/sittings/{sitting}/41").status_code == 200


def test_closing_twice_closes_one_section(learner: CheckingClient) -> None:
    sitting = begin(learner, PMP)

    close(learner, sitting, 1)
    close(learner, sitting, 1)

    assert desk.sitting_row(learner, sitting).section == 2


def test_a_break_shows_no_question_and_stops_the_clock(learner: CheckingClient) -> None:
    sitting = begin(learner, PMP)
    before = desk.sitting_row(learner, sitting).ends_at
    close(learner, sitting, 1)

    page = learner.read(f"/exams/sittings/{sitting}")
    after = desk.sitting_row(learner, sitting).ends_at

    assert "<h1>Break</h1>" in page
    assert before
    assert after
    assert (after - before).total_seconds() == 600
    for path in ("41", "review", "end"):
        assert learner.get(f"/exams/sittings/{sitting}/{path}").status_code == 302
    assert learner.get(f"/exams/sittings/{sitting}/questions").status_code == 409


def test_a_break_cut_short_brings_the_rest_back(learner: CheckingClient) -> None:
    sitting = begin(learner, PMP)
    before = desk.sitting_row(learner, sitting).ends_at
    close(learner, sitting, 1)
    desk.let_pass(learner, sitting, seconds=240)

    learner.send(f"/exams/sittings/{sitting}/resume")

    after = desk.sitting_row(learner, sitting).ends_at
    assert before
    assert after
    # Four minutes have passed for the sitting and were a break: the end is where it was.
    assert abs((after - before).total_seconds()) < 5
    assert "/41" in learner.get(f"/exams/sittings/{sitting}").headers["Location"]


def test_after_the_break_the_clock_runs_by_itself(learner: CheckingClient) -> None:
    sitting = begin(learner, PMP)
    close(learner, sitting, 1)
    desk.let_pass(learner, sitting, seconds=660)

    state = said(learner.get(f"/exams/sittings/{sitting}/clock"))

    assert not state["in_break"]
    assert 14_330_000 < state["remaining_ms"] < 14_345_000


def test_the_last_section_sends_the_exam_once(learner: CheckingClient) -> None:
    sitting = begin(learner)
    send(learner, sitting, entry(1, desk.key_of(learner, sitting, 1)))

    close(learner, sitting, 1)
    close(learner, sitting, 1)

    result = result_of(learner, sitting)
    assert result
    assert (result.earned, result.marks, result.passed) == (1, 60, False)
    assert learner.get(f"/exams/sittings/{sitting}").headers["Location"].endswith("/result")
    assert became(send(learner, sitting, entry(2, ["0"]))) == ["late"]


def test_half_an_answer_counts_as_none(learner: CheckingClient) -> None:
    sitting = begin(learner, desk.PSM)
    with learner.application.app_context():
        from tpmlearn.records.exam_sittings import frozen_items, places_of

        places = places_of(sitting)
        items = frozen_items({place.version for place in places})
        multiple = next(p for p in places if sum(o.correct for o in items[p.version].options) > 1)
    key = desk.key_of(learner, sitting, multiple.position)
    send(learner, sitting, entry(multiple.position, key[:1]))

    close(learner, sitting, 1)

    result = result_of(learner, sitting)
    assert result
    assert result.earned == 0


def test_it_ends_by_itself_when_no_browser_is_open(learner: CheckingClient) -> None:
    sitting = begin(learner)
    send(learner, sitting, entry(1, desk.key_of(learner, sitting, 1)))
    desk.let_pass(learner, sitting, seconds=3_612)
    end = desk.sitting_row(learner, sitting).ends_at

    with learner.application.app_context():
        ended = [end_due(now=datetime.now(UTC)) for _ in range(3)]

    row = desk.sitting_row(learner, sitting)
    assert ended == [1, 0, 0]
    assert (row.finished_at, row.end_reason) == (end, "time")
    assert (result := result_of(learner, sitting))
    assert result.earned == 1


def test_one_that_cannot_be_ended_holds_up_no_other(
    learner: CheckingClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = begin(learner), begin(learner, desk.PSM)
    for sitting in (broken, sound):
        desk.let_pass(learner, sitting, seconds=3_700)
    score = exam_ending.first_result

    def breaks(sitting: ExamSitting, *, now: datetime) -> ExamResultRow:
        if sitting.id == broken:
            raise RuntimeError("no such item")
        return score(sitting, now=now)

    monkeypatch.setattr(exam_ending, "first_result", breaks)
    with learner.application.app_context():
        ended = [end_due(now=datetime.now(UTC)) for _ in range(4)]

    assert ended == [1, 0, 0, 0]
    assert desk.sitting_row(learner, sound).finished_at
    assert desk.sitting_row(learner, broken).finished_at is None
    assert "an exam could not be ended" in caplog.text


def test_nothing_is_ended_within_the_grace_or_without_a_clock(learner: CheckingClient) -> None:
    timed, free = begin(learner), begin(learner, desk.PSM, time="none")
    desk.let_pass(learner, timed, seconds=3_605)
    desk.let_pass(learner, free, seconds=90_000)

    with learner.application.app_context():
        assert end_due(now=datetime.now(UTC)) == 0
    assert said(learner.get(f"/exams/sittings/{free}/clock"))["remaining_ms"] is None


def test_a_second_window_takes_over_and_the_first_hears_of_it(learner: CheckingClient) -> None:
    sitting = begin(learner)
    first = said(desk.post(learner, f"/exams/sittings/{sitting}/turn", {}))["turn"]
    second = said(desk.post(learner, f"/exams/sittings/{sitting}/turn", {}))["turn"]

    new = send(learner, sitting, entry(1, ["2"], seq=second * 1_000_000 + 1))
    old = send(
        learner,
        sitting,
        entry(1, ["0"], seq=first * 1_000_000 + 50),
        entry(2, ["1"], seq=first * 1_000_000 + 51),
    )

    assert became(new) == ["kept"]
    # What the first window had not sent is lost nowhere; the same question was answered later.
    assert became(old) == ["superseded", "kept"]
    assert said(old)["turn"] == second > first
    assert desk.stands(learner, sitting)[1].given == ["2"]


def test_notes_are_kept_and_shown_on_every_question(learner: CheckingClient) -> None:
    sitting = begin(learner)

    saved = learner.save(f"/exams/sittings/{sitting}/notes", notes="EAC = BAC / CPI </textarea><b>")

    assert saved.status_code == 200
    assert "EAC = BAC / CPI &lt;/textarea&gt;" in learner.read(f"/exams/sittings/{sitting}/7")


@pytest.mark.parametrize("section", ["", "x", "-1", "9" * 30])
def test_a_section_that_is_no_number_is_refused(learner: CheckingClient, section: str) -> None:
    sitting = begin(learner, PMP)

    response = learner.send(f"/exams/sittings/{sitting}/end", section=section, rest="yes")

    assert response.status_code in {302, 400}
    assert desk.sitting_row(learner, sitting).section == 1


def test_the_review_lists_by_filter(learner: CheckingClient) -> None:
    sitting = begin(learner)
    send(
        learner,
        sitting,
        entry(1, desk.key_of(learner, sitting, 1)),
        entry(2, [], flagged=True),
    )

    page = learner.read(f"/exams/sittings/{sitting}/review?show=flagged")

    assert "Flagged (1)" in page
    assert "Incomplete (59)" in page
    assert "All (60)" in page
    assert f"/exams/sittings/{sitting}/2" in page
    assert f'/exams/sittings/{sitting}/9"' not in page
    assert learner.get(f"/exams/sittings/{sitting}/review?show=<b>").status_code == 404


def test_the_end_says_what_is_open(learner: CheckingClient) -> None:
    sitting = begin(learner, PMP)
    send(learner, sitting, entry(1, desk.key_of(learner, sitting, 1), flagged=True))

    page = learner.read(f"/exams/sittings/{sitting}/end")

    assert "39 questions are not answered yet, 1 is flagged" in page
    assert "You cannot come back to these questions." in page


def test_in_a_break_nothing_is_answered_and_nothing_closed(learner: CheckingClient) -> None:
    sitting = begin(learner, PMP)
    close(learner, sitting, 1)
    before = desk.sitting_row(learner, sitting)

    assert became(send(learner, sitting, entry(41, ["0"]))) == ["closed"]
    close(learner, sitting, 2)

    after = desk.sitting_row(learner, sitting)
    assert (after.section, after.break_until, after.ends_at) == (
        before.section,
        before.break_until,
        before.ends_at,
    )


@pytest.mark.parametrize("page", ["", "/1", "/questions", "/questions?print=all", "/1/report"])
def test_no_key_is_shown_while_answers_still_count(learner: CheckingClient, page: str) -> None:
    sitting = begin(learner)
    desk.let_pass(learner, sitting, seconds=3_604)

    early = learner.get(f"/exams/sittings/{sitting}/result{page}")
    waiting = learner.get(f"/exams/sittings/{sitting}")

    assert early.status_code in {302, 404}
    assert "<h1>Time is up</h1>" in waiting.get_data(as_text=True)
    assert waiting.headers["Refresh"] == "4"
    assert became(send(learner, sitting, entry(1, ["0"]))) == ["kept"]
    desk.let_pass(learner, sitting, seconds=7)
    # A clock that is put back would open the questions again: told is what has ended for good.
    assert learner.get(f"/exams/sittings/{sitting}/result{page}").status_code == early.status_code
    with learner.application.app_context():
        assert end_due(now=datetime.now(UTC)) == 1
    assert learner.get(f"/exams/sittings/{sitting}/result{page}").status_code == 200


def test_only_what_differs_from_what_counts_is_shown_as_not_scored(
    learner: CheckingClient,
) -> None:
    sitting = begin(learner)
    send(learner, sitting, entry(1, ["0"], seq=3), entry(2, ["1"], seq=4))
    desk.let_pass(learner, sitting, seconds=3_620)

    replies = send(
        learner,
        sitting,
        entry(1, ["0"], seq=5, seconds=9),
        entry(2, ["2"], seq=6),
        entry(2, ["3"], seq=2),
    )

    assert became(replies) == ["late", "late", "superseded"]
    with learner.application.app_context():
        assert late_answers(sitting) == {2: ("2",)}


def test_a_question_without_a_case_shows_none(learner: CheckingClient) -> None:
    without, with_ = begin(learner, desk.PSM), begin(learner, "prince2-practitioner")

    assert "The case" not in learner.read(f"/exams/sittings/{without}/1")
    assert "The case" in learner.read(f"/exams/sittings/{with_}/1")
