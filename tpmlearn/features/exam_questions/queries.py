"""Reads for the questions of a sitting that is over; keys and reasons are in what they return."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tpmlearn.domain.assessment.marking import mark
from tpmlearn.domain.assessment.showing import Answered, Question, bare, explained, told
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.exams.looking_back import Show
from tpmlearn.domain.exams.parts import part_name
from tpmlearn.records.exam_asked import Asked, asked_in, kinds_in, with_reasons
from tpmlearn.records.exam_results import late_answers, pace_of_sitting
from tpmlearn.records.exam_sittings import ExamSitting

A_PAGE = 20


@dataclass(frozen=True)
class Line:
    """A question as it is looked back on.

    `late` says that the answer shown arrived after the end. `late_words` are pieces of HTML: what
    arrived too late in the place of the answer shown.
    """

    asked: Asked
    question: Question
    part: str
    kinds: frozenset[Show]
    late: bool = False
    late_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What both pages know: the sitting, its pace, how many questions there are of each kind."""

    sitting: ExamSitting
    pace: float
    counts: Mapping[Show, int]


@dataclass(frozen=True)
class ListPage(Shown):
    """Questions of one kind, a page of them or all."""

    show: Show
    lines: tuple[Line, ...]
    page: int
    pages: int


@dataclass(frozen=True)
class QuestionPage(Shown):
    """One question; `before` and `after` are the positions next to it of the kind shown."""

    show: Show
    line: Line
    before: int | None
    after: int | None


def list_page(
    sitting: ExamSitting, catalogue: Catalogue, *, show: Show, page: int | None
) -> ListPage | None:
    """A page of questions, all of them where `page` is None; None for a page that is not there.

    Five statements at most.
    """
    asked, pace = _all(sitting), pace_of_sitting(sitting)
    found = [one for one in asked if show in kinds_in(one, pace)]
    pages = max(1, -(-len(found) // A_PAGE))
    if page is not None and not 1 <= page <= pages:
        return None
    shown = found if page is None else found[(page - 1) * A_PAGE : page * A_PAGE]
    return ListPage(
        sitting=sitting,
        pace=pace,
        counts=_counts(asked, pace),
        show=show,
        lines=_lines(sitting, shown, catalogue, pace),
        page=page or 1,
        pages=pages if page is not None else 1,
    )


def question_page(
    sitting: ExamSitting, catalogue: Catalogue, position: int, *, show: Show
) -> QuestionPage | None:
    """One question; None where there is none. Five statements at most."""
    asked, pace = _all(sitting), pace_of_sitting(sitting)
    own = [one for one in asked if one.position == position]
    if not own:
        return None
    places = [one.position for one in asked if show in kinds_in(one, pace)]
    return QuestionPage(
        sitting=sitting,
        pace=pace,
        counts=_counts(asked, pace),
        show=show,
        line=_lines(sitting, own, catalogue, pace)[0],
        before=max((one for one in places if one < position), default=None),
        after=min((one for one in places if one > position), default=None),
    )


def _all(sitting: ExamSitting) -> tuple[Asked, ...]:
    return asked_in([sitting])[sitting.id]


def _counts(asked: Sequence[Asked], pace: float) -> dict[Show, int]:
    counts = Counter(kind for one in asked for kind in kinds_in(one, pace))
    return {show: counts[show] for show in Show}


def _lines(
    sitting: ExamSitting, asked: Sequence[Asked], catalogue: Catalogue, pace: float
) -> tuple[Line, ...]:
    late = late_answers(sitting.id)
    return tuple(
        _line(one, late.get(one.position, ()), catalogue, pace) for one in with_reasons(asked)
    )


def _line(one: Asked, late: Sequence[str], catalogue: Catalogue, pace: float) -> Line:
    item, response = one.item, one.response
    came_late = one.read(late) if late else None
    shown = response or came_late
    answered = Answered(
        shown, correct=shown is not None and mark(item, shown), at=one.saved_at if shown else None
    )
    question = bare(one.position, item, one.order)
    return Line(
        asked=one,
        question=explained(question, item, one.order, answered, catalogue.traps),
        part=part_name(one.place.domain),
        kinds=kinds_in(one, pace),
        late=response is None and came_late is not None,
        late_words=told(item, came_late)
        if response and came_late and came_late != response
        else (),
    )
