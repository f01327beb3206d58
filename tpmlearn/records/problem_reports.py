"""Reports of problems with their steps, as learners, authors and the pages of items read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.content.catalogue import Catalogue, Item, Module, Section
from tpmlearn.domain.content.paragraphs import paragraphs
from tpmlearn.domain.learning.reports import CLOSED, WAITING, ReportState
from tpmlearn.models import (
    AttemptRow,
    ItemVersionRow,
    PersonRow,
    ProblemReportRow,
    ReportStepRow,
)

STATE: InstrumentedAttribute[str] = ProblemReportRow.state


@dataclass(frozen=True)
class Step:
    """What an author did: the state since then, the words to the reporter, and who it was.

    `author` is empty where they gave no name, or erased their account.
    """

    state: ReportState
    text: str
    at: datetime
    author_id: int | None
    author: str


@dataclass(frozen=True)
class Report:
    """A report with its steps in order; `item` is what was seen, None where it is of a lesson.

    `of` names what it is about, so that reports of the same thing stand together.
    """

    id: str
    item: Item | None
    sitting_id: str | None
    attempt_id: str | None
    attempt_kind: str
    test_id: str | None
    position: int | None
    module: str
    section: str
    paragraph: str
    quote: str
    text: str
    reported_at: datetime
    state: ReportState
    changed_at: datetime | None
    seen: bool
    steps: tuple[Step, ...]

    @property
    def of(self) -> tuple[str, ...]:
        """The item, or the module, section and paragraph."""
        return (self.item.id,) if self.item else (self.module, self.section, self.paragraph)

    @property
    def waits(self) -> bool:
        """Whether it is open or in work."""
        return self.state in WAITING

    @property
    def is_new(self) -> bool:
        """Whether it has an answer that its person has not seen."""
        return self.state in CLOSED and not self.seen

    @property
    def answer(self) -> Step | None:
        """The newest step with words, None before the first."""
        return next((step for step in reversed(self.steps) if step.text), None)

    @property
    def before(self) -> str:
        """When it changed last, as a form carries it; empty for never."""
        return self.changed_at.isoformat() if self.changed_at else ""


@dataclass(frozen=True)
class LessonPlace:
    """Where a report of a lesson leads today; `section` is None where it has left the content.

    `is_changed`: the paragraph has another wording by now, or is gone.
    """

    module: Module | None
    section: Section | None
    is_changed: bool


def lesson_place(catalogue: Catalogue, report: Report) -> LessonPlace:
    """The lesson, the section and whether the paragraph is still there."""
    module = catalogue.modules.get(report.module)
    sections = module.sections if module else ()
    section = next((one for one in sections if one.anchor == report.section), None)
    if section is None:
        return LessonPlace(module, None, is_changed=True)
    keys = {one.key for one in paragraphs(section.html)} if report.paragraph else {""}
    return LessonPlace(module, section, report.paragraph not in keys)


def reports_with() -> Select[Any]:
    """The statement that `read_reports` understands, for conditions and an order."""
    row = ProblemReportRow
    return (
        select(row, ItemVersionRow.content, AttemptRow.kind)
        .outerjoin(ItemVersionRow, ItemVersionRow.version == row.item_version)
        .outerjoin(AttemptRow, AttemptRow.id == row.attempt_id)
    )


def read_reports(statement: Select[Any]) -> list[Report]:
    """The reports of a statement in its order; two statements, one where there are none."""
    found = db.session.execute(statement).all()
    steps = _steps([row.id for row, _, _ in found])
    return [_report(row, item, kind, steps.get(row.id, ())) for row, item, kind in found]


def unseen_answers(person_id: int) -> int:
    """How many answers to a person's reports they have not seen; one statement."""
    row = ProblemReportRow
    statement = select(func.count()).where(
        row.person_id == person_id, STATE.in_(CLOSED), row.seen_at.is_(None)
    )
    return db.session.scalar(statement) or 0


def _steps(reports: Iterable[str]) -> dict[str, tuple[Step, ...]]:
    wanted, row = list(reports), ReportStepRow
    if not wanted:
        return {}
    found: dict[str, tuple[Step, ...]] = {}
    statement = (
        select(row, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == row.author_id)
        .where(row.report_id.in_(wanted))
        .order_by(row.id)
    )
    for step, name in db.session.execute(statement):
        told = Step(ReportState(step.state), step.text, step.at, step.author_id, name or "")
        found[step.report_id] = (*found.get(step.report_id, ()), told)
    return found


def _report(
    row: ProblemReportRow,
    content: dict[str, Any] | None,
    kind: str | None,
    steps: tuple[Step, ...],
) -> Report:
    return Report(
        id=row.id,
        item=as_drawn(thaw(content), row.drawn) if content else None,
        sitting_id=row.sitting_id,
        attempt_id=row.attempt_id,
        attempt_kind=kind or "",
        test_id=row.test_id,
        position=row.position,
        module=row.module,
        section=row.section,
        paragraph=row.paragraph,
        quote=row.quote,
        text=row.text,
        reported_at=row.reported_at,
        state=ReportState(row.state),
        changed_at=row.changed_at,
        seen=row.seen_at is not None,
        steps=steps,
    )
