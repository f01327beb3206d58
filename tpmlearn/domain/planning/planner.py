"""From a request to a whole plan, with what would have to give where the date is missed."""

from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.remedies import remedy_for
from tpmlearn.domain.planning.request import PlanRequest, inputs_hash
from tpmlearn.domain.planning.rows import broken_pins, rows_of
from tpmlearn.domain.planning.schedule import schedule
from tpmlearn.domain.planning.settings import check_settings


def make_plan(request: PlanRequest) -> Plan:
    """Return the plan of `request`; the same request always gives the same plan.

    Raises a PlanProblem on settings that cannot be, PlanCycle and PlanTooLong as the scheduler.
    """
    settings = request.settings
    check_settings(settings, today=request.today)
    jobs = schedule(request)
    return Plan(
        inputs=inputs_hash(request),
        hours_a_week=settings.hours_a_week,
        start=settings.start,
        first_day=request.first_day,
        ready_by=settings.ready_by,
        free_weeks=tuple(sorted(settings.free_mondays)),
        days_off=tuple(sorted(settings.days_off)),
        review_minutes=request.review_minutes,
        rows=rows_of(request, jobs),
        skipped=request.selection.skipped,
        uncovered=request.selection.uncovered,
        worked_through=request.selection.worked_through,
        broken_pins=broken_pins(request, jobs),
        remedy=remedy_for(request, jobs),
    )
