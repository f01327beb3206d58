"""What a consent lets others see of a person.

The only room that reads a profile for other people's eyes. Pages for others are made from `Shown`
alone, so what was not chosen cannot reach them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.assessment.bands import Band
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.activities import Kind, key_of
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.rating import CountedBand
from tpmlearn.domain.profiles.shown import (
    Fit,
    PlanProgress,
    PlanStep,
    Shown,
    ShownAttempt,
    ShownBadge,
    ShownBand,
    ShownClaim,
    ShownConfirmation,
    ShownQuiz,
    ShownSkill,
    ShownTests,
)
from tpmlearn.domain.profiles.visibility import (
    Consent,
    Naming,
    Section,
    counted_only,
    initials,
    told,
)
from tpmlearn.models import (
    ChoiceState,
    CredentialRow,
    CredentialStatusRow,
    PersonRow,
    PlanChoiceRow,
)
from tpmlearn.records.claims import Claim
from tpmlearn.records.conditions import skill_conditions
from tpmlearn.records.measurement import NOTHING, Measurement, end_of_day, measurement
from tpmlearn.records.plans import saved_plan
from tpmlearn.records.portrait import quiz_records
from tpmlearn.records.progress import QuizResult, passed_modules, quiz_results
from tpmlearn.records.shown_exams import shown_exams, shown_traps
from tpmlearn.records.skills import NOT_TESTED, SkillState, skill_states
from tpmlearn.words import SOURCE, speaking


def shown_profile(
    person_id: int, consent: Consent, catalogue: Catalogue, *, now: datetime
) -> Shown:
    """Read what `consent` lets out of a person's profile, in at most thirty statements."""
    shows = consent.shows
    found = NOTHING
    if shows(Section.TESTS):
        found = measurement(person_id, catalogue, now=end_of_day(now))
    states: dict[str, SkillState] = {}
    results: dict[str, list[QuizResult]] = {}
    if shows(Section.FIT) or shows(Section.RATINGS):
        states = _states(person_id, consent, catalogue, found.tested)
    if shows(Section.QUIZZES) or shows(Section.PLAN):
        results = quiz_results(person_id)
    # The same whoever reads it, as what was shown is kept: pages say its words in their language.
    with speaking(SOURCE):
        return Shown(
            consent=consent,
            name=_name(person_id, consent.naming),
            fit=_fit(states, consent) if shows(Section.FIT) else None,
            tests=_tests(person_id, found, consent, catalogue) if shows(Section.TESTS) else None,
            skills=_skills(states, consent, catalogue) if shows(Section.RATINGS) else None,
            quizzes=_quizzes(results, consent, catalogue) if shows(Section.QUIZZES) else None,
            exams=shown_exams(person_id, consent.shows_result) if shows(Section.EXAMS) else None,
            plan=_plan_progress(person_id, results) if shows(Section.PLAN) else None,
            badges=_badges(person_id) if shows(Section.BADGES) else None,
            traps=shown_traps(person_id) if consent.traps else None,
        )


def _name(person_id: int, naming: Naming) -> str:
    if naming is Naming.NONE:
        return ""
    name = db.session.scalar(select(PersonRow.name).where(PersonRow.id == person_id)) or ""
    return initials(name) if naming is Naming.INITIALS else name


def _states(
    person_id: int,
    consent: Consent,
    catalogue: Catalogue,
    tested: Mapping[str, CountedBand] = NOT_TESTED,
) -> dict[str, SkillState]:
    codes = [code for code in catalogue.skills if consent.shows_skill(code)]
    return skill_states(person_id, codes, tested)


def _fit(states: Mapping[str, SkillState], consent: Consent) -> Fit:
    whole = consent.shows(Section.RATINGS)
    moments = [state.rated_at for state in states.values() if state.rated_at is not None]
    return Fit(
        ratings={
            code: state.rating if whole else counted_only(state.rating)
            for code, state in states.items()
        },
        evidence={code: mark for code, state in states.items() if (mark := _mark(state))},
        rated=len(moments),
        oldest=min(moments, default=None),
        newest=max(moments, default=None),
    )


