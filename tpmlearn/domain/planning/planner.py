"""From a request to a whole plan, with what would have to give where the date is missed."""

from tpmlearn.domain.planning.choice import DatedChoice, choose_by_date
from tpmlearn.domain.planning.left_out import shortened
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.remedies import remedy_for
from tpmlearn.domain.planning.request import PlanRequest, inputs_hash
from tpmlearn.domain.planning.rows import broken_pins, rows_of
from tpmlearn.domain.planning.schedule import meets_date, schedule
from tpmlearn.domain.planning.settings import WhenShort, check_settings
from tpmlearn.words import current


def make_plan(request: PlanRequest) -> Plan:
    """Return the plan of `request`; the same request always gives the same plan.

    Raises a PlanProblem on settings that cannot be, PlanCycle and PlanTooLong as the scheduler.
    """
    settings = request.settings
    check_settings(settings, today=request.today)
    asked, choice = request, _choice(request)
    request = _kept(asked, choice)
    jobs = schedule(request)
    return Plan(
        inputs=inputs_hash(asked),
        hours_a_week=settings.hours_a_week,
        start=settings.start,
        first_day=request.first_day,
        ready_by=settings.ready_by,
        free_weeks=tuple(sorted(settings.free_mondays)),
        days_off=tuple(sorted(settings.days_off)),
        review_minutes=request.review_minutes,
        language=current().tag,
        rows=rows_of(request, jobs),
        skipped=request.selection.skipped,
        uncovered=request.selection.uncovered,
        worked_through=request.selection.worked_through,
        broken_pins=broken_pins(request, jobs),
        remedy=remedy_for(request, jobs, choice),
        shortened=None if choice is None or request is asked else shortened(asked, choice),
    )


def _choice(request: PlanRequest) -> DatedChoice | None:
    """What to keep to meet the date, where keeping everything in the usual order misses it."""
    if request.settings.ready_by is None or meets_date(request):
        return None
    return choose_by_date(request)


def _kept(request: PlanRequest, choice: DatedChoice | None) -> PlanRequest:
    """The request with what is kept; all of it is where only its order has to change."""
    if choice is None:
        return request
    leaves_out = request.settings.when_short is WhenShort.LEAVE_OUT
    return choice.request if leaves_out or not choice.left_out else request
