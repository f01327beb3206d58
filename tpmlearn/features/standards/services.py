"""The use cases of a study: begin, invite, rate, close and open rounds; each one transaction."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from random import Random

from sqlalchemy import delete, select

from tpmlearn.db import db, insert_for, new_id
from tpmlearn.domain.content.catalogue import Catalogue, Exam
from tpmlearn.domain.content.needs import pool_of
from tpmlearn.domain.exams.drawing import draw_exam
from tpmlearn.domain.exams.drawn import Missing
from tpmlearn.domain.exams.parts import part_of
from tpmlearn.domain.exams.standard_setting import LEAST_JUDGES, is_percent, sample
from tpmlearn.models import (
    StandardItemRow,
    StandardJudgeRow,
    StandardRatingRow,
    StandardStudyRow,
)
from tpmlearn.records.corrections import standing_corrections
from tpmlearn.records.standards import (
    Judge,
    Study,
    authors,
    complete,
    judges_of,
    ratings_of,
    study_from,
    study_row,
)
from tpmlearn.records.versions import keep_versions

OURS = "ours"


class NoSuchStudy(Exception):
    """There is none, or it is not theirs to do this in."""


class CannotFill(Exception):
    """The pool cannot fill the exam; the sentences say what it lacks."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(" ".join(missing.sentences))


class WrongPercent(Exception):
    """What was said is no percent in steps of 5."""


class RoundOver(Exception):
    """The round is not open any more, or not for this judge."""


class TooFew(Exception):
    """Under three judges have spoken of every item."""


class AlreadySaid(Exception):
    """Somebody has said something that this would lose."""


class Turn(StrEnum):
    """What the chair does with a round."""

    CLOSE_1 = "close-1"
    OPEN_1 = "open-1"
    CLOSE_2 = "close-2"
    OPEN_2 = "open-2"


def is_ours(exam: Exam, now: datetime) -> bool:
    """Whether its pass mark is ours to set, and it is no history."""
    blueprint = exam.blueprint
    return blueprint.pass_rule.whose == OURS and not blueprint.is_history(now.date())


def begin(
    catalogue: Catalogue,
    exam: Exam,
    chair_id: int,
    *,
    candidate: str,
    items: int,
    judges: Sequence[int],
    now: datetime,
    rng: Random,
) -> str:
    """Begin a study with so many items, drawn as the exam draws them and frozen; its id.

    Raises CannotFill.
    """
    corrections = standing_corrections()
    pool = [
        one for one in pool_of(exam, catalogue) if not corrections.leave_out(one.id, one.version)
    ]
    drawn = draw_exam(exam.blueprint, pool, {}, now=now, rng=rng)
    if isinstance(drawn, Missing):
        raise CannotFill(drawn)
    questions = [one.item for section in drawn.sections for one in section]
    parts = [part_of(one, exam.blueprint) for one in questions]
    chosen = [questions[n] for n in sample(parts, items, rng)]
    keep_versions(chosen, now=now)
    study = StandardStudyRow(
        id=new_id(), person_id=chair_id, exam=exam.blueprint.slug, candidate=candidate, begun_at=now
    )
    db.session.add(study)
    db.session.flush()
    db.session.add_all(
        StandardItemRow(
            study_id=study.id,
            position=n,
            item_version=one.version,
            part=part_of(one, exam.blueprint),
            marks=one.marks if exam.blueprint.draw.groups else 1,
        )
        for n, one in enumerate(chosen, start=1)
    )
    _invite(study.id, judges)
    made = study.id
    db.session.commit()
    return made


def invite(study_id: str, chair_id: int, judges: Sequence[int]) -> int:
    """Put more authors on a panel while round 1 is open; how many came to it.

    Raises NoSuchStudy, RoundOver.
    """
    study = _held(study_id, chair_id)
    if study.round_1_closed_at is not None:
        raise RoundOver
    count = _invite(study_id, judges)
    db.session.commit()
    return count


