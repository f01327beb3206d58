"""Whether attempts are still at first sight, after two people's attempts became one person's."""

from sqlalchemy import exists, or_, update
from sqlalchemy.orm import aliased

from tpmlearn.db import db
from tpmlearn.models import AttemptItemRow, AttemptRow, ItemVersionRow


def review_first_sight(person_id: int) -> None:
    """Take first sight from attempts whose items were met in another one (the caller commits).

    An attempt keeps it if every other one with any of its items began after it was finished.
    """
    other, theirs, mine = aliased(AttemptRow), aliased(AttemptItemRow), aliased(AttemptItemRow)
    their_item, my_item = aliased(ItemVersionRow), aliased(ItemVersionRow)
    met = exists().where(
        other.person_id == person_id,
        other.id != AttemptRow.id,
        or_(AttemptRow.finished_at.is_(None), other.started_at < AttemptRow.finished_at),
        theirs.attempt_id == other.id,
        their_item.version == theirs.item_version,
        my_item.item == their_item.item,
        mine.item_version == my_item.version,
        mine.attempt_id == AttemptRow.id,
    )
    db.session.execute(
        update(AttemptRow)
        .where(AttemptRow.person_id == person_id, AttemptRow.first_sight, met)
        .values(first_sight=False)
        .execution_options(synchronize_session=False)
    )
