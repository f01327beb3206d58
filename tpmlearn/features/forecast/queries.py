"""Reads for the forecast of the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.drivers import LUCK, PACE, PERSON, WORK, Driver
from tpmlearn.domain.planning.forecast import Forecast, Milestone
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.figures.marks import NARROW, WIDE
from tpmlearn.figures.odds import in_100, odds_chart, odds_table
from tpmlearn.figures.table import Drawing
from tpmlearn.records.forecasting import forecast_of
from tpmlearn.records.planning import Basis, plan_basis, plan_now
from tpmlearn.words import N_, _

# Where lessons explain what the page shows: key, module, section.
_LESSONS = (
    ("three-point", "16-estimate-in-ranges", "s-three-numbers-two-formulas"),
    ("monte-carlo", "17-forecast-with-history", "s-monte-carlo-draw-the-past-many-times"),
    ("granted", "17-forecast-with-history", "s-what-the-draw-takes-for-granted"),
    ("odds", "17-forecast-with-history", "s-say-it-as-odds-and-keep-it-current"),
    ("network", "18-network-and-critical-path", "s-why-the-date-is-worse-than-the-path-says"),
)
_NAMES = {
    PACE: N_("Your pace: how long things take you"),
    PERSON: N_("The share of the planned hours that you find"),
    LUCK: N_("Weeks that go better or worse, or fall out"),
    WORK: N_("The activities themselves, all together"),
}


Cells = tuple[str, ...]


@dataclass(frozen=True)
class Lesson:
    """A section of a lesson; no anchor where the section is not there any more."""

    slug: str
    anchor: str
    title: str


@dataclass(frozen=True)
class ForecastPage:
    """The forecast of the plan as it is today; `fault` says why there is no plan, if so."""

    basis: Basis
    plan: Plan | None
    fault: str
    forecast: Forecast | None
    drawing: Drawing | None
    lessons: dict[str, Lesson]

    @property
    def as_planned(self) -> str:
        """How many of 100 runs end by the plan's own date."""
        return in_100(self.forecast.as_planned) if self.forecast else ""

    @property
    def in_time(self) -> str:
        """How many of 100 runs end by the date to be ready; empty without one."""
        share = self.forecast.in_time if self.forecast else None
        return "" if share is None else in_100(share)

    @property
    def rows(self) -> tuple[Cells, ...]:
        """Milestones with their dates, the whole plan last."""
        found = self.forecast
        return tuple(map(_dates, (*found.milestones, found.end))) if found else ()

    @property
    def shares(self) -> tuple[Cells, ...]:
        """What drives the spread of the end, with its share of it and the share's error."""
        found = self.forecast.drivers.overall if self.forecast else ()
        return tuple((_(_NAMES[one.key]), *_in_percent(one)) for one in found)

    @property
    def activities(self) -> tuple[Cells, ...]:
        """The activities that drive most of their own part of it."""
        found = self.forecast.drivers.activities if self.forecast else ()
        titles = {row.key: row.activity.title for row in self.plan.rows} if self.plan else {}
        return tuple((titles[one.key], *_in_percent(one)) for one in found)


def forecast_page(person_id: int | None, catalogue: Catalogue, *, today: date) -> ForecastPage:
    """The forecast and all that is said about it; statements as in `plan_basis`."""
    basis = plan_basis(person_id, catalogue, today)
    plan, fault = _plan(basis)
    found = forecast_of(plan, basis.pace) if plan else None
    return ForecastPage(
        basis=basis,
        plan=plan,
        fault=fault,
        forecast=found,
        drawing=_drawing(found, plan.ready_by) if found and plan else None,
        lessons=_lessons(catalogue),
    )


def _plan(basis: Basis) -> tuple[Plan | None, str]:
    """The plan of today; None and a sentence on why where it cannot be made."""
    try:
        return plan_now(basis), ""
    except ValueError as fault:
        return None, str(fault)


def _drawing(found: Forecast, ready_by: date | None) -> Drawing:
    return Drawing(
        wide=odds_chart(found, ready_by=ready_by, width=WIDE, prefix="wide"),
        narrow=odds_chart(found, ready_by=ready_by, width=NARROW, prefix="narrow"),
        table=odds_table(found),
    )


def _lessons(catalogue: Catalogue) -> dict[str, Lesson]:
    return dict(_present(catalogue))


def _present(catalogue: Catalogue) -> Iterable[tuple[str, Lesson]]:
    for key, slug, anchor in _LESSONS:
        module = catalogue.modules.get(slug)
        if module:
            there = any(section.anchor == anchor for section in module.sections)
            yield key, Lesson(slug, anchor if there else "", module.title)


def _dates(one: Milestone) -> Cells:
    return (one.title, *(full_day(day) for day in (one.planned, one.p50, one.p85, one.p95)))


def _in_percent(one: Driver) -> Cells:
    return f"{100 * one.share:.1f} %", f"{100 * one.error:.1f} %"
