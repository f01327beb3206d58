"""Sittings of exams put straight into the tables: what was done at each question, and how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.support.client import CheckingClient
from tests.support.quiz import wrong_values
from tpmlearn.db import db, insert_for, new_id, writing
from tpmlearn.domain.assessment.drawing import as_drawn, draw
from tpmlearn.domain.assessment.freezing import draw_order, freeze
from tpmlearn.domain.assessment.marking import key_values
from tpmlearn.domain.content.catalogue import Blueprint, Catalogue, Item, Pool
from tpmlearn.domain.exams.clock import ExamEnd
from tpmlearn.domain.exams.frozen import freeze_blueprint
from tpmlearn.domain.exams.parts import part_of
from tpmlearn.models import (
    ExamAnswerRow,
    ExamEventRow,
    ExamItemRow,
    ExamSittingRow,
    ItemVersionRow,
)
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_ending import end_sitting
from tpmlearn.records.exam_sittings import any_exam_sitting


@dataclass(frozen=True)
class At:
    """What somebody did at a question; `right` is None where they left it without an answer.

    `given` are posted values of one's own, instead of a right or a wrong answer. `late` is an
    answer that came after the end: kept as an event, not as an answer.
    """

    right: bool | None = True
    seconds: float = 60.0
    flagged: bool = False
    scored: bool = True
    seen: bool = False
    late: bool = False
    given: tuple[str, ...] | None = None


RIGHT, WRONG, NOTHING = At(), At(right=False), At(right=None)


def sat_exam(
    client: CheckingClient,
    exam: str,
    done: Sequence[At],
    *,
    at: datetime,
    ended: bool = True,
    swept: bool = True,
    timed: bool = True,
    extra: int = 0,
    drill: str = "",
    items: Sequence[str] = (),
    skip: int = 0,
) -> str:
    """A sitting of as many questions as `done` has, over `at`; its id.

    Its items come from all parts of the exam in proportion, unless `items` names them; `skip`
    passes over the first of each part. One that is not `ended` has an hour left; one that is ended
    and not `swept` is over by its clock, and has no result row yet.
    """
    with client.application.app_context(), writing():
        catalogue = current_catalogue()
        blueprint = catalogue.exams[exam].blueprint
        drawn = _named(items, catalogue) or items_of(exam, catalogue, skip=skip)
        found = drawn[: len(done)]
        assert len(found) == len(done), f"{exam} has {len(found)} items only"
        sitting = _sitting(client.person_id, blueprint, at, timed=timed, extra=extra, drill=drill)
        if not ended:
            sitting.ends_at = at + timedelta(hours=1) if timed else None
        db.session.add(sitting)
        db.session.flush()
        for position, (item, what) in enumerate(zip(found, done, strict=True), start=1):
            _keep(sitting.id, blueprint, position, item, what, at)
        db.session.flush()
        found_sitting = any_exam_sitting(sitting.id)
        assert found_sitting
        if ended and swept:
            end_sitting(found_sitting, ExamEnd.SUBMITTED, now=at)
        db.session.commit()
        return found_sitting.id


def items_of(exam: str, catalogue: Catalogue, *, skip: int = 0) -> list[Item]:
    """Items that fill an exam, part by part; however few are taken, all parts have their share."""
    found = catalogue.exams[exam]
    blueprint = found.blueprint
    pool = found.items if blueprint.pool is Pool.EXAM else catalogue.test_pool
    draw = blueprint.draw
    wanted = dict(draw.groups or draw.domains)
    chosen: list[tuple[float, Item]] = []
    for part, count in wanted.items():
        own = [item for item in pool if part_of(item, blueprint) == part][skip:]
        own = own[:count] if draw.domains else _worth(own, count)
        chosen += [((n + 0.5) / len(own), item) for n, item in enumerate(own)]
    return [item for _, item in sorted(chosen, key=lambda one: one[0])]


def _worth(items: Sequence[Item], marks: int) -> list[Item]:
    found: list[Item] = []
    for item in items:
        if sum(one.marks for one in found) + item.marks <= marks:
            found.append(item)
    return found


def _named(items: Sequence[str], catalogue: Catalogue) -> list[Item]:
    by_id = {item.id: item for item in catalogue.items} if items else {}
    return [by_id[one] for one in items]


def _sitting(
    person_id: int, blueprint: Blueprint, at: datetime, *, timed: bool, extra: int, drill: str
) -> ExamSittingRow:
    minutes = blueprint.minutes * (100 + extra) / 100
    return ExamSittingRow(
        id=new_id(),
        person_id=person_id,
        exam=blueprint.slug,
        drill=drill,
        title=blueprint.title,
        blueprint=freeze_blueprint(blueprint),
        extra_percent=extra,
        started_at=at - timedelta(minutes=minutes),
        ends_at=at if timed else None,
        section=len(blueprint.sections),
    )


def _keep(
    sitting: str, blueprint: Blueprint, position: int, item: Item, what: At, at: datetime
) -> None:
    rng = Random(position)
    order, drawn = draw_order(item, rng), draw(item, rng)
    db.session.execute(
        insert_for(ItemVersionRow)
        .values(version=item.version, item=item.id, content=freeze(item), first_shown_at=at)
        .on_conflict_do_nothing()
    )
    db.session.add(
        ExamItemRow(
            sitting_id=sitting,
            position=position,
            section=_section(blueprint, position),
            item=item.id,
            item_version=item.version,
            skill=item.skill,
            pool=item.pool,
            domain=part_of(item, blueprint),
            scored=what.scored,
            seen_before=what.seen,
            option_order=order,
            drawn=drawn,
        )
    )
    given = _given(as_drawn(item, drawn), order, what)
    if what.late:
        db.session.add(_late(sitting, position, given, at))
    db.session.flush()
    db.session.add(
        ExamAnswerRow(
            sitting_id=sitting,
            position=position,
            seq=position,
            given=[] if what.late else given,
            answered=bool(given) and not what.late,
            flagged=what.flagged,
            seconds=what.seconds,
            saved_at=at - timedelta(minutes=1),
        )
    )


def _section(blueprint: Blueprint, position: int) -> int:
    last = 0
    for number, section in enumerate(blueprint.sections, start=1):
        last += section.questions
        if position <= last:
            return number
    return len(blueprint.sections)


def _given(item: Item, order: list[int], what: At) -> list[str]:
    if what.given is not None:
        return list(what.given)
    if what.right is None:
        return []
    return key_values(item, order) if what.right else wrong_values(item, order)


def _late(sitting: str, position: int, given: list[Any], at: datetime) -> ExamEventRow:
    return ExamEventRow(
        sitting_id=sitting,
        key=new_id(),
        kind="late",
        position=position,
        detail={"given": given, "became": "late"},
        at=at + timedelta(minutes=1),
    )
