"""The cut of a panel, its errors, and the items it looks at, against numbers worked by hand."""

from collections import Counter
from math import sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.exams.standard_setting import (
    Panel,
    cut_of,
    is_percent,
    pass_mark_text,
    sample,
    share_above,
    spread,
)


def panel(*rows: list[float], marks: list[float] | None = None) -> Panel:
    return Panel(np.array(rows, dtype=float), np.array(marks or [1.0] * len(rows[0])))


THREE = panel([60, 80, 40, 60], [70, 90, 50, 70], [50, 70, 30, 90])


def test_the_cut_is_the_mean_of_the_judges_with_its_standard_error() -> None:
    """Cuts 60, 70 and 60: mean 63.33, SD 5.77, SE 5.77 / √3 = 3.33."""
    found = cut_of(THREE)

    assert found is not None
    assert found.judges == pytest.approx((60, 70, 60))
    assert found.mean == pytest.approx(190 / 3)
    assert found.sd == pytest.approx(sqrt(100 / 3))
    assert found.se == pytest.approx(10 / 3)
    assert (found.low, found.high) == pytest.approx((60, 200 / 3))


def test_the_error_over_items_follows_from_the_mean_squares() -> None:
    """By hand, J = 3 and I = 4: sums of squares 266.67 of judges, 3 x 933.33 = 2,800 of items,
    3,866.67 of all, so 800 are left. Mean squares 133.33, 933.33 and 133.33; components of judges
    0, of items 266.67, of both 133.33. The error variance is 266.67 / 4 + 133.33 / 12 = 77.78.
    """
    found = cut_of(THREE)

    assert found is not None
    assert found.se_items == pytest.approx(sqrt(77.7778), abs=1e-3)


def test_marks_weigh_the_items() -> None:
    """Marks of 1 and 3: (50 + 3 x 90) / 4 = 80, and so on."""
    found = cut_of(panel([50, 90], [60, 60], [0, 100], marks=[1, 3]))

    assert found is not None
    assert found.judges == pytest.approx((80, 60, 75))


@pytest.mark.parametrize("judges", [0, 1, 2])
def test_under_three_judges_there_is_no_cut(judges: int) -> None:
    assert cut_of(Panel(np.full((judges, 4), 50.0), np.ones(4))) is None


def test_judges_who_agree_leave_no_error() -> None:
    found = cut_of(panel([50, 70], [50, 70], [50, 70]))

    assert found is not None
    assert (found.sd, found.se) == (0, 0)
    assert not any(one.to_discuss for one in found.items)
    # Two items of another difficulty each: (20² / 2) / 2 = 100, so give or take 10.
    assert found.se_items == pytest.approx(10)


def test_items_on_which_judges_differ_are_to_be_discussed() -> None:
    found = cut_of(panel([20, 50], [50, 55], [60, 60]))

    assert found is not None
    assert [one.to_discuss for one in found.items] == [True, False]
    assert (found.items[0].median, found.items[0].low, found.items[0].high) == (50, 20, 60)
    assert found.items[0].sd == pytest.approx(sqrt(1300 / 3))


@pytest.mark.parametrize(
    ("value", "right"), [(0, True), (5, True), (100, True), (-5, False), (101, False), (7, False)]
)
def test_a_percent_is_a_step_of_five(value: int, right: bool) -> None:
    assert is_percent(value) is right


def test_what_several_said_of_an_item() -> None:
    found = spread([40, 60, 90])

    assert found is not None
    assert (found.median, found.low, found.high) == (60, 40, 90)
    assert spread([]) is None
    one = spread([40])
    assert one is not None
    assert one.sd == 0


def test_who_reaches_the_cut_passes() -> None:
    assert share_above(60, [59.9, 60.0, 75.0, 30.0]) == 0.5
    assert share_above(60, []) == 0


def test_each_part_has_its_share_of_the_sample() -> None:
    parts = ["a"] * 60 + ["b"] * 75 + ["c"] * 44 + ["d"]

    chosen = sample(parts, 40, Random(1))

    assert len(chosen) == len(set(chosen)) == 40
    # 13.3, 16.7, 9.8 and .2, of which the last has one at least.
    assert Counter(parts[n] for n in chosen) == {"a": 13, "b": 16, "c": 10, "d": 1}
    assert chosen == sorted(chosen)


def test_a_small_exam_is_taken_whole() -> None:
    assert sample(["a", "b"], 20, Random(1)) == [0, 1]


@given(st.lists(st.sampled_from("abcde"), min_size=20, max_size=90), st.integers(20, 60))
def test_the_sample_is_as_large_as_asked_and_covers_every_part(
    parts: list[str], count: int
) -> None:
    chosen = sample(parts, count, Random(2))

    assert len(chosen) == min(count, len(parts))
    assert {parts[n] for n in chosen} == set(parts)


@given(
    st.integers(3, 8).flatmap(
        lambda j: st.lists(
            st.lists(st.integers(0, 20), min_size=6, max_size=6), min_size=j, max_size=j
        )
    )
)
def test_the_cut_lies_among_the_judges_and_errors_are_no_numbers_below_nought(
    rows: list[list[int]],
) -> None:
    found = cut_of(panel(*[[5.0 * one for one in row] for row in rows]))

    assert found is not None
    assert min(found.judges) - 1e-9 <= found.mean <= max(found.judges) + 1e-9
    assert 0 <= found.low <= found.high <= 100
    assert found.se_items >= 0


def test_more_judges_make_the_mark_surer() -> None:
    rng = np.random.default_rng(1)
    errors = []
    for judges in (4, 16, 64):
        leniency = rng.normal(0, 8, size=(judges, 1))
        found = cut_of(Panel(60 + leniency + rng.normal(0, 10, (judges, 40)), np.ones(40)))
        assert found is not None
        errors.append(found.se)

    assert errors[0] > errors[1] > errors[2]
    assert errors[2] == pytest.approx(8.2 / 8, rel=0.3)


def test_the_line_reads_as_in_a_blueprint() -> None:
    assert (
        pass_mark_text(0.683, each_domain=True, whose="ours")
        == "pass_rule: {share: 0.68, each_domain: true, whose: ours}"
    )
    assert (
        pass_mark_text(0.7, each_domain=False, whose="ours")
        == "pass_rule: {share: 0.70, whose: ours}"
    )
