"""One's own pace: counted in whole weeks, drawn towards 1, used only from enough."""

import math
from datetime import date, timedelta

import pytest

from tests.domain.planning.cast import TODAY, study, work
from tpmlearn.domain.planning.activities import Activity, Kind, Progress, State
from tpmlearn.domain.planning.draws import HoursSpread
from tpmlearn.domain.planning.pace import OwnPace, at_pace, own_pace
from tpmlearn.domain.planning.selection import Selection
from tpmlearn.domain.planning.settings import PlanSettings
from tpmlearn.domain.planning.weeks import WEEK

FOUR_WEEKS_AGO = TODAY - 4 * WEEK


def _offered(*activities: Activity) -> dict[str, Activity]:
    return {one.key: one for one in activities}


SIX = _offered(*(study(f"m{n}", 2.0) for n in range(6)))
"""Twelve hours by their authors."""


def _done(keys: list[str], on: date, *, tested_out: bool = False) -> dict[str, Progress]:
    return {key: Progress(State.DONE, on, tested_out=tested_out) for key in keys}


def _pace(
    progress: dict[str, Progress],
    *,
    offered: dict[str, Activity] = SIX,
    start: date = FOUR_WEEKS_AGO,
    hours: float = 4.5,
    free: frozenset[date] = frozenset(),
    today: date = TODAY,
) -> OwnPace:
    settings = PlanSettings(hours_a_week=hours, start=start, free_weeks=free)
    return own_pace(offered, progress, settings=settings, today=today)


def test_it_counts_hours_done_and_hours_given_in_whole_weeks() -> None:
    """Four weeks of 4.5 hours for twelve hours: 1.5 planned hours for one of the authors'."""
    found = _pace(_done([*SIX], FOUR_WEEKS_AGO + WEEK), today=TODAY + timedelta(days=4))

    assert found == OwnPace(things=6, hours=12.0, given=18.0, weeks=4)
    assert found.is_known


def test_it_is_drawn_towards_one_by_what_is_assumed() -> None:
    """By hand: noise .16/6 + .09/4 = .0492, weight .09/(.09 + .0492) = .647, 1.5^.647 = 1.30."""
    found = OwnPace(things=6, hours=12.0, given=18.0, weeks=4)

    assert found.factor == 1.30
    low, high = found.interval
    assert math.sqrt(low * high) == pytest.approx(1.5**0.6467, rel=1e-3)
    # SD .3 sqrt(1 - .647) = .178, by 1.645.
    assert high / low == pytest.approx(math.exp(2 * 1.645 * 0.1783), rel=1e-3)


def test_the_more_is_done_the_more_it_counts() -> None:
    few = OwnPace(things=5, hours=10.0, given=15.0, weeks=3)
    many = OwnPace(things=30, hours=60.0, given=90.0, weeks=12)

    assert 1.0 < few.factor < many.factor < 1.5
    assert many.log_sd < few.log_sd < OwnPace().log_sd


@pytest.mark.parametrize(
    ("things", "weeks", "known"), [(5, 3, True), (4, 3, False), (5, 2, False), (0, 12, False)]
)
def test_it_takes_five_things_in_three_weeks(things: int, weeks: int, known: bool) -> None:
    found = OwnPace(things=things, hours=2.0 * things, given=60.0, weeks=weeks)

    assert found.is_known is known
    assert (found.factor != 1.0) is known


def test_nothing_is_known_before_the_first_whole_week() -> None:
    assert _pace(_done([*SIX], TODAY), start=TODAY) == OwnPace()
    assert _pace({}, start=TODAY + 3 * WEEK) == OwnPace()


def test_what_was_tested_out_or_done_before_or_this_week_does_not_count() -> None:
    keys = [*SIX]
    progress = {
        **_done(keys[:2], FOUR_WEEKS_AGO + WEEK),
        **_done(keys[2:3], FOUR_WEEKS_AGO + WEEK, tested_out=True),
        **_done(keys[3:4], FOUR_WEEKS_AGO - WEEK),
        **_done(keys[4:5], TODAY),
        "module:gone": Progress(State.DONE, FOUR_WEEKS_AGO + WEEK),
    }

    assert _pace(progress) == OwnPace(things=2, hours=4.0, given=18.0, weeks=4)


def test_free_weeks_give_no_hours() -> None:
    found = _pace({}, free=frozenset([FOUR_WEEKS_AGO + WEEK]))

    assert (found.given, found.weeks) == (13.5, 3)


def test_a_week_that_had_begun_gives_its_days_but_is_not_whole() -> None:
    found = _pace({}, start=FOUR_WEEKS_AGO + timedelta(days=3), hours=7.0)

    assert found.given == pytest.approx(25.0, abs=0.05)
    assert found.weeks == 3


def test_hours_for_review_are_not_given_to_activities() -> None:
    settings = PlanSettings(hours_a_week=4.5, start=FOUR_WEEKS_AGO)

    found = own_pace(SIX, {}, settings=settings, today=TODAY, review_minutes=30)

    assert found.given == 16.0


def test_only_the_last_twelve_weeks_count() -> None:
    progress = _done([*SIX], TODAY - 20 * WEEK)

    assert _pace(progress, start=TODAY - 40 * WEEK) == OwnPace(0, 0.0, 54.0, 12)


def test_what_is_begun_counts_by_what_is_behind() -> None:
    offered = _offered(study("half", 2.0), work("beside", 8.0, 8), study("skipped", 2.0))
    on = FOUR_WEEKS_AGO
    progress = {
        "module:half": Progress(State.STARTED, on, hours_left=0.5),
        "assignment:beside": Progress(State.STARTED, on),
        "module:skipped": Progress(State.SKIPPED, on),
    }

    found = _pace(progress, offered=offered)

    assert (found.things, found.hours) == (0, 1.5 + 4.0)


@pytest.mark.parametrize(("given", "factor"), [(1e-9, 0.5), (1e9, 2.0)])
def test_no_pace_is_out_of_this_world(given: float, factor: float) -> None:
    """Two and a half times either way at most, before it is drawn towards 1."""
    found = OwnPace(things=200, hours=100.0, given=given, weeks=12)

    assert found.factor in {0.45, 0.5, 2.0, 2.2, 2.25, 2.3}
    assert all(map(math.isfinite, found.interval))
    assert (found.factor - 1) * (factor - 1) > 0


def test_hours_that_are_in_the_pace_are_not_taken_off_again() -> None:
    known = OwnPace(things=6, hours=12.0, given=18.0, weeks=4)

    assert known.odds.hours.mean == pytest.approx(1.0)
    assert OwnPace().odds.hours == HoursSpread()
    assert OwnPace().odds.pace_sd == 0.3


def test_it_scales_what_is_open_and_has_a_range() -> None:
    exam = Activity(**{**vars(study("exam", 4.0)), "kind": Kind.EXAM})
    over = Activity(**{**vars(study("over", 4.0)), "state": State.DONE, "since": TODAY})
    known = OwnPace(things=6, hours=12.0, given=18.0, weeks=4)

    found = at_pace(Selection(activities=(study("open", 2.0), exam, over)), known)

    assert [one.hours for one in found.activities] == [2.6, 4.0, 4.0]


def test_without_a_pace_nothing_is_touched() -> None:
    chosen = Selection(activities=(study("open", 2.0),))

    assert at_pace(chosen, OwnPace()) is chosen
