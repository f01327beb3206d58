"""Reads for another plan beside today's."""

from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.content.catalogue import Catalogue, Role
from tpmlearn.domain.planning.forecast import Forecast
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.settings import LEAST_HOURS, LONGEST_AHEAD, MOST_HOURS, PlanSettings
from tpmlearn.domain.planning.weeks import WEEK
from tpmlearn.domain.planning.wording import full_day, hours
from tpmlearn.figures.odds import in_100
from tpmlearn.records.forecasting import forecast_of
from tpmlearn.records.planning import Basis, plan_now, what_if
from tpmlearn.words import N_, _, ngettext, numbers

FOUR_WEEKS = 4 * WEEK
_LINES = (
    N_("Role"),
    N_("Hours a week"),
    N_("Ready by"),
    N_("Left to do"),
    N_("Plan ends"),
    N_("Even odds"),
    N_("85 of 100"),
    N_("95 of 100"),
    N_("Odds of the date"),
)
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """A plan and its forecast; `fault` says why there is no plan, if so.

    `left_out` are titles of what the plan leaves out for its date, or would have to; `hours` is the
    work that is left.
    """

    basis: Basis
    plan: Plan | None
    fault: str
    forecast: Forecast | None
    left_out: tuple[str, ...]

    @property
    def hours(self) -> float:
        """Hours of planned work."""
        rows = self.plan.rows if self.plan else ()
        return sum(minutes for row in rows for _, minutes in row.minutes) / 60

    @property
    def count(self) -> int:
        """How many things are left to do."""
        return sum(not row.done for row in self.plan.rows) if self.plan else 0


@dataclass(frozen=True)
class WhatIfPage:
    """Today's plan and, where something was asked, another one beside it.

    `comes` and `goes` are titles of what only the other plan has, and only today's.
    """

    now: Outcome
    then: Outcome | None
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    suggestions: tuple[tuple[str, dict[str, str]], ...]

    @property
    def rows(self) -> tuple[Cells, ...]:
        """Both plans beside each other, a line for each thing that counts."""
        both = (self.now, self.then) if self.then else ()
        columns = [_column(one) for one in both]
        return tuple((_(name), *(column[name] for column in columns)) for name in _LINES)

    @property
    def differs_in_settings(self) -> bool:
        """Whether hours or date are other than today's."""
        both = (self.now.plan, self.then.plan if self.then else None)
        settings = [(one.hours_a_week, one.ready_by) for one in both if one]
        return len(settings) == 2 and settings[0] != settings[1]

    @property
    def sentence(self) -> str:
        """What changes first of all: the even date and, where there is one, the odds in time."""
        return _sentence(self.now, self.then) if self.then else ""


def roles_to_try(basis: Basis, catalogue: Catalogue) -> dict[str, Role]:
    """The roles by slug, in the order of the content; before them a job advert that is the goal."""
    roles = sorted(catalogue.roles.values(), key=lambda one: one.order)
    return {basis.role.slug: basis.role} | {one.slug: one for one in roles}


def what_if_page(
    basis: Basis,
    catalogue: Catalogue,
    *,
    asked: PlanSettings | None,
    role: Role,
    today: date,
) -> WhatIfPage:
    """Today's plan and, for settings that were `asked`, the other; no statement of its own."""
    now = _outcome(basis, "")
    suggestions = _suggestions(basis, today)
    if asked is None or now.plan is None:
        return WhatIfPage(now, None, (), (), suggestions)
    other = what_if(
        basis,
        catalogue,
        role=role,
        hours_a_week=asked.hours_a_week,
        ready_by=asked.ready_by,
        today=today,
    )
    then = _outcome(other, now.plan.inputs)
    return WhatIfPage(now, then, _only(then, now), _only(now, then), suggestions)


def _outcome(basis: Basis, seed: str) -> Outcome:
    plan, fault = _plan(basis)
    found = forecast_of(plan, basis.pace, seed=seed) if plan else None
    return Outcome(basis, plan, fault, found, _left_out(plan) if plan else ())


