"""Reads for the pages of items: the index, and an item with all that is known of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from math import ceil

from sqlalchemy import and_, case, func, or_, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.curve_band import curve_band
from tpmlearn.domain.assessment.item_concerns import Kind
from tpmlearn.domain.assessment.item_words import (
    Line,
    hint,
    lines,
    parameters_of,
    remarks,
    too_few,
)
from tpmlearn.domain.content.catalogue import Catalogue, Item, Pool
from tpmlearn.domain.exams.uses import Uses, uses_of
from tpmlearn.domain.learning.reports import WAITING
from tpmlearn.figures.difficulty_history import difficulty_history
from tpmlearn.figures.item_curve import item_curve
from tpmlearn.figures.option_picture import OptionRow, option_picture
from tpmlearn.figures.table import Drawing
from tpmlearn.models import CorrectionRow, ProblemReportRow
from tpmlearn.records.item_history import Version, beliefs_of, versions_of
from tpmlearn.records.item_statistics import Stored, stored
from tpmlearn.records.judging import Judged, judged
from tpmlearn.records.pairs import Fitted, fitted
from tpmlearn.records.problem_reports import STATE, Report, read_reports, reports_with
from tpmlearn.words import N_, _

_TAG = re.compile(r"<[^>]*>")
A_PAGE = 50
LONGEST_ID = 120
MOST_REPORTS, MOST_CORRECTIONS = 20, 20
EXAM_ALONE = N_(
    "Items of one exam alone are not measured: no adaptive test gives them, and drills and "
    "repeats show their keys."
)
CHANGED = N_(
    "It was changed since its figures were computed; answers to the new version count from now on."
)
CONCERNS = {
    "any": N_("Anything that stands out"),
    "check-key": N_("Check the key"),
    "near-guessing": N_("Hardly above guessing"),
    "too-easy": N_("Too easy"),
    "rapid": N_("Answered without reading"),
    "misfit": N_("Does not fit its curve"),
    "none": N_("Nothing stands out"),
    "too-few": N_("Not enough answers"),
}


@dataclass(frozen=True)
class Asked:
    """What the index is asked for; `pool` and `concern` are empty for all."""

    words: str = ""
    pool: str = ""
    concern: str = ""
    page: int = 1


@dataclass(frozen=True)
class Index:
    """One page of the index: items with what stands out in them, None where nobody answered."""

    rows: tuple[tuple[Item, Judged | None], ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True)
class Figures:
    """What answers say: nothing but `why_none` where too few, or none, are known."""

    people: int
    why_none: str = ""
    computed_at: datetime | None = None
    hint: str = ""
    concern: str = ""
    stands_out: bool = False
    lines: tuple[Line, ...] = ()
    remarks: tuple[str, ...] = ()
    options: Drawing | None = None
    curve: Drawing | None = None
    grouped: bool = False


@dataclass(frozen=True)
class ItemPage:
    """All that is known of an item; `present` is None where it has left the content.

    `reports_open` counts those that wait, `lesson_open` those of the lesson whose quiz asks it.
    """

    id: str
    item: Item
    present: Item | None
    figures: Figures
    difficulty: Drawing | None
    paired: Fitted | None
    versions: tuple[Version, ...]
    versions_count: int
    uses: Uses | None
    reports: tuple[Report, ...]
    reports_count: int
    reports_open: int
    lesson_open: int
    corrections: tuple[CorrectionRow, ...]


def index(catalogue: Catalogue, asked: Asked) -> Index:
    """The items that are asked for, those that stand out first where a concern is; one statement.

    Words are looked for in id, title, skill and the text of the question.
    """
    items = [one for one in catalogue.items if _fits(one, asked, catalogue)]
    judgements: dict[str, Judged] = {}
    if asked.concern:
        ordered = judged({one.id: one for one in items}, stored())
        judgements = {one.item.id: one for one in ordered if _is(one.concern.kind, asked.concern)}
        items = [one.item for one in judgements.values()]
    pages = max(ceil(len(items) / A_PAGE), 1)
    page = min(max(asked.page, 1), pages)
    shown = items[(page - 1) * A_PAGE : page * A_PAGE]
    if shown and not asked.concern:
        by_id = {one.id: one for one in shown}
        judgements = {one.item.id: one for one in judged(by_id, stored(list(by_id)))}
    rows = tuple((one, judgements.get(one.id)) for one in shown)
    return Index(rows, len(items), page, pages)


def _fits(item: Item, asked: Asked, catalogue: Catalogue) -> bool:
    if asked.pool and item.pool != asked.pool:
        return False
    wanted = asked.words.casefold().split()
    if not wanted:
        return True
    skill = catalogue.skills.get(item.skill)
    told = (
        item.id,
        item.title,
        item.skill,
        skill.name if skill else "",
        item.path,
        plain(item.stem),
    )
    text = " ".join(told).casefold()
    return all(word in text for word in wanted)


def _is(kind: Kind, concern: str) -> bool:
    return kind < Kind.NONE if concern == "any" else kind.name.lower().replace("_", "-") == concern


def plain(html: str) -> str:
    """The words of clean HTML."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def item_page(catalogue: Catalogue, item: str, *, today: date) -> ItemPage | None:
    """All that is known of an item, None where nobody knows it; at most ten statements."""
    if len(item) > LONGEST_ID:
        return None
    present = next((one for one in catalogue.items if one.id == item), None)
    versions, versions_count = versions_of(item, present)
    shown = present or (versions[0].item if versions else None)
    if shown is None:
        return None
    uses = uses_of(present, catalogue, today=today) if present else None
    counts = _report_counts(item, uses.module.slug if uses and uses.module else "")
    return ItemPage(
        id=item,
        item=shown,
        present=present,
        figures=_figures(present, stored([item])) if present else Figures(0),
        difficulty=difficulty_history(beliefs_of(item, shown.version)),
        paired=_paired(shown) if shown.pool is Pool.TEST else None,
        versions=versions,
        versions_count=versions_count,
        uses=uses,
        reports=tuple(_reports(item)),
        reports_count=counts[0],
        reports_open=counts[1],
        lesson_open=counts[2],
        corrections=_corrections(item),
    )


