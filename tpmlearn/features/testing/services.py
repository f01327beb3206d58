"""Use cases of adaptive tests: each one transaction, committed at its end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from tpmlearn.db import db, insert_for, new_id
from tpmlearn.domain.assessment.adaptive import SKILL_QUOTA, Draw, quick_quotas
from tpmlearn.domain.assessment.bank import Bank
from tpmlearn.domain.assessment.drawing import as_drawn, draw
from tpmlearn.domain.assessment.freezing import draw_order, freeze, thaw
from tpmlearn.domain.assessment.invigilation import TESTS
from tpmlearn.domain.assessment.marking import (
    Response,
    from_json,
    mark,
    read_response,
    score_of,
    to_json,
)
from tpmlearn.domain.assessment.retake import Retake
from tpmlearn.domain.assessment.secrecy import bank_kind
from tpmlearn.domain.assessment.starting import PART, start_from_rating
from tpmlearn.domain.assessment.stopping import End, counts, rapid_limit
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.features.testing.queries import retake_of
from tpmlearn.metrics import Counted
from tpmlearn.models import ItemVersionRow, SittingItemRow, SittingRow
from tpmlearn.records.bank import bank_in_force, wear_of_items
from tpmlearn.records.invigilating import TypedCode, check_code, go_on_with, use_code
from tpmlearn.records.next_item import Chance, next_of
from tpmlearn.records.people import hold
from tpmlearn.records.sittings import QUICK, GivenItem, Sitting, dimensions_of, find_sitting
from tpmlearn.records.skills import current_ratings
from tpmlearn.records.tally import tally


class NoSuchSitting(Exception):
    """There is no such sitting, or it is somebody else's."""


class AlreadyAnswered(Exception):
    """The item is not the one that waits: it has another answer, or was never given."""


class NotYet(Exception):
    """The test may not begin yet."""

    def __init__(self, retake: Retake) -> None:
        super().__init__(retake.rule)
        self.retake = retake


def start(
    person_id: int,
    area: str,
    catalogue: Catalogue,
    *,
    now: datetime,
    chance: Chance,
    code: TypedCode | None = None,
) -> str:
    """Begin the test of an area, or go on with the one that is open; the sitting's id.

    Raises NotYet while it may not be taken again, and CodeRefused or Throttled for a `code` that
    does not open it: then nothing has begun.
    """
    code_id = check_code(code, TESTS, now=now) if code else None
    hold(person_id)
    open_ = db.session.execute(
        select(SittingRow.id, SittingRow.code_id).where(
            SittingRow.person_id == person_id,
            SittingRow.area == area,
            SittingRow.finished_at.is_(None),
        )
    ).first()
    if open_:
        if code and code_id:
            go_on_with(code, code_id, open_.code_id, now=now)
        return str(open_.id)
    retake = retake_of(person_id, area, catalogue, now=now)
    if not retake.allowed:
        raise NotYet(retake)
    in_force = bank_in_force(catalogue)
    sitting = Sitting(
        id=new_id(),
        area=area,
        bank_version=in_force.version,
        quotas=quotas_of(area, catalogue),
        starts=_starts(person_id, area, catalogue),
        rho=in_force.rho,
        started_at=now,
        finished_at=None,
        end_reason="",
        counts=True,
        items=(),
        code_id=code_id,
    )
    values = {name: value for name, value in vars(sitting).items() if name != "items"}
    db.session.add(SittingRow(person_id=person_id, **values))
    db.session.flush()
    _next(person_id, sitting, catalogue, now=now, chance=chance)
    if code and code_id:
        use_code(code, code_id, now=now)
    db.session.commit()
    return sitting.id


def quotas_of(area: str, catalogue: Catalogue) -> dict[str, int]:
    """The most scored items of each dimension: six a skill, or thirty over all areas."""
    if area == QUICK:
        return quick_quotas({code: len(one.skills) for code, one in catalogue.areas.items()})
    return dict.fromkeys(catalogue.areas[area].skills, SKILL_QUOTA)


