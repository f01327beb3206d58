"""Item statistics of both pools, computed from all first answers and stored for their authors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, distinct, func, insert, select

from tpmlearn.calibration import forms, sittings, versions
from tpmlearn.calibration.columns import FirstAnswers
from tpmlearn.calibration.measuring import Shown, of_forms, of_sittings
from tpmlearn.calibration.recalibrating import priors
from tpmlearn.calibration.versions import InForce
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.curves import ItemParameters
from tpmlearn.domain.assessment.item_figures import ItemFigures, from_json, to_json
from tpmlearn.domain.assessment.item_statistics import LEAST_PEOPLE
from tpmlearn.domain.assessment.recalibration import recalibrated
from tpmlearn.domain.assessment.reliability import FormAlpha, form_alphas
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import (
    AttemptItemRow,
    AttemptRow,
    ItemStatisticsRow,
    SittingItemRow,
)

_PART = 500


@dataclass(frozen=True)
class Computed:
    """How many items have figures now, and how many of them have enough answers."""

    items: int
    enough: int


def compute(items: Mapping[str, Item], *, now: datetime) -> Computed:
    """Compute the statistics of all `items` (by version) that have answers, in place of the former.

    Items of the test pool are measured by the bank in force; for those of quizzes and cases, which
    have no bank, one is learnt here from the same answers. Reads and computes first, then replaces
    the table in one transaction.
    """
    found = [(item, to_json(figures)) for item, figures in _measured(items, now)]
    db.session.rollback()
    rows = [
        {
            "item": item.id,
            "item_version": item.version,
            "people": figures["people"],
            "computed_at": now,
            "figures": figures,
        }
        for item, figures in found
    ]
    with writing():
        _replace(rows)
    return Computed(len(rows), sum(from_json(figures).enough for _, figures in found))


def _replace(rows: list[dict[str, Any]]) -> None:
    db.session.execute(delete(ItemStatisticsRow))
    for start in range(0, len(rows), _PART):
        db.session.execute(insert(ItemStatisticsRow), rows[start : start + _PART])
    db.session.commit()


def _measured(items: Mapping[str, Item], now: datetime) -> Iterator[tuple[Item, ItemFigures]]:
    """An item has one row: what sittings say of it goes before what quizzes say."""
    bank, seen = versions.in_force(), set()
    of_tests = sittings.first_choices(now)
    for item, figures in of_sittings(
        of_tests, _believed(of_tests, bank), items, _in_sittings(items)
    ):
        seen.add(item.id)
        yield item, figures
    of_practice = forms.first_answers(now)
    learnt = recalibrated(_authored(of_practice, bank), of_practice.effortful)
    alphas = _alphas(of_practice)
    for item, figures in of_forms(of_practice, learnt, items, _in_forms()):
        if item.id not in seen:
            of = alphas.get(item.version)
            yield (
                item,
                replace(figures, form_alpha=of.alpha, form_people=of.people) if of else figures,
            )


def _alphas(answers: FirstAnswers) -> dict[str, FormAlpha]:
    """Alpha of the quiz or case of each item version that enough people took whole."""
    found = form_alphas(answers.unit, answers.item, answers.right, least=LEAST_PEOPLE)
    return {answers.versions[of]: one for of, one in found.items()}


def _authored(answers: FirstAnswers, bank: InForce) -> tuple[ItemParameters, ...]:
    said = versions.written(answers.versions)
    return priors(
        answers.versions,
        [said[version] for version in answers.versions],
        bank.authors,
        versions.paired_values(versions.newest_pair_fit()),
    )


def _believed(answers: FirstAnswers, bank: InForce) -> tuple[ItemParameters, ...]:
    return tuple(
        bank.items.get(version, authored)
        for version, authored in zip(answers.versions, _authored(answers, bank), strict=True)
    )


def _in_sittings(items: Mapping[str, Item]) -> dict[str, Shown]:
    """Of the sittings that gave any item of the same skill."""
    counts = func.count(distinct(SittingItemRow.sitting_id))
    tested = dict(
        db.session.execute(
            select(SittingItemRow.skill, counts).group_by(SittingItemRow.skill)
        ).all()
    )
    shown = db.session.execute(
        select(SittingItemRow.item_version, func.count()).group_by(SittingItemRow.item_version)
    )
    return {
        version: Shown(times, min(times / max(tested.get(items[version].skill, 0), 1), 1.0))
        for version, times in shown
        if version in items
    }


def _in_forms() -> dict[str, Shown]:
    """Of the attempts at the same quiz or case: all, but for edits of the content."""
    begun = dict(
        db.session.execute(
            select(AttemptRow.module, func.count())
            .where(AttemptRow.kind.in_(forms.FORMS))
            .group_by(AttemptRow.module)
        ).all()
    )
    shown = db.session.execute(
        select(AttemptItemRow.item_version, AttemptRow.module, func.count())
        .join(AttemptRow, AttemptRow.id == AttemptItemRow.attempt_id)
        .where(AttemptRow.kind.in_(forms.FORMS))
        .group_by(AttemptItemRow.item_version, AttemptRow.module)
    )
    return {version: Shown(times, times / begun[module]) for version, module, times in shown}
