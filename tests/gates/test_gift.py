"""The published grammar of GIFT reads every item that we write, and marks what we mark."""

import json
import subprocess
from typing import Any

from tests.support import needs
from tests.support.exchange import every_outgoing, shipped_outgoing
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.exchange.gift_writer import write_gift
from tpmlearn.domain.content.exchange.outgoing import Outgoing

READ = (
    "const {parse} = require('gift-pegjs'); const {readFileSync} = require('fs');"
    "console.log(JSON.stringify(parse(readFileSync(0, 'utf8'))))"
)


def _parsed(items: list[Outgoing]) -> dict[str, dict[str, Any]]:
    modules = needs.gates()
    written = write_gift(items)
    done = subprocess.run(
        ["node", "-e", READ],
        input=written.data,
        capture_output=True,
        cwd=modules.parent,
        check=True,
    )
    found = {question["id"]: question for question in json.loads(done.stdout)}
    assert len(found) == written.count
    return found


def test_it_accepts_all_shipped_items() -> None:
    found = _parsed(shipped_outgoing())

    assert len(found) > 200


def test_it_finds_the_key_of_each_type() -> None:
    items = every_outgoing()
    found = _parsed(items)

    for one in items:
        question = one.item.question
        match question.type:
            case ItemType.SINGLE:
                keys = [choice["isCorrect"] for choice in found[one.item.id]["choices"]]
                assert keys == [option.correct for option in question.options]
            case ItemType.MULTIPLE:
                weights = [choice["weight"] for choice in found[one.item.id]["choices"]]
                assert weights == [50 if option.correct else -100 for option in question.options]
            case ItemType.TRUE_FALSE:
                assert found[one.item.id]["isTrue"] is True
            case ItemType.NUMBER:
                (choice,) = found[one.item.id]["choices"]
                assert choice["text"] == {"type": "range", "number": 7, "range": 0.05}
            case ItemType.MATCH:
                pairs = found[one.item.id]["matchPairs"]
                said = [(pair["subquestion"]["text"], pair["subanswer"]) for pair in pairs]
                assert said == [(option.left, option.text) for option in question.options]
            case _:
                assert one.item.id not in found
