"""Reads for the pages of exams: each with its sittings, and who sits one now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Blueprint, Catalogue
from tpmlearn.domain.exams.clock import EXTRA_PERCENT, Clock
from tpmlearn.domain.exams.drills import DrillChoice, drills_of
from tpmlearn.models import ExamAnswerRow, ExamSittingRow, PersonRow
from tpmlearn.records.exam_met import met_items
from tpmlearn.records.exam_sittings import PastExam, past_exams
from tpmlearn.words import _

SECONDS = 60


@dataclass(frozen=True)
class ExamLine:
    """An exam in the list: the sitting that is open, and those that ended, newest first."""

    blueprint: Blueprint
    open_: PastExam | None
    ended: tuple[PastExam, ...]


@dataclass(frozen=True)
class UnderWay:
    """A sitting that an admin may grant time to."""

    id: str
    name: str
    title: str
    started_at: datetime
    extra_percent: int
    left: timedelta
    in_break: bool
    answered: int

    @property
    def more(self) -> list[tuple[str, str]]:
        """What can be granted: what they have, and more."""
        return [
            (str(percent), f"{percent} %" if percent else "none")
            for percent in EXTRA_PERCENT
            if percent >= self.extra_percent
        ]


def exam_lines(
    person_id: int | None, catalogue: Catalogue, *, now: datetime
) -> tuple[list[ExamLine], list[ExamLine]]:
    """Exams that can be sat, and outlines that have ended; one statement, none for a visitor."""
    past = past_exams(person_id) if person_id is not None else []
    lines = [
        line_of(exam.blueprint, past, now=now)
        for exam in sorted(catalogue.exams.values(), key=lambda one: -one.blueprint.questions)
    ]
    today = now.date()
    current = [line for line in lines if not line.blueprint.is_history(today)]
    return current, [line for line in lines if line.blueprint.is_history(today)]


def line_of(blueprint: Blueprint, past: Sequence[PastExam], *, now: datetime) -> ExamLine:
    """An exam with a person's sittings of it."""
    mine = [one for one in past if one.exam == blueprint.slug and not one.drill]
    open_ = next((one for one in mine if one.is_open(now)), None)
    return ExamLine(blueprint, open_, tuple(one for one in mine if not one.is_open(now)))


def drills(person_id: int | None, catalogue: Catalogue) -> tuple[DrillChoice, ...]:
    """The drills that have a question for a person; three statements, none for a visitor."""
    met = met_items(person_id) if person_id is not None else {}
    return drills_of(catalogue, met)


def drills_taken(person_id: int | None) -> list[PastExam]:
    """A person's drills, newest first; one statement, none for a visitor."""
    past = past_exams(person_id) if person_id is not None else []
    return [one for one in past if one.drill]


def times(blueprint: Blueprint) -> list[tuple[str, str, str]]:
    """(value, words, note) for each way in which the clock can run."""
    found = []
    for percent in EXTRA_PERCENT:
        minutes = blueprint.minutes * (100 + percent) / 100
        words = (
            _("As in the exam") if not percent else _("%(percent)s %% more time", percent=percent)
        )
        found.append((str(percent), words, _minutes(minutes)))
    found.append(("none", _("No clock"), _("practice without time, as long as you like")))
    return found


def _minutes(minutes: float) -> str:
    whole, rest = divmod(minutes, 1)
    seconds = round(rest * SECONDS)
    if seconds:
        return _("%(minutes)s minutes %(seconds)s seconds", minutes=round(whole), seconds=seconds)
    return _("%(minutes)s minutes", minutes=round(whole))


def under_way(*, now: datetime) -> list[UnderWay]:
    """Every sitting whose clock runs now, the one that ends first first; one statement."""
    row = ExamSittingRow
    answered = (
        select(func.count())
        .where(ExamAnswerRow.sitting_id == row.id, ExamAnswerRow.answered)
        .correlate(row)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(row, PersonRow.name, answered)
        .join(PersonRow, PersonRow.id == row.person_id)
        .where(row.finished_at.is_(None), row.ends_at > now)
        .order_by(row.ends_at)
    )
    found = []
    for one, name, count in rows:
        clock = Clock(one.ends_at, one.section, one.break_until, one.finished_at)
        found.append(
            UnderWay(
                id=one.id,
                name=name or _("Guest"),
                title=one.title,
                started_at=one.started_at,
                extra_percent=one.extra_percent,
                left=clock.remaining(now) or timedelta(),
                in_break=clock.in_break(now),
                answered=count,
            )
        )
    return found
