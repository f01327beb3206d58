"""Items of exams whose key may have to be corrected, and what can be done about one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.domain.exams.rescoring import (
    Correction,
    CorrectionKind,
    Corrections,
    Difference,
    difference,
    in_force,
    same_options,
)
from tpmlearn.models import ExamItemRow, ExamSittingRow
from tpmlearn.records.corrections import corrections_in_force, corrections_made, with_items
from tpmlearn.records.exam_sittings import explained_items, frozen_items
from tpmlearn.words import N_, _

GONE = N_("It has left the content, so there is no other key: it can only be withdrawn.")
REWORDED = N_(
    "Its options were worded anew since people sat it, and nobody can say which of them they would "
    "have chosen: it can only be withdrawn."
)
SAME = N_("Its key is the one that people sat, so there is nothing to correct.")
KNOWN = N_("This correction is in force already.")
WITHDRAWN = N_("It is withdrawn already.")
NOT_SAT = N_("Nobody has had it in an exam yet, so no result can change.")
NONE_STANDS = N_("No correction of it is in force, so there is nothing to take back.")


class UnknownItem(Exception):
    """Neither the content nor any sitting has an item of that id."""


@dataclass(frozen=True)
class Sat:
    """How many sittings a version was in: those that have ended, and those that have not."""

    finished: int = 0
    running: int = 0


@dataclass(frozen=True)
class Candidate:
    """An item whose key is another than the one that people sat, or that is gone."""

    item: str
    title: str
    difference: Difference
    sat: Sat
    path: str = ""
    line: int = 0


@dataclass(frozen=True)
class Proposal:
    """What an author can decide about an item.

    `present` is the item as it is today, None where it is gone; `frozen` are the versions that
    people sat, with how many. `after` is the correction that would be in force, `standing` the one
    that is. With a `refusal`, a sentence, nothing can be done.
    """

    item: str
    kind: CorrectionKind
    present: Item | None
    frozen: Mapping[str, Item]
    sat: Mapping[str, Sat]
    standing: Correction | None = None
    after: Correction | None = None
    refusal: str = ""

    @property
    def version(self) -> str:
        """The version whose key would count; empty where no key would."""
        return self.present.version if self.present and self.kind is CorrectionKind.KEY else ""

    @property
    def title(self) -> str:
        """What the item is called, today or when people sat it."""
        known = self.present or next(iter(self.frozen.values()), None)
        return known.title if known else self.item

    @property
    def total(self) -> Sat:
        """In how many sittings it was, in any version."""
        return _total(self.sat.values())

    @property
    def unmatched(self) -> Sat:
        """In how many of them an answer cannot be matched to the options of today."""
        if self.kind is not CorrectionKind.KEY or self.present is None:
            return Sat()
        present = self.present
        odd = [v for v, item in self.frozen.items() if not same_options(item, present)]
        return _total([self.sat[version] for version in odd])


def _total(counts: Collection[Sat]) -> Sat:
    return Sat(sum(one.finished for one in counts), sum(one.running for one in counts))


@dataclass(frozen=True)
class _Today:
    """The content by id; an item that only has another id now is found by its version."""

    by_id: Mapping[str, Item]
    by_version: Mapping[str, Item] = field(default_factory=dict)

    def find(self, item: str, versions: Collection[str]) -> Item | None:
        """The item of today."""
        renamed = (self.by_version[one] for one in versions if one in self.by_version)
        return self.by_id.get(item) or next(renamed, None)


def _today(items: Sequence[Item]) -> _Today:
    return _Today({one.id: one for one in items}, {one.version: one for one in items})


def versions_sat(item: str = "") -> dict[str, dict[str, Sat]]:
    """Sittings by item and version, oldest version first; of one item, where it is named."""
    row, sitting = ExamItemRow, ExamSittingRow
    statement = (
        select(
            row.item,
            row.item_version,
            func.count(sitting.finished_at),
            func.count(sitting.id),
        )
        .join(sitting, sitting.id == row.sitting_id)
        .group_by(row.item, row.item_version)
        .order_by(row.item, func.min(sitting.started_at), row.item_version)
    )
    if item:
        statement = statement.where(row.item == item)
    found: dict[str, dict[str, Sat]] = {}
    for key, version, finished, every in db.session.execute(statement):
        found.setdefault(key, {})[version] = Sat(finished, every - finished)
    return found


def candidates(catalogue: Catalogue) -> list[Candidate]:
    """Items whose key is another than people sat, or that are gone, by id; at most five statements.

    What a correction in force has settled already is left out.
    """
    today, sat = _today(catalogue.items), versions_sat()
    changed = {
        item: versions
        for item, versions in sat.items()
        if (now := today.find(item, versions)) is None or set(versions) != {now.version}
    }
    frozen = frozen_items({version for versions in changed.values() for version in versions})
    standing = with_items(corrections_in_force())
    found = (
        _candidate(item, versions, today.find(item, versions), frozen, standing)
        for item, versions in changed.items()
    )
    return [one for one in found if one]


def _candidate(
    item: str,
    sat: Mapping[str, Sat],
    present: Item | None,
    frozen: Mapping[str, Item],
    standing: Corrections,
) -> Candidate | None:
    open_ = {
        version: difference(standing.of(item, frozen[version]) or frozen[version], present)
        for version in sat
        if not standing.leave_out(item, version)
    }
    for worst in (Difference.KEY, Difference.REWORDED, Difference.GONE):
        versions = [version for version, found in open_.items() if found is worst]
        if versions:
            known = present or frozen[versions[-1]]
            counts = _total([sat[version] for version in versions])
            return Candidate(item, known.title, worst, counts, known.path, known.line)
    return None


def propose(catalogue: Catalogue, item: str, kind: CorrectionKind, *, now: datetime) -> Proposal:
    """What correcting an item in this way would mean. Raises UnknownItem."""
    return propose_among(catalogue.items, item, kind, now=now)


def propose_among(
    items: Sequence[Item], item: str, kind: CorrectionKind, *, now: datetime
) -> Proposal:
    """The same where these are the items of the content. Raises UnknownItem."""
    sat = versions_sat(item).get(item, {})
    present = _today(items).find(item, sat)
    history = corrections_made(item).get(item, [])
    if present is None and not sat and not history:
        raise UnknownItem
    decided = Correction(
        id="",
        item=item,
        kind=kind,
        version=present.version if present and kind is CorrectionKind.KEY else "",
        why="",
        applied_at=now,
        versions=frozenset(sat) if kind is CorrectionKind.WITHDRAWN else frozenset(),
    )
    read = explained_items(sat)
    found = Proposal(
        item=item,
        kind=kind,
        present=present,
        frozen={version: read[version] for version in sat},
        sat=sat,
        standing=in_force(history),
        after=in_force([*history, decided]),
    )
    return replace(found, refusal=_said(_refusal(found)))


def _said(refusal: str) -> str:
    return _(refusal) if refusal else ""


def _refusal(found: Proposal) -> str:
    """Why nothing can be done, as a sentence; empty where something can."""
    if found.kind is CorrectionKind.UNDONE:
        return "" if found.standing else NONE_STANDS
    if not found.sat:
        return NOT_SAT
    if found.kind is CorrectionKind.WITHDRAWN:
        return WITHDRAWN if _is_withdrawn(found) else ""
    return _refusal_of_key(found, found.present)


def _is_withdrawn(found: Proposal) -> bool:
    standing = found.standing
    return standing is not None and found.sat.keys() <= standing.versions


def _refusal_of_key(found: Proposal, present: Item | None) -> str:
    if present is None:
        return GONE
    standing = found.standing
    if standing and standing.version == present.version:
        return KNOWN
    corrected = Corrections()
    if standing and standing.kind is CorrectionKind.KEY:
        corrected = with_items({found.item: standing})
    kinds = {
        difference(corrected.of(found.item, frozen) or frozen, present)
        for frozen in found.frozen.values()
    }
    if Difference.KEY in kinds:
        return ""
    return REWORDED if Difference.REWORDED in kinds else SAME
