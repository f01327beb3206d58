"""Reads for the pages of codes: how each stands, and when it opened something; never for whom."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, literal, select, union_all

from tpmlearn.db import db
from tpmlearn.domain.assessment.invigilation import ANY, TESTS, CodeState, Terms
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.models import ExamSittingRow, InvigilatorCodeRow, PersonRow, SittingRow
from tpmlearn.words import N_, _

MOST_SHOWN = 200
NAMES = {ANY: N_("any exam or adaptive test"), TESTS: N_("adaptive tests")}


@dataclass(frozen=True)
class CodeLine:
    """A code without its letters, which nobody knows; `issued_by` is empty once they are gone."""

    id: str
    centre: str
    invigilator: str
    what: str
    issued_by: str
    created_at: datetime
    terms: Terms
    state: CodeState


@dataclass(frozen=True)
class Opened:
    """A sitting that a code opened: of what, when, and whether it is over; never whose."""

    what: str
    started_at: datetime
    is_over: bool


def choices(catalogue: Catalogue, today: date) -> list[tuple[str, str]]:
    """What a code can be for: (value, words)."""
    exams = [
        (slug, one.blueprint.title)
        for slug, one in catalogue.exams.items()
        if not one.blueprint.is_history(today)
    ]
    return [*((value, _(words).capitalize()) for value, words in NAMES.items()), *exams]


def code_lines(catalogue: Catalogue, *, now: datetime) -> list[CodeLine]:
    """The newest codes, MOST_SHOWN at most; one statement."""
    statement = _codes().order_by(InvigilatorCodeRow.created_at.desc(), InvigilatorCodeRow.id)
    rows = db.session.execute(statement.limit(MOST_SHOWN))
    return [_line(row, name or "", catalogue, now) for row, name in rows]


def count_codes() -> int:
    """How many codes there are; one statement."""
    return db.session.scalar(select(func.count()).select_from(InvigilatorCodeRow)) or 0


def code_line(code_id: str, catalogue: Catalogue, *, now: datetime) -> CodeLine | None:
    """One code; one statement."""
    found = db.session.execute(_codes().where(InvigilatorCodeRow.id == code_id)).one_or_none()
    return _line(found[0], found[1] or "", catalogue, now) if found else None


def opened_by(code_id: str) -> list[Opened]:
    """The sittings that a code opened, oldest first; one statement.

    Those of erased accounts are gone; the uses of the code still count them.
    """
    exam, test = ExamSittingRow, SittingRow
    found = union_all(
        select(exam.title.label("title"), exam.started_at, exam.finished_at).where(
            exam.code_id == code_id
        ),
        select(literal(""), test.started_at, test.finished_at).where(test.code_id == code_id),
    ).subquery()
    rows = db.session.execute(select(found).order_by(found.c.started_at))
    return [
        Opened(title or _("an adaptive test"), started, finished is not None)
        for title, started, finished in rows
    ]


def _codes() -> Select[InvigilatorCodeRow, str | None]:
    return select(InvigilatorCodeRow, PersonRow.name).outerjoin(
        PersonRow, PersonRow.id == InvigilatorCodeRow.issued_by
    )


def _line(row: InvigilatorCodeRow, name: str, catalogue: Catalogue, now: datetime) -> CodeLine:
    terms = Terms(row.exam, row.expires_at, row.revoked_at, row.most_uses, row.uses)
    exam = catalogue.exams.get(row.exam)
    return CodeLine(
        id=row.id,
        centre=row.centre,
        invigilator=row.invigilator,
        what=exam.blueprint.title
        if exam
        else _(NAMES[row.exam])
        if row.exam in NAMES
        else row.exam,
        issued_by=name,
        created_at=row.created_at,
        terms=terms,
        state=terms.state(now),
    )
