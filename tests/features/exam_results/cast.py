"""What the tests of results share: sittings of some length, the words of a page."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import unescape

from tests.support.client import CheckingClient
from tests.support.exams import NOTHING, RIGHT, WRONG, At
from tpmlearn.db import db, new_id, writing
from tpmlearn.models import CorrectionRow, ExamItemRow, ExamResultRow

NOW = datetime.now(UTC)


def ago(days: float) -> datetime:
    """This moment, so many days ago."""
    return NOW - timedelta(days=days)


def mixed(right: int, wrong: int, nothing: int = 0) -> list[At]:
    """That many of each, evenly mixed, so that every part has its share of them."""
    whole = right + wrong + nothing
    kinds = [(RIGHT, right), (WRONG, wrong), (NOTHING, nothing)]
    marks = [(n / count, kind) for kind, count in kinds for n in range(count)]
    found = [kind for _, kind in sorted(marks, key=lambda one: one[0])]
    assert len(found) == whole
    return found


def told(client: CheckingClient, path: str) -> str:
    """The words of a page's content, tables among them, without its markup."""
    main = client.read(path).split("<main", 1)[1].split("</main>")[0].split(">", 1)[1]
    text = unescape(re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ")
    return " ".join(re.sub(r" ([.,;:)])", r"\1", text).split())


def result(sitting: str, rest: str = "") -> str:
    """The address of a result."""
    return f"/exams/sittings/{sitting}/result{rest}"


def items_of(client: CheckingClient, sitting: str) -> list[str]:
    """The items of a sitting in order."""
    with client.application.app_context():
        rows = db.session.query(ExamItemRow).filter_by(sitting_id=sitting)
        return [row.item for row in rows.order_by(ExamItemRow.position)]


def rescore(
    client: CheckingClient,
    sitting: str,
    *,
    earned: int,
    marks: int,
    passed: bool,
    why: str,
    left_out: Sequence[int] = (),
) -> None:
    """Add a revision to a result, as withdrawing the items at these positions would."""
    with client.application.app_context(), writing():
        items = items_of(client, sitting)
        corrections = [
            CorrectionRow(
                id=new_id(), item=item, kind="withdrawn", why=why, applied_at=NOW, author_id=None
            )
            for item in [items[position - 1] for position in left_out] or ["x"]
        ]
        old = db.session.query(ExamResultRow).filter_by(sitting_id=sitting).count()
        db.session.add_all(corrections)
        db.session.flush()
        db.session.add(
            ExamResultRow(
                sitting_id=sitting,
                revision=old,
                correction_id=corrections[0].id,
                scored_at=NOW,
                earned=earned,
                marks=marks,
                passed=passed,
                domains=[],
                left_out=list(left_out),
            )
        )
        db.session.commit()
