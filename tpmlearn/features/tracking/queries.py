"""Reads for the baseline and the status report."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.changes import plan_changes
from tpmlearn.domain.planning.comparison import Compared, compared
from tpmlearn.domain.planning.limits import USUAL, Limits
from tpmlearn.domain.planning.outlook import Odds
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.report import Report, Words, report_of
from tpmlearn.domain.planning.report_markdown import report_markdown
from tpmlearn.domain.planning.report_words import rests_on, scope_words
from tpmlearn.domain.planning.tracking import Track, Tracking
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.figures.burn_up import BurnUp, burn_up, burn_up_table
from tpmlearn.figures.marks import NARROW, WIDE
from tpmlearn.figures.table import Drawing
from tpmlearn.models import ReportRow
from tpmlearn.records.forecasting import forecast_of
from tpmlearn.records.planning import Basis, plan_basis, plan_now
from tpmlearn.records.tracking import Agreed, Baseline, baselines, current_baseline, tracking_now

# Where the figures are taught: by the word of the page, the lesson and how the anchor of its
# section begins.
LESSONS = {
    "baseline": ("29-earned-value", "s-what-goes-wrong"),
    "change": ("31-issues-and-change-control", "s-what-a-change-really-costs"),
    "rules": ("29-earned-value", "s-three-figures-one-rule"),
    "earned": ("29-earned-value", "s-when-will-it-end"),
    "colours": ("28-status-reports", "s-colours-that-follow-limits"),
    "report": ("28-status-reports", "s-four-parts-on-one-page"),
    "forecast": ("17-forecast-with-history", "s-say-it-as-odds"),
}


@dataclass(frozen=True)
class Lesson:
    """Where something is taught: a module and the anchor of its section, empty for its top."""

    slug: str
    title: str
    anchor: str


@dataclass(frozen=True)
class Standing:
    """A person's plan, the baseline that counts, and one against the other, as far as there are.

    `fault` says why the plan could not be made anew; `plan` is then the one saved last.
    """

    basis: Basis
    plan: Plan | None
    fault: str
    baseline: Baseline | None
    tracking: Tracking | None
    lessons: dict[str, Lesson]

    @property
    def version(self) -> int:
        """Which saving of the plan this shows; 0 before the first."""
        return self.basis.saved.version if self.basis.saved else 0

    @property
    def number(self) -> int:
        """The number of the baseline that counts, 0 without one."""
        return self.baseline.agreed.number if self.baseline else 0


@dataclass(frozen=True)
class BaselinePage:
    """The baseline, planned against actual; `past` are older baselines, newest first.

    `moved` says what differs from the baseline and why. `fresh` says that it can be taken back.
    """

    standing: Standing
    track: Track | None
    lines: tuple[Compared, ...]
    moved: tuple[str, ...]
    past: tuple[Agreed, ...]
    roles: dict[str, str]
    fresh: bool
    drawing: Drawing | None
    rests_on: str
    scope_said: tuple[str, ...]


@dataclass(frozen=True)
class ReportPage:
    """The status report; none without plan and baseline. `version` counts savings of its words."""

    standing: Standing
    report: Report | None
    markdown: str
    limits: Limits
    words: Words
    version: int
    suggestions: tuple[str, ...]


def baseline_page(
    person_id: int | None, catalogue: Catalogue, *, now: datetime, zone: tzinfo
) -> BaselinePage:
    """The baseline and the plan against it; three statements more than `plan_basis`."""
    today = now.astimezone(zone).date()
    standing = _standing(person_id, catalogue, today, zone)
    tracking, baseline = standing.tracking, standing.baseline
    track = tracking.on(today) if tracking else None
    lines: tuple[Compared, ...] = ()
    moved: tuple[str, ...] = ()
    if tracking and standing.plan:
        lines = compared(tracking.baseline, standing.plan, tracking.scope)
        moved = plan_changes(tracking.baseline, standing.plan)
    return BaselinePage(
        standing=standing,
        track=track,
        lines=lines,
        moved=moved,
        past=baselines(person_id)[1:] if person_id is not None and baseline else (),
        roles={slug: role.title for slug, role in catalogue.roles.items()},
        fresh=baseline is not None and baseline.agreed.saved_at.astimezone(zone).date() == today,
        drawing=_drawing(tracking, track, today) if tracking and track else None,
        rests_on=rests_on(tracking, track) if tracking and track else "",
        scope_said=scope_words(tracking) if tracking else (),
    )


def report_page(
    person_id: int | None, catalogue: Catalogue, *, now: datetime, zone: tzinfo, name: str
) -> ReportPage:
    """The status report of today; three statements more than `plan_basis`."""
    today = now.astimezone(zone).date()
    standing = _standing(person_id, catalogue, today, zone)
    row = db.session.get(ReportRow, person_id) if person_id is not None else None
    limits, words = _limits(row), _words(row, zone)
    report = None
    if standing.tracking and standing.plan:
        report = report_of(
            standing.tracking,
            standing.plan,
            today=today,
            limits=limits,
            words=words,
            role=standing.basis.role.title,
            odds=_odds(standing),
        )
    remedy = standing.plan.remedy if standing.plan else None
    return ReportPage(
        standing=standing,
        report=report,
        markdown=report_markdown(report, name=name) if report else "",
        limits=limits,
        words=words,
        version=row.version if row else 0,
        suggestions=remedy.sentences if remedy else (),
    )


def _odds(standing: Standing) -> Odds | None:
    """The end of the plan with even odds and with 85 %, None where nothing is left to do."""
    if standing.plan is None:
        return None
    found = forecast_of(standing.plan, standing.basis.pace)
    return Odds(found.end.p50, found.end.p85) if found else None


def _standing(person_id: int | None, catalogue: Catalogue, today: date, zone: tzinfo) -> Standing:
    basis = plan_basis(person_id, catalogue, today)
    plan, fault = _plan(basis)
    baseline = current_baseline(person_id) if person_id is not None else None
    tracking = None
    if person_id is not None and baseline and plan:
        tracking = tracking_now(
            person_id, baseline, plan, catalogue=catalogue, progress=basis.progress, zone=zone
        )
    return Standing(basis, plan, fault, baseline, tracking, _lessons(catalogue))


def _lessons(catalogue: Catalogue) -> dict[str, Lesson]:
    """The lessons of LESSONS that the content has."""
    found = {}
    for word, (slug, begins) in LESSONS.items():
        module = catalogue.modules.get(slug)
        if module:
            sections = (one.anchor for one in module.sections if one.anchor.startswith(begins))
            found[word] = Lesson(slug, module.title, next(sections, ""))
    return found


def _plan(basis: Basis) -> tuple[Plan | None, str]:
    """The plan of today; where it cannot be made, the saved one and a sentence on why."""
    saved = basis.saved.plan if basis.saved else None
    try:
        return plan_now(basis) or saved, ""
    except ValueError as fault:
        return saved, str(fault)


def _limits(row: ReportRow | None) -> Limits:
    if row is None:
        return USUAL
    return Limits(row.spi_amber, row.spi_red, row.late_amber, row.late_red)


def _words(row: ReportRow | None, zone: tzinfo) -> Words:
    if row is None:
        return Words()
    written_on = row.written_at.astimezone(zone).date() if row.written_at else None
    return Words(row.reason, row.way_back, row.way_back_by, row.ask, written_on)


def _drawing(tracking: Tracking, track: Track, today: date) -> Drawing:
    found = BurnUp(
        weeks=tracking.by_week(today),
        begin=monday(tracking.baseline.first_day),
        today=today,
        total=track.total,
        forecast=track.forecast,
    )
    return Drawing(
        wide=burn_up(found, width=WIDE, prefix="wide"),
        narrow=burn_up(found, width=NARROW, prefix="narrow"),
        table=burn_up_table(found),
    )
