"""Reads for the gap, the plan and today."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.quiz_rules import AttemptKind
from tpmlearn.domain.content.catalogue import Area, Catalogue, Certificate, Contact, Role
from tpmlearn.domain.planning.activities import SEED_STEPS, Kind, key_of
from tpmlearn.domain.planning.advert_target import advert_id
from tpmlearn.domain.planning.agenda import Agenda, Task, agenda_of, coming_tasks
from tpmlearn.domain.planning.assumptions import assumed_gaps
from tpmlearn.domain.planning.changes import plan_changes
from tpmlearn.domain.planning.days_off import (
    DaysUnreadable,
    Stretch,
    read_days,
    stretches,
    to_come,
)
from tpmlearn.domain.planning.gaps import GapReport, SkillGap, gap_report
from tpmlearn.domain.planning.levelled import critical_titles
from tpmlearn.domain.planning.nearest import (
    RoleComparison,
    explain_role,
    explain_target,
    nearest_role,
)
from tpmlearn.domain.planning.offers import offered_activities
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.splitting import can_split, is_second, second_key, whole_key
from tpmlearn.domain.planning.ways import Way, developer_gaps, developer_strengths, ways
from tpmlearn.domain.planning.week_sheet import WeekSheet, week_sheet
from tpmlearn.domain.planning.weeks import WEEK, monday
from tpmlearn.figures.gantt import TooManyRows, gantt
from tpmlearn.figures.gantt_table import gantt_table
from tpmlearn.figures.gap_chart import gap_chart, gap_table
from tpmlearn.figures.marks import NARROW, WIDE
from tpmlearn.figures.radar import radar
from tpmlearn.figures.table import Drawing
from tpmlearn.models import AnswerRow, AttemptRow, PlanRow
from tpmlearn.records.adverts import adverts_of
from tpmlearn.records.bank import provable_bands
from tpmlearn.records.goals import find_target, goal_of
from tpmlearn.records.measurement import bands_on
from tpmlearn.records.plan_traces import Choice
from tpmlearn.records.planning import Basis, plan_basis, plan_now
from tpmlearn.records.plans import planned
from tpmlearn.records.review import Review, UnderWay, review_of
from tpmlearn.records.skills import current_ratings, skill_states
from tpmlearn.records.tracking import current_baseline

FEW = 3


@dataclass(frozen=True)
class GapPage:
    """The gap to one role; `goal` is the chosen role's slug, empty where none is chosen.

    `adverts` are the person's job adverts in the shape of roles, `lost` the title of one that was
    the goal and is deleted.
    `tested` is the number of skills with a band, `provable` tells up to which band the test of its
    area can prove a skill.
    """

    role: Role
    roles: tuple[Role, ...]
    adverts: tuple[Role, ...]
    goal: str
    lost: str
    report: GapReport
    comparison: RoleComparison
    ways: tuple[Way, ...]
    unrated: tuple[tuple[Area, tuple[SkillGap, ...]], ...]
    developer_strengths: tuple[SkillGap, ...]
    developer_gaps: tuple[SkillGap, ...]
    notes: Mapping[str, str]
    newest: datetime | None
    has_plan: bool
    drawing: Drawing | None
    tested: int
    provable: Mapping[str, int]

    @property
    def rated(self) -> int:
        """How many of the role's skills are rated or tested."""
        return len(self.report.rows) - len(self.report.not_rated)

    @property
    def nearest(self) -> Role | None:
        """The nearest role, None while too little is rated to name one."""
        found = self.comparison.nearest
        by_slug = {role.slug: role for role in self.roles}
        return by_slug[found.report.role] if found else None

    def why(self, role: Role) -> tuple[str, ...]:
        """How near a role is, in sentences."""
        if advert_id(role.slug):
            return explain_target(self.report)
        return explain_role(self.comparison, role.slug)

    @property
    def advert(self) -> str:
        """The id of the advert that this gap is to, empty where it is to a role."""
        return advert_id(self.role.slug)


@dataclass(frozen=True)
class PlanLine:
    """A row of the plan; `assumed` names the skills whose gap is assumed, not rated.

    `part` is 1 or 2 for what is done in two parts, else 0.
    `passed` says that it is done because its quiz is passed, which nobody can take back.
    """

    row: Row
    when: str
    choice: Choice | None
    assumed: tuple[str, ...]
    part: int
    can_split: bool

    @property
    def weeks(self) -> tuple[date, date]:
        """The weeks before and after the one that it starts in, by their Mondays."""
        return monday(self.row.start) - WEEK, monday(self.row.start) + WEEK

    @property
    def passed(self) -> bool:
        """Whether it is done by itself."""
        return self.row.done and (self.choice is None or self.choice.state != "done")


