"""Makes corrections: whose results one changes, and the new revisions of them.

No result is ever changed: each correction adds a revision to those whose figures move.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from tpmlearn.db import db, new_id
from tpmlearn.domain.accounts.audit import Act
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.exams.rescoring import Correction, CorrectionKind, Corrections
from tpmlearn.domain.exams.scoring import Score, amended, from_json, passes, to_json
from tpmlearn.models import CorrectionRow, ExamResultRow
from tpmlearn.records.audit import note_act
from tpmlearn.records.correctable import Proposal, propose
from tpmlearn.records.corrections import corrections_in_force, hold_corrections, with_items
from tpmlearn.records.exam_batches import Ended, ended_with
from tpmlearn.records.exam_ending import corrected_places, mark_places
from tpmlearn.records.exam_sittings import frozen_items
from tpmlearn.records.versions import keep_versions

INSTANT = timedelta(microseconds=1)


class NothingToCorrect(Exception):
    """The correction cannot be made, or is in force already; the text says why."""


class ContentMoved(Exception):
    """The item in the content is not the one that the author decided about."""


@dataclass(frozen=True)
class Rescored:
    """A result that changes. `revision` is the number of the one before."""

    sitting: str
    title: str
    finished_at: datetime
    revision: int
    before: Score
    after: Score
    left_out: tuple[int, ...]
    rekeyed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rescoring:
    """What a correction changes; `staying` results have the item and keep their figures."""

    proposal: Proposal
    changes: tuple[Rescored, ...] = ()
    staying: int = 0

    @property
    def verdicts(self) -> int:
        """How many results pass that did not, or the other way round."""
        return sum(one.before.passed != one.after.passed for one in self.changes)


def rescoring(proposal: Proposal) -> Rescoring:
    """Whose result would change, latest first; nothing is written.

    Only questions that were ever corrected are marked anew: the rest of a result stands.
    """
    if proposal.refusal:
        return Rescoring(proposal)
    standing = corrections_in_force()
    before, after = with_items(standing), _corrections_after(proposal, standing)
    ended = ended_with(proposal.item, {proposal.item, *standing})
    found = [_rescored(one, before, after) for some in ended for one in some]
    changes = tuple(one for one in found if one)
    return Rescoring(proposal, changes, len(found) - len(changes))


def correct(
    catalogue: Catalogue,
    item: str,
    kind: CorrectionKind,
    *,
    why: str,
    author_id: int | None,
    now: datetime,
    version: str | None = None,
) -> Rescoring:
    """Make a correction and re-score (the caller commits): one correction, a revision for each
    result that changes.

    `version` is that of the key that the author saw. Raises UnknownItem, NothingToCorrect and
    ContentMoved.
    """
    hold_corrections()
    proposal = propose(catalogue, item, kind, now=now)
    if version is not None and version != proposal.version:
        raise ContentMoved
    if proposal.refusal:
        raise NothingToCorrect(proposal.refusal)
    # Before the correction is there: what changes is told from what is in force until now.
    found = rescoring(proposal)
    if proposal.present and proposal.version:
        keep_versions([proposal.present], now=now)
    row = CorrectionRow(
        id=new_id(),
        item=item,
        kind=kind,
        item_version=proposal.version,
        why=why,
        applied_at=_after_the_last(item, now),
        author_id=author_id,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(_revision(one, row.id, now) for one in found.changes)
    act = Act.CORRECTION_UNDONE if kind is CorrectionKind.UNDONE else Act.CORRECTION_APPLIED
    note_act(act, f"item:{item}", now=now, detail=kind.value)
    db.session.flush()
    return found


def _after_the_last(item: str, now: datetime) -> datetime:
    """`now`, but later than every correction of the item: their order counts, and who waited for
    another to be made has an earlier `now`."""
    last = db.session.scalars(
        select(CorrectionRow.applied_at)
        .where(CorrectionRow.item == item)
        .order_by(CorrectionRow.applied_at.desc())
        .limit(1)
    ).first()
    return max(now, last + INSTANT) if last else now


def _revision(one: Rescored, correction_id: str, now: datetime) -> ExamResultRow:
    return ExamResultRow(
        sitting_id=one.sitting,
        revision=one.revision + 1,
        correction_id=correction_id,
        scored_at=now,
        earned=one.after.earned,
        marks=one.after.marks,
        passed=one.after.passed,
        domains=to_json(one.after.domains),
        left_out=list(one.left_out),
        rekeyed=dict(one.rekeyed),
    )


def _corrections_after(proposal: Proposal, standing: Mapping[str, Correction]) -> Corrections:
    """What would be in force: all that is, with this item's as proposed."""
    others = {item: one for item, one in standing.items() if item != proposal.item}
    found = with_items(others | ({proposal.item: proposal.after} if proposal.after else {}))
    present = proposal.present
    own = {present.version: present} if present else {}
    return replace(found, items={**found.items, **own})


def _rescored(one: Ended, standing: Corrections, after: Corrections) -> Rescored | None:
    """The new result of a sitting; None where its figures stay."""
    sitting, places = one.sitting, one.places
    items = frozen_items({place.version for place in places})
    marked = [
        mark_places(sitting.blueprint, places, one.answers, items, corrections)
        for corrections in (standing, after)
    ]
    if marked[0] == marked[1] or sitting.finished_at is None:
        return None
    before = Score(from_json(one.newest.domains), one.newest.passed)
    order = [part.domain for part in from_json(one.first.domains)]
    domains = amended(before.domains, *marked, order=order)
    found = Score(domains, passes(domains, sitting.blueprint.pass_rule))
    if found == before:
        return None
    left_out, rekeyed = corrected_places(places, items, after)
    return Rescored(
        sitting=sitting.id,
        title=sitting.title,
        finished_at=sitting.finished_at,
        revision=one.newest.revision,
        before=before,
        after=found,
        left_out=tuple(left_out),
        rekeyed=tuple(rekeyed.items()),
    )
