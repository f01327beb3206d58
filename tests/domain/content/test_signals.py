"""Signs over a whole bank: what chance gives is let pass, what it hardly gives is shown."""

from dataclasses import replace

import pytest

from tpmlearn.domain.content.catalogue import Approach, Item, ItemKind, ItemType, Option
from tpmlearn.domain.content.signals import binomial_tail, form_signals


def _item(number: int, texts: list[str], key: int) -> Item:
    options = tuple(Option(text, n == key, "") for n, text in enumerate(texts))
    return Item(
        id=f"i{number}",
        version="",
        title="",
        type=ItemType.SINGLE,
        kind=ItemKind.APPLY,
        skill="DEL4",
        difficulty=3,
        tasks=(),
        approach=Approach.HYBRID,
        source="own",
        stem="",
        options=options,
    )


def _p(items: list[Item], what: str) -> float:
    return next(one.p for one in form_signals(items) if what in one.what)


@pytest.mark.parametrize(
    ("hits", "tries", "chance", "p"),
    [(0, 4, 0.25, 1.0), (4, 4, 0.5, 0.0625), (3, 4, 0.5, 0.3125), (2, 2, 0.25, 0.0625)],
)
def test_the_tail_of_a_binomial_is_exact(hits: int, tries: int, chance: float, p: float) -> None:
    assert binomial_tail(hits, tries, chance) == pytest.approx(p)


def test_a_bank_whose_keys_are_the_longest_shows() -> None:
    texts = ["short", "small", "brief", "a much longer option"]

    assert _p([_item(n, texts, 3) for n in range(40)], "longest") < 0.01


def test_a_bank_whose_keys_are_anywhere_does_not_show() -> None:
    texts = ["short", "small", "brief", "a much longer option"]

    items = [_item(n, texts, n % 4) for n in range(40)]

    assert all(one.p > one.limit for one in form_signals(items))


def test_markup_does_not_count_as_length() -> None:
    texts = ["four", "<strong>a</strong>", "six", "to"]

    assert _p([_item(n, texts, 1) for n in range(40)], "longest") == 1.0


def test_a_key_free_of_absolute_words_shows() -> None:
    texts = ["never ask", "always ask", "ask first", "only ask"]

    assert _p([_item(n, texts, 2) for n in range(40)], "absolute") < 0.01


def test_few_items_say_nothing() -> None:
    items = [_item(n, ["a", "b", "a longer one"], 2) for n in range(19)]

    assert form_signals(items) == ()


def test_other_types_do_not_count() -> None:
    texts = ["short", "small", "brief", "a much longer option"]
    items = [replace(_item(n, texts, 3), type=ItemType.MULTIPLE) for n in range(40)]

    assert form_signals(items) == ()
