"""The conditions of results: of each exam, of each adaptive test, and of each measured skill."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.ability import is_provisional
from tpmlearn.domain.assessment.secrecy import BankKind
from tpmlearn.domain.profiles.conditions import Conditions, Watch
from tpmlearn.models import (
    BankItemRow,
    BankVersionRow,
    ExamAnswerRow,
    ExamItemRow,
    ExamSittingRow,
    InvigilatorCodeRow,
    SittingItemRow,
    SittingRow,
)
from tpmlearn.records.bank import basis
from tpmlearn.records.corrections import standing_corrections
from tpmlearn.records.measurement import counting, sittings_of


def exam_conditions(person_id: int) -> dict[str, Conditions]:
    """The conditions of each sitting of an exam or a drill that has ended, by its id.

    Five statements, one where there is none. Questions that were withdrawn since do not count, as
    in the figures of the result.
    """
    row, code = ExamSittingRow, InvigilatorCodeRow
    statement = (
        select(
            *(row.id, row.exam, row.drill, row.finished_at, row.bank),
            *(code.centre, code.invigilator),
        )
        .outerjoin(code, code.id == row.code_id)
        .where(row.person_id == person_id, row.finished_at.is_not(None))
        .order_by(row.started_at, row.id)
    )
    sittings = db.session.execute(statement).all()
    if not sittings:
        return {}
    questions, provisional = _exam_questions(person_id), is_provisional(basis().learners)
    taken: Counter[tuple[str, str]] = Counter()
    found = {}
    for key, exam, drill, finished_at, bank, centre, invigilator in sittings:
        asked = questions[key]
        watches = _watches(centre, invigilator)
        answers = sum(one.answered for one in asked)
        found[key] = Conditions(
            on=cast("datetime", finished_at),
            answers=answers,
            watches=watches,
            watched_answers=answers if watches else 0,
            private_bank=bank == BankKind.PRIVATE,
            provisional=provisional,
            retakes=taken[exam, drill],
            seen_before=sum(one.seen for one in asked) / len(asked) if asked else None,
        )
        taken[exam, drill] += 1
    return found


@dataclass(frozen=True)
class _Asked:
    """A question that counts: whether it has an answer, and had been met before."""

    answered: bool
    seen: bool


def _exam_questions(person_id: int) -> Mapping[str, Sequence[_Asked]]:
    """The questions that count, by sitting; two statements, one more where one was withdrawn."""
    item, answer, corrections = ExamItemRow, ExamAnswerRow, standing_corrections()
    statement = (
        select(item.sitting_id, item.item, item.item_version, item.seen_before, answer.answered)
        .join(ExamSittingRow, ExamSittingRow.id == item.sitting_id)
        .outerjoin(
            answer,
            (answer.sitting_id == item.sitting_id) & (answer.position == item.position),
        )
        .where(ExamSittingRow.person_id == person_id, item.scored.is_(True))
    )
    found: dict[str, list[_Asked]] = defaultdict(list)
    for sitting, name, version, seen, answered in db.session.execute(statement):
        if not corrections.leave_out(name, version):
            found[sitting].append(_Asked(bool(answered), seen))
    return found


def adaptive_conditions(person_id: int) -> dict[str, Conditions]:
    """The conditions of each finished adaptive test, by the id of its sitting; two statements.

    `provisional` goes by the bank that the test was weighed with.
    """
    found, taken = {}, Counter[str]()
    tests, asked = _tests(person_id), _asked(person_id)
    for key, test in tests.items():
        own = [one for (sitting, _), one in asked.items() if sitting == key]
        answers = sum(one.counted for one in own)
        found[key] = Conditions(
            on=test.ended,
            answers=answers,
            watches=test.watches,
            watched_answers=answers if test.watches else 0,
            private_bank=test.private,
            provisional=is_provisional(test.learners),
            calibrated_share=_share(own),
            retakes=taken[test.area],
        )
        # One that was ended before its first answer has shown a question and taught nothing.
        taken[test.area] += any(one.answered for one in own)
    return found


def skill_conditions(person_id: int | None) -> dict[str, Conditions]:
    """The conditions of each measured skill, by its code; four statements, none for a visitor.

    A skill rests on all sittings that counted and asked it: it is private, and invigilated, only
    as far as each of them is.
    """
    sittings = sittings_of(person_id) if person_id is not None else {}
    if person_id is None or not sittings:
        return {}
    tests, asked = _tests(person_id), _asked(person_id)
    provisional = is_provisional(basis().learners)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for key, (_, answers) in sittings.items():
        for one in answers:
            counted[one.skill][key] += 1
    return {
        skill: _of_skill(
            counts,
            {key: tests[key] for key in counts},
            [one for (_, code), one in asked.items() if code == skill],
            provisional=provisional,
        )
        for skill, counts in counted.items()
    }


def _of_skill(
    counts: Mapping[str, int],
    tests: Mapping[str, "_Test"],
    asked: Sequence["_Tally"],
    *,
    provisional: bool,
) -> Conditions:
    newest = sorted(tests.values(), key=lambda one: one.ended, reverse=True)
    return Conditions(
        on=newest[0].ended,
        answers=sum(counts.values()),
        watches=tuple(dict.fromkeys(watch for one in newest for watch in one.watches)),
        watched_answers=sum(count for key, count in counts.items() if tests[key].watches),
        private_bank=all(one.private for one in newest),
        provisional=provisional,
        calibrated_share=_share(asked),
        # Whoever rushed through a test has met its questions all the same.
        retakes=max(sum(bool(one.answered) for one in asked) - 1, 0),
    )


@dataclass(frozen=True)
class _Test:
    """A finished adaptive test: its area, its end, who watched, which bank, and its learners."""

    area: str
    ended: datetime
    watches: tuple[Watch, ...]
    private: bool
    learners: int


def _tests(person_id: int) -> dict[str, _Test]:
    """The finished tests of a person, oldest first, by id; one statement."""
    row, code = SittingRow, InvigilatorCodeRow
    statement = (
        select(
            *(row.id, row.area, row.finished_at, row.bank, BankVersionRow.people),
            *(code.centre, code.invigilator),
        )
        .outerjoin(code, code.id == row.code_id)
        .outerjoin(BankVersionRow, BankVersionRow.id == row.bank_version)
        .where(row.person_id == person_id, row.finished_at.is_not(None))
        .order_by(row.started_at, row.id)
    )
    return {
        key: _Test(
            area, ended, _watches(centre, invigilator), bank == BankKind.PRIVATE, people or 0
        )
        for key, area, ended, bank, people, centre, invigilator in db.session.execute(statement)
        if ended is not None
    }


@dataclass(frozen=True)
class _Tally:
    """Answers of one sitting and skill: all, those that count, and those of them to questions
    whose difficulty was learnt from people."""

    answered: int
    counted: int
    learnt: int


def _asked(person_id: int) -> dict[tuple[str, str], _Tally]:
    """What the finished tests of a person asked, by sitting and skill; one statement."""
    item, bank = SittingItemRow, BankItemRow
    counts = counting()
    statement = (
        select(
            item.sitting_id,
            item.skill,
            func.count(),
            func.count().filter(*counts),
            func.count().filter(*counts, bank.answers > 0),
        )
        .join(SittingRow, SittingRow.id == item.sitting_id)
        .outerjoin(
            bank,
            (bank.bank_version == SittingRow.bank_version)
            & (bank.item_version == item.item_version),
        )
        .where(
            SittingRow.person_id == person_id,
            SittingRow.finished_at.is_not(None),
            item.answered_at.is_not(None),
        )
        .group_by(item.sitting_id, item.skill)
    )
    return {
        (sitting, skill): _Tally(*tally) for sitting, skill, *tally in db.session.execute(statement)
    }


def _watches(centre: str | None, invigilator: str | None) -> tuple[Watch, ...]:
    """Who watched: nobody where no code opened the sitting."""
    return () if centre is None else (Watch(centre, invigilator or ""),)


def _share(tallies: Iterable[_Tally]) -> float:
    """The share of answers to questions whose difficulty was learnt; 0 where none counts."""
    kept = list(tallies)
    counted = sum(one.counted for one in kept)
    return sum(one.learnt for one in kept) / counted if counted else 0.0
