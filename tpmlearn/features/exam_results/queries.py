"""Reads for the pages of results: one sitting whole, and all sittings of one exam side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import pairwise

from tpmlearn.domain.content.catalogue import Blueprint, Catalogue, Trap
from tpmlearn.domain.exams.exam_parts import WHOLE, Part
from tpmlearn.domain.exams.looking_back import Show
from tpmlearn.domain.exams.pace import TimeSpent, time_spent
from tpmlearn.domain.exams.result import Change, change
from tpmlearn.domain.exams.scoring import counts_by_marks
from tpmlearn.domain.exams.traps_met import TrapCost, costs
from tpmlearn.domain.profiles.conditions import Conditions
from tpmlearn.figures.exam_result import (
    history_drawing,
    next_drawing,
    part_drawing,
    time_drawing,
    trap_drawing,
)
from tpmlearn.figures.table import Drawing
from tpmlearn.records.conditions import exam_conditions
from tpmlearn.records.exam_asked import Asked, asked_in, figures_of, kinds_in
from tpmlearn.records.exam_results import (
    Revision,
    late_answers,
    pace_of_sitting,
    revisions_of,
    sittings_over,
)
from tpmlearn.records.exam_sittings import ExamSitting
from tpmlearn.records.review_additions import in_review, is_missed
from tpmlearn.words import _

SLOWEST = 10
DEAREST_HERE = 6
DEAREST_IN_ALL = 4


@dataclass(frozen=True)
class TrapLine:
    """A trap with what it cost in this sitting (None: nothing) and in all sittings together."""

    trap: Trap
    here: TrapCost | None
    in_all: TrapCost


@dataclass(frozen=True)
class Timing:
    """How time went: seconds a question may take, what it took, and the slowest questions."""

    pace: float
    spent: TimeSpent
    slowest: tuple[Asked, ...]
    drawing: Drawing | None


@dataclass(frozen=True)
class Traps:
    """What named misconceptions cost, the dearest of this sitting first; `sittings` are all."""

    lines: tuple[TrapLine, ...]
    sittings: int
    drawing: Drawing | None


@dataclass(frozen=True)
class Questions:
    """Questions by what can be said of them: how many of each kind, and where some stand.

    `misses` are wrong or without an answer; `in_review` of them were sent to review.
    """

    counts: Mapping[Show, int]
    unscored: tuple[int, ...]
    withdrawn: tuple[int, ...]
    late: tuple[int, ...]
    misses: int
    in_review: int


@dataclass(frozen=True)
class ResultPage:
    """A sitting that is over. `revisions` are its results, the last one counts."""

    sitting: ExamSitting
    conditions: Conditions
    passed: bool
    whole: Part
    parts: tuple[Part, ...]
    drawing: Drawing | None
    next_drawing: Drawing | None
    revisions: tuple[Revision, ...]
    traps: Traps
    timing: Timing | None
    questions: Questions

    @property
    def blueprint(self) -> Blueprint:
        """What the exam was made of."""
        return self.sitting.blueprint

    @property
    def by_marks(self) -> bool:
        """Whether marks are counted rather than questions."""
        return counts_by_marks(self.blueprint)

    @property
    def shown_parts(self) -> tuple[Part, ...]:
        """The parts, then the whole; the whole alone where it has one part."""
        return (*(self.parts if len(self.parts) > 1 else ()), self.whole)

    @property
    def untold(self) -> tuple[Part, ...]:
        """The parts that had too few unseen questions to say anything of another mock."""
        return tuple(one for one in self.shown_parts if one.next_mock is None)

    @property
    def changes(self) -> tuple[tuple[Revision, Revision], ...]:
        """Each re-scoring with the result before it, the newest first."""
        return tuple(pairwise(self.revisions))[::-1]

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        counts = self.questions.counts
        return counts[Show.ALL] - counts[Show.UNANSWERED]


def result_page(sitting: ExamSitting, catalogue: Catalogue) -> ResultPage:
    """All that the result of a sitting says; five statements, and those of `asked_in` and
    `exam_conditions`."""
    asked = asked_in(sittings_over(sitting.person_id))
    own, rule = asked[sitting.id], sitting.blueprint.pass_rule
    found = figures_of(sitting, own)
    shown = (*(found.parts if len(found.parts) > 1 else ()), found.whole)
    return ResultPage(
        sitting=sitting,
        conditions=exam_conditions(sitting.person_id)[sitting.id],
        passed=found.passed,
        whole=found.whole,
        parts=found.parts,
        drawing=part_drawing(shown, rule),
        next_drawing=next_drawing(shown, rule),
        revisions=revisions_of([sitting.id]).get(sitting.id, ()),
        traps=_traps(own, asked, catalogue),
        timing=_timing(sitting, own),
        questions=_questions(sitting, own),
    )


def _traps(
    own: Sequence[Asked], asked: Mapping[str, Sequence[Asked]], catalogue: Catalogue
) -> Traps:
    here = {one.slug: one for one in _costs(own)}
    in_all = {one.slug: one for one in _costs(one for of in asked.values() for one in of)}
    dearest = [*list(here)[:DEAREST_HERE]]
    dearest += [slug for slug in in_all if slug not in here][:DEAREST_IN_ALL]
    lines = tuple(
        TrapLine(catalogue.traps[slug], here.get(slug), in_all[slug])
        for slug in dearest
        if slug in catalogue.traps
    )
    told = [
        (one.trap.name, one.here.answers if one.here else 0, one.in_all.answers) for one in lines
    ]
    return Traps(lines, len(asked), trap_drawing(told))


def _costs(asked: Iterable[Asked]) -> tuple[TrapCost, ...]:
    return costs((one.marked, one.traps) for one in asked)


def _timing(sitting: ExamSitting, own: Sequence[Asked]) -> Timing | None:
    spent, pace = time_spent([one.seconds for one in own]), pace_of_sitting(sitting)
    if spent is None:
        return None
    slowest = sorted(own, key=lambda one: -one.seconds)[:SLOWEST]
    return Timing(pace, spent, tuple(slowest), time_drawing(spent, pace=pace))


def _questions(sitting: ExamSitting, own: Sequence[Asked]) -> Questions:
    pace = pace_of_sitting(sitting)
    counts = Counter(kind for one in own for kind in kinds_in(one, pace))
    missed = {one.place.item for one in own if is_missed(one)}
    return Questions(
        counts={show: counts[show] for show in Show},
        unscored=tuple(one.position for one in own if not one.place.scored and not one.withdrawn),
        withdrawn=tuple(one.position for one in own if one.withdrawn),
        late=tuple(sorted(late_answers(sitting.id))),
        misses=len(missed),
        in_review=len(in_review(sitting.person_id, missed)),
    )


@dataclass(frozen=True)
class PastLine:
    """A sitting among those of its exam; `parts` by name."""

    sitting: ExamSitting
    passed: bool
    whole: Part
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class Comparison:
    """Two sittings, the earlier first: what changed on all questions, and on unseen ones."""

    before: PastLine
    after: PastLine
    on_all: Change | None
    on_unseen: Change | None


@dataclass(frozen=True)
class HistoryPage:
    """All sittings of an exam that are over, oldest first; `parts` are the names of columns."""

    lines: tuple[PastLine, ...]
    parts: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    drawing: tuple[str, str] | None


def history_page(
    person_id: int,
    blueprint: Blueprint,
    *,
    zone: tzinfo,
    asked_for: tuple[str, str] = ("", ""),
) -> HistoryPage:
    """A person's sittings of one exam, drills left out; one statement, and those of `asked_in`.

    Compared are the two that are `asked_for`, in either order; else the newest with the one before
    it and with the first.
    """
    over = sittings_over(person_id, exam=blueprint.slug)
    asked = asked_in(over)
    lines = tuple(_past_line(one, asked[one.id]) for one in over)
    names = tuple(dict.fromkeys(name for line in lines for name in line.parts))
    places = {line.sitting.id: n for n, line in enumerate(lines)}
    chosen = sorted({places[one] for one in asked_for if one in places})
    usual = dict.fromkeys((n, len(lines) - 1) for n in (len(lines) - 2, 0))
    pairs = [(chosen[0], chosen[1])] if len(chosen) == len(asked_for) else list(usual)
    return HistoryPage(
        lines=lines,
        parts=names if len(names) > 1 else (),
        comparisons=tuple(_compared(lines[n], lines[m]) for n, m in pairs if 0 <= n < m),
        drawing=_history_drawing(lines, names, blueprint, zone) if lines else None,
    )


def _past_line(sitting: ExamSitting, asked: Sequence[Asked]) -> PastLine:
    found = figures_of(sitting, asked)
    parts = {one.name: one for one in found.parts}
    return PastLine(sitting, found.passed, found.whole, parts)


def _compared(before: PastLine, after: PastLine) -> Comparison:
    return Comparison(
        before,
        after,
        change(before.whole.earned, after.whole.earned),
        change(before.whole.unseen, after.whole.unseen),
    )


def _history_drawing(
    lines: Sequence[PastLine], names: Sequence[str], blueprint: Blueprint, zone: tzinfo
) -> tuple[str, str]:
    dated = [(line.sitting.started_at.astimezone(zone).date(), line) for line in lines]
    columns = {_(WHOLE): [(day, line.whole) for day, line in dated]}
    for name in names if len(names) > 1 else ():
        columns[name] = [(day, line.parts[name]) for day, line in dated if name in line.parts]
    return history_drawing(columns, blueprint)
