"""Figures in words: what the options do, what each figure says, why there is none."""

from dataclasses import replace

import numpy as np
import pytest

from tpmlearn.domain.assessment.curve_band import curve_band
from tpmlearn.domain.assessment.curves import GRID, ItemParameters, expected_curve
from tpmlearn.domain.assessment.item_figures import ItemFigures, from_json, to_json
from tpmlearn.domain.assessment.item_statistics import (
    AbilityGroup,
    OptionLine,
    Ranged,
    ability_groups,
)
from tpmlearn.domain.assessment.item_words import (
    hint,
    lines,
    options_chosen,
    parameters_of,
    remarks,
    too_few,
)
from tpmlearn.domain.content.catalogue import Approach, Item, ItemKind, ItemType, Option

ITEM = Item(
    id="m01-a",
    version="v",
    title="A",
    type=ItemType.SINGLE,
    kind=ItemKind.RECALL,
    skill="DEL1",
    difficulty=3,
    tasks=(),
    approach=Approach.HYBRID,
    source="s",
    stem="<p>?</p>",
    options=tuple(Option(f"{n}", n == 1, "") for n in range(5)),
)
FIGURES = ItemFigures(
    adaptive=False, people=120, shown=130, exposure=0.5, rapid=None, guess=0.2, b=0.2, b_sd=0.3
)


def _line(option: int, chosen: int, rest: Ranged | None = None) -> OptionLine:
    return OptionLine(option, option == 1, chosen, chosen / 120, rest)


def test_idle_options_are_counted_and_named() -> None:
    chosen = (_line(0, 0), _line(1, 100), _line(2, 0), _line(3, 5), _line(4, 15))

    assert remarks(ITEM, replace(FIGURES, options=chosen)) == (
        "2 of 4 wrong options attract nobody: options 1 and 3.",
        "1 of 4 wrong options attracts fewer than 5 in 100: option 4.",
    )


def test_a_wrong_option_of_the_able_is_named() -> None:
    able = _line(0, 30, Ranged(0.2, 0.05, 0.34))
    unsure = _line(2, 30, Ranged(0.1, -0.05, 0.24))

    found = remarks(ITEM, replace(FIGURES, options=(able, _line(1, 60), unsure)))

    assert found == (
        "Option 1 is wrong, and those who do well elsewhere choose it: look whether it could be "
        "argued for.",
    )


def test_of_adaptive_data_the_groups_are_counted() -> None:
    groups = (
        AbilityGroup(10, -1, -2, 0, 4, (2, 4, 0, 4, 0)),
        AbilityGroup(10, 1, 0, 2, 9, (1, 9, 0, 0, 0)),
    )
    figures = replace(FIGURES, adaptive=True, groups=groups)

    assert [(one.people, one.share) for one in options_chosen(ITEM, figures)] == [
        (3, 0.15),
        (13, 0.65),
        (0, 0.0),
        (4, 0.2),
        (0, 0.0),
    ]
    assert remarks(ITEM, figures) == ("2 of 4 wrong options attract nobody: options 3 and 5.",)
    assert from_json(to_json(figures)) == figures


def test_what_was_stored_before_there_were_groups_is_read() -> None:
    stored = to_json(FIGURES)
    for name in ("groups", "log_a", "log_a_sd"):
        del stored[name]

    assert from_json(stored) == FIGURES
    assert options_chosen(ITEM, from_json(stored)) == ()


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (-0.01, "check the key: who does well elsewhere gets it wrong"),
        (0.05, "it hardly tells people apart"),
        (0.15, "it tells people apart a little"),
        (0.20, "it tells people apart"),
    ],
)
def test_an_item_rest_correlation_is_said_in_words(rest: float, said: str) -> None:
    found = lines(replace(FIGURES, item_rest=Ranged(rest, rest - 0.1, rest + 0.1)))

    assert [one.meaning for one in found if one.name == "Item-rest correlation"] == [said]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-0.3, -0.1, "it tells people apart less than its curve says: check the key"),
        (-0.1, 0.1, "it tells people apart as its curve says"),
        (0.1, 0.3, "it tells people apart more than its curve says"),
    ],
)
def test_a_residual_correlation_is_said_in_words(low: float, high: float, said: str) -> None:
    found = lines(replace(FIGURES, residual=Ranged((low + high) / 2, low, high)))

    assert [one.meaning for one in found if one.name == "Residual correlation"] == [said]


def test_a_difficulty_has_its_interval_and_status() -> None:
    (found,) = [one for one in lines(FIGURES) if one.name == "Difficulty b"]

    # .2 ± 1.645 · .3
    assert (found.value, found.interval) == ("+0.20", "-0.29 to +0.69")
    assert found.meaning.startswith("calibrated")
    assert parameters_of(replace(FIGURES, b=None)) is None


def test_why_there_is_nothing() -> None:
    assert too_few(0).startswith("Nobody has given a first answer to it. Under 20 people")
    assert too_few(1).startswith("One person has given")
    assert too_few(19).startswith("19 people have given")
    assert hint(99).startswith("These figures come from 99 people")
    assert hint(100) == ""


def test_groups_are_nearly_equal_and_rise_in_ability() -> None:
    theta = np.array([float(n % 23) for n in range(23)])
    right = theta > 11
    chosen = np.stack([right, ~right], axis=1)

    low, high = ability_groups(theta, right, chosen)

    assert (low.people, high.people) == (12, 11)
    # Midway between 11 and 12; 5.5 - 1.645 · sqrt(143/12) and 17 + 1.645 · sqrt(120/12).
    assert (low.high, high.low) == (11.5, 11.5)
    assert low.low == pytest.approx(-0.18, abs=0.01)
    assert high.high == pytest.approx(22.2, abs=0.01)
    assert (low.theta, high.theta) == (5.5, 17)
    assert (low.right, high.right) == (0, 11)
    assert (low.chosen, high.chosen) == ((0, 12), (11, 0))
    assert ability_groups(theta[:9], right[:9], chosen[:9]) == ()
    many = ability_groups(np.arange(200.0), np.ones(200, bool), np.empty((200, 0), bool))
    assert [one.people for one in many] == [40] * 5
    assert many[0].chosen == ()


def test_there_are_no_groups_of_people_whom_nothing_tells_apart() -> None:
    right = np.arange(60) % 2 == 0

    assert ability_groups(np.zeros(60), right, np.stack([right, ~right], axis=1)) == ()


def test_the_band_holds_the_curve_and_narrows_with_what_is_known() -> None:
    vague, known = ItemParameters(0.0, 0.9, guess=0.25), ItemParameters(0.0, 0.1, guess=0.25)
    exact = ItemParameters(0.5, 0.0, 0.0, 0.0, guess=0.0)

    for one in (vague, known):
        band = curve_band(one)
        assert (band.low <= band.expected).all()
        assert (band.expected <= band.high).all()
        assert band.expected == pytest.approx(expected_curve(one))
    assert (curve_band(vague).high - curve_band(vague).low)[40] > 0.4
    assert (curve_band(known).high - curve_band(known).low)[40] < 0.2
    found = curve_band(exact)
    plain = 1 / (1 + np.exp(-(GRID - 0.5)))
    assert found.low == pytest.approx(plain)
    assert found.high == pytest.approx(plain)