@dataclass(frozen=True)
class StepLines:
    """What is left to do of one seed step."""

    step: str
    lines: tuple[PlanLine, ...]

    @property
    def minutes(self) -> int:
        """All minutes left."""
        return sum(spent for line in self.lines for _, spent in line.row.minutes)


@dataclass(frozen=True)
class Changed:
    """What was decided last, as the page's address says; no choice: it was taken back.

    `how` is "split" or "joined" where it was that.
    """

    key: str
    title: str
    choice: Choice | None
    in_plan: bool
    how: str = ""


@dataclass(frozen=True)
class ChangedDays:
    """The days that were set off, or are worked on again, by the last change."""

    days: tuple[Stretch, ...]
    are_off: bool


@dataclass(frozen=True)
class TimeLine:
    """The Gantt chart, or why there is none, and the titles of what is critical, by their start."""

    drawing: Drawing | None
    fault: str
    critical: tuple[str, ...]


@dataclass(frozen=True)
class PlanPage:
    """The plan as it is today; `fault` says why it could not be made anew, if so.

    `since` are sentences on what moved by itself since the plan was saved. `uncovered` and
    `worked_through` are (code, name) of skills, `total` is how many skills there are;
    `certificates` and `contacts` are by activity key; `away` are days off to come.
    """

    basis: Basis
    plan: Plan | None
    fault: str
    since: tuple[str, ...]
    total: int
    lines: tuple[PlanLine, ...]
    uncovered: tuple[tuple[str, str], ...]
    worked_through: tuple[tuple[str, str], ...]
    assumed: int
    certificates: Mapping[str, Certificate]
    contacts: Mapping[str, Contact]
    away: tuple[Stretch, ...]
    changed: Changed | None
    changed_days: ChangedDays | None
    time_line: TimeLine | None
    week: WeekSheet | None
    this_week: date

    @property
    def version(self) -> int:
        """Which saving this shows; 0 before the first."""
        return self.basis.saved.version if self.basis.saved else 0

    @property
    def done(self) -> tuple[PlanLine, ...]:
        """What is behind the person."""
        return tuple(line for line in self.lines if line.row.done)

    @property
    def steps(self) -> tuple[StepLines, ...]:
        """What is left, by seed step."""
        left = [line for line in self.lines if not line.row.done]
        steps = dict.fromkeys((*SEED_STEPS, *(line.row.activity.step for line in left)))
        return tuple(
            StepLines(step, tuple(line for line in left if line.row.activity.step == step))
            for step in steps
        )

    @property
    def minutes(self) -> int:
        """All minutes left."""
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class OpenQuiz:
    """A quiz that was begun and not finished."""

    id: str
    title: str
    answered: int
    size: int


@dataclass(frozen=True)
class Reviews:
    """What there is to review today: a session that was begun, or so many questions."""

    under_way: UnderWay | None
    due: int
    minutes: int


@dataclass(frozen=True)
class TodayPage:
    """What to do now; `agenda` is None without a plan, `fault` as on the plan's page.

    `reviews` is None while there is nothing to review today.
    """

    basis: Basis
    total: int
    plan: Plan | None
    fault: str
    agenda: Agenda | None
    coming: tuple[Task, ...]
    since: tuple[str, ...]
    quiz: OpenQuiz | None
    reviews: Reviews | None


def gap_page(
    person_id: int | None, slug: str, catalogue: Catalogue, *, today: date, view: str
) -> GapPage:
    """The gap to a role or an advert of theirs, to the chosen one where `slug` is empty.

    Six statements, eight for somebody who was tested, one more for an advert that is asked for.
    LookupError where there is no such role.
    """
    goal = goal_of(person_id, catalogue)
    role = find_target(person_id, slug, catalogue) if slug else goal.role
    if role is None:
        raise LookupError(slug)
    tested = bands_on(person_id, catalogue, today)
    states = skill_states(person_id, catalogue.skills, tested)
    ratings = {code: state.rating for code, state in states.items()}
    report = gap_report(catalogue, role, ratings)
    moments = [state.rated_at for state in states.values() if state.rated_at is not None]
    return GapPage(
        role=role,
        roles=tuple(sorted(catalogue.roles.values(), key=lambda one: one.order)),
        adverts=tuple(advert.role for advert in adverts_of(person_id)),
        goal=goal.role.slug if goal.chosen else "",
        lost=goal.lost,
        report=report,
        comparison=nearest_role(catalogue, ratings),
        ways=ways(catalogue, report),
        unrated=_by_area(catalogue, report.not_rated),
        developer_strengths=developer_strengths(report),
        developer_gaps=developer_gaps(report),
        notes={code: skill.developer_note for code, skill in catalogue.skills.items()},
        newest=max(moments, default=None),
        has_plan=_has_plan(person_id),
        drawing=_gap_drawing(report, view) if moments or tested else None,
        tested=len(tested),
        provable=provable_bands(catalogue) if tested else {},
    )


