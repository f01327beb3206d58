"""Taking a quiz in tests, with the key read from the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.marking import key_values
from tpmlearn.domain.content.catalogue import Item, ItemType
from tpmlearn.models import AttemptItemRow, ItemVersionRow


def begin(client: CheckingClient, slug: str, layout: str = "one") -> str:
    """Start the quiz of a module; the attempt's id."""
    response = client.send(f"/learn/{slug}/quiz", layout=layout)
    assert response.status_code == 302, response.get_data(as_text=True)[:500]
    return response.headers["Location"].split("/")[-1]


def key_of(client: CheckingClient, attempt: str, position: int) -> list[str]:
    """What to post for a right answer."""
    with client.application.app_context():
        order, content, drawn = _frozen(attempt, position)
        item = as_drawn(thaw(content), drawn)
    return key_values(item, order)


def wrong_of(client: CheckingClient, attempt: str, position: int) -> list[str]:
    """What to post for a wrong answer of the right form."""
    with client.application.app_context():
        order, content, drawn = _frozen(attempt, position)
    return wrong_values(as_drawn(thaw(content), drawn), order)


def wrong_values(item: Item, order: Sequence[int]) -> list[str]:
    """What a page sends for a wrong answer of the right form; a trap rather than none."""
    key, options = key_values(item, order), item.options
    match item.type:
        case ItemType.NUMBER | ItemType.GENERATED:
            return [str(float(key[0]) + 1000)]
        case ItemType.ORDER | ItemType.MATCH:
            # Turned round: no step and no pair stays where it was, unless two are alike.
            return [*key[1:], key[0]]
        case ItemType.PULL_DOWN:
            gaps = [options[index].gap for index in order]
            key_of_gap = {gaps[int(place)]: place for place in key}
            return [
                next(str(n) for n, of in enumerate(gaps) if of == gap and str(n) != key_of_gap[gap])
                for gap in sorted(key_of_gap)
            ]
        case _:
            others = [place for place in range(len(order)) if str(place) not in key]
            others.sort(key=lambda place: not options[order[place]].trap)
            return ([str(place) for place in others] + key)[: len(key)]


def answer_all(client: CheckingClient, attempt: str, *, wrong: int) -> str:
    """Answer every question, the first `wrong` ones wrongly; the result page."""
    with client.application.app_context():
        count = len(
            db.session.scalars(
                select(AttemptItemRow.position).where(AttemptItemRow.attempt_id == attempt)
            ).all()
        )
    for position in range(1, count + 1):
        choose = wrong_of if position <= wrong else key_of
        client.send(f"/quizzes/{attempt}/{position}", answer=choose(client, attempt, position))
    return client.read(f"/quizzes/{attempt}/result")


def _frozen(attempt: str, position: int) -> tuple[list[int], dict[str, Any], dict[str, Any]]:
    order, content, drawn = db.session.execute(
        select(AttemptItemRow.option_order, ItemVersionRow.content, AttemptItemRow.drawn)
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .where(AttemptItemRow.attempt_id == attempt, AttemptItemRow.position == position)
    ).one()
    return order, content, drawn
