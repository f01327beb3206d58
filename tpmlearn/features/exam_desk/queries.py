"""Reads for the desk: the questions that may be seen now, with what stands at each."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from tpmlearn.domain.assessment.showing import Question, bare
from tpmlearn.domain.exams.saving import open_sections
from tpmlearn.domain.exams.scoring import response_to
from tpmlearn.records.exam_sittings import (
    ExamAnswer,
    ExamSitting,
    answers_of,
    as_given,
    frozen_items,
    places_of,
)

FILTERS = ("all", "flagged", "incomplete")


@dataclass(frozen=True)
class DeskQuestion:
    """A question of an open section, without its key; `complete` is whether it is answered whole.

    `story` names what several questions share.
    """

    section: int
    question: Question
    answer: ExamAnswer
    complete: bool
    story: str

    @property
    def position(self) -> int:
        """Its number in the exam."""
        return self.question.position

    @property
    def state(self) -> str:
        """How far it is, in a word."""
        if self.complete:
            return "answered"
        return "half" if self.answer.given else "open"


@dataclass(frozen=True)
class Desk:
    """The open sections of a sitting."""

    sitting: ExamSitting
    questions: tuple[DeskQuestion, ...]
    total: int

    def at(self, position: int) -> DeskQuestion | None:
        """The question with that number, if it is open now."""
        return next((one for one in self.questions if one.position == position), None)

    @property
    def first(self) -> int:
        """The number of the first open question."""
        return self.questions[0].position

    @property
    def last(self) -> int:
        """The number of the last open question."""
        return self.questions[-1].position

    @property
    def start(self) -> int:
        """Where to go on: the first question that is not answered whole, else the first."""
        unanswered = (one.position for one in self.questions if not one.complete)
        return next(unanswered, self.first)

    @property
    def stories(self) -> dict[str, str]:
        """What questions share, by name."""
        return {one.story: one.question.story for one in self.questions if one.story}

    def listed(self, show: str) -> Sequence[DeskQuestion]:
        """The questions of the review: all, flagged ones, or those that lack an answer."""
        if show == "flagged":
            return [one for one in self.questions if one.answer.flagged]
        if show == "incomplete":
            return [one for one in self.questions if not one.complete]
        return self.questions

    def count(self, show: str) -> int:
        """How many questions a filter leaves."""
        return len(self.listed(show))


def desk_of(sitting: ExamSitting) -> Desk:
    """The desk of a sitting; two statements, and one where items are not in memory."""
    places = places_of(sitting.id)
    open_ = open_sections(sitting.blueprint.sections, sitting.clock.section)
    shown = [place for place in places if place.section in open_]
    items, answers = frozen_items({place.version for place in shown}), answers_of(sitting.id)
    questions = []
    for place in shown:
        item = as_given(place, items)
        answer = answers.get(place.position, ExamAnswer(place.position, 0))
        questions.append(
            DeskQuestion(
                section=place.section,
                question=bare(place.position, item, place.order),
                answer=answer,
                complete=response_to(item, answer.given, place.order) is not None,
                story=_name_of(item.story),
            )
        )
    return Desk(sitting, tuple(questions), len(places))


def _name_of(story: str) -> str:
    return sha256(story.encode()).hexdigest()[:8] if story else ""
