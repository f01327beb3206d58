"""Use cases of tracking: each one transaction, committed at its end."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import delete, update

from tpmlearn.db import db, insert_for
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.limits import USUAL, Limits
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.report import Words
from tpmlearn.domain.planning.snapshot import to_json
from tpmlearn.domain.planning.tracking import row_hours
from tpmlearn.models import BaselineRow, ReportRow
from tpmlearn.records.people import hold
from tpmlearn.records.planning import Basis, plan_basis, plan_now
from tpmlearn.records.tracking import baselines, last_number

MOST = 24
"""Baselines that are kept: the first, and the newest."""


class NoPlan(Exception):
    """There is no plan that could be agreed to."""


class NothingToDo(Exception):
    """The plan has nothing left to do, so there is nothing to measure."""


class ReasonMissing(Exception):
    """A plan with a baseline gets another only for a reason."""


class Stale(Exception):
    """Plan, baseline or report were saved elsewhere since the page was made; nothing is changed."""


class NotToday(Exception):
    """Only a baseline of today can be taken back."""


@dataclass(frozen=True)
class Moment:
    """When and on what something is saved: the instant, the learner's zone, the content."""

    now: datetime
    zone: tzinfo
    catalogue: Catalogue

    @property
    def today(self) -> date:
        """The learner's day."""
        return self.now.astimezone(self.zone).date()


def save_baseline(person_id: int, reason: str, *, version: int, number: int, at: Moment) -> None:
    """Agree to the plan as it is today: it becomes the baseline that counts.

    `version` is the saving of the plan and `number` the baseline that the person saw. Raises
    NoPlan, NothingToDo, ReasonMissing, Stale.
    """
    hold(person_id)
    basis = plan_basis(person_id, at.catalogue, at.today)
    plan = _plan(basis)
    if basis.saved is None or plan is None:
        raise NoPlan
    if plan.ready_on is None:
        raise NothingToDo
    if basis.saved.version != version or last_number(person_id) != number:
        raise Stale
    if number and not reason:
        raise ReasonMissing
    open_rows = [row for row in plan.rows if not row.done]
    db.session.add(
        BaselineRow(
            person_id=person_id,
            number=number + 1,
            saved_at=at.now,
            reason=reason,
            role=basis.role.slug,
            ends_on=plan.ready_on,
            things=len(open_rows),
            minutes=round(60 * sum(row_hours(row) for row in open_rows)),
            snapshot=json.loads(to_json(plan)),
        )
    )
    db.session.execute(
        delete(BaselineRow).where(
            BaselineRow.person_id == person_id,
            BaselineRow.number > 1,
            BaselineRow.number <= number + 2 - MOST,
        )
    )
    db.session.commit()


def take_back_baseline(person_id: int, *, number: int, at: Moment) -> None:
    """Undo the saving of a baseline on its own day; the one before counts again.

    Raises Stale where it is not the one that counts, NotToday.
    """
    hold(person_id)
    found = baselines(person_id)
    if not found or found[0].number != number:
        raise Stale
    if found[0].saved_at.astimezone(at.zone).date() != at.today:
        raise NotToday
    db.session.execute(
        delete(BaselineRow).where(BaselineRow.person_id == person_id, BaselineRow.number == number)
    )
    db.session.commit()


def save_limits(person_id: int, limits: Limits, *, version: int) -> None:
    """Keep by which limits the report is amber or red. Raises Stale."""
    _keep(person_id, asdict(limits), version=version)


def save_words(person_id: int, words: Words, *, version: int, now: datetime) -> None:
    """Keep what the person writes into the report, as written `now`. Raises Stale."""
    values: dict[str, object] = {
        "reason": words.reason,
        "way_back": words.way_back,
        "way_back_by": words.way_back_by,
        "ask": words.ask,
        "written_at": now,
    }
    _keep(person_id, values, version=version)


def _keep(person_id: int, values: dict[str, object], *, version: int) -> None:
    """Change the row of the version that was seen, or make the first one."""
    if version == 0:
        first = {"reason": "", "way_back": "", "ask": "", **asdict(USUAL), **values}
        insert = insert_for(ReportRow).values(person_id=person_id, version=1, **first)
        kept = db.session.scalar(insert.on_conflict_do_nothing().returning(ReportRow.version))
    else:
        kept = db.session.scalar(
            update(ReportRow)
            .where(ReportRow.person_id == person_id, ReportRow.version == version)
            .values(version=version + 1, **values)
            .returning(ReportRow.version)
        )
    if kept is None:
        raise Stale
    db.session.commit()


def _plan(basis: Basis) -> Plan | None:
    try:
        return plan_now(basis)
    except ValueError:
        return None
