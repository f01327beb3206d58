"""What a person has achieved that there are badges for, and what is missing for the others.

What is signed is English, whoever asks for it: its readers may be anywhere.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tpmlearn.domain.assessment.measured import LEAST_ANSWERS
from tpmlearn.domain.content.catalogue import Catalogue, Stage
from tpmlearn.domain.credentials.achievement import Achievement, Kind
from tpmlearn.domain.credentials.alignments import alignments_of
from tpmlearn.domain.credentials.wording import (
    ExamFacts,
    exam_badge,
    knowledge_badge,
    path_badge,
)
from tpmlearn.domain.profiles.conditions import Conditions
from tpmlearn.records.conditions import exam_conditions, skill_conditions
from tpmlearn.records.exam_asked import Asked, asked_in, figures_of
from tpmlearn.records.exam_results import Revision, revisions_of, sittings_over
from tpmlearn.records.exam_sittings import ExamSitting
from tpmlearn.records.measurement import MeasuredSkill, measurement
from tpmlearn.records.progress import QuizResult, quiz_results
from tpmlearn.words import SOURCE, _, ngettext, speaking
from tpmlearn.words.numbers import spelled


@dataclass(frozen=True)
class Possible:
    """A badge that there could be; `achievement` is None while something is `missing`."""

    kind: Kind
    about: str
    title: str
    achievement: Achievement | None
    missing: str = ""


def possible_badges(
    person_id: int, catalogue: Catalogue, *, base: str, now: datetime
) -> tuple[Possible, ...]:
    """Paths, practice exams, and the skills that any test asked; at most twenty statements."""
    return (
        *_paths(person_id, catalogue, base),
        *_exams(person_id, catalogue, now),
        *_knowledge(person_id, catalogue, base, now),
    )


def possible_badge(
    person_id: int, kind: Kind, about: str, catalogue: Catalogue, *, base: str, now: datetime
) -> Possible | None:
    """One badge that there could be, None for none of ours."""
    if kind is Kind.PATH:
        found = _paths(person_id, catalogue, base)
    elif kind is Kind.EXAM:
        found = _exams(person_id, catalogue, now)
    else:
        found = _knowledge(person_id, catalogue, base, now)
    return next((one for one in found if one.about == about), None)


def _paths(person_id: int, catalogue: Catalogue, base: str) -> list[Possible]:
    results = quiz_results(person_id)
    return [_path(stage, results, catalogue, base) for stage in catalogue.stages]


def _path(
    stage: Stage, results: Mapping[str, Sequence[QuizResult]], catalogue: Catalogue, base: str
) -> Possible:
    about, title = (
        str(stage.number),
        _("Lessons of stage %(number)s: %(title)s", number=stage.number, title=stage.title),
    )
    modules = [one for one in catalogue.modules.values() if one.stage == stage.number]
    passing: list[QuizResult] = []
    retakes = 0
    for module in modules:
        tries = results.get(module.slug, ())
        first = next((place for place, one in enumerate(tries) if one.passed), None)
        if first is not None:
            passing.append(tries[first])
            retakes += first
    if not modules or len(passing) < len(modules):
        missing = _("%(done)s of %(all)s quizzes passed.", done=len(passing), all=len(modules))
        return Possible(Kind.PATH, about, title, None, missing)
    codes = dict.fromkeys(code for one in modules for code in one.skills)
    with speaking(SOURCE):
        found = path_badge(
            stage,
            modules,
            conditions=Conditions(
                on=max(one.finished_at for one in passing).astimezone(UTC),
                answers=sum(one.size for one in passing),
                retakes=retakes,
            ),
            alignments=alignments_of((catalogue.skills[code] for code in codes), base),
        )
    return Possible(Kind.PATH, about, title, found)


def _exams(person_id: int, catalogue: Catalogue, now: datetime) -> list[Possible]:
    """One of each exam that can be sat or was passed: by the newest sitting that was passed."""
    sittings = [one for one in sittings_over(person_id) if not one.drill]
    asked, conditions = asked_in(sittings), exam_conditions(person_id)
    results = revisions_of([one.id for one in sittings])
    of: dict[str, list[ExamSitting]] = defaultdict(list)
    for one in sittings:
        of[one.exam].append(one)
    found = []
    for slug in dict.fromkeys([*catalogue.exams, *of]):
        tries = of.get(slug, [])
        passed = [one for one in tries if figures_of(one, asked[one.id]).passed]
        if passed:
            newest = passed[-1]
            found.append(
                _exam(newest, asked[newest.id], conditions[newest.id], results.get(newest.id, ()))
            )
        elif slug in catalogue.exams and not catalogue.exams[slug].blueprint.is_history(now.date()):
            title = catalogue.exams[slug].blueprint.title
            missing = _not_passed(len(tries))
            found.append(Possible(Kind.EXAM, slug, title, None, missing))
    return found


def _not_passed(tries: int) -> str:
    if not tries:
        return _("Not taken yet, whole and to its end.")
    return ngettext(
        "Taken %(count)s time, not passed yet.",
        "Taken %(count)s times, not passed yet.",
        tries,
        count=spelled(tries),
    )


def _exam(
    sitting: ExamSitting,
    asked: Sequence[Asked],
    conditions: Conditions,
    results: Sequence[Revision],
) -> Possible:
    figures = figures_of(sitting, asked)
    corrected = next((one.scored_at for one in results[-1:] if one.revision), None)
    with speaking(SOURCE):
        achievement = exam_badge(
            sitting.blueprint,
            ExamFacts(
                whole=figures.whole.earned,
                timed=sitting.timed,
                corrected=corrected.astimezone(UTC).date() if corrected else None,
            ),
            conditions=_in_utc(conditions),
        )
    return Possible(Kind.EXAM, sitting.exam, sitting.blueprint.title, achievement)


def _in_utc(conditions: Conditions) -> Conditions:
    """Days in a badge are those of UTC: whoever reads it may be anywhere."""
    return replace(conditions, on=conditions.on.astimezone(UTC))


def _knowledge(person_id: int, catalogue: Catalogue, base: str, now: datetime) -> list[Possible]:
    measured = measurement(person_id, catalogue, now=now)
    conditions = skill_conditions(person_id) if measured.skills else {}
    return [_skill(one, conditions[one.skill], catalogue, base) for one in measured.skills.values()]


def _skill(one: MeasuredSkill, conditions: Conditions, catalogue: Catalogue, base: str) -> Possible:
    skill = catalogue.skills[one.skill]
    title = _("Knowledge of %(skill)s", skill=skill.name)
    if one.band is None:
        missing = _(
            "%(num)s of the %(needed)s answers that a band needs.",
            num=one.answers,
            needed=LEAST_ANSWERS,
        )
        return Possible(Kind.KNOWLEDGE, skill.code, title, None, missing)
    if not one.band.reached:
        missing = _(
            "No band from K1 up is reached surely enough yet: a longer test makes it surer."
        )
        return Possible(Kind.KNOWLEDGE, skill.code, title, None, missing)
    with speaking(SOURCE):
        achievement = knowledge_badge(
            skill,
            one.band,
            conditions=_in_utc(conditions),
            alignments=alignments_of([skill], base),
        )
    return Possible(
        Kind.KNOWLEDGE,
        skill.code,
        _("Knowledge of %(skill)s at band K%(band)s", skill=skill.name, band=one.band.reached),
        achievement,
    )
