"""Reads for the pages of standard setting: all studies, one with its result, a judge's items."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from random import Random

from tpmlearn.domain.assessment.drawing import as_drawn, draw
from tpmlearn.domain.assessment.freezing import draw_order
from tpmlearn.domain.assessment.item_statistics import Ranged
from tpmlearn.domain.assessment.showing import Question, bare
from tpmlearn.domain.content.catalogue import Blueprint, Catalogue
from tpmlearn.domain.exams.parts import part_name
from tpmlearn.domain.exams.standard_setting import (
    ItemAgreement,
    spread,
)
from tpmlearn.records.standard_results import Counted, Result, real_shares, result_of
from tpmlearn.records.standards import (
    Study,
    StudyItem,
    authors,
    complete,
    items_of,
    judges_of,
    judging_in,
    ratings_of,
    studies,
    study_from,
    study_row,
)
from tpmlearn.words import _

A_PAGE = 10


@dataclass(frozen=True)
class StudyLine:
    """A study in the list; `mine` for whoever is on its panel."""

    study: Study
    title: str
    chair: str
    judges: int
    mine: bool


@dataclass(frozen=True)
class Index:
    """All exams with their pass marks, and all studies."""

    exams: tuple[Blueprint, ...]
    studies: tuple[StudyLine, ...]


@dataclass(frozen=True)
class PanelLine:
    """Somebody on the panel, with how many items they have spoken of."""

    name: str
    rated: int
    mine: bool
    counts: bool


@dataclass(frozen=True)
class StudyPage:
    """A study as its page shows it; `result` once both rounds are closed, `others` may still be
    invited."""

    study: Study
    title: str
    blueprint: Blueprint | None
    items: int
    parts: tuple[tuple[str, int], ...]
    panel: tuple[PanelLine, ...]
    is_chair: bool
    mine: PanelLine | None
    complete: int
    any_second: bool
    any_said: bool
    others: tuple[tuple[int, str], ...]
    result: Result | None


@dataclass(frozen=True)
class RateLine:
    """An item for a judge to rate, with what they said, and in round 2 what the panel said.

    `story_at` is where its story stands on this page: at the first item of its case.
    """

    of: StudyItem
    question: Question
    story_at: int
    percent: int | None
    panel: ItemAgreement | None
    real: Ranged | None
    people: int


@dataclass(frozen=True)
class RatePage:
    """A page of items to rate."""

    study: Study
    title: str
    lines: tuple[RateLine, ...]
    rated: int
    items: int
    page: int
    pages: int
    counts: bool


def index(catalogue: Catalogue, person_id: int) -> Index:
    """All exams and studies; two statements."""
    mine = judging_in(person_id)
    return Index(
        tuple(one.blueprint for one in catalogue.exams.values()),
        tuple(
            StudyLine(study, _title(catalogue, study), chair, judges, study.id in mine)
            for study, chair, judges in studies()
        ),
    )


def _title(catalogue: Catalogue, study: Study) -> str:
    exam = catalogue.exams.get(study.exam)
    return exam.blueprint.title if exam else study.exam


def study_page(catalogue: Catalogue, study_id: str, person_id: int) -> StudyPage | None:
    """A study for an author, None for an unknown one; seven statements at most."""
    row = study_row(study_id)
    if row is None:
        return None
    study, items, judges = study_from(row), items_of(study_id), judges_of(study_id)
    ratings = ratings_of(study_id)
    whole = complete(ratings, judges, len(items))
    panel = [
        PanelLine(
            one.name, len(ratings.first(one.id)), one.person_id == person_id, counts=one in whole
        )
        for one in judges
    ]
    exam = catalogue.exams.get(study.exam)
    is_chair = study.chair_id == person_id
    there = {one.person_id for one in judges}
    may_invite = is_chair and study.round == 1
    return StudyPage(
        study=study,
        title=_title(catalogue, study),
        blueprint=exam.blueprint if exam else None,
        items=len(items),
        parts=tuple(sorted(_parts(items).items())),
        panel=tuple(sorted(panel, key=lambda one: one.name)),
        is_chair=is_chair,
        mine=next((one for one in panel if one.mine), None),
        complete=len(whole),
        any_second=ratings.any_second,
        any_said=bool(ratings.said),
        others=tuple(one for one in authors() if one[0] not in there) if may_invite else (),
        result=result_of(
            study,
            exam.blueprint if exam else None,
            Counted(items, whole, ratings),
            person_id=person_id,
        )
        if study.round == 0
        else None,
    )


def _parts(items: Sequence[StudyItem]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in items:
        name = part_name(one.part) or _("All")
        found[name] = found.get(name, 0) + 1
    return found


def rate_page(catalogue: Catalogue, study_id: str, person_id: int, *, page: int) -> RatePage | None:
    """The items that a judge is to rate, ten a page; None for whoever is not on the panel. In round
    1 it holds nothing that anybody else said. Five statements at most."""
    row = study_row(study_id)
    judges = judges_of(study_id)
    mine = next((one for one in judges if one.person_id == person_id), None)
    if row is None or mine is None:
        return None
    study, items, ratings = study_from(row), items_of(study_id), ratings_of(study_id)
    whole = complete(ratings, judges, len(items))
    pages = max(ceil(len(items) / A_PAGE), 1)
    page = min(max(page, 1), pages)
    shown = items[(page - 1) * A_PAGE : page * A_PAGE]
    open_to_all = study.round != 1 and mine in whole
    real = real_shares([one.item for one in shown]) if open_to_all else {}
    last = ratings.last(mine.id)
    first = [ratings.first(one.id) for one in whole]
    return RatePage(
        study=study,
        title=_title(catalogue, study),
        lines=tuple(
            RateLine(
                one,
                _question(study, one),
                _story_at(one, shown),
                last.get(one.position),
                spread([said[one.position] for said in first]) if open_to_all else None,
                *real.get(one.item.id, (None, 0)),
            )
            for one in shown
        ),
        rated=len(ratings.first(mine.id)),
        items=len(items),
        page=page,
        pages=pages,
        counts=mine in whole,
    )


def _story_at(one: StudyItem, shown: Sequence[StudyItem]) -> int:
    same = [other.position for other in shown if one.item.case and other.item.case == one.item.case]
    return min(same, default=one.position)


def _question(study: Study, one: StudyItem) -> Question:
    """The item as a learner sees it; all judges see the same order of options and numbers."""
    rng = Random(f"{study.id}:{one.position}")  # noqa: S311 - it mixes, no secret  # nosec B311
    shown = as_drawn(one.item, draw(one.item, rng))
    return bare(one.position, shown, draw_order(shown, rng))
