"""Reads for the quiz pages; a key or a reason leaves here only after its answer."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.marking import from_json
from tpmlearn.domain.assessment.quiz_rules import (
    PASS_SHARE,
    TEST_OUT_SHARE,
    AttemptKind,
    needed,
    passes,
    tests_out,
)
from tpmlearn.domain.assessment.showing import Answered, Question, bare, explained
from tpmlearn.domain.content.catalogue import Catalogue, Item, Trap
from tpmlearn.models import AnswerRow, AttemptItemRow, AttemptRow, ItemVersionRow

CASE = "case:"


class Titled:
    """What an attempt is at: a module's quiz, or a case."""

    module: str
    module_title: str
    kind: str

    @property
    def case(self) -> str:
        """The slug of the case, empty for the quiz of a module."""
        return self.module.removeprefix(CASE) if self.module.startswith(CASE) else ""

    @property
    def heading(self) -> str:
        """What it is called."""
        return f"Case: {self.module_title}" if self.case else f"Quiz: {self.module_title}"


@dataclass(frozen=True)
class Attempt(Titled):
    """An attempt with its questions."""

    id: str
    module: str
    module_title: str
    kind: str
    layout: str
    first_sight: bool
    started_at: datetime
    finished_at: datetime | None
    right: int
    questions: tuple[Question, ...]

    @property
    def size(self) -> int:
        """How many questions it has."""
        return len(self.questions)

    @property
    def story(self) -> str:
        """What all questions of a case share, as it was shown; empty for a quiz."""
        return self.questions[0].story if self.case and self.questions else ""

    @property
    def answered(self) -> int:
        """How many are answered."""
        return sum(question.answered for question in self.questions)

    @property
    def is_full(self) -> bool:
        """Whether it can pass the quiz: a repeat of wrong ones cannot."""
        return self.kind == AttemptKind.FULL

    @property
    def passed(self) -> bool:
        """Whether it passes the quiz."""
        return self.is_full and self.finished_at is not None and passes(self.right, self.size)

    @property
    def tested_out(self) -> bool:
        """Whether it lets the lesson be left out."""
        return self.passed and tests_out(self.right, self.size, first_sight=self.first_sight)

    @property
    def next_open(self) -> int | None:
        """The position of the first question without an answer."""
        return next((q.position for q in self.questions if not q.answered), None)

    @property
    def traps(self) -> list[tuple[Trap, int]]:
        """The named misconceptions that were chosen, most frequent first."""
        met = Counter(
            choice.trap
            for question in self.questions
            for choice in question.choices
            if choice.chosen and choice.trap
        )
        return met.most_common()


@dataclass(frozen=True)
class PastAttempt(Titled):
    """A line of the list of attempts."""

    id: str
    module: str
    module_title: str
    kind: str
    size: int
    answered: int
    right: int | None
    first_sight: bool
    started_at: datetime
    finished_at: datetime | None

    @property
    def passed(self) -> bool:
        """Whether it passed the quiz."""
        return self.kind == AttemptKind.FULL and passes(self.right or 0, self.size)

    @property
    def tested_out(self) -> bool:
        """Whether it tested out of the lesson."""
        return self.passed and tests_out(self.right or 0, self.size, first_sight=self.first_sight)


def thresholds(size: int) -> tuple[int, int]:
    """(right answers to pass, to test out) of a quiz of that size."""
    return needed(PASS_SHARE, size), needed(TEST_OUT_SHARE, size)


def find_attempt(person_id: int, attempt_id: str, catalogue: Catalogue) -> Attempt | None:
    """A person's own attempt, whole, in one statement; None for anybody else's."""
    rows = db.session.execute(
        select(AttemptRow, AttemptItemRow, ItemVersionRow.content, AnswerRow)
        .join(AttemptItemRow, AttemptItemRow.attempt_id == AttemptRow.id)
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .outerjoin(
            AnswerRow,
            (AnswerRow.attempt_id == AttemptItemRow.attempt_id)
            & (AnswerRow.position == AttemptItemRow.position),
        )
        .where(AttemptRow.id == attempt_id, AttemptRow.person_id == person_id)
        .order_by(AttemptItemRow.position)
    ).all()
    if not rows:
        return None
    attempt = rows[0][0]
    return Attempt(
        id=attempt.id,
        module=attempt.module,
        module_title=attempt.module_title,
        kind=attempt.kind,
        layout=attempt.layout,
        first_sight=attempt.first_sight,
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        right=attempt.right or 0,
        questions=tuple(
            _question(place, thaw(content), given, catalogue) for _, place, content, given in rows
        ),
    )


def past_attempts(person_id: int, *, module: str = "") -> list[PastAttempt]:
    """All attempts of a person, newest first; those of one module where it is named."""
    answered = (
        select(func.count())
        .where(AnswerRow.attempt_id == AttemptRow.id)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    column: InstrumentedAttribute[str] = AttemptRow.module
    statement = select(AttemptRow, answered).where(AttemptRow.person_id == person_id)
    if module:
        statement = statement.where(column == module)
    return [
        PastAttempt(
            id=row.id,
            module=row.module,
            module_title=row.module_title,
            kind=row.kind,
            size=row.size,
            answered=count,
            right=row.right,
            first_sight=row.first_sight,
            started_at=row.started_at,
            finished_at=row.finished_at,
        )
        for row, count in db.session.execute(statement.order_by(AttemptRow.started_at.desc()))
    ]


def _question(
    place: AttemptItemRow, item: Item, given: AnswerRow | None, catalogue: Catalogue
) -> Question:
    item = as_drawn(item, place.drawn)
    question = bare(place.position, item, place.option_order)
    if given is None:
        return question
    answered = Answered(from_json(given.response), given.correct, given.answered_at)
    return explained(question, item, place.option_order, answered, catalogue.traps)