def has_rated(person_id: int | None) -> bool:
    """Whether this person has rated anything; one statement, none for a visitor."""
    return person_id is not None and bool(current_ratings(person_id))


def title_of(activity: str, catalogue: Catalogue) -> str:
    """The title of an activity, empty where the content does not offer it."""
    found = offered_activities(catalogue, {}).get(whole_key(activity))
    return found.title if found else ""


def plan_page(
    person_id: int | None,
    catalogue: Catalogue,
    *,
    today: date,
    view: str,
    week: date | None = None,
    changed: tuple[str, int] = ("", 0),
    changed_days: str = "",
    how: str = "",
) -> PlanPage:
    """The plan and all that is said about it; statements as in `plan_basis`, one more for
    the time line.

    `week` is any day of the week to show where the view is that, else this week.
    `changed` is the activity that was decided last and the version which that made,
    `changed_days` the days off, as text, if it was those.
    """
    basis = plan_basis(person_id, catalogue, today)
    plan, fault = _plan(basis)
    return PlanPage(
        basis=basis,
        plan=plan,
        fault=fault,
        since=_since(basis, plan),
        total=len(catalogue.skills),
        lines=_lines(basis, plan),
        uncovered=_named(plan.uncovered if plan else (), catalogue),
        worked_through=_named(plan.worked_through if plan else (), catalogue),
        assumed=len(assumed_gaps(basis.report)),
        certificates={
            key_of(Kind.CERTIFICATE, one): c for one, c in catalogue.certificates.items()
        },
        contacts={key_of(Kind.CONTACT, one): c for one, c in catalogue.contacts.items()},
        away=stretches(to_come(basis.saved.days_off if basis.saved else (), today)),
        changed=_changed(changed, how, basis, plan, catalogue),
        changed_days=_changed_days(changed_days, changed[1], basis),
        time_line=_time_line(person_id, plan, today) if plan and view == "gantt" else None,
        week=week_sheet(plan, week or today, today=today) if plan and view == "week" else None,
        this_week=monday(today),
    )


def today_page(
    person_id: int | None, catalogue: Catalogue, *, now: datetime, zone: tzinfo
) -> TodayPage:
    """What to do now, in days of `zone`; two statements more than `plan_basis`."""
    today = now.astimezone(zone).date()
    basis = plan_basis(person_id, catalogue, today)
    plan, fault = _plan(basis)
    agenda = agenda_of(plan, today) if plan else None
    few = FEW - len(agenda.tasks) if agenda else 0
    return TodayPage(
        basis=basis,
        total=len(catalogue.skills),
        plan=plan,
        fault=fault,
        agenda=agenda,
        coming=coming_tasks(plan, today, most=max(1, few)) if plan else (),
        since=_since(basis, plan),
        quiz=_open_quiz(person_id) if person_id is not None else None,
        reviews=_reviews(review_of(person_id, catalogue, now=now, zone=zone)),
    )


def _reviews(review: Review) -> Reviews | None:
    due = len(review.queue.now)
    found = Reviews(review.under_way, due, review.minutes)
    return found if due or review.under_way else None


def _has_plan(person_id: int | None) -> bool:
    statement = select(PlanRow.version).where(PlanRow.person_id == person_id)
    return person_id is not None and db.session.scalar(statement) is not None


def _by_area(
    catalogue: Catalogue, rows: tuple[SkillGap, ...]
) -> tuple[tuple[Area, tuple[SkillGap, ...]], ...]:
    found = (
        (area, tuple(row for row in rows if row.area == area.code))
        for area in catalogue.areas.values()
    )
    return tuple((area, members) for area, members in found if members)


