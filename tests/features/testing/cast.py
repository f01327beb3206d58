"""Taking an adaptive test in tests, with the key read from the database."""

from sqlalchemy import select, update

from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.marking import key_values
from tpmlearn.models import ItemVersionRow, SittingItemRow, SittingRow


def begin(client: CheckingClient, slug: str = "pro") -> str:
    """Start a test; the sitting's id."""
    response = client.send(f"/tests/{slug}")
    assert response.status_code == 302, response.get_data(as_text=True)[:800]
    return response.headers["Location"].split("/")[-1]


def waiting(client: CheckingClient, sitting: str) -> int | None:
    """The position of the item that waits, None between parts and after the end."""
    with client.application.app_context():
        return db.session.scalar(
            select(SittingItemRow.position).where(
                SittingItemRow.sitting_id == sitting, SittingItemRow.answered_at.is_(None)
            )
        )


def values_of(client: CheckingClient, sitting: str, position: int, *, right: bool) -> list[str]:
    """What to post for a right or a wrong answer."""
    with client.application.app_context():
        order, drawn, content = db.session.execute(
            select(SittingItemRow.option_order, SittingItemRow.drawn, ItemVersionRow.content)
            .join(ItemVersionRow, ItemVersionRow.version == SittingItemRow.item_version)
            .where(SittingItemRow.sitting_id == sitting, SittingItemRow.position == position)
        ).one()
    item = as_drawn(thaw(content), drawn)
    key = key_values(item, order)
    if right:
        return key
    if item.number is not None:
        return [str(float(key[0]) + 1000)]
    if item.type in {"order", "match"}:
        return [*key[1:], key[0]]
    if item.type == "pull-down":
        gap_of = [item.options[index].gap for index in order]
        by_gap = {gap_of[int(place)]: place for place in key}
        return [
            next(str(n) for n, of in enumerate(gap_of) if of == gap and str(n) != by_gap[gap])
            for gap in sorted(by_gap)
        ]
    others = [str(place) for place in range(len(order)) if str(place) not in key]
    return (others + key)[: len(key)]


def unhurried(client: CheckingClient, sitting: str, seconds: int = 40) -> None:
    """Let the item that waits have been shown some seconds ago."""
    from datetime import timedelta

    with client.application.app_context(), writing():
        row = db.session.scalars(
            select(SittingItemRow).where(
                SittingItemRow.sitting_id == sitting, SittingItemRow.answered_at.is_(None)
            )
        ).one()
        row.shown_at -= timedelta(seconds=seconds)
        db.session.commit()


def give(
    client: CheckingClient, sitting: str, *, right: bool = True, hurried: bool = False
) -> None:
    """Answer the item that waits, going on after a rest."""
    position = waiting(client, sitting)
    if position is None:
        client.send(f"/tests/sittings/{sitting}/go-on")
        position = waiting(client, sitting)
    assert position is not None
    if not hurried:
        unhurried(client, sitting)
    values = values_of(client, sitting, position, right=right)
    response = client.send(f"/tests/sittings/{sitting}/{position}", answer=values)
    assert response.status_code == 302, response.get_data(as_text=True)[:800]


def is_over(client: CheckingClient, sitting: str) -> bool:
    """Whether the test has ended."""
    with client.application.app_context():
        return db.session.get_one(SittingRow, sitting).finished_at is not None


def finish(client: CheckingClient, sitting: str, *, right: bool = True) -> str:
    """Answer all that comes; the result page."""
    while not is_over(client, sitting):
        give(client, sitting, right=right)
    return client.read(f"/tests/sittings/{sitting}/result")


def age(client: CheckingClient, sitting: str, days: int) -> None:
    """Let a sitting have been taken some days earlier."""
    from datetime import timedelta

    with client.application.app_context(), writing():
        row = db.session.get_one(SittingRow, sitting)
        shift = timedelta(days=days)
        row.started_at -= shift
        if row.finished_at:
            row.finished_at -= shift
        db.session.flush()
        for item in db.session.scalars(
            select(SittingItemRow).where(SittingItemRow.sitting_id == sitting)
        ):
            item.shown_at -= shift
        db.session.commit()


__all__ = ["age", "begin", "finish", "give", "is_over", "update", "values_of", "waiting"]
