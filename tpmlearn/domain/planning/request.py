"""All that a plan is made from, and the hash that tells whether any of it has changed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from tpmlearn.domain.planning.selection import Selection
from tpmlearn.domain.planning.settings import PlanSettings
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.domain.planning.working_time import WorkingTime, review_minutes, weekly_minutes

RULES = 2
"""Number of the planning rules; raising it renews every stored plan at its next read."""


@dataclass(frozen=True)
class PlanRequest:
    """Settings, what there is to do, and the day on which the plan is asked for.

    `review_minutes` of each week go to review before anything else. `begin_by` is derived from the
    rest where a date decides the order (choice.py): by key, how many working weeks may pass before
    it has to begin. What has to begin sooner then goes first.
    """

    settings: PlanSettings
    selection: Selection
    today: date
    review_minutes: int = 0
    begin_by: Mapping[str, int] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        """The first day that open work can stand on: the start, or this week's Monday if later.

        Whole weeks, so that a plan does not creep from one day to the next.
        """
        return max(self.settings.start, monday(self.today))

    @cached_property
    def working_time(self) -> WorkingTime:
        """The minutes that can be worked from the first day on."""
        settings = self.settings
        weekly = weekly_minutes(settings.hours_a_week, self.review_minutes)
        return WorkingTime(self.first_day, weekly, settings.free_mondays, settings.days_off)


def with_hours(request: PlanRequest, hours_a_week: float) -> PlanRequest:
    """Return the request with other hours a week, of which review keeps its part."""
    settings = replace(request.settings, hours_a_week=hours_a_week)
    review = review_minutes(hours_a_week) if request.review_minutes else 0
    return replace(request, settings=settings, review_minutes=review)


def inputs_hash(request: PlanRequest) -> str:
    """Return 64 hex digits that change when anything changes that the plan is made from.

    SHA-256 of canonical JSON. Of `today` only the first day of work goes in, so a plan stays the
    same within a week.
    """
    settings = request.settings
    whole = {
        "rules": RULES,
        "hours": float(settings.hours_a_week),
        "start": settings.start,
        "ready_by": settings.ready_by,
        "free": sorted(settings.free_mondays),
        "off": sorted(settings.days_off),
        "pins": settings.pinned_mondays,
        "when_short": settings.when_short,
        "first_day": request.first_day,
        "review": request.review_minutes,
        "selection": asdict(request.selection),
    }
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    return sha256(text.encode()).hexdigest()