def _invite(study_id: str, judges: Sequence[int]) -> int:
    may = {number for number, _ in authors()}
    rows = [
        {"id": new_id(), "study_id": study_id, "person_id": one}
        for one in dict.fromkeys(judges)
        if one in may
    ]
    if not rows:
        return 0
    insert = insert_for(StandardJudgeRow).on_conflict_do_nothing()
    found = db.session.execute(insert.returning(StandardJudgeRow.id), rows)
    return len(found.all())


def rate(
    study_id: str, person_id: int, position: int, *, of_round: int, percent: str, now: datetime
) -> int:
    """Keep what a judge says of an item, in the round in which their page was made; the percent.

    Nobody can speak for another. Raises NoSuchStudy for whoever is not on the panel, WrongPercent,
    and RoundOver, also in round 2 for a judge who did not come to the end of round 1.
    """
    row = study_row(study_id, lock="read")
    judge = db.session.scalar(
        select(StandardJudgeRow.id).where(
            StandardJudgeRow.study_id == study_id, StandardJudgeRow.person_id == person_id
        )
    )
    item = db.session.get(StandardItemRow, (study_id, position))
    if row is None or judge is None or item is None:
        raise NoSuchStudy
    value = int(percent) if percent.isascii() and percent.isdigit() and len(percent) < 4 else -1
    if not is_percent(value):
        raise WrongPercent
    study = study_from(row)
    if of_round != study.round or (study.round == 2 and not _came_to_the_end(study, judge)):
        raise RoundOver
    said = {"percent": value, "rated_at": now}
    insert = insert_for(StandardRatingRow).values(
        judge_id=judge, position=position, round=study.round, **said
    )
    key = ["judge_id", "position", "round"]
    db.session.execute(insert.on_conflict_do_update(index_elements=key, set_=said))
    db.session.commit()
    return value


def _came_to_the_end(study: Study, judge: str) -> bool:
    return judge in {one.id for one in _complete(study.id)}


def _complete(study_id: str) -> list[Judge]:
    judges, ratings = judges_of(study_id), ratings_of(study_id)
    items = len(
        db.session.scalars(
            select(StandardItemRow.position).where(StandardItemRow.study_id == study_id)
        ).all()
    )
    return complete(ratings, judges, items)


def turn(study_id: str, chair_id: int, wanted: Turn, *, now: datetime) -> None:
    """Close a round, or open it again; done twice, it is done once.

    Raises NoSuchStudy for anybody but the chair, TooFew where under three judges would count,
    AlreadySaid where opening round 1 would come after values of round 2.
    """
    study = _held(study_id, chair_id)
    if wanted is Turn.CLOSE_1 and study.round_1_closed_at is None:
        if len(_complete(study_id)) < LEAST_JUDGES:
            raise TooFew
        study.round_1_closed_at = now
    elif wanted is Turn.OPEN_1:
        if ratings_of(study_id).any_second or study.round_2_closed_at is not None:
            raise AlreadySaid
        study.round_1_closed_at = None
    elif wanted is Turn.CLOSE_2 and study.round_1_closed_at and not study.round_2_closed_at:
        study.round_2_closed_at = now
    elif wanted is Turn.OPEN_2:
        study.round_2_closed_at = None
    db.session.commit()


def remove(study_id: str, chair_id: int) -> None:
    """Drop a study of which nobody has said anything. Raises NoSuchStudy, AlreadySaid."""
    study = _held(study_id, chair_id)
    if ratings_of(study_id).said:
        raise AlreadySaid
    db.session.execute(delete(StandardStudyRow).where(StandardStudyRow.id == study.id))
    db.session.commit()


def _held(study_id: str, chair_id: int) -> StandardStudyRow:
    """The study, which nobody else changes until the end of the transaction."""
    row = study_row(study_id, lock="write")
    if row is None or row.person_id != chair_id:
        raise NoSuchStudy
    return row
