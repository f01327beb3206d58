"""To which weeks something may be pinned."""

from datetime import date

from tpmlearn.domain.planning.settings import LONGEST_AHEAD, PlanProblem
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.words import _


class WeekPassed(PlanProblem):
    """A week to pin to that lies in the past."""

    field = "week"


class WeekTooFar(PlanProblem):
    """A week to pin to that lies more than ten years ahead."""

    field = "week"


def check_week(week: date, *, today: date) -> None:
    """Raise WeekPassed or WeekTooFar where nothing can be pinned to the week of this day."""
    if monday(week) < monday(today):
        raise WeekPassed(_("That week has passed: choose this week or a later one."))
    if week > today + LONGEST_AHEAD:
        raise WeekTooFar(_("That week is more than ten years ahead: choose an earlier one."))
