"""Neither key nor reason is in any response before it is due: every page is searched."""

import json
import re

import pytest

from tests.support import desk
from tests.support.client import CheckingClient
from tests.support.desk import begin, entry, send
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.records.exam_sittings import as_given, frozen_items, places_of

TELLING = re.compile(
    r'data-(key|correct|right|reason|answer-key|solution)\b|"correct"|reason-right'
)
SHORTEST = 25


def drawn(client: CheckingClient, sitting: str) -> list[Item]:
    """The items of a sitting."""
    with client.application.app_context():
        places = places_of(sitting)
        items = frozen_items({place.version for place in places})
        return [as_given(place, items) for place in places]


def secrets_of(item: Item) -> set[str]:
    """The texts that tell the key of an item: its reasons, its explanation, its traps' names."""
    texts = [item.explanation, *(option.reason for option in item.options)]
    if item.number:
        texts.append(item.number.reason)
    paragraphs = [part for text in texts for part in re.split(r"<[^>]+>", text)]
    return {part.strip() for part in paragraphs if len(part.strip()) >= SHORTEST}


def addresses(client: CheckingClient, sitting: str, positions: range) -> list[str]:
    """Every address of the site that names this sitting, and others that could show its items."""
    found = [
        "/exams",
        "/exams/drills",
        "/exams/pmp-2026",
        "/review",
        "/today",
        "/profile",
        "/reports",
    ]
    for rule in client.application.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or "sitting_id" not in rule.arguments:
            continue
        if not rule.rule.startswith("/exams/"):
            continue
        numbers = positions if "position" in rule.arguments else [0]
        for position in numbers:
            path = rule.rule.replace("<sitting_id>", sitting)
            found.append(re.sub(r"<(int:)?position>", str(position), path))
    return found


@pytest.mark.parametrize(
    ("exam", "sizes"), [("pmp-2026", [40, 70, 70]), ("prince2-practitioner", [56])]
)
def test_no_response_tells_a_key_before_the_end(
    learner: CheckingClient, exam: str, sizes: list[int]
) -> None:
    sitting = begin(learner, exam)
    items, first, searched = drawn(learner, sitting), 1, 0
    secret = {text for item in items for text in secrets_of(item)}
    # What stands in a stem or an option may be seen: it is no secret that a reason says it again.
    seen = " ".join(
        item.stem + item.story + "".join(o.html for o in item.options) for item in items
    )
    secret = {text for text in secret if text not in seen}
    assert len(secret) > 2 * len(items)
    for number, size in enumerate(sizes, start=1):
        positions = range(first, first + size)
        bodies = [
            learner.get(path).get_data(as_text=True)
            for path in addresses(learner, sitting, positions)
        ]
        reply = send(
            learner,
            sitting,
            *[entry(n, desk.key_of(learner, sitting, n), seq=number * 500 + n) for n in positions],
        )
        bodies.append(reply.get_data(as_text=True))
        questions = learner.get(f"/exams/sittings/{sitting}/questions").get_json()
        bodies.append(questions["html"])
        for body in bodies:
            searched += 1
            assert not TELLING.search(body)
            found = {text for text in secret if text in body or json.dumps(text)[1:-1] in body}
            assert not found
        if number < len(sizes):
            learner.send(f"/exams/sittings/{sitting}/end", section=str(number), rest="yes")
            assert learner.get(f"/exams/sittings/{sitting}").status_code == 200
            learner.send(f"/exams/sittings/{sitting}/resume")
        first += size
    assert searched > len(items)

    # The same search finds them once they are due.
    learner.send(f"/exams/sittings/{sitting}/end", section=str(len(sizes)), rest="no")
    page = learner.read(f"/exams/sittings/{sitting}/result/1")
    assert any(text in page for text in secrets_of(items[0]))
