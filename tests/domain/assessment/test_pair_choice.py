"""Which pair comes next: new items first, near ones mostly, none twice, sides in turn."""

from collections import Counter
from random import Random

import pytest

from tpmlearn.domain.assessment.pair_choice import (
    NEAREST,
    WANTED,
    Said,
    Standing,
    counting,
    next_pair,
    pair_key,
    progress,
)


def new(version: str, b: float = 0.0, judgements: int = 0, lefts: int = 0) -> Standing:
    return Standing(version, b, judgements, lefts, new=True)


def known(version: str, b: float) -> Standing:
    return Standing(version, b, known=True)


def drawn(items: list[Standing], times: int = 300) -> list[tuple[str, str]]:
    found = [next_pair(items, set(), Random(n)) for n in range(times)]
    return [one for one in found if one is not None]


def test_the_new_item_with_the_fewest_judgements_comes_first() -> None:
    items = [new("a", judgements=3), new("b", judgements=1), new("c", judgements=2)]

    assert all("b" in pair for pair in drawn(items))


def test_every_second_pair_has_a_known_item() -> None:
    items = [new("a"), new("b"), *(known(f"k{n}", n / 10) for n in range(10))]

    pairs = drawn(items, 1000)

    share = sum(any(one.startswith("k") for one in pair) for pair in pairs) / len(pairs)
    assert share == pytest.approx(0.5, abs=0.05)


def test_most_partners_look_alike_and_a_third_is_drawn_from_all() -> None:
    anchors = [known(f"k{n}", -3 + n * 0.3) for n in range(21)]
    near = {one.version for one in sorted(anchors, key=lambda one: abs(one.b))[:NEAREST]}

    pairs = drawn([new("a"), *anchors], 1000)

    share = sum(bool(near & set(pair)) for pair in pairs) / len(pairs)
    # Two thirds from the five that are near, and of the rest five in 21.
    assert share == pytest.approx(2 / 3 + 1 / 3 * 5 / 21, abs=0.05)


def test_a_judge_never_sees_a_pair_twice_and_comes_to_an_end() -> None:
    items = [new("a"), new("b"), known("k", 0.0)]
    judged: set[tuple[str, str]] = set()
    for n in range(3):
        pair = next_pair(items, judged, Random(n))
        assert pair is not None
        assert pair_key(*pair) not in judged
        judged.add(pair_key(*pair))

    assert next_pair(items, judged, Random(9)) is None


def test_nothing_is_asked_where_all_have_enough_or_none_is_new() -> None:
    assert next_pair([new("a", judgements=WANTED), known("k", 0)], set(), Random(1)) is None
    assert next_pair([known("k", 0), known("l", 1)], set(), Random(1)) is None
    assert next_pair([], set(), Random(1)) is None
    assert next_pair([new("a")], set(), Random(1)) is None


def test_items_that_are_neither_new_nor_known_are_not_shown() -> None:
    items = [new("a"), new("b"), Standing("c", 0.0)]

    assert all("c" not in pair for pair in drawn(items))


def test_sides_are_balanced() -> None:
    assert all(pair[0] == "b" for pair in drawn([new("a", lefts=2), new("b", lefts=-1)]))
    even = Counter(pair[0] for pair in drawn([new("a"), new("b")]))
    assert even["a"] == pytest.approx(150, abs=40)


def test_the_same_state_gives_the_same_pair() -> None:
    items = [new("a"), new("b", 1.0), known("k", 0.3), known("l", -0.3)]

    assert next_pair(items, set(), Random("x")) == next_pair(items, set(), Random("x"))


def test_progress_counts_up_to_what_is_wanted() -> None:
    items = [new("a", judgements=4), new("b", judgements=WANTED + 5), known("k", 0.0)]

    assert progress(items) == (4 + WANTED, 2 * WANTED)


def test_only_what_tells_of_todays_wordings_counts() -> None:
    said = [
        Said("j", "a", "b", "a", "a"),
        Said("j", "a", "c", "", "a"),
        Said("j", "a", "old", "a", "a"),
    ]

    assert counting(said, {"a", "b", "c"}) == said[:1]