def _mark(state: SkillState) -> Standing | None:
    """How far the best piece of work for a skill goes; None where nothing carries anything."""
    carrying = [claim for claim in state.claims if claim.carries]
    if any(claim.is_confirmed for claim in carrying):
        return Standing.CONFIRMED
    return Standing.CLAIMED if carrying else None


def _tests(
    person_id: int, found: Measurement, consent: Consent, catalogue: Catalogue
) -> ShownTests:
    conditions = skill_conditions(person_id) if found.tested else {}
    return ShownTests(
        bands=tuple(
            ShownBand(
                code,
                catalogue.skills[code].name,
                _rounded(one.band),
                one.answers,
                one.newest,
                conditions[code],
            )
            for code, one in found.skills.items()
            if one.band and consent.shows_skill(code)
        ),
        provisional=found.provisional,
    )


def _rounded(band: Band) -> Band:
    """The band without what moves from day to day, as a measurement ages: no news for a reader."""
    return replace(
        band,
        at=round(band.at, 1),
        low_at=round(band.low_at, 1),
        high_at=round(band.high_at, 1),
        probabilities=tuple(round(one, 1) for one in band.probabilities),
    )


def _skills(
    states: Mapping[str, SkillState], consent: Consent, catalogue: Catalogue
) -> tuple[ShownSkill, ...]:
    levels = {level.level: level.name for level in catalogue.levels}
    found = []
    for code, state in states.items():
        rated, skill = state.rating.rated, catalogue.skills[code]
        claims = tuple(_claim(one) for one in state.claims if _is_shown(one, consent))
        if rated is None and not claims:
            continue
        found.append(
            ShownSkill(
                code=code,
                name=skill.name,
                rating=state.rating,
                level="" if rated is None else levels.get(rated, ""),
                statement="" if rated is None else skill.statements[rated],
                rated_at=state.rated_at,
                counts=told(state.rating),
                claims=claims,
            )
        )
    return tuple(found)


def _is_shown(claim: Claim, consent: Consent) -> bool:
    """What somebody declined carries nothing and is not shown to others."""
    return claim.standing is not Standing.DECLINED and consent.shows_entry(claim.id)


def _claim(claim: Claim) -> ShownClaim:
    return ShownClaim(
        title=claim.title,
        artefact=claim.artefact,
        file=claim.file,
        standing=claim.standing,
        confirmations=tuple(
            ShownConfirmation(one.name, one.said.at) for one in claim.confirmations if one.said.at
        ),
        able=claim.able,
        claimed_at=claim.claimed_at,
    )


def _quizzes(
    results: Mapping[str, list[QuizResult]], consent: Consent, catalogue: Catalogue
) -> tuple[ShownQuiz, ...]:
    return tuple(
        ShownQuiz(
            module=one.module,
            title=one.title,
            skills=one.skills,
            first=_attempt(one.first),
            best=_attempt(one.best),
            attempts=one.attempts,
        )
        for one in quiz_records(results, catalogue)
        if consent.shows_result(f"quiz:{one.module}")
    )


def _attempt(result: QuizResult) -> ShownAttempt:
    return ShownAttempt(result.right, result.size, result.first_sight, result.finished_at)


def _badges(person_id: int) -> tuple[ShownBadge, ...]:
    rows = db.session.execute(
        select(CredentialRow.id, CredentialRow.document, CredentialRow.issued_at)
        .join(CredentialStatusRow, CredentialStatusRow.credential_id == CredentialRow.id)
        .where(CredentialRow.person_id == person_id, CredentialStatusRow.revoked_at.is_(None))
        .order_by(CredentialRow.issued_at.desc(), CredentialRow.id)
    )
    return tuple(ShownBadge(one.id, str(one.document["name"]), one.issued_at) for one in rows)


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
