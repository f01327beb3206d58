"""Keeps items as they are shown: question and key for good, reasons as they are now."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from tpmlearn.db import db, insert_for
from tpmlearn.domain.assessment.freezing import freeze
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.models import ItemVersionRow


def keep_versions(items: Iterable[Item], *, now: datetime) -> None:
    """Keep what is about to be shown (the caller commits); one statement where nothing is new.

    A version stands for what is seen and for the key. What it leaves out (reasons, links, traps,
    the name) is brought up to date, so that a mended reason reaches whoever answers from now on.
    """
    wanted = {item.version: item for item in items}
    row = ItemVersionRow
    kept = {
        version: (item, content)
        for version, item, content in db.session.execute(
            select(row.version, row.item, row.content).where(row.version.in_(wanted))
        )
    }
    # Always in the same order: two who keep the same versions at once must not wait in a circle.
    ordered = [wanted[version] for version in sorted(wanted)]
    new = [item for item in ordered if item.version not in kept]
    if new:
        db.session.execute(insert_for(row).on_conflict_do_nothing(), [_values(i, now) for i in new])
    for item in ordered:
        content = json.loads(json.dumps(freeze(item)))
        if kept.get(item.version, (item.id, content)) != (item.id, content):
            db.session.execute(
                update(row).where(row.version == item.version).values(item=item.id, content=content)
            )


def _values(item: Item, now: datetime) -> dict[str, object]:
    return {
        "version": item.version,
        "item": item.id,
        "content": freeze(item),
        "first_shown_at": now,
    }
