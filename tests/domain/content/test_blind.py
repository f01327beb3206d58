"""Blind answers: the reader sees no key, and letters are marked as they were shown."""

import re

import pytest

from tests.domain.content.sample import QUIZ
from tests.support.every_type import MATCH, ORDER, PULL_DOWN
from tpmlearn.domain.content.blind import BadAnswer, agrees, blind_key, blind_text
from tpmlearn.domain.content.drafts import ItemDraft
from tpmlearn.domain.content.items import read_quiz

HEAD = QUIZ.split("\n## ", 1)[0]
SEEDS = range(1, 9)


def _items() -> list[ItemDraft]:
    quiz, _ = read_quiz("quiz.md", QUIZ + ORDER + MATCH + PULL_DOWN)
    return list(quiz.items)


ITEMS = {item.id: item for item in _items()}


@pytest.mark.parametrize("name", ITEMS)
def test_the_key_in_letters_is_what_counts_as_agreed(name: str) -> None:
    for seed in SEEDS:
        assert agrees(ITEMS[name], blind_key(ITEMS[name], seed=seed), seed=seed)


@pytest.mark.parametrize("name", ITEMS)
def test_nothing_that_is_shown_tells_the_key(name: str) -> None:
    shown = blind_text(ITEMS[name], seed=1)

    for option in ITEMS[name].question.options:
        assert option.reason.text not in shown
        assert not option.trap.text or option.trap.text not in shown
    assert "[x]" not in shown


def test_the_letters_lead_back_to_the_right_option() -> None:
    for seed in SEEDS:
        shown = blind_text(ITEMS["m01-slip"], seed=seed)
        letter = blind_key(ITEMS["m01-slip"], seed=seed)
        assert f"{letter}) Work out the effect on the network." in shown


def test_the_order_differs_between_seeds() -> None:
    assert len({blind_key(ITEMS["m01-slip"], seed=seed) for seed in SEEDS}) > 1


def test_the_letters_of_an_order_spell_the_right_order() -> None:
    shown = dict(
        re.findall(r"^([A-C])\) (\w+)", blind_text(ITEMS["m01-order"], seed=3), re.MULTILINE)
    )

    assert [shown[one] for one in blind_key(ITEMS["m01-order"], seed=3)] == ["Split", "Ask", "Add"]


def test_a_match_may_use_a_right_side_twice() -> None:
    key = blind_key(ITEMS["m01-match"], seed=2)

    assert re.fullmatch(r"1[A-C] 2([A-C]) 3\1", key)
    assert agrees(ITEMS["m01-match"], key.lower().replace(" ", ", "), seed=2)


@pytest.mark.parametrize(
    ("answer", "agreed"), [("7", True), ("7.04", True), ("7.1", False), ("6", False)]
)
def test_a_number_agrees_within_its_tolerance(answer: str, agreed: bool) -> None:
    assert agrees(ITEMS["m01-sum"], answer, seed=1) is agreed


def test_all_letters_of_several_are_needed_in_any_order() -> None:
    key = blind_key(ITEMS["m01-two"], seed=4)

    assert agrees(ITEMS["m01-two"], key[::-1], seed=4)
    assert not agrees(ITEMS["m01-two"], key[:1], seed=4)


@pytest.mark.parametrize(("name", "answer"), [("m01-sum", "seven"), ("m01-slip", " ")])
def test_what_is_no_answer_is_refused(name: str, answer: str) -> None:
    with pytest.raises(BadAnswer):
        agrees(ITEMS[name], answer, seed=1)