def answer(
    person_id: int,
    sitting_id: str,
    position: int,
    values: Sequence[str],
    catalogue: Catalogue,
    *,
    now: datetime,
    chance: Chance,
) -> None:
    """Mark and keep one answer, and give the next item or end the test.

    The same answer again changes nothing. Raises NoSuchSitting, AlreadyAnswered, BadResponse.
    """
    sitting = _own(person_id, sitting_id)
    shown = _shown(sitting_id, position, catalogue)
    response = read_response(shown.item, values, shown.order)
    waiting = sitting.open_item
    if waiting is None or waiting.position != position or sitting.finished_at is not None:
        if shown.response == response:
            return
        raise AlreadyAnswered
    seconds, rapid = _timed(waiting, catalogue, now)
    answered = replace(
        waiting,
        answered_at=now,
        seconds=seconds,
        correct=mark(shown.item, response),
        score=score_of(shown.item, response),
        rapid=rapid,
        # What has left the content since it was shown is left out of the result.
        withdrawn=waiting.item not in catalogue.test_items,
    )
    _keep(sitting_id, answered, response)
    tally(Counted.ANSWERS, "test")
    sitting = replace(sitting, items=(*sitting.items[:-1], answered))
    bank, found = next_of(person_id, sitting, catalogue, now=now, chance=chance)
    if isinstance(found, End):
        _finish(sitting, found, catalogue, now=now)
    elif position % PART:
        _give(sitting, bank, found, now=now, chance=chance)
    # After a part the next item waits until the person goes on, so that no time runs.
    db.session.commit()


def go_on(
    person_id: int, sitting_id: str, catalogue: Catalogue, *, now: datetime, chance: Chance
) -> None:
    """Begin the next part; where an item waits already, nothing changes. Raises NoSuchSitting."""
    sitting = _own(person_id, sitting_id)
    if sitting.finished_at is None and sitting.open_item is None:
        _next(person_id, sitting, catalogue, now=now, chance=chance)
    db.session.commit()


def stop(person_id: int, sitting_id: str, catalogue: Catalogue, *, now: datetime) -> None:
    """End a test before its end; what was answered counts. Raises NoSuchSitting."""
    sitting = _own(person_id, sitting_id)
    if sitting.finished_at is None:
        _finish(sitting, End.STOPPED, catalogue, now=now)
    db.session.commit()


def _own(person_id: int, sitting_id: str) -> Sitting:
    """A person's sitting, held until the transaction ends."""
    sitting = find_sitting(person_id, sitting_id, for_update=True)
    if sitting is None:
        raise NoSuchSitting
    return sitting


@dataclass(frozen=True)
class _Shown:
    """An item as it was shown, and the response that it has already."""

    item: Item
    order: list[int]
    response: Response | None


_row = SittingItemRow
_HERE = (_row.sitting_id == bindparam("sitting"), _row.position == bindparam("place"))
# Written once: to put a statement together takes as long as to run it.
_KEPT = ("response", "correct", "score", "answered_at", "seconds", "rapid", "withdrawn")
_KEEP = update(_row).where(*_HERE).values({name: bindparam(f"new_{name}") for name in _KEPT})
_VERSION = select(ItemVersionRow.version).where(ItemVersionRow.version == bindparam("version"))
_SHOWN = select(_row.item, _row.item_version, _row.option_order, _row.drawn, _row.response).where(
    *_HERE
)


def _shown(sitting_id: str, position: int, catalogue: Catalogue) -> _Shown:
    key = {"sitting": sitting_id, "place": position}
    found = db.session.execute(_SHOWN, key).one_or_none()
    if found is None:
        raise AlreadyAnswered
    item, version, order, drawn, response = found
    shown = as_drawn(_as_given(item, version, catalogue), drawn)
    return _Shown(shown, order, from_json(response) if response else None)


def _as_given(item: str, version: str, catalogue: Catalogue) -> Item:
    """An item in the version that was given: the frozen one, if the content has another by now."""
    now = catalogue.test_items.get(item)
    if now is not None and now.version == version:
        return now
    content = ItemVersionRow.content
    stored = db.session.scalars(select(content).where(ItemVersionRow.version == version)).one()
    return thaw(stored)


