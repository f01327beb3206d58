"""Counts what has been kept, once it is committed; what is rolled back is not counted."""

from collections import Counter
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from tpmlearn.db import db
from tpmlearn.metrics import Counted, count, meters

_PENDING = "tally"


def tally(counted: Counted, label: str) -> None:
    """Count one thing that the transaction under way keeps."""
    if meters() is not None:
        pending = db.session().info.setdefault(_PENDING, Counter())
        pending[counted, label] += 1


@event.listens_for(Session, "after_commit")
def _on_commit(session: Session) -> None:
    for (counted, label), amount in session.info.pop(_PENDING, {}).items():
        count(counted, label, amount)


@event.listens_for(Session, "after_rollback")
def _on_rollback(session: Any) -> None:
    session.info.pop(_PENDING, None)