def _figures(item: Item, rows: Sequence[Stored]) -> Figures:
    if item.pool is Pool.EXAM:
        return Figures(0, _(EXAM_ALONE))
    if not rows:
        return Figures(0, too_few(0))
    (one,) = judged({item.id: item}, rows)
    figures = one.figures
    if rows[0].version != item.version:
        return Figures(figures.people, _(CHANGED), one.computed_at)
    believed = parameters_of(figures)
    if not figures.enough or believed is None:
        return Figures(figures.people, too_few(figures.people), one.computed_at)
    return Figures(
        people=figures.people,
        computed_at=one.computed_at,
        hint=hint(figures.people),
        concern=one.concern.sentence,
        stands_out=one.stands_out,
        lines=lines(figures),
        remarks=remarks(item, figures),
        options=option_picture(_option_rows(item), figures.groups),
        curve=item_curve(curve_band(believed), figures.groups),
        grouped=bool(figures.groups),
    )


def _paired(item: Item) -> Fitted | None:
    """What judges of pairs say of it as it is worded today."""
    return next((one for one in fitted(item.id) if one.version == item.version), None)


def _option_rows(item: Item) -> list[OptionRow]:
    return [
        OptionRow(
            _("Gap %(gap)s: %(html)s", gap=one.gap, html=plain(one.html))
            if one.gap
            else plain(one.html),
            one.correct,
        )
        for one in item.options
    ]


def _report_counts(item: str, lesson: str) -> tuple[int, int, int]:
    """Of all reports of an item, of those that wait, and of those that wait of a lesson."""
    row = ProblemReportRow
    of_item, waits = row.item == item, STATE.in_(WAITING)
    of_lesson = and_(row.module == lesson, row.module != "")
    counts = [func.count(case((one, 1))) for one in (of_item, and_(of_item, waits))]
    counts.append(func.count(case((and_(of_lesson, waits), 1))))
    found = db.session.execute(select(*counts).where(or_(of_item, of_lesson))).one()
    return found[0], found[1], found[2]


def _reports(item: str) -> list[Report]:
    """Those that wait first, then the latest."""
    row = ProblemReportRow
    found = reports_with().where(row.item == item)
    order = (STATE.in_(WAITING).desc(), row.reported_at.desc(), row.id)
    return read_reports(found.order_by(*order).limit(MOST_REPORTS))


def _corrections(item: str) -> tuple[CorrectionRow, ...]:
    row = CorrectionRow
    found = db.session.scalars(
        select(row)
        .where(row.item == item)
        .order_by(row.applied_at.desc(), row.id)
        .limit(MOST_CORRECTIONS)
    )
    return tuple(found)