def _gap_drawing(report: GapReport, view: str) -> Drawing:
    draw = radar if view == "radar" else gap_chart
    return Drawing(
        wide=draw(report, width=WIDE, prefix="wide"),
        narrow=draw(report, width=NARROW, prefix="narrow"),
        table=gap_table(report),
    )


def _gantt_drawing(plan: Plan, agreed: Mapping[str, tuple[date, date]], today: date) -> Drawing:
    def draw(width: float, prefix: str) -> str:
        return gantt(
            plan, today=today, width=width, prefix=prefix, agreed=agreed, address=_in_the_list
        )

    table = gantt_table(plan, agreed=agreed)
    return Drawing(wide=draw(WIDE, "wide"), narrow=draw(NARROW, "narrow"), table=table)


def _agreed(person_id: int | None) -> dict[str, tuple[date, date]]:
    """The days of the baseline that counts, by activity key; one statement."""
    baseline = current_baseline(person_id) if person_id is not None else None
    rows = baseline.plan.rows if baseline and baseline.plan else ()
    return {row.key: (row.start, row.end) for row in rows if not row.done}


def _in_the_list(key: str) -> str:
    """The address of an activity's card, from the plan's page."""
    return f"?view=list#a-{key.replace(':', '-')}"


def _time_line(person_id: int | None, plan: Plan, today: date) -> TimeLine:
    try:
        drawing, fault = _gantt_drawing(plan, _agreed(person_id), today), ""
    except TooManyRows as too_many:
        drawing, fault = None, str(too_many)
    return TimeLine(drawing, fault, critical_titles(plan))


def _plan(basis: Basis) -> tuple[Plan | None, str]:
    """The plan of today; where it cannot be made, the saved one and a sentence on why."""
    try:
        return plan_now(basis), ""
    except ValueError as fault:
        return basis.saved.plan if basis.saved else None, str(fault)


def _since(basis: Basis, plan: Plan | None) -> tuple[str, ...]:
    before = basis.saved.plan if basis.saved else None
    return plan_changes(before, plan) if before and plan and before is not plan else ()


def _lines(basis: Basis, plan: Plan | None) -> tuple[PlanLine, ...]:
    assumed = assumed_gaps(basis.report)
    keys = {row.key for row in plan.rows} if plan else set()
    return tuple(
        PlanLine(
            row=row,
            when=place.words if (place := planned(plan, row.key)) else "",
            choice=basis.choices.get(row.key),
            assumed=tuple(assumed[code] for code in row.activity.skills if code in assumed),
            part=_part(row.key, keys),
            can_split=can_split(row.activity) and second_key(row.key) not in keys,
        )
        for row in (plan.rows if plan else ())
    )


def _part(key: str, keys: Collection[str]) -> int:
    if is_second(key):
        return 2
    return 1 if second_key(key) in keys else 0


def _named(codes: Iterable[str], catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    skills = catalogue.skills
    return tuple((code, skills[code].name) for code in codes if code in skills)


def _changed(
    last: tuple[str, int], how: str, basis: Basis, plan: Plan | None, catalogue: Catalogue
) -> Changed | None:
    key, version = last
    if plan is None or basis.saved is None or basis.saved.version != version:
        return None
    activity = offered_activities(catalogue, {}).get(whole_key(key))
    if activity is None:
        return None
    row = plan.row(key)
    is_split = plan.row(second_key(key)) is not None
    so = how if how == ("split" if is_split else "joined") else ""
    title = row.activity.title if row and is_second(key) else activity.title
    return Changed(key, title, basis.choices.get(key), row is not None, so)


def _changed_days(text: str, version: int, basis: Basis) -> ChangedDays | None:
    if not text or basis.saved is None or basis.saved.version != version:
        return None
    try:
        days = read_days(text)
    except DaysUnreadable:
        return None
    return ChangedDays(stretches(days), are_off=days <= basis.saved.days_off) if days else None


def _open_quiz(person_id: int) -> OpenQuiz | None:
    answered = (
        select(func.count())
        .where(AnswerRow.attempt_id == AttemptRow.id)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    found = db.session.execute(
        select(AttemptRow.id, AttemptRow.module_title, answered, AttemptRow.size)
        .where(
            AttemptRow.person_id == person_id,
            AttemptRow.kind == AttemptKind.FULL,
            AttemptRow.finished_at.is_(None),
        )
        .order_by(AttemptRow.started_at.desc())
        .limit(1)
    ).one_or_none()
    return OpenQuiz(*found) if found else None
