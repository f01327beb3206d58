"""The use case of a correction: one transaction, committed at its end."""

from datetime import datetime

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.exams.rescoring import MOST_WHY, SHORTEST_WHY, CorrectionKind
from tpmlearn.records.correcting import Rescoring, correct


class NoReason(Exception):
    """Why it is corrected was not said, or too shortly, or at length."""


def apply(
    catalogue: Catalogue,
    item: str,
    kind: CorrectionKind,
    *,
    why: str,
    author_id: int | None,
    now: datetime,
    version: str | None = None,
) -> Rescoring:
    """Correct an item and re-score whoever's result changes.

    `author_id` is None for a command, `version` that of the key which the author saw. Raises
    NoReason, UnknownItem, NothingToCorrect and ContentMoved.
    """
    if not SHORTEST_WHY <= len(why) <= MOST_WHY:
        raise NoReason
    found = correct(catalogue, item, kind, why=why, author_id=author_id, now=now, version=version)
    db.session.commit()
    return found
