"""A QTI 3 player in Chromium takes every item that we write, and scores it as we do."""

import base64
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support import needs
from tests.support.exchange import every_outgoing, shipped_outgoing
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.exchange.outgoing import Outgoing
from tpmlearn.domain.content.exchange.qti_writer import write_qti

PLAYER = Path(__file__).with_name("player.js")
CARRIED = [one for one in every_outgoing() if one.item.question.type is not ItemType.GENERATED]

# A right answer and some wrong ones for each item of every type.
ANSWERS: dict[str, tuple[Any, list[Any]]] = {
    "m01-slip": ({"RESPONSE": "C2"}, [{"RESPONSE": "C1"}]),
    "m01-two": (
        {"RESPONSE": ["C3", "C1"]},
        [{"RESPONSE": ["C1"]}, {"RESPONSE": ["C1", "C2"]}],
    ),
    "m01-true": ({"RESPONSE": "C1"}, [{"RESPONSE": "C2"}]),
    "m01-sum": ({"RESPONSE": "7.04"}, [{"RESPONSE": "7.2"}, {"RESPONSE": "6"}]),
    "m01-order": ({"RESPONSE": ["C1", "C2", "C3"]}, [{"RESPONSE": ["C2", "C1", "C3"]}]),
    "m01-match": (
        {"RESPONSE": ["L1 R1", "L2 R2", "L3 R2"]},
        [{"RESPONSE": ["L1 R3", "L2 R2", "L3 R2"]}, {"RESPONSE": ["L1 R1"]}],
    ),
    "m01-gaps": (
        {"RESPONSE1": "C1", "RESPONSE2": "C2"},
        [{"RESPONSE1": "C1", "RESPONSE2": "C1"}, {"RESPONSE1": "C2", "RESPONSE2": "C2"}],
    ),
    "m01-spot": ({"RESPONSE": "C2"}, [{"RESPONSE": "C1"}, {"RESPONSE": "C3"}]),
}


@pytest.fixture(scope="module")
def player(chromium: Browser) -> Iterator[Page]:
    """A page with the player, and without any way to the outside."""
    modules = needs.gates()
    page = chromium.new_context(offline=True).new_page()
    page.set_content("<!doctype html><title>player</title><div id=player></div>")
    page.add_script_tag(path=modules / "vue" / "dist" / "vue.min.js")
    page.add_script_tag(path=modules / "qti3-item-player" / "dist" / "qti3Player.umd.min.js")
    page.add_script_tag(path=PLAYER)
    page.evaluate("start()")
    yield page
    page.context.close()


def _xml(one: Outgoing) -> str:
    """The item out of its package, its figure put into it."""
    with zipfile.ZipFile(io.BytesIO(write_qti([one]).data)) as archive:
        text = archive.read(f"items/{one.item.id}.xml").decode()
        for name in archive.namelist():
            if name.endswith(".svg"):
                data = base64.b64encode(archive.read(name)).decode()
                link = f'"data:image/svg+xml;base64,{data}"'
                text = text.replace(f'"{name.removeprefix("items/")}"', link)
    return text


def _answered(player: Page, one: Outgoing, given: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = player.evaluate(
        "([xml, given]) => answer(xml, given)", [_xml(one), given]
    )
    return found


@pytest.mark.parametrize("one", CARRIED, ids=lambda one: one.item.id)
def test_it_scores_a_right_answer_and_no_wrong_one(player: Page, one: Outgoing) -> None:
    filler = {"RESPONSE": "C2"}, [{"RESPONSE": "C1"}, {"RESPONSE": "C3"}]
    right, wrong = ANSWERS.get(one.item.id, filler)

    found = _answered(player, one, right)
    missed = [_answered(player, one, given) for given in wrong]

    assert found["score"] == 1, found
    assert [attempt["score"] for attempt in missed] == [0] * len(wrong), missed


def test_it_takes_what_ships(player: Page) -> None:
    items = [one for one in shipped_outgoing() if one.item.question.type is not ItemType.GENERATED]

    # Each takes the browser some 50 ms, so every seventh stands for its neighbours.
    scores = [_answered(player, one, {})["score"] for one in items[::7]]

    assert len(scores) > 100
    assert set(scores) == {0}
