"""Sittings of one exam side by side: shares with intervals, memory apart, chance named."""

from dataclasses import replace

from tests.features.exam_results.cast import ago, mixed, rescore, told
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import At, sat_exam

PATH = "/exams/psm-i/history"


def test_a_small_difference_is_called_chance(learner: CheckingClient) -> None:
    sat_exam(learner, "psm-i", mixed(28, 12), at=ago(9))
    sat_exam(learner, "psm-i", mixed(30, 10), at=ago(1))

    page = told(learner, PATH)

    assert "all questions: 70 % to 75 %, +5 points, nine times in ten between −11 and +21" in page
    assert "within chance. Two sittings of somebody whose knowledge stays the same" in page


def test_a_large_difference_is_more_than_chance_in_both_directions(
    learner: CheckingClient,
) -> None:
    sat_exam(learner, "psm-i", mixed(20, 20), at=ago(9))
    sat_exam(learner, "psm-i", mixed(36, 4), at=ago(5))
    assert "more than chance." in told(learner, PATH)

    sat_exam(learner, "psm-i", mixed(16, 24), at=ago(1))
    assert "lower by more than chance." in told(learner, PATH)


def test_memory_is_told_from_learning(learner: CheckingClient) -> None:
    sat_exam(learner, "psm-i", mixed(20, 20), at=ago(9))
    again = [At(seen=True)] * 20 + [replace(one, seen=False) for one in mixed(10, 10)]
    sat_exam(learner, "psm-i", again, at=ago(1))

    page = told(learner, PATH)

    assert "Of the later one you had seen 50 % before, of the earlier one 0 %." in page
    assert "On unseen questions alone: 50 % to 50 %, +0 points" in page


def test_one_sitting_is_compared_with_nothing(learner: CheckingClient) -> None:
    sat_exam(learner, "psm-i", mixed(20, 20), at=ago(9))

    page = told(learner, PATH)

    assert "One sitting so far" in page
    assert "points" not in page


def test_it_has_a_line_a_sitting_without_drills_and_those_under_way(
    learner: CheckingClient,
) -> None:
    first = sat_exam(learner, "psm-i", mixed(38, 2), at=ago(9))
    second = sat_exam(learner, "psm-i", mixed(20, 20), at=ago(5), timed=False)
    drill = sat_exam(learner, "psm-i", mixed(5, 5), at=ago(4), drill="domain:PE")
    running = sat_exam(learner, "psm-i", mixed(5, 5), at=ago(0), ended=False)
    other = sat_exam(learner, "pmp-2026", mixed(5, 5), at=ago(2))

    html, page = learner.read(PATH), told(learner, PATH)

    table = html.split("<table")[1]
    assert [one in table for one in (first, second)] == [True, True]
    assert not any(one in html for one in (drill, running, other))
    assert "no clock" in page
    assert "95 % of 40 86 to 98 %" in page
    assert "PSM I practice exam: share earned over time" in html


def test_the_newest_scoring_counts(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", mixed(20, 20), at=ago(9))
    rescore(learner, sitting, earned=19, marks=39, passed=False, why="A reason.", left_out=[1])

    assert "of 39" in told(learner, PATH)


def test_it_is_empty_for_strangers_and_visitors_and_no_page_for_other_exams(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    sat_exam(learner, "psm-i", mixed(20, 20), at=ago(9))

    assert "No finished sitting yet" in told(stranger, PATH)
    assert "No finished sitting yet" in told(visitor, PATH)
    assert learner.get("/exams/no-such-exam/history").status_code == 404


def test_it_takes_few_statements(learner: CheckingClient) -> None:
    for day in (9, 5, 3, 1):
        sat_exam(learner, "psm-i", mixed(20, 20), at=ago(day))
    learner.read(PATH)

    with statements(learner.application) as seen:
        learner.read(PATH)

    assert len(seen.sql) <= 5
    assert seen.commits == 0


def test_any_two_can_be_compared_in_either_order(learner: CheckingClient) -> None:
    first, second, _ = (
        sat_exam(learner, "psm-i", mixed(right, 40 - right), at=ago(days))
        for right, days in ((20, 9), (28, 5), (36, 1))
    )

    for pair in (f"from={first}&to={second}", f"from={second}&to={first}"):
        page = told(learner, f"{PATH}?{pair}")
        assert "all questions: 50 % to 70 %" in page
        assert "to 90 %, " not in page
    for odd in ("from=x&to=<b>", f"from={first}&to={first}", f"from={first}"):
        assert "all questions: 70 % to 90 %" in told(learner, f"{PATH}?{odd}")
