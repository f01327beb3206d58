"""Corrections of items: all that were made, and those in force."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select, text

from tpmlearn.db import db
from tpmlearn.domain.exams.rescoring import Correction, CorrectionKind, Corrections, in_force
from tpmlearn.models import CorrectionRow, ExamItemRow, ItemVersionRow
from tpmlearn.records.exam_sittings import frozen_items


def hold_corrections() -> None:
    """Let nobody else correct, and no sitting end, until the transaction does.

    So two corrections at once come one after the other, and a sitting ends either before (then it
    is re-scored) or after (then it ends with the correction). On SQLite a write transaction is
    alone as it is.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE corrections IN EXCLUSIVE MODE"))


def corrections_made(item: str = "", *, shared: bool = False) -> dict[str, list[Correction]]:
    """All corrections in the order in which they were made, by item; those of one, if it is named.

    With `shared` no correction can be made until the transaction ends. One statement, and one more
    where something was withdrawn.
    """
    row = CorrectionRow
    statement = select(row).order_by(row.applied_at)
    if item:
        statement = statement.where(row.item == item)
    if shared:
        statement = statement.with_for_update(read=True)
    found: dict[str, list[Correction]] = {}
    for one in db.session.scalars(statement):
        found.setdefault(one.item, []).append(_correction(one))
    withdrawn = {
        key
        for key, made in found.items()
        if any(one.kind is CorrectionKind.WITHDRAWN for one in made)
    }
    return _with_versions(found, withdrawn) if withdrawn else found


def _correction(row: CorrectionRow) -> Correction:
    kind = CorrectionKind(row.kind)
    return Correction(row.id, row.item, kind, row.item_version, row.why, row.applied_at)


def _with_versions(
    found: dict[str, list[Correction]], withdrawn: Collection[str]
) -> dict[str, list[Correction]]:
    """The same, each withdrawal with the versions that had been shown when it was made."""
    shown = db.session.execute(
        select(ExamItemRow.item, ExamItemRow.item_version, ItemVersionRow.first_shown_at)
        .join(ItemVersionRow, ItemVersionRow.version == ExamItemRow.item_version)
        .where(ExamItemRow.item.in_(withdrawn))
        .distinct()
    ).all()
    for item in withdrawn:
        versions = [(version, at) for of, version, at in shown if of == item]
        found[item] = [
            replace(one, versions=frozenset(v for v, at in versions if at <= one.applied_at))
            if one.kind is CorrectionKind.WITHDRAWN
            else one
            for one in found[item]
        ]
    return found


def corrections_in_force(*, shared: bool = False) -> dict[str, Correction]:
    """The correction that counts for each item that has one."""
    made = corrections_made(shared=shared)
    standing = {item: in_force(history) for item, history in made.items()}
    return {item: one for item, one in standing.items() if one}


def standing_corrections(*, shared: bool = False) -> Corrections:
    """The corrections in force with the versions whose keys count: what questions are marked by.

    Where nothing was ever corrected, one statement.
    """
    return with_items(corrections_in_force(shared=shared))


def with_items(standing: dict[str, Correction]) -> Corrections:
    """Corrections with the versions whose keys count."""
    versions = {one.version for one in standing.values() if one.version}
    return Corrections(standing, frozen_items(versions) if versions else {})
