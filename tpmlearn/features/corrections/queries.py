"""Reads for the pages of corrections: what may have to be corrected, and what was."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.domain.exams.rescoring import (
    Correction,
    CorrectionKind,
    asks_another_number,
    in_force,
    reworded_question,
    same_options,
)
from tpmlearn.models import ExamResultRow
from tpmlearn.records.correctable import Candidate, Proposal, candidates, propose
from tpmlearn.records.correcting import Rescoring, rescoring
from tpmlearn.records.corrections import corrections_made

MOST_MADE = 200
MOST_CHANGES = 200


@dataclass(frozen=True)
class Made:
    """A correction that was made: how many results it changed, and whether it is in force."""

    correction: Correction
    title: str
    results: int
    standing: bool


@dataclass(frozen=True)
class Index:
    """All that may have to be corrected, and all that was, the latest first."""

    candidates: list[Candidate]
    made: list[Made]


@dataclass(frozen=True)
class CorrectionPage:
    """What a correction would change; `former` are the other keys that people sat.

    `reworded` are questions that read otherwise then, as HTML. `another_number`: people were asked
    to choose another number of options than are right now.
    """

    found: Rescoring
    shown: Item | None
    former: tuple[Item, ...]
    reworded: tuple[str, ...]
    another_number: bool

    @property
    def proposal(self) -> Proposal:
        """What was decided about."""
        return self.found.proposal


def index(catalogue: Catalogue) -> Index:
    """The list of candidates and the trail."""
    made = corrections_made()
    standing = {one.id for history in made.values() if (one := in_force(history))}
    counts = _results()
    titles = {item.id: item.title for item in catalogue.items if item.id in made}
    ordered = sorted(
        (one for history in made.values() for one in history),
        key=lambda one: one.applied_at,
        reverse=True,
    )
    return Index(
        candidates(catalogue),
        [
            Made(one, titles.get(one.item, one.item), counts.get(one.id, 0), one.id in standing)
            for one in ordered[:MOST_MADE]
        ],
    )


def _results() -> dict[str, int]:
    """How many results each correction changed."""
    row = ExamResultRow
    statement = (
        select(row.correction_id, func.count())
        .where(row.correction_id.is_not(None))
        .group_by(row.correction_id)
    )
    return {str(correction): count for correction, count in db.session.execute(statement)}


def correction_page(
    catalogue: Catalogue, item: str, kind: CorrectionKind, *, now: datetime
) -> CorrectionPage:
    """What correcting an item would change. Raises UnknownItem."""
    found = rescoring(propose(catalogue, item, kind, now=now))
    proposal = found.proposal
    present, frozen = proposal.present, tuple(proposal.frozen.values())
    if present is None or kind is not CorrectionKind.KEY:
        return CorrectionPage(found, present or next(iter(frozen), None), (), (), False)
    former = tuple(one for one in frozen if one.version != present.version)
    matched = [one for one in former if same_options(one, present)]
    return CorrectionPage(
        found,
        present,
        former,
        tuple(one.stem for one in matched if reworded_question(one, present)),
        any(asks_another_number(one, present) for one in matched),
    )
