"""Which kinds of evidence the views of many people show, and when that last changed.

Beside `shown.py` the only room that looks at a profile for other people's eyes, for a list of
many. It tells kinds and moments, never a result; what a consent leaves out leaves no trace.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, exists, func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.measured import LEAST_ANSWERS
from tpmlearn.domain.profiles.candidates import EvidenceKind
from tpmlearn.domain.profiles.evidence import Answer
from tpmlearn.domain.profiles.visibility import Consent, Section
from tpmlearn.models import (
    AttemptRow,
    ConfirmerRow,
    CredentialRow,
    CredentialStatusRow,
    EvidenceRow,
    EvidenceSkillRow,
    ExamSittingRow,
    PlanRow,
    RatingRow,
    SittingItemRow,
    SittingRow,
)
from tpmlearn.records.measurement import counting

People = Collection[int]


@dataclass(frozen=True)
class Trace:
    """Something of a person that a consent may show: when it last changed, of which kinds it is."""

    at: datetime
    shows: Callable[[Consent], bool]
    kinds: tuple[EvidenceKind, ...] = ()


Traces = dict[int, list[Trace]]


def traces_of(people: People) -> Traces:
    """What there is of each of these people, by id; seven statements, however many they are."""
    found: Traces = defaultdict(list)
    if people:
        for reader in (_ratings, _tests, _evidence, _quizzes, _exams, _plans, _badges):
            for person_id, trace in reader(people):
                found[person_id].append(trace)
    return found


def kinds_shown(traces: Iterable[Trace], consent: Consent) -> tuple[EvidenceKind, ...]:
    """The kinds of evidence that a consent lets out, in reading order."""
    found = {kind for one in traces if one.shows(consent) for kind in one.kinds}
    return tuple(kind for kind in EvidenceKind if kind in found)


def newest_shown(traces: Iterable[Trace], consent: Consent) -> datetime | None:
    """When something that a consent lets out last changed; None where there is nothing."""
    return max((one.at for one in traces if one.shows(consent)), default=None)


Found = Iterable[tuple[int, Trace]]


def _ratings(people: People) -> Found:
    row = RatingRow
    statement = (
        select(row.person_id, row.skill, func.max(row.rated_at))
        .where(row.person_id.in_(people))
        .group_by(row.person_id, row.skill)
    )
    for person_id, skill, at in db.session.execute(statement):
        yield person_id, Trace(at, _of_skill(skill, Section.FIT, Section.RATINGS))


def _tests(people: People) -> Found:
    item = SittingItemRow
    statement = (
        select(
            SittingRow.person_id,
            item.skill,
            func.max(SittingRow.finished_at),
            func.count(),
            func.count(SittingRow.code_id),
        )
        .join(item, item.sitting_id == SittingRow.id)
        .where(
            SittingRow.person_id.in_(people),
            SittingRow.finished_at.is_not(None),
            SittingRow.counts.is_(True),
            *counting(),
        )
        .group_by(SittingRow.person_id, item.skill)
    )
    for person_id, skill, at, answers, watched in db.session.execute(statement):
        enough = answers >= LEAST_ANSWERS
        kinds = _kinds(EvidenceKind.TESTS, watched == answers) if enough else ()
        if at is not None:
            yield person_id, Trace(at, _of_skill(skill, Section.TESTS), kinds)


def _evidence(people: People) -> Found:
    """Entries by skill: confirmed is what somebody confirmed as it stands and nobody declined."""
    for person_id, entry, skill, changed_at, confirmed_at, declined in db.session.execute(
        _entries(people)
    ):
        confirmed = confirmed_at is not None and not declined
        yield (
            person_id,
            Trace(
                max(changed_at, confirmed_at) if confirmed_at else changed_at,
                _of_entry(entry, skill),
                (EvidenceKind.CONFIRMED,) if confirmed else (),
            ),
        )


def _entries(people: People) -> Select[int, int, str, datetime, datetime | None, bool]:
    row, said = EvidenceRow, ConfirmerRow
    confirmed = and_(
        said.evidence_id == row.id,
        said.answer == Answer.CONFIRMED,
        said.answered_at >= row.changed_at,
    )
    declined = exists().where(said.evidence_id == row.id, said.answer == Answer.DECLINED)
    return (
        select(
            row.person_id,
            row.id,
            EvidenceSkillRow.skill,
            row.changed_at,
            select(func.max(said.answered_at)).where(confirmed).scalar_subquery(),
            declined,
        )
        .join(EvidenceSkillRow, EvidenceSkillRow.evidence_id == row.id)
        .where(row.person_id.in_(people), row.removed_at.is_(None))
    )


def _quizzes(people: People) -> Found:
    row = AttemptRow
    statement = (
        select(row.person_id, row.module, func.max(row.finished_at))
        .where(row.person_id.in_(people), row.finished_at.is_not(None))
        .group_by(row.person_id, row.module)
    )
    for person_id, module, at in db.session.execute(statement):
        if at is not None:
            yield person_id, Trace(at, _of_result(f"quiz:{module}", Section.QUIZZES))


def _exams(people: People) -> Found:
    row = ExamSittingRow
    statement = select(row.person_id, row.id, row.finished_at, row.code_id).where(
        row.person_id.in_(people), row.finished_at.is_not(None), row.drill == ""
    )
    for person_id, sitting, at, code in db.session.execute(statement):
        kinds = _kinds(EvidenceKind.EXAMS, code is not None)
        if at is not None:
            yield person_id, Trace(at, _of_result(f"exam:{sitting}", Section.EXAMS), kinds)


def _plans(people: People) -> Found:
    statement = select(PlanRow.person_id, PlanRow.saved_at).where(
        PlanRow.person_id.in_(people), PlanRow.saved_at.is_not(None)
    )
    for person_id, at in db.session.execute(statement):
        if at is not None:
            yield person_id, Trace(at, lambda consent: consent.shows(Section.PLAN))


def _badges(people: People) -> Found:
    row, status = CredentialRow, CredentialStatusRow
    revoked = exists().where(status.credential_id == row.id, status.revoked_at.is_not(None))
    statement = select(row.person_id, row.issued_at).where(row.person_id.in_(people), ~revoked)
    for person_id, at in db.session.execute(statement):
        yield (
            person_id,
            Trace(at, lambda consent: consent.shows(Section.BADGES), (EvidenceKind.BADGES,)),
        )


def _kinds(kind: EvidenceKind, watched: bool) -> tuple[EvidenceKind, ...]:
    return (kind, EvidenceKind.INVIGILATED) if watched else (kind,)


def _of_skill(skill: str, *sections: Section) -> Callable[[Consent], bool]:
    return lambda consent: consent.shows_skill(skill) and any(map(consent.shows, sections))


def _of_entry(entry: int, skill: str) -> Callable[[Consent], bool]:
    return lambda consent: (
        consent.shows(Section.RATINGS) and consent.shows_entry(entry) and consent.shows_skill(skill)
    )


def _of_result(key: str, section: Section) -> Callable[[Consent], bool]:
    return lambda consent: consent.shows(section) and consent.shows_result(key)
