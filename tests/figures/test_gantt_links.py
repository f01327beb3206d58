"""Lines between the bars of a Gantt chart: where they turn, and which of them say something."""

from tpmlearn.domain.planning.network import Link, LinkKind
from tpmlearn.figures.gantt_links import Place, direct, link_lines

UPPER = Place(left=10, right=30, middle=20, half=6)
LOWER = Place(left=50, right=70, middle=60, half=6)
SOON = Place(left=12, right=40, middle=60, half=6)


def path(link: Link, **places: Place) -> str:
    return link_lines([link], places)


def test_a_line_leaves_the_end_and_comes_down_on_the_start() -> None:
    drawn = path(Link("a", "b"), a=UPPER, b=LOWER)

    assert 'd="M30 20h24v34"' in drawn
    assert 'd="M54 54l-2 -4h4z"' in drawn


def test_a_line_goes_up_where_what_waits_stands_above() -> None:
    drawn = path(Link("a", "b"), a=Place(10, 30, 60, 6), b=Place(50, 70, 20, 6))

    assert 'd="M30 60h24v-34"' in drawn
    assert 'd="M54 26l2 4h-4z"' in drawn


def test_a_line_drops_straight_where_both_stand_on_one_day() -> None:
    assert 'd="M16 26v28"' in path(Link("a", "b"), a=UPPER, b=SOON)


def test_a_wait_for_a_start_leaves_the_start() -> None:
    drawn = path(Link("a", "b", LinkKind.SS), a=UPPER, b=LOWER)

    assert 'd="M10 20h-4v40h44"' in drawn
    assert 'd="M50 60l-4 -2v4z"' in drawn


def test_a_link_to_what_is_not_there_is_not_drawn() -> None:
    assert "path" not in path(Link("a", "gone"), a=UPPER)


def test_what_a_chain_says_already_is_left_out() -> None:
    chain = [Link("a", "b"), Link("b", "c"), Link("c", "d")]
    lag = Link("a", "c", lag=60)
    start = Link("a", "d", LinkKind.SS)

    found = direct([*chain, Link("a", "c"), Link("a", "d"), lag, start])

    assert found == [*chain, lag, start]