def _plan(basis: Basis) -> tuple[Plan | None, str]:
    """The plan of today; None and a sentence on why where it cannot be made."""
    try:
        return plan_now(basis), ""
    except ValueError as fault:
        return None, str(fault)


def _left_out(plan: Plan) -> tuple[str, ...]:
    if plan.shortened:
        return tuple(one.activity.title for one in plan.shortened.left_out)
    keys = plan.remedy.leave_out if plan.remedy else ()
    rows = (plan.row(key) for key in keys)
    return tuple(row.activity.title for row in rows if row)


def _only(one: Outcome, other: Outcome) -> tuple[str, ...]:
    if one.plan is None or other.plan is None:
        return ()
    known = {row.key for row in other.plan.rows}
    return tuple(row.activity.title for row in one.plan.rows if row.key not in known)


def _column(one: Outcome) -> dict[str, str]:
    """The lines of one plan, in the words of the page."""
    plan, found = one.plan, one.forecast
    ready_by = plan.ready_by if plan else None
    dates = (found.end.planned, found.end.p50, found.end.p85, found.end.p95) if found else ()
    cells = (
        one.basis.role.title,
        numbers.shortest(plan.hours_a_week) if plan else "",
        full_day(ready_by) if ready_by else _("no date"),
        _(
            "%(things)s, %(hours)s",
            things=ngettext(
                "%(count)s thing", "%(count)s things", one.count, count=numbers.spelled(one.count)
            ),
            hours=hours(one.hours),
        ),
        *(map(full_day, dates) if dates else [_("nothing left")] * 4),
        _("no date")
        if found is None or found.in_time is None
        else _("%(number)s of 100", number=in_100(found.in_time)),
    )
    return dict(zip(_LINES, cells, strict=True))


def _sentence(now: Outcome, then: Outcome) -> str:
    if now.forecast is None or then.forecast is None:
        return ""
    first, second = now.forecast.end.p50, then.forecast.end.p50
    if first == second:
        return _("With even odds you would be ready by %(first)s, as today.", first=full_day(first))
    days = {"second": full_day(second), "first": full_day(first)}
    weeks = round(abs((second - first).days) / 7)
    if not weeks:
        return _(
            "With even odds you would be ready in the same week: by %(second)s instead of "
            "%(first)s.",
            **days,
        )
    count = numbers.spelled(weeks)
    if second > first:
        return ngettext(
            "With even odds you would be ready %(count)s week later: by %(second)s instead of "
            "%(first)s.",
            "With even odds you would be ready %(count)s weeks later: by %(second)s instead of "
            "%(first)s.",
            weeks,
            count=count,
            **days,
        )
    return ngettext(
        "With even odds you would be ready %(count)s week earlier: by %(second)s instead of "
        "%(first)s.",
        "With even odds you would be ready %(count)s weeks earlier: by %(second)s instead of "
        "%(first)s.",
        weeks,
        count=count,
        **days,
    )


def _suggestions(basis: Basis, today: date) -> tuple[tuple[str, dict[str, str]], ...]:
    """Things to try first: an hour more, two fewer, four weeks more time."""
    if basis.request is None:
        return ()
    settings = basis.request.settings
    asked = {"role": basis.role.slug}
    by = settings.ready_by.isoformat() if settings.ready_by else ""
    found = [
        (
            _("%(hours)s a week", hours=hours(amount)),
            {**asked, "hours": f"{amount:g}", "ready_by": by},
        )
        for amount in (settings.hours_a_week + 1, settings.hours_a_week - 1)
        if LEAST_HOURS <= amount <= MOST_HOURS
    ]
    if settings.ready_by and settings.ready_by < today + LONGEST_AHEAD - FOUR_WEEKS:
        later = (settings.ready_by + FOUR_WEEKS).isoformat()
        usual = f"{settings.hours_a_week:g}"
        found.append((_("four weeks more time"), {**asked, "hours": usual, "ready_by": later}))
    return tuple(found)
