"""What holds for every schedule, whatever goes in."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.planning.cast import TODAY, request, study, work
from tpmlearn.domain.planning.activities import Activity, ActivityLink, Kind, State
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.snapshot import from_json, to_json

tried = settings(
    max_examples=120,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)

HOURS = st.sampled_from([0.25, 0.5, 0.75, 1.0, 1.25, 2.0, 5.5, 12.0])
KINDS, LAGS = st.sampled_from([LinkKind.FS, LinkKind.SS]), st.integers(0, 3)
STATES = st.sampled_from([State.OPEN] * 6 + [State.STARTED, State.DONE])


@st.composite
def activities(draw: st.DrawFn) -> list[Activity]:
    """Up to fourteen activities that require earlier ones, some started or done, a certificate."""
    found: list[Activity] = []
    for number in range(draw(st.integers(1, 14))):
        keys = st.sampled_from([one.key for one in found]) if found else st.nothing()
        requires = tuple(draw(st.lists(keys, max_size=3, unique=True))) if found else ()
        weeks = draw(st.sampled_from([0, 0, 0, 1, 2, 4]))
        plain = (
            work(f"w{number}", draw(HOURS), weeks) if weeks else study(f"m{number}", draw(HOURS))
        )
        state = draw(STATES)
        since = None if state is State.OPEN else TODAY - timedelta(days=draw(st.integers(0, 40)))
        value = draw(st.floats(0, 9))
        links = tuple(draw(st.lists(st.builds(ActivityLink, keys, KINDS, LAGS), max_size=1)))
        found.append(
            replace(plain, requires=requires, links=links, value=value, state=state, since=since)
        )
    if draw(st.booleans()):
        follows = tuple(one.key for one in found)
        found.append(replace(study("exam", 9.0), kind=Kind.CERTIFICATE, follows=follows))
    return found


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    """A request with free weeks, pins and a start before or after today."""
    chosen = draw(activities())
    start = TODAY + timedelta(days=draw(st.integers(-60, 30)))
    some_week = st.integers(-2, 20).map(lambda number: TODAY + timedelta(weeks=number))
    keys = st.sampled_from([one.key for one in chosen])
    return request(
        *chosen,
        hours=draw(st.sampled_from([0.5, 1.0, 2.5, 4.25, 10.0, 60.0])),
        start=start,
        today=TODAY + timedelta(days=draw(st.integers(0, 6))),
        ready_by=draw(st.none() | st.just(start + timedelta(days=45))),
        free=frozenset(draw(st.lists(some_week, max_size=4))),
        pins=draw(st.dictionaries(keys, some_week, max_size=3)),
        off=frozenset(draw(st.lists(st.integers(0, 60).map(day_of), max_size=6))),
    )


def day_of(number: int) -> date:
    return TODAY + timedelta(days=number)


def worked(plan: Plan) -> dict[date, int]:
    """Minutes of planned work by week."""
    total: dict[date, int] = {}
    for row in plan.rows:
        for monday, minutes in row.minutes:
            total[monday] = total.get(monday, 0) + minutes
    return total


@tried
@given(requests())
def test_it_schedules_everything_exactly_once_with_all_its_minutes(asked: PlanRequest) -> None:
    plan = make_plan(asked)

    chosen = asked.selection.activities
    assert sorted(row.key for row in plan.rows) == sorted(one.key for one in chosen)
    for row in plan.rows:
        given_out = sum(minutes for _, minutes in row.minutes)
        whole = row.activity.state is State.OPEN
        assert not whole or given_out == max(round(row.activity.hours * 60), row.activity.weeks)
        assert row.start <= row.end


@tried
@given(requests())
def test_it_never_breaks_a_prerequisite(asked: PlanRequest) -> None:
    rows = {row.key: row for row in make_plan(asked).rows}

    for row in rows.values():
        if row.activity.state is State.OPEN:
            before = [rows[key] for key in (*row.activity.requires, *row.activity.follows)]
            assert all(one.end <= row.start for one in before if not one.done)


@tried
@given(requests())
def test_it_never_breaks_a_link_or_its_lag(asked: PlanRequest) -> None:
    plan = make_plan(asked)
    rows = {row.key: row for row in plan.rows}

    for row in rows.values():
        for link in row.activity.links if row.activity.state is State.OPEN else ():
            before = rows[link.before].span
            over = link.kind is LinkKind.SS and rows[link.before].activity.state is not State.OPEN
            if before and row.span and not over:
                at = before[0] if link.kind is LinkKind.SS else before[1]
                assert row.span[0] >= at + link.lag_weeks * plan.working_time.weekly


@tried
@given(requests())
def test_it_never_works_on_a_day_off_or_in_a_free_week(asked: PlanRequest) -> None:
    plan = make_plan(asked)

    for row in plan.rows:
        if row.activity.state is State.OPEN:
            time = plan.working_time
            assert time.minutes_on(row.start) > 0
            assert time.minutes_on(row.end) > 0
    for week, minutes in worked(plan).items():
        assert minutes <= plan.working_time.minutes_of_week(week)


@tried
@given(requests())
def test_it_never_exceeds_the_weekly_hours(asked: PlanRequest) -> None:
    weekly = asked.settings.hours_a_week * 60

    assert all(minutes <= weekly for minutes in worked(make_plan(asked)).values())


@tried
@given(requests())
def test_it_plans_no_work_in_free_weeks_or_before_the_first_day(asked: PlanRequest) -> None:
    plan = make_plan(asked)

    assert not worked(plan).keys() & set(plan.free_weeks)
    assert all(week + timedelta(days=6) >= plan.first_day for week in worked(plan))


@tried
@given(requests())
def test_it_keeps_weeks_of_its_own_for_work_beside_study(asked: PlanRequest) -> None:
    for row in make_plan(asked).rows:
        if row.activity.weeks and row.activity.state is State.OPEN:
            assert len(row.minutes) >= row.activity.weeks


@tried
@given(requests())
def test_it_keeps_every_pin_or_says_why_not(asked: PlanRequest) -> None:
    plan = make_plan(asked)

    broken = {pin.key for pin in plan.broken_pins}
    for key, week in asked.settings.pinned_mondays.items():
        row = plan.row(key)
        if row and row.activity.state is State.OPEN:
            assert row.pinned is (key not in broken)
            assert row.pinned is (row.minutes[0][0] == week)
            assert row.minutes[0][0] >= min(week, plan.first_day)


@tried
@given(activities(), st.integers(1, 12), st.sampled_from([1.0, 2.5, 6.0]))
def test_it_always_keeps_the_pin_of_what_waits_for_nothing(
    chosen: list[Activity], number: int, hours: float
) -> None:
    alone = study("alone", 1.0)
    week = TODAY + timedelta(weeks=number)

    plan = make_plan(request(*chosen, alone, hours=hours, pins={alone.key: week}))

    row = plan.row(alone.key)
    assert row is not None
    assert row.pinned
    assert row.minutes[0][0] == week


@tried
@given(requests(), st.sampled_from([0.5, 3.0, 20.0]))
def test_it_never_moves_what_is_done(asked: PlanRequest, hours: float) -> None:
    other = replace(asked, settings=replace(asked.settings, hours_a_week=hours))

    moved = {row.key: row for row in make_plan(other).rows}
    for row in make_plan(asked).rows:
        if row.done:
            assert (row.start, row.end) == (row.activity.since, row.activity.since)
            assert moved[row.key] == row


@tried
@given(requests())
def test_it_makes_the_same_plan_again_and_reads_it_back_from_json(asked: PlanRequest) -> None:
    plan = make_plan(asked)

    assert make_plan(asked) == plan
    assert from_json(to_json(plan)) == plan


@tried
@given(requests())
def test_it_proposes_only_remedies_that_meet_the_date(asked: PlanRequest) -> None:
    remedy = make_plan(asked).remedy

    if remedy and remedy.hours_a_week:
        more = replace(asked.settings, hours_a_week=remedy.hours_a_week)
        assert make_plan(replace(asked, settings=more)).late_by_days == 0
    if remedy and remedy.leave_out:
        kept = [one for one in asked.selection.activities if one.key not in remedy.leave_out]
        fewer = replace(asked.selection, activities=tuple(kept))
        assert make_plan(replace(asked, selection=fewer)).late_by_days == 0
        needed = {key for one in kept if one.state is State.OPEN for key in one.requires}
        assert not needed & set(remedy.leave_out)
