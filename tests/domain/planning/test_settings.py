"""What can be wrong with the settings of a plan, and the sentence said about it."""

from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY
from tpmlearn.domain.planning.settings import (
    HoursOutOfRange,
    NoWorkingWeek,
    PlanProblem,
    PlanSettings,
    ReadyBeforeStart,
    StartTooFarAhead,
    StartTooLongAgo,
    TooManyFreeWeeks,
    check_settings,
    settings_problems,
)


def weeks(count: int, first: date = TODAY) -> frozenset[date]:
    return frozenset(first + timedelta(weeks=number) for number in range(count))


@pytest.mark.parametrize(
    ("settings", "problem", "field", "words"),
    [
        (PlanSettings(0, TODAY), HoursOutOfRange, "hours_a_week", "between half an hour and 60"),
        (PlanSettings(200, TODAY), HoursOutOfRange, "hours_a_week", "200 cannot be planned"),
        (PlanSettings(float("nan"), TODAY), HoursOutOfRange, "hours_a_week", "nan cannot"),
        (PlanSettings(5, date(2025, 11, 1)), StartTooLongAgo, "start", "more than a year ago"),
        (PlanSettings(5, date(2099, 1, 1)), StartTooFarAhead, "start", "ten years away"),
        (
            PlanSettings(5, TODAY, ready_by=date(2026, 11, 22)),
            ReadyBeforeStart,
            "ready_by",
            "choose a day after 23 Nov 2026",
        ),
        (
            PlanSettings(5, TODAY, free_weeks=weeks(27)),
            TooManyFreeWeeks,
            "free_weeks",
            "27 free weeks are too many",
        ),
        (
            PlanSettings(5, TODAY, ready_by=date(2026, 12, 6), free_weeks=weeks(2)),
            NoWorkingWeek,
            "free_weeks",
            "Every week up to the date to be ready is free",
        ),
    ],
)
def test_it_names_what_is_wrong_and_with_which_setting(
    settings: PlanSettings, problem: type[PlanProblem], field: str, words: str
) -> None:
    with pytest.raises(problem, match=words) as caught:
        check_settings(settings, today=TODAY)

    assert caught.value.field == field


@pytest.mark.parametrize(
    "settings",
    [
        PlanSettings(0.5, TODAY),
        PlanSettings(60, TODAY - timedelta(days=366)),
        PlanSettings(5, TODAY, ready_by=TODAY),
        PlanSettings(5, TODAY, free_weeks=weeks(26)),
        PlanSettings(5, TODAY, ready_by=date(2026, 12, 7), free_weeks=weeks(2)),
    ],
)
def test_it_accepts_settings_at_the_edge(settings: PlanSettings) -> None:
    assert settings_problems(settings, today=TODAY) == ()


def test_it_reports_all_problems_at_once() -> None:
    settings = PlanSettings(0, TODAY, ready_by=date(2026, 1, 1), free_weeks=weeks(30))

    problems = settings_problems(settings, today=TODAY)

    assert [one.field for one in problems] == ["hours_a_week", "ready_by", "free_weeks"]


def test_it_reads_any_day_of_a_week_as_that_week() -> None:
    sunday = date(2026, 12, 6)

    settings = PlanSettings(5, TODAY, free_weeks=frozenset({sunday}), pins={"module:a": sunday})

    assert settings.free_mondays == {date(2026, 11, 30)}
    assert settings.pinned_mondays == {"module:a": date(2026, 11, 30)}
