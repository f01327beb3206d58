"""The clock of a sitting: breaks, extra time, grace."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.content.catalogue import Blueprint, Draw, ExamSection, PassRule, Pool
from tpmlearn.domain.exams.clock import Clock, begin, close_section, grant, resume

START = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EXAM = Blueprint(
    slug="mock",
    title="Mock",
    summary="",
    outline="pmp-2026",
    pool=Pool.TEST,
    since=date(2026, 7, 9),
    until=None,
    questions=180,
    marks=180,
    unscored=10,
    minutes=240,
    book="closed",
    sections=(
        ExamSection("Cases", 40, cases=True, break_minutes=10, reopen=False),
        ExamSection("First half", 70, break_minutes=10, reopen=False),
        ExamSection("Second half", 70, reopen=False),
    ),
    draw=Draw(),
    pass_rule=PassRule(0.75, each_domain=True, whose="ours"),
    notice="",
    sources=(),
    checked=date(2026, 11, 22),
)


@pytest.mark.parametrize(("extra", "minutes"), [(0, 240), (25, 300), (50, 360), (100, 480)])
def test_extra_time_lengthens_the_minutes(extra: int, minutes: int) -> None:
    clock = begin(EXAM, timed=True, extra_percent=extra, now=START)

    assert clock.remaining(START) == minutes * MINUTE


def test_without_a_clock_it_never_ends() -> None:
    clock = begin(EXAM, timed=False, extra_percent=0, now=START)

    assert clock.remaining(START) is None
    assert not clock.is_over(START + timedelta(days=400))
    assert clock.takes(START + timedelta(days=400))


def test_a_break_stops_the_clock_whether_or_not_somebody_comes_back() -> None:
    clock = begin(EXAM, timed=True, extra_percent=0, now=START)
    clock = close_section(clock, EXAM, now=START + 60 * MINUTE, rest=True)

    assert clock.section == 2
    for minute in (60, 65, 69):
        assert clock.in_break(START + minute * MINUTE)
        assert clock.remaining(START + minute * MINUTE) == 180 * MINUTE
    assert not clock.in_break(START + 70 * MINUTE)
    assert clock.remaining(START + 90 * MINUTE) == 160 * MINUTE


def test_a_break_cut_short_gives_no_time_away() -> None:
    clock = begin(EXAM, timed=True, extra_percent=0, now=START)
    clock = close_section(clock, EXAM, now=START + 60 * MINUTE, rest=True)
    clock = resume(clock, now=START + 64 * MINUTE)

    assert clock.remaining(START + 64 * MINUTE) == 180 * MINUTE
    assert resume(clock, now=START + 80 * MINUTE) == clock


def test_a_break_can_be_left_out() -> None:
    clock = begin(EXAM, timed=True, extra_percent=0, now=START)
    clock = close_section(clock, EXAM, now=START + 60 * MINUTE, rest=False)

    assert (clock.section, clock.in_break(START + 60 * MINUTE)) == (2, False)
    assert clock.ends_at == START + 240 * MINUTE


@given(rest=st.lists(st.integers(0, 30), min_size=2, max_size=2), extra=st.integers(0, 100))
def test_the_time_to_answer_is_always_that_of_the_blueprint(rest: list[int], extra: int) -> None:
    clock, now = begin(EXAM, timed=True, extra_percent=extra, now=START), START
    answering = timedelta()
    for minutes in rest:
        now += 40 * MINUTE
        answering += 40 * MINUTE
        clock = close_section(clock, EXAM, now=now, rest=True)
        now += minutes * MINUTE
        # Whoever stays away longer than the break lasts spends their own time.
        answering += max(minutes - 10, 0) * MINUTE
        clock = resume(clock, now=now)

    left = clock.remaining(now)
    assert left is not None
    assert answering + left == EXAM.minutes * MINUTE * (100 + extra) / 100


def test_answers_count_until_ten_seconds_after_the_end() -> None:
    clock = Clock(START)

    assert clock.is_over(START)
    assert clock.takes(START + timedelta(seconds=10))
    assert not clock.takes(START + timedelta(seconds=10.1))
    assert not clock.is_due(START + timedelta(seconds=10))
    assert clock.is_due(START + timedelta(seconds=10.1))


def test_keys_are_shown_once_it_has_ended_whatever_a_clock_says() -> None:
    assert not Clock(START).is_told
    assert Clock(START, finished_at=START).is_told


def test_a_finished_sitting_takes_nothing() -> None:
    assert not Clock(START, finished_at=START - MINUTE).takes(START - MINUTE)


def test_time_granted_during_the_exam_is_added_once() -> None:
    clock = begin(EXAM, timed=True, extra_percent=25, now=START)
    clock = grant(clock, EXAM, before=25, percent=50)

    assert clock.remaining(START) == 360 * MINUTE
