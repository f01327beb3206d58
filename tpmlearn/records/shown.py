"""What a consent lets others see of a person.

The only room that reads a profile for other people's eyes. Pages for others are made from `Shown`
alone, so what was not chosen cannot reach them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.activities import Kind, key_of
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.rating import CountedRating
from tpmlearn.domain.profiles.visibility import (
    Consent,
    Naming,
    Section,
    counted_only,
    initials,
    told,
)
from tpmlearn.models import ChoiceState, PersonRow, PlanChoiceRow
from tpmlearn.records.plans import saved_plan
from tpmlearn.records.portrait import AreaLines, QuizRecord, lines_by_area, quiz_records
from tpmlearn.records.progress import QuizResult, passed_modules, quiz_results
from tpmlearn.records.shown_exams import ShownExam, shown_exams
from tpmlearn.records.skills import SkillState, skill_states


@dataclass(frozen=True)
class PlanStep:
    """One thing of a plan; `done` is whether it is behind the person."""

    kind: Kind
    title: str
    done: bool


@dataclass(frozen=True)
class PlanProgress:
    """How far a plan is: its steps in order, and the day on which it is to end."""

    steps: tuple[PlanStep, ...]
    ends_on: date | None

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)


@dataclass(frozen=True)
class Fit:
    """What a role is compared with: the rating of each skill, and between which days they fell."""

    ratings: Mapping[str, CountedRating]
    rated: int
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True)
class Shown:
    """All that a consent lets out; a part that was not chosen is None, the name empty."""

    consent: Consent
    name: str
    fit: Fit | None
    ratings: tuple[AreaLines, ...] | None
    quizzes: tuple[QuizRecord, ...] | None
    exams: tuple[ShownExam, ...] | None
    plan: PlanProgress | None


def shown_profile(person_id: int, consent: Consent, catalogue: Catalogue) -> Shown:
    """Read what `consent` lets out of a person's profile, in at most thirteen statements."""
    shows = consent.shows
    states: dict[str, SkillState] = {}
    results: dict[str, list[QuizResult]] = {}
    if shows(Section.FIT) or shows(Section.RATINGS):
        states = skill_states(person_id, catalogue.skills)
    if shows(Section.QUIZZES) or shows(Section.PLAN):
        results = quiz_results(person_id)
    return Shown(
        consent=consent,
        name=_name(person_id, consent.naming),
        fit=_fit(states, consent) if shows(Section.FIT) else None,
        ratings=_ratings(states, catalogue) if shows(Section.RATINGS) else None,
        quizzes=quiz_records(results, catalogue) if shows(Section.QUIZZES) else None,
        exams=shown_exams(person_id) if shows(Section.EXAMS) else None,
        plan=_plan_progress(person_id, results) if shows(Section.PLAN) else None,
    )


def _name(person_id: int, naming: Naming) -> str:
    if naming is Naming.NONE:
        return ""
    name = db.session.scalar(select(PersonRow.name).where(PersonRow.id == person_id)) or ""
    return initials(name) if naming is Naming.INITIALS else name


def _fit(states: Mapping[str, SkillState], consent: Consent) -> Fit:
    whole = consent.shows(Section.RATINGS)
    moments = [state.rated_at for state in states.values() if state.rated_at is not None]
    return Fit(
        ratings={
            code: state.rating if whole else counted_only(state.rating)
            for code, state in states.items()
        },
        rated=len(moments),
        oldest=min(moments, default=None),
        newest=max(moments, default=None),
    )


def _ratings(states: Mapping[str, SkillState], catalogue: Catalogue) -> tuple[AreaLines, ...]:
    shown = {code: _without_declined(state) for code, state in states.items()}
    areas = lines_by_area(shown, (), catalogue, words=told)
    return tuple(area for area in areas if area.lines)


def _without_declined(state: SkillState) -> SkillState:
    """What somebody declined carries nothing and is not shown to others."""
    kept = tuple(one for one in state.claims if one.standing is not Standing.DECLINED)
    return replace(state, claims=kept)


def _plan_progress(person_id: int, results: dict[str, list[QuizResult]]) -> PlanProgress | None:
    plan = saved_plan(person_id)
    if plan is None:
        return None
    done = _done_keys(person_id, results)
    steps = tuple(
        PlanStep(row.activity.kind, row.activity.title, row.done or row.key in done)
        for row in plan.rows
    )
    return PlanProgress(steps, _end(plan, done))


def _done_keys(person_id: int, results: dict[str, list[QuizResult]]) -> frozenset[str]:
    """What is done since the plan was saved: lessons passed, and what the person marked."""
    passed = {key_of(Kind.MODULE, slug) for slug in passed_modules(results)}
    marked = db.session.scalars(
        select(PlanChoiceRow.activity).where(
            PlanChoiceRow.person_id == person_id, PlanChoiceRow.state == ChoiceState.DONE
        )
    )
    return frozenset({*passed, *marked})


def _end(plan: Plan, done: frozenset[str]) -> date | None:
    return max((row.end for row in plan.rows if not row.done and row.key not in done), default=None)