def _timed(waiting: GivenItem, catalogue: Catalogue, now: datetime) -> tuple[float | None, bool]:
    """The seconds an answer took, and whether it was a rapid guess.

    A clock that was set back leaves no time, and nothing is held against the person.
    """
    seconds = (now - waiting.shown_at).total_seconds()
    if seconds < 0:
        return None, False
    usual = wear_of_items(catalogue, now=now).seconds.get(waiting.item)
    return seconds, seconds < rapid_limit([usual] if usual else [])


def _keep(sitting_id: str, answered: GivenItem, response: Response) -> None:
    values = {
        "response": to_json(response),
        "correct": answered.correct,
        "score": answered.score,
        "answered_at": answered.answered_at,
        "seconds": answered.seconds,
        "rapid": answered.rapid,
        "withdrawn": answered.withdrawn,
    }
    # Sittings are read as columns: no object has to be told.
    db.session.connection().execute(
        _KEEP,
        {
            "sitting": sitting_id,
            "place": answered.position,
            **{f"new_{name}": value for name, value in values.items()},
        },
    )


def _next(
    person_id: int, sitting: Sitting, catalogue: Catalogue, *, now: datetime, chance: Chance
) -> None:
    """Give the next item, or end the test where there is none."""
    bank, found = next_of(person_id, sitting, catalogue, now=now, chance=chance)
    if isinstance(found, End):
        _finish(sitting, found, catalogue, now=now)
    else:
        _give(sitting, bank, found, now=now, chance=chance)


_GIVE = insert(SittingItemRow)


def _give(sitting: Sitting, bank: Bank, found: Draw, *, now: datetime, chance: Chance) -> None:
    item, believed = bank.items[found.index], bank.parameters[found.index]
    _keep_version(item, now=now)
    db.session.connection().execute(
        _GIVE,
        {
            "sitting_id": sitting.id,
            "position": len(sitting.items) + 1,
            "item": item.id,
            "item_version": item.version,
            "skill": item.skill,
            "scored": found.scored,
            "option_order": draw_order(item, chance.order),
            "drawn": draw(item, chance.order),
            "why": {
                "weight": found.weight,
                "candidates": found.candidates,
                "information": found.information,
                "best": found.best,
            },
            "b": believed.b,
            "b_sd": believed.b_sd,
            "log_a": believed.log_a,
            "log_a_sd": believed.log_a_sd,
            "guess": believed.guess,
            "marks": bank.marks[found.index],
            "shown_at": now,
        },
    )


def _keep_version(item: Item, *, now: datetime) -> None:
    """Keep an item as it is shown. Nearly always it is there: looking costs less than freezing."""
    row = ItemVersionRow
    if db.session.scalar(_VERSION, {"version": item.version}) is None:
        content = {"version": item.version, "item": item.id, "content": freeze(item)}
        db.session.execute(
            insert_for(row).on_conflict_do_nothing(), [{**content, "first_shown_at": now}]
        )


def _finish(sitting: Sitting, end: End, catalogue: Catalogue, *, now: datetime) -> None:
    answered, known = sitting.answered, catalogue.test_items
    rapid = sum(one.rapid for one in answered)
    bank = bank_kind(known.get(one.item) for one in answered if one.counts)
    db.session.execute(
        update(SittingRow)
        .where(SittingRow.id == sitting.id)
        .values(finished_at=now, end_reason=end, counts=counts(rapid, len(answered)), bank=bank)
    )


def _starts(person_id: int, area: str, catalogue: Catalogue) -> dict[str, float]:
    """Where to begin in each dimension that the person has rated skills of: their mean."""
    found: dict[str, list[float]] = {}
    ratings = current_ratings(person_id)
    for skill, dimension in dimensions_of(area, catalogue).items():
        level = ratings[skill].level if skill in ratings else None
        if level is not None:
            developer = catalogue.skills[skill].developer
            found.setdefault(dimension, []).append(start_from_rating(level, developer))
    return {dimension: sum(all_) / len(all_) for dimension, all_ in found.items()}
