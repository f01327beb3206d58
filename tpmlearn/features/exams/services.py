"""Use cases around a sitting: begin it, grant it time; each one transaction, committed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from sqlalchemy import or_, select, update

from tpmlearn.db import db, new_id
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.assessment.drawing import draw
from tpmlearn.domain.assessment.freezing import draw_order
from tpmlearn.domain.assessment.secrecy import bank_kind
from tpmlearn.domain.content.catalogue import Blueprint, Catalogue, Exam, Item
from tpmlearn.domain.content.needs import pool_of
from tpmlearn.domain.content.outlines import PMP
from tpmlearn.domain.exams.clock import EXTRA_PERCENT, begin, grant
from tpmlearn.domain.exams.drawing import draw_exam
from tpmlearn.domain.exams.drawn import Drawn, Met, Missing
from tpmlearn.domain.exams.drills import Drill, draw_drill, drill_blueprint, drill_name
from tpmlearn.domain.exams.frozen import freeze_blueprint
from tpmlearn.models import ExamEventRow, ExamItemRow, ExamSittingRow
from tpmlearn.records.audit import note_act
from tpmlearn.records.bank import wear_of_items
from tpmlearn.records.corrections import standing_corrections
from tpmlearn.records.exam_met import met_items
from tpmlearn.records.exam_sittings import any_exam_sitting
from tpmlearn.records.invigilating import TypedCode, check_code, go_on_with, use_code
from tpmlearn.records.people import hold
from tpmlearn.records.versions import keep_versions
from tpmlearn.words import _


class CannotFill(Exception):
    """The bank cannot fill the exam; `missing` says what it lacks."""

    def __init__(self, missing: Missing) -> None:
        super().__init__("; ".join(missing.sentences))
        self.missing = missing


class NoSuchExam(Exception):
    """There is no such sitting under way."""


class LessTime(Exception):
    """Time that somebody has is not taken away."""


@dataclass(frozen=True)
class Time:
    """How the clock runs: `extra_percent` more than the exam gives, or not at all."""

    timed: bool = True
    extra_percent: int = 0


@dataclass(frozen=True)
class Way:
    """How a sitting begins: how its clock runs, and by which code, if an invigilator gave one."""

    time: Time
    code: TypedCode | None = None
    code_id: str | None = None


@dataclass(frozen=True)
class _Begun:
    """What a sitting is made of."""

    blueprint: Blueprint
    drawn: Drawn
    met: Mapping[str, Met]
    drill: str = ""


def start(
    person_id: int, exam: Exam, way: Way, catalogue: Catalogue, *, now: datetime, rng: Random
) -> str:
    """Begin an exam, or go on with the sitting of it that is open; its id.

    Raises CannotFill, and CodeRefused or Throttled for a code that does not open it: then nothing
    has begun.
    """
    blueprint = exam.blueprint
    if way.code:
        way = replace(way, code_id=check_code(way.code, blueprint.slug, now=now))
    hold(person_id)
    if going_on := _open_sitting(person_id, blueprint.slug, "", now):
        if way.code and way.code_id:
            opened_by = db.session.get_one(ExamSittingRow, going_on).code_id
            go_on_with(way.code, way.code_id, opened_by, now=now)
        return going_on
    met = met_items(person_id)
    drawn = draw_exam(
        blueprint,
        _counting(pool_of(exam, catalogue)),
        met,
        now=now,
        rng=rng,
        answers=wear_of_items(catalogue, now=now).answers,
    )
    if isinstance(drawn, Missing):
        raise CannotFill(drawn)
    return _begin(person_id, _Begun(blueprint, drawn, met), way, now=now, rng=rng)


def start_drill(
    person_id: int, drill: Drill, time: Time, catalogue: Catalogue, *, now: datetime, rng: Random
) -> str:
    """Begin a drill, or go on with the one that is open; its id. Raises CannotFill."""
    hold(person_id)
    if going_on := _open_sitting(person_id, "", str(drill), now):
        return going_on
    met = met_items(person_id)
    drawn = draw_drill(drill, _counting(catalogue.items), met, now=now, rng=rng)
    if isinstance(drawn, Missing):
        raise CannotFill(drawn)
    exam = catalogue.exams.get(PMP)
    blueprint = drill_blueprint(
        drill,
        len(drawn.questions),
        title=_("Drill: %(drill)s", drill=drill_name(drill, catalogue))[:80],
        exam=exam.blueprint if exam else None,
    )
    begun = _Begun(blueprint, drawn, met, str(drill))
    return _begin(person_id, begun, Way(time), now=now, rng=rng)


def _counting(pool: Sequence[Item]) -> list[Item]:
    """A pool without the items that were withdrawn in their present version."""
    corrections = standing_corrections()
    return [item for item in pool if not corrections.leave_out(item.id, item.version)]


def _open_sitting(person_id: int, exam: str, drill: str, now: datetime) -> str | None:
    row = ExamSittingRow
    statement = select(row.id).where(
        row.person_id == person_id,
        row.drill == drill,
        row.finished_at.is_(None),
        or_(row.ends_at.is_(None), row.ends_at > now),
    )
    if exam:
        statement = statement.where(row.exam == exam)
    return db.session.scalars(statement.order_by(row.started_at.desc()).limit(1)).first()


def _begin(person_id: int, begun: _Begun, way: Way, *, now: datetime, rng: Random) -> str:
    time = way.time
    clock = begin(begun.blueprint, timed=time.timed, extra_percent=time.extra_percent, now=now)
    sitting_id = new_id()
    keep_versions([one.item for one in begun.drawn.questions], now=now)
    db.session.add(
        ExamSittingRow(
            id=sitting_id,
            person_id=person_id,
            exam=begun.blueprint.slug,
            drill=begun.drill,
            title=begun.blueprint.title,
            blueprint=freeze_blueprint(begun.blueprint),
            extra_percent=time.extra_percent if time.timed else 0,
            started_at=now,
            ends_at=clock.ends_at,
            bank=bank_kind(one.item for one in begun.drawn.questions if one.scored),
            code_id=way.code_id,
        )
    )
    db.session.flush()
    db.session.add_all(_rows(sitting_id, begun, rng))
    db.session.flush()
    if way.code and way.code_id:
        use_code(way.code, way.code_id, now=now)
    db.session.commit()
    return sitting_id


def _rows(sitting_id: str, begun: _Begun, rng: Random) -> Sequence[ExamItemRow]:
    rows: list[ExamItemRow] = []
    for number, section in enumerate(begun.drawn.sections, start=1):
        rows.extend(
            ExamItemRow(
                sitting_id=sitting_id,
                position=position,
                section=number,
                item=one.item.id,
                item_version=one.item.version,
                skill=one.item.skill,
                pool=one.item.pool,
                domain=one.part,
                scored=one.scored,
                seen_before=one.item.id in begun.met,
                option_order=draw_order(one.item, rng),
                drawn=draw(one.item, rng),
            )
            for position, one in enumerate(section, start=len(rows) + 1)
        )
    return rows


def grant_time(sitting_id: str, percent: int, *, now: datetime) -> None:
    """Give a sitting that is under way so much more time in all. Raises NoSuchExam, LessTime."""
    sitting = any_exam_sitting(sitting_id, for_update=True)
    over = sitting is None or not sitting.timed or sitting.clock.is_over(now)
    if sitting is None or over or percent not in EXTRA_PERCENT:
        raise NoSuchExam
    before = sitting.extra_percent
    if percent < before:
        raise LessTime
    clock = grant(sitting.clock, sitting.blueprint, before=before, percent=percent)
    db.session.execute(
        update(ExamSittingRow)
        .where(ExamSittingRow.id == sitting_id)
        .values(ends_at=clock.ends_at, extra_percent=percent)
        .execution_options(synchronize_session=False)
    )
    db.session.add(
        ExamEventRow(
            sitting_id=sitting_id,
            key=new_id(),
            kind="granted",
            position=None,
            detail={"before": before, "percent": percent},
            at=now,
        )
    )
    note_act(Act.TIME_GRANTED, f"exam:{sitting_id}", now=now, detail=f"{percent} %")
    db.session.commit()
