"""An attempt with its questions; a key or a reason leaves here only after its answer."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.marking import from_json
from tpmlearn.domain.assessment.quiz_rules import AttemptKind, passes, tests_out
from tpmlearn.domain.assessment.showing import Answered, Question, bare, explained
from tpmlearn.domain.content.catalogue import Catalogue, Item, Trap
from tpmlearn.models import AnswerRow, AttemptItemRow, AttemptRow, ItemVersionRow
from tpmlearn.words import _

CASE = "case:"


class Titled:
    """What an attempt is at: a module's quiz, a case, or what was due."""

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
        if self.kind == AttemptKind.REVIEW:
            return self.module_title
        if self.case:
            return _("Case: %(title)s", title=self.module_title)
        return _("Quiz: %(title)s", title=self.module_title)


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
    def counted(self) -> tuple[Question, ...]:
        """The questions without those whose answer was undone as a slip."""
        return tuple(question for question in self.questions if not question.slip)

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
    def newest(self) -> int | None:
        """The position of the newest answer."""
        given = [(q.answered_at, q.position) for q in self.questions if q.answered_at]
        return max(given)[1] if given else None

    @property
    def traps(self) -> list[tuple[Trap, int]]:
        """The named misconceptions that were chosen, most frequent first."""
        met = Counter(
            choice.trap
            for question in self.counted
            for choice in question.choices
            if choice.chosen and choice.trap
        )
        return met.most_common()


def find_attempt(
    person_id: int, attempt_id: str, catalogue: Catalogue, *, kinds: Collection[AttemptKind]
) -> Attempt | None:
    """A person's own attempt of these kinds, whole, in one statement; None for anybody else's."""
    kind: InstrumentedAttribute[str] = AttemptRow.kind
    rows = db.session.execute(
        select(AttemptRow, AttemptItemRow, ItemVersionRow.content, AnswerRow)
        .join(AttemptItemRow, AttemptItemRow.attempt_id == AttemptRow.id)
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .outerjoin(
            AnswerRow,
            (AnswerRow.attempt_id == AttemptItemRow.attempt_id)
            & (AnswerRow.position == AttemptItemRow.position),
        )
        .where(AttemptRow.id == attempt_id, AttemptRow.person_id == person_id, kind.in_(kinds))
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


def _question(
    place: AttemptItemRow, item: Item, given: AnswerRow | None, catalogue: Catalogue
) -> Question:
    item = as_drawn(item, place.drawn)
    question = bare(place.position, item, place.option_order)
    if given is None:
        return question
    answered = Answered(
        from_json(given.response),
        given.correct,
        given.answered_at,
        given.confidence,
        given.slip,
    )
    return explained(question, item, place.option_order, answered, catalogue.traps)
