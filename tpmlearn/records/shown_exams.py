"""Practice exams as a consent lets others see them: each with its conditions and corrections."""

from collections import Counter
from collections.abc import Callable

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.exams.exam_parts import Figures
from tpmlearn.domain.profiles.conditions import Conditions
from tpmlearn.domain.profiles.shown import ShownExam, ShownPart, ShownTrap
from tpmlearn.models import ExamSittingRow
from tpmlearn.records.conditions import exam_conditions
from tpmlearn.records.exam_asked import asked_in, figures_of
from tpmlearn.records.exam_results import Revision, revisions_of
from tpmlearn.records.exam_sittings import ExamSitting, sitting_from


def shown_exams(
    person_id: int, shows: Callable[[str], bool] = lambda _: True
) -> tuple[ShownExam, ...]:
    """A person's finished exams, newest first, without drills; two statements, and those of
    `asked_in` and `exam_conditions`. The figures are those that the person sees.

    `shows` says of a key such as `exam:<sitting>` whether it may be told.
    """
    sittings = [one for one in _finished(person_id) if shows(f"exam:{one.id}")]
    results, asked = revisions_of([one.id for one in sittings]), asked_in(sittings)
    conditions = exam_conditions(person_id) if sittings else {}
    found = [
        _shown(one, results[one.id], figures_of(one, asked[one.id]), conditions[one.id])
        for one in sittings
        if one.id in results
    ]
    return tuple(sorted(found, key=lambda one: one.ended_at, reverse=True))


def shown_traps(person_id: int) -> tuple[ShownTrap, ...]:
    """The traps that a person's wrong answers in exams chose, the most frequent first."""
    counts: Counter[str] = Counter()
    for questions in asked_in(_finished(person_id)).values():
        for one in questions:
            if one.marked.scored and one.marked.earned < one.marked.marks:
                counts.update(one.traps)
    return tuple(ShownTrap(slug, n) for slug, n in sorted(counts.items(), key=lambda p: (-p[1], p)))


def _finished(person_id: int) -> list[ExamSitting]:
    row = ExamSittingRow
    statement = select(row).where(
        row.person_id == person_id, row.finished_at.is_not(None), row.drill == ""
    )
    return [sitting_from(one) for one in db.session.scalars(statement)]


def _shown(
    sitting: ExamSitting,
    results: tuple[Revision, ...],
    figures: Figures,
    conditions: Conditions,
) -> ShownExam:
    newest, rule = results[-1], sitting.blueprint.pass_rule
    former = results[-2] if len(results) > 1 else None
    return ShownExam(
        title=sitting.title,
        notice=sitting.blueprint.notice,
        ended_at=sitting.finished_at or sitting.started_at,
        timed=sitting.timed,
        passed=figures.passed,
        rule_share=rule.share,
        rule_whose=rule.whose,
        each_domain=rule.each_domain,
        whole=figures.whole.earned,
        parts=tuple(ShownPart(one.name, one.earned) for one in figures.parts),
        conditions=conditions,
        before=(former.earned, former.marks) if former else None,
        corrected_at=newest.scored_at if former else None,
        why=newest.why,
    )
