"""What a study came to: the cut of its panel, what it would do, and the line that it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from tpmlearn.db import db
from tpmlearn.domain.assessment.item_statistics import LEAST_PEOPLE, Ranged, wilson
from tpmlearn.domain.content.catalogue import Blueprint, Catalogue, Item
from tpmlearn.domain.exams.parts import part_name
from tpmlearn.domain.exams.standard_setting import (
    Cut,
    ItemAgreement,
    Panel,
    cut_of,
    pass_mark_text,
    share_above,
)
from tpmlearn.figures.judge_cuts import JudgeCut, PanelCut, judge_cuts
from tpmlearn.figures.table import Drawing
from tpmlearn.models import ExamResultRow, ExamSittingRow
from tpmlearn.records.item_statistics import stored
from tpmlearn.records.standards import (
    Judge,
    Ratings,
    Study,
    StudyItem,
    complete,
    items_of,
    judges_of,
    panel_of,
    ratings_of,
)
from tpmlearn.words import _


@dataclass(frozen=True)
class Counted:
    """What counts in a study: its items, the judges who spoke of all of them, what was said."""

    items: Sequence[StudyItem]
    judges: Sequence[Judge]
    ratings: Ratings


@dataclass(frozen=True)
class Said:
    """What the panel said of an item, how many really get it right, and whether to discuss it."""

    of: StudyItem
    part: str
    agreement: ItemAgreement
    real: Ranged | None
    people: int


@dataclass(frozen=True)
class Passing:
    """A pass mark in percent, and what share of people it would let pass."""

    mark: float
    share: Ranged


@dataclass(frozen=True)
class PassMarkLine:
    """Where the pass mark stands in the content, and how the line reads with the new one."""

    path: str
    line: str
    share: float


@dataclass(frozen=True)
class Result:
    """What a panel came to: its cut after round 1 and after round 2, and what that would do."""

    first: Cut
    last: Cut
    drawing: Drawing
    items: tuple[Said, ...]
    passing: tuple[Passing, ...]
    people: int
    line: PassMarkLine | None


def result_of(
    study: Study, blueprint: Blueprint | None, counted: Counted, *, person_id: int
) -> Result | None:
    """The result of a study for somebody who may be on its panel; two statements.

    None where under three judges count. `blueprint` is that of today, None for an exam that has
    left the content.
    """
    items, judges, ratings = counted.items, counted.judges, counted.ratings
    first = cut_of(_panel(items, [ratings.first(one.id) for one in judges]))
    last = cut_of(_panel(items, [ratings.last(one.id) for one in judges]))
    if first is None or last is None:
        return None
    names = [
        _("Judge %(number)s", number=n) if one.person_id != person_id else _("You")
        for n, one in enumerate(judges, 1)
    ]
    mark = 100 * blueprint.pass_rule.share if blueprint else last.mean
    drawing = judge_cuts(
        [JudgeCut(*one) for one in zip(names, first.judges, last.judges, strict=True)],
        PanelCut(first.mean, last.mean, last.low, last.high),
        mark=mark,
    )
    results = results_of(study.exam)
    real = real_shares([one.item for one in items])
    said = [
        Said(one, part_name(one.part), agreement, *real.get(one.item.id, (None, 0)))
        for one, agreement in zip(items, last.items, strict=True)
    ]
    return Result(
        first=first,
        last=last,
        drawing=drawing,
        items=tuple(sorted(said, key=lambda one: -one.agreement.sd)),
        passing=_passing(last, mark, results),
        people=len(results),
        line=_line(blueprint, last) if blueprint else None,
    )


def _panel(items: Sequence[StudyItem], said: Sequence[Mapping[int, int]]) -> Panel:
    return panel_of(said, [one.position for one in items], [one.marks for one in items])


def _passing(cut: Cut, mark: float, results: Sequence[float]) -> tuple[Passing, ...]:
    """What share of people would pass; nothing under twenty of them."""
    if len(results) < LEAST_PEOPLE:
        return ()
    marks = (cut.low, cut.mean, cut.high, mark)
    return tuple(
        Passing(one, wilson(round(share_above(one, results) * len(results)), len(results)))
        for one in marks
    )


def pass_mark_line(study: Study, catalogue: Catalogue) -> PassMarkLine | None:
    """Which line of which file to change, so that the cut of a study is the pass mark; three
    statements.

    None while a round is open, under three judges who count, and for an exam that has gone.
    """
    exam = catalogue.exams.get(study.exam)
    if exam is None or study.round != 0:
        return None
    items, judges, ratings = items_of(study.id), judges_of(study.id), ratings_of(study.id)
    whole = complete(ratings, judges, len(items))
    cut = cut_of(_panel(items, [ratings.last(one.id) for one in whole]))
    return _line(exam.blueprint, cut) if cut else None


def _line(blueprint: Blueprint, cut: Cut) -> PassMarkLine:
    rule = blueprint.pass_rule
    share = round(cut.mean / 100, 2)
    text = pass_mark_text(share, each_domain=rule.each_domain, whose=rule.whose)
    return PassMarkLine(f"content/exams/{blueprint.slug}/blueprint.yml", text, share)


def results_of(exam: str) -> list[float]:
    """The newest result of everybody who has sat an exam whole, in percent of the marks; one
    statement."""
    sitting, row = ExamSittingRow, ExamResultRow
    other = aliased(row)
    newest = (
        select(func.max(other.revision))
        .where(other.sitting_id == row.sitting_id)
        .correlate(row)
        .scalar_subquery()
    )
    found = db.session.execute(
        select(sitting.person_id, row.earned, row.marks)
        .join(row, row.sitting_id == sitting.id)
        .where(
            sitting.exam == exam,
            sitting.drill == "",
            sitting.finished_at.is_not(None),
            row.revision == newest,
            row.marks > 0,
        )
        .order_by(sitting.finished_at, sitting.id)
    )
    return list({person: 100 * earned / marks for person, earned, marks in found}.values())


def real_shares(items: Sequence[Item]) -> dict[str, tuple[Ranged, int]]:
    """By item id, the share of first answers that are right and how many people gave them, where
    twenty did so in this wording; one statement."""
    versions = {one.id: one.version for one in items}
    return {
        one.item: (one.figures.facility, one.figures.people)
        for one in stored(list(versions))
        if one.version == versions[one.item]
        and one.figures.people >= LEAST_PEOPLE
        and one.figures.facility is not None
    }
