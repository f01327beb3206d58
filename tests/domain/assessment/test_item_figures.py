"""All figures of an item, and what an author should look at."""

import json
from dataclasses import replace

import pytest

from tpmlearn.domain.assessment.item_concerns import Kind, concern
from tpmlearn.domain.assessment.item_figures import ItemFigures, NotFinite, from_json, to_json
from tpmlearn.domain.assessment.item_statistics import Decile, OptionLine, Ranged

GOOD = ItemFigures(
    adaptive=False,
    people=150,
    shown=160,
    exposure=1.0,
    rapid=0.0,
    guess=0.25,
    median_seconds=41.0,
    facility=Ranged(0.6, 0.53, 0.66),
    item_rest=Ranged(0.3, 0.18, 0.42),
    options=(
        OptionLine(0, True, 90, 0.6, Ranged(0.3, 0.18, 0.42)),
        OptionLine(1, False, 0, 0, None),
    ),
    deciles=(Decile(15, 0.4, 0.5),),
    misfit=1.1,
    b=0.2,
    b_sd=0.3,
)


def test_it_survives_being_stored() -> None:
    assert from_json(json.loads(json.dumps(to_json(GOOD)))) == GOOD


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_never_stored(bad: float) -> None:
    for figures in (
        replace(GOOD, misfit=bad),
        replace(GOOD, facility=Ranged(0.5, bad, 1.0)),
        replace(GOOD, deciles=(Decile(10, bad, 0.5),)),
    ):
        with pytest.raises(NotFinite):
            to_json(figures)


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        ({}, Kind.NONE, "Nothing stands out."),
        ({"item_rest": Ranged(-0.05, -0.2, 0.1)}, Kind.CHECK_KEY, "heck the key"),
        (
            {"item_rest": None, "residual": Ranged(-0.3, -0.4, -0.2)},
            Kind.CHECK_KEY,
            "heck the key",
        ),
        ({"item_rest": None, "residual": Ranged(-0.1, -0.3, 0.1)}, Kind.NONE, "Nothing"),
        ({"facility": Ranged(0.31, 0.25, 0.38)}, Kind.NEAR_GUESSING, "by guessing"),
        ({"facility": Ranged(0.95, 0.91, 0.97)}, Kind.TOO_EASY, "everybody is right"),
        ({"rapid": 0.10}, Kind.RAPID, "without reading"),
        ({"rapid": None}, Kind.NONE, "Nothing"),
        ({"misfit": 2.0}, Kind.MISFIT, "as its curve says"),
        ({"people": 19}, Kind.TOO_FEW, "Not enough answers yet."),
        ({"facility": None}, Kind.TOO_FEW, "Not enough answers yet."),
    ],
)
def test_it_names_the_worst(change: dict[str, object], kind: Kind, words: str) -> None:
    found = concern(replace(GOOD, **change))  # type: ignore[arg-type]

    assert found.kind is kind
    assert words in found.sentence


def test_under_a_hundred_people_it_says_that_it_is_a_hint() -> None:
    few = replace(GOOD, people=99, item_rest=Ranged(-0.2, -0.3, -0.1))

    assert concern(few).sentence.endswith("With 99 people this is a hint only.")
    assert "hint" not in concern(replace(few, people=100)).sentence
    assert "hint" not in concern(replace(GOOD, people=99)).sentence


def test_the_worse_the_lower() -> None:
    bad, worse = (concern(replace(GOOD, item_rest=Ranged(r, -1, 0))) for r in (-0.1, -0.3))

    assert (worse.kind, worse.degree) < (bad.kind, bad.degree) < (Kind.NONE, 0)
