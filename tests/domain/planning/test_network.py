"""Both passes, the floats and the critical path, against numbers worked by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpmlearn.domain.planning.network import Activity, Circle, Link, LinkKind, find_circle, solve

EXAMPLE = [Activity(name, days) for name, days in zip("ABCDEF", (3, 4, 2, 5, 6, 2), strict=True)]
LINKS = [Link(*pair) for pair in ("AB", "AC", "BD", "CE", "DF", "EF")]


@pytest.mark.parametrize(
    ("name", "early", "late", "total", "free"),
    [
        ("A", 0, 0, 0, 0),
        ("B", 3, 3, 0, 0),
        ("C", 3, 4, 1, 0),
        ("D", 7, 7, 0, 0),
        ("E", 5, 6, 1, 1),
        ("F", 12, 12, 0, 0),
    ],
)
def test_it_finds_starts_and_floats_of_the_textbook_example(
    name: str, early: float, late: float, total: float, free: float
) -> None:
    times = solve(EXAMPLE, LINKS).times[name]

    assert (times.early_start, times.late_start) == (early, late)
    assert (times.total_float, times.free_float) == (total, free)


def test_it_finds_the_length_and_the_critical_path_of_the_textbook_example() -> None:
    network = solve(EXAMPLE, LINKS)

    assert network.end == 14
    assert network.critical == ("A", "B", "D", "F")
    assert [(link.before, link.after) for link in network.driving] == [*pairwise("ABDF")]


@pytest.mark.parametrize(
    ("kind", "lag", "start", "end"),
    [
        # A takes 4, B takes 3.
        (LinkKind.FS, 0, 4, 7),
        (LinkKind.FS, 2, 6, 9),
        (LinkKind.FS, -1, 3, 6),
        (LinkKind.SS, 0, 0, 4),
        (LinkKind.SS, 2, 2, 5),
        (LinkKind.FF, 0, 1, 4),
        (LinkKind.FF, 2, 3, 6),
        (LinkKind.SF, 5, 2, 5),
        # B would have to begin before the network does.
        (LinkKind.SF, 0, 0, 4),
        (LinkKind.FS, -9, 0, 4),
    ],
)
def test_it_knows_the_four_kinds_of_link(
    kind: LinkKind, lag: float, start: float, end: float
) -> None:
    network = solve([Activity("A", 4), Activity("B", 3)], [Link("A", "B", kind, lag)])

    assert network.times["B"].early_start == start
    assert network.end == end


def test_a_start_that_is_fixed_later_gives_float_to_what_comes_before() -> None:
    network = solve([Activity("A", 2), Activity("B", 3, not_before=5)], [Link("A", "B")])

    assert network.end == 8
    assert network.times["A"].free_float == 3
    assert network.critical == ("B",)


def test_sums_of_tenths_are_critical_too() -> None:
    chain = [Activity(str(n), 0.1) for n in range(10)]

    network = solve(chain, [Link(str(n), str(n + 1)) for n in range(9)])

    assert len(network.critical) == 10


def test_it_names_a_circle() -> None:
    links = [Link("A", "B"), Link("B", "C"), Link("C", "B"), Link("C", "D")]

    with pytest.raises(Circle) as raised:
        solve([Activity(name, 1) for name in "ABCD"], links)

    assert raised.value.names in {("B", "C", "B"), ("C", "B", "C")}
    assert find_circle("ABCD", links[:2]) == ()


def test_it_has_nothing_to_say_about_nothing() -> None:
    assert solve([], []).end == 0


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Activity], list[Link]]:
    count = draw(st.integers(1, 8))
    activities = [Activity(str(n), draw(st.integers(0, 9))) for n in range(count)]
    pairs = [(a, b) for b in range(count) for a in range(b)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    links = [
        Link(str(a), str(b), draw(st.sampled_from(LinkKind)), draw(st.integers(-4, 6)))
        for a, b in chosen
    ]
    return activities, links


@given(networks())
def test_the_end_is_the_longest_path(network: tuple[list[Activity], list[Link]]) -> None:
    activities, links = network
    plain = [Link(link.before, link.after) for link in links]
    days = {one.id: one.duration for one in activities}

    def longest(name: str) -> float:
        return days[name] + max([0, *(longest(one.after) for one in plain if one.before == name)])

    found = solve(activities, plain)
    assert found.end == max(longest(one.id) for one in activities)
    critical = sum(days[name] for name in _one_path(found.critical, found.driving))
    assert critical == found.end


def _one_path(critical: tuple[str, ...], driving: tuple[Link, ...]) -> list[str]:
    """A way along the critical path, from an activity that waits for nothing critical."""
    path = [next(one for one in critical if one not in {link.after for link in driving})]
    while onward := [link.after for link in driving if link.before == path[-1]]:
        path.append(onward[0])
    return path


@given(networks())
def test_no_schedule_breaks_a_link_early_or_late(
    network: tuple[list[Activity], list[Link]],
) -> None:
    activities, links = network
    found = solve(activities, links)

    for link in links:
        a, b = found.times[link.before], found.times[link.after]
        for first, last in (
            ((a.early_start, a.early_finish), (b.early_start, b.early_finish)),
            ((a.late_start, a.late_finish), (b.late_start, b.late_finish)),
        ):
            left = first[link.kind in {"FS", "FF"}]
            right = last[link.kind in {"FF", "SF"}]
            assert right >= left + link.lag
    for times in found.times.values():
        assert 0 <= times.early_start <= times.late_start
        assert times.late_finish <= found.end
        assert 0 <= times.free_float <= times.total_float


@given(networks())
def test_a_slip_within_the_total_float_never_moves_the_end(
    network: tuple[list[Activity], list[Link]],
) -> None:
    activities, links = network
    found = solve(activities, links)

    for one in activities:
        start = found.times[one.id].late_start
        slipped = [Activity(x.id, x.duration, start if x is one else 0) for x in activities]
        later = [Activity(x.id, x.duration, start + 1 if x is one else 0) for x in activities]
        assert solve(slipped, links).end == found.end
        assert solve(later, links).end > found.end
