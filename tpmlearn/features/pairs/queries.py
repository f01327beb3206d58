"""Reads for the pages of pairs: the next pair of a judge, and what all judgements say so far."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.assessment.ability import Z90
from tpmlearn.domain.assessment.drawing import as_drawn, draw
from tpmlearn.domain.assessment.freezing import draw_order
from tpmlearn.domain.assessment.judge_fit import JudgeFit
from tpmlearn.domain.assessment.pair_choice import (
    Said,
    Standing,
    counting,
    next_pair,
    pair_key,
    progress,
)
from tpmlearn.domain.assessment.paired_difficulty import ENOUGH_JUDGEMENTS
from tpmlearn.domain.assessment.showing import Question, bare
from tpmlearn.domain.content.catalogue import Area, Catalogue, Item, Skill
from tpmlearn.models import PairFitRow, PairJudgeRow, PersonRow
from tpmlearn.records.bank import InForce, bank_in_force
from tpmlearn.records.pairs import Fitted, fitted, newest_fit, said_of
from tpmlearn.words import N_, _

KNOWN_SD, ROUGHLY_KNOWN_SD = 0.40, 0.70
LEFT = N_("a judge who has left")


@dataclass(frozen=True)
class Side:
    """One of two items: as a learner sees it, and whole for whoever opens the key."""

    item: Item
    question: Question


@dataclass(frozen=True)
class PairPage:
    """The pair to judge, None where none is left; `last` is what was said before, to take back.

    `done` of about `wanted` judgements are there for new items of the `skill`.
    """

    area: Area
    sides: tuple[Side, Side] | None
    skill: Skill | None
    done: int
    wanted: int
    mine: int
    last: str


@dataclass(frozen=True)
class AreaLine:
    """How far the pairs of an area are: new items, known ones, judgements so far and wanted."""

    area: Area
    new: int
    known: int
    done: int
    wanted: int
    mine: int


@dataclass(frozen=True)
class Value:
    """What pairs say of an item beside what its author said; `half` of the 90 % interval."""

    item: Item
    fitted: Fitted

    @property
    def half(self) -> float:
        """b lies this near to its value nine times in ten."""
        return Z90 * self.fitted.paired.b_sd


@dataclass(frozen=True)
class Judge:
    """A judge by name, with how their words fit those of the others."""

    name: str
    fit: JudgeFit


@dataclass(frozen=True)
class Fit:
    """The newest fit as a whole; `few` items have too few judgements to be among the values."""

    fitted_at: datetime
    judgements: int
    slope: float
    correlation: float
    low: float
    high: float
    values: tuple[Value, ...]
    few: int
    judges: tuple[Judge, ...]


@dataclass(frozen=True)
class Index:
    """All areas, and the newest fit, None before the first."""

    areas: tuple[AreaLine, ...]
    fit: Fit | None


def area_of(catalogue: Catalogue, code: str) -> Area | None:
    """The area with this code in small letters."""
    return catalogue.areas.get(code.upper()) if code == code.lower() else None


def judge_of(person_id: int) -> str:
    """The number of a person as a judge, empty for one who has not judged; one statement."""
    row = PairJudgeRow
    return db.session.scalar(select(row.id).where(row.person_id == person_id)) or ""


def pair_page(catalogue: Catalogue, area: Area, person_id: int) -> PairPage:
    """The next pair of a judge; three statements, and more where the bank is not in memory.

    The random source is begun with the judge, the area and how many they judged, so that a page
    that is opened again shows the same pair.
    """
    judge, said = judge_of(person_id), said_of(area.code)
    mine = [one for one in said if one.judge == judge]
    found = standings(area, bank_in_force(catalogue), said)
    rng = Random(f"{person_id}:{area.code}:{len(mine)}")  # noqa: S311 - it mixes, no secret  # nosec B311
    pair = next_pair(list(found.values()), {pair_key(one.version, one.other) for one in mine}, rng)
    items = {one.version: one for one in catalogue.test_pool}
    if pair is None:
        return PairPage(area, None, None, 0, 0, len(mine), _last(mine, items))
    focus = min((found[one] for one in pair if found[one].new), key=lambda one: one.judgements)
    skill = items[focus.version].skill
    done, wanted = progress([one for one in found.values() if items[one.version].skill == skill])
    left, right = (_side(items[one], n, rng) for n, one in enumerate(pair, start=1))
    of = catalogue.skills[skill]
    return PairPage(area, (left, right), of, done, wanted, len(mine), _last(mine, items))


def _side(item: Item, position: int, rng: Random) -> Side:
    shown = as_drawn(item, draw(item, rng))
    return Side(shown, bare(position, shown, draw_order(shown, rng)))


def _last(mine: Sequence[Said], items: Mapping[str, Item]) -> str:
    """What a judge said last, in words; empty before the first time."""
    if not mine:
        return ""
    last = mine[-1]
    names = {one: items[one].title if one in items else _("an item that has changed since")
             for one in (last.version, last.other)}  # fmt: skip
    if not last.harder:
        return _(
            "you could not tell “%(names)s” and “%(names2)s” apart",
            names=names[last.version],
            names2=names[last.other],
        )
    easier = last.other if last.harder == last.version else last.version
    return _(
        "“%(names)s” is harder than “%(names2)s”", names=names[last.harder], names2=names[easier]
    )


def standings(area: Area, in_force: InForce, said: Sequence[Said]) -> dict[str, Standing]:
    """The items of an area by version: new ones, and those that answers have made known well, or
    at least roughly where there are none of these."""
    bank = in_force.bank.part(lambda item: item.skill in area.skills)
    believed = {
        one.version: parameters for one, parameters in zip(bank.items, bank.parameters, strict=True)
    }
    sure = [
        version
        for version, one in believed.items()
        if version in in_force.answered and one.b_sd < KNOWN_SD
    ]
    most = KNOWN_SD if sure else ROUGHLY_KNOWN_SD
    judgements, lefts = _counts(counting(said, believed))
    return {
        version: Standing(
            version,
            one.b,
            judgements[version],
            lefts[version],
            new=version not in in_force.answered or one.b_sd > ROUGHLY_KNOWN_SD,
            known=version in in_force.answered and one.b_sd < most,
        )
        for version, one in believed.items()
    }


def _counts(said: Sequence[Said]) -> tuple[Counter[str], Counter[str]]:
    """How often each version was judged, and how much oftener it stood left than right."""
    judgements, lefts = Counter[str](), Counter[str]()
    for one in said:
        for version in (one.version, one.other):
            judgements[version] += 1
            lefts[version] += 1 if version == one.left else -1
    return judgements, lefts


def index(catalogue: Catalogue, person_id: int) -> Index:
    """How far all areas are, and what the newest fit says; six statements at most, and more where
    the bank is not in memory."""
    in_force, said, judge = bank_in_force(catalogue), said_of(), judge_of(person_id)
    lines = []
    for area in catalogue.areas.values():
        found = standings(area, in_force, said)
        done, wanted = progress(list(found.values()))
        versions = set(found)
        lines.append(
            AreaLine(
                area,
                sum(one.new for one in found.values()),
                sum(one.known for one in found.values()),
                done,
                wanted,
                sum(one.judge == judge and one.version in versions for one in said),
            )
        )
    return Index(tuple(lines), _fit(catalogue))


def _fit(catalogue: Catalogue) -> Fit | None:
    row = db.session.scalar(select(PairFitRow).where(PairFitRow.id == newest_fit()))
    if row is None:
        return None
    items = {one.version: one for one in catalogue.test_pool}
    present = [Value(items[one.version], one) for one in fitted() if one.version in items]
    values = [one for one in present if one.fitted.paired.judgements >= ENOUGH_JUDGEMENTS]
    names = _names(list(row.judges))
    half = Z90 * row.correlation_sd
    return Fit(
        row.fitted_at,
        row.judgements,
        row.slope,
        row.correlation,
        max(row.correlation - half, 0.0),
        min(row.correlation + half, 1.0),
        tuple(sorted(values, key=lambda one: -one.fitted.paired.b)),
        len(present) - len(values),
        tuple(Judge(names.get(one, _(LEFT)), JudgeFit(**fit)) for one, fit in row.judges.items()),
    )


def _names(judges: Sequence[str]) -> dict[str, str]:
    row = PairJudgeRow
    found = db.session.execute(
        select(row.id, PersonRow.name)
        .join(PersonRow, PersonRow.id == row.person_id)
        .where(row.id.in_(judges))
    )
    return {judge: name or _("an author without a name") for judge, name in found}
