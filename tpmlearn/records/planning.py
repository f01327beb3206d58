"""All that a person's plan is made from, and the plan as it is today."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import exists, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.domain.planning.activities import Progress, State
from tpmlearn.domain.planning.assumptions import with_assumptions
from tpmlearn.domain.planning.conditions import waiting_certificates
from tpmlearn.domain.planning.gaps import GapReport, gap_report
from tpmlearn.domain.planning.offers import offered_activities
from tpmlearn.domain.planning.pace import OwnPace, at_pace, own_pace
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.planner import make_plan
from tpmlearn.domain.planning.request import PlanRequest, inputs_hash
from tpmlearn.domain.planning.selection import select_activities
from tpmlearn.domain.planning.settings import LONGEST_PAST, PlanSettings, WhenShort
from tpmlearn.domain.planning.splitting import split_up, whole_key
from tpmlearn.domain.planning.standing import progress_of
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.domain.planning.working_time import review_minutes
from tpmlearn.domain.profiles.rating import CountedRating
from tpmlearn.models import (
    AdvertRow,
    ChoiceState,
    GoalRow,
    PersonRow,
    PlanRow,
    SittingRow,
)
from tpmlearn.records.adverts import COLUMNS, advert_from
from tpmlearn.records.evidence import eligibility_of
from tpmlearn.records.goals import GOALS_ADVERT, Goal, goal_from, goal_of
from tpmlearn.records.measurement import bands_on
from tpmlearn.records.plan_traces import Choice, plan_traces
from tpmlearn.records.plans import plan_from
from tpmlearn.records.skills import counted_ratings

_STATES = {
    ChoiceState.STARTED: State.STARTED,
    ChoiceState.SKIPPED: State.SKIPPED,
    ChoiceState.DONE: State.DONE,
}


@dataclass(frozen=True)
class SavedPlan:
    """A plan as it was saved last; `moved` says what that saving moved."""

    version: int
    hours_a_week: float
    start: date
    ready_by: date | None
    free_weeks: frozenset[date]
    days_off: frozenset[date]
    assume_developer: bool
    when_short: WhenShort
    plan: Plan | None
    moved: tuple[str, ...]
    saved_at: datetime


@dataclass(frozen=True)
class Basis:
    """What a plan is made from, as it is today; `choices` and `progress` are by activity key.

    `ratings` are what the person said; `report` has the assumptions too, where they are wanted.
    `request` is None without settings, and where nothing is rated or assumed; it is made at `pace`.
    `role` may be a job advert in the shape of a role; `goal_lost` is the title of one that was the
    goal and is deleted. `waiting` says of certificates which conditions they wait for.
    """

    role: Role
    role_chosen: bool
    ratings: Mapping[str, CountedRating]
    report: GapReport
    choices: Mapping[str, Choice]
    progress: Mapping[str, Progress]
    saved: SavedPlan | None
    request: PlanRequest | None
    goal_lost: str = ""
    pace: OwnPace = field(default_factory=OwnPace)
    waiting: tuple[str, ...] = ()
    person_id: int | None = None


def plan_basis(person_id: int | None, catalogue: Catalogue, today: date) -> Basis:
    """Read what this person's plan is made from; `today` is their day.

    Three statements, none for a visitor; two more for somebody who took tests.
    """
    if person_id is None:
        first = goal_of(None, catalogue).role
        return Basis(first, False, {}, gap_report(catalogue, first, {}), {}, {}, None, None)
    goal, saved, zone, took_tests = _saved(person_id, catalogue)
    tested = bands_on(person_id, catalogue, today) if took_tests else {}
    traces = plan_traces(person_id, zone)
    ratings = counted_ratings(person_id, tested, traces.ratings)
    choices = traces.choices
    progress = progress_of(
        catalogue,
        reading=traces.read,
        passed=traces.passed,
        decided={
            key: Progress(_STATES[one.state], one.on)
            for key, one in choices.items()
            if one.state in _STATES
        },
        tested=traces.tested,
    )
    return _basis(
        catalogue,
        goal=goal,
        ratings=ratings,
        choices=choices,
        progress=progress,
        saved=saved,
        today=today,
        person_id=person_id,
    )


def plan_now(basis: Basis) -> Plan | None:
    """The plan as it is today: the saved one while nothing has changed, else made anew.

    None where it cannot be made. Raises PlanCycle and PlanTooLong.
    """
    if basis.request is None:
        return None
    saved = basis.saved.plan if basis.saved else None
    if saved and saved.inputs == inputs_hash(basis.request):
        return saved
    return make_plan(basis.request)


def what_if(
    basis: Basis,
    catalogue: Catalogue,
    *,
    role: Role,
    hours_a_week: float,
    ready_by: date | None,
    today: date,
) -> Basis:
    """The same person with another role, other hours or another date; nothing is saved.

    The pace is that of the hours which they have planned with so far.
    """
    saved = basis.saved and replace(
        basis.saved, hours_a_week=hours_a_week, ready_by=ready_by, plan=None
    )
    return _basis(
        catalogue,
        goal=Goal(role, chosen=basis.role_chosen, lost=basis.goal_lost),
        ratings=basis.ratings,
        choices=basis.choices,
        progress=basis.progress,
        saved=saved,
        today=today,
        person_id=basis.person_id,
        pace=basis.pace,
    )


def current_plan(person_id: int, catalogue: Catalogue, today: date) -> Plan | None:
    """The plan as it is today, None without one; statements as above. Raises as `plan_now`."""
    return plan_now(plan_basis(person_id, catalogue, today))


def _basis(
    catalogue: Catalogue,
    *,
    goal: Goal,
    ratings: Mapping[str, CountedRating],
    choices: Mapping[str, Choice],
    progress: Mapping[str, Progress],
    saved: SavedPlan | None,
    today: date,
    person_id: int | None,
    pace: OwnPace | None = None,
) -> Basis:
    assume = saved is not None and saved.assume_developer
    counting = with_assumptions(catalogue, ratings) if assume else ratings
    report = gap_report(catalogue, goal.role, counting)
    request, pace, waiting = None, pace or OwnPace(), {}
    if saved and counting:
        settings = _settings(saved, choices, today)
        review = review_minutes(settings.hours_a_week)
        if not pace.is_known:
            offered = offered_activities(catalogue, {})
            pace = own_pace(
                offered, progress, settings=settings, today=today, review_minutes=review
            )
        waiting = waiting_certificates(
            catalogue,
            report,
            progress=progress,
            eligibility=lambda one: eligibility_of(person_id, one, today),
        )
        selection = select_activities(
            catalogue,
            report,
            progress=progress,
            pinned=frozenset(settings.pins),
            waiting=frozenset(waiting),
        )
        rests = {
            whole_key(key): one.rest_minutes for key, one in choices.items() if one.rest_minutes
        }
        selection, settings = split_up(at_pace(selection, pace), settings, rests=rests, today=today)
        request = PlanRequest(
            settings=settings,
            selection=selection,
            today=today,
            review_minutes=review,
        )
    return Basis(
        role=goal.role,
        role_chosen=goal.chosen,
        ratings=ratings,
        report=report,
        choices=choices,
        progress=progress,
        saved=saved,
        request=request,
        goal_lost=goal.lost,
        pace=pace,
        waiting=tuple(waiting.values()),
        person_id=person_id,
    )


def _settings(saved: SavedPlan, choices: Mapping[str, Choice], today: date) -> PlanSettings:
    # A plan that has run for more than a year goes on; its weeks are counted from a year ago.
    earliest = monday(today - LONGEST_PAST + timedelta(days=6))
    return PlanSettings(
        hours_a_week=saved.hours_a_week,
        start=max(saved.start, earliest),
        ready_by=saved.ready_by if saved.ready_by and saved.ready_by >= earliest else None,
        free_weeks=saved.free_weeks,
        days_off=saved.days_off,
        pins={key: one.week for key, one in choices.items() if one.week},
        when_short=saved.when_short,
    )


def _saved(person_id: int, catalogue: Catalogue) -> tuple[Goal, SavedPlan | None, tzinfo, bool]:
    """Goal, saved plan and time zone, and whether there is any test that ended."""
    ended = exists().where(
        SittingRow.person_id == PersonRow.id, SittingRow.finished_at.is_not(None)
    )
    slug, row, zone, took_tests, *advert = db.session.execute(
        select(GoalRow.role, PlanRow, PersonRow.time_zone, ended, *COLUMNS)
        .select_from(PersonRow)
        .outerjoin(GoalRow, GoalRow.person_id == PersonRow.id)
        .outerjoin(AdvertRow, GOALS_ADVERT)
        .outerjoin(PlanRow, PlanRow.person_id == PersonRow.id)
        .where(PersonRow.id == person_id)
        .execution_options(populate_existing=True)
    ).one()
    goal = goal_from(catalogue, slug, advert_from(advert) if advert[0] else None)
    return goal, None if row is None else _saved_plan(row), _zone(zone), took_tests


def _saved_plan(row: PlanRow) -> SavedPlan:
    return SavedPlan(
        version=row.version,
        hours_a_week=row.hours_per_week,
        start=row.starts_on,
        ready_by=row.ready_by,
        free_weeks=frozenset(date.fromisoformat(week) for week in row.free_weeks),
        days_off=frozenset(date.fromisoformat(day) for day in row.days_off),
        assume_developer=row.assume_developer,
        when_short=WhenShort(row.when_short),
        plan=plan_from(row.snapshot),
        moved=tuple(row.moved),
        saved_at=row.saved_at,
    )


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
