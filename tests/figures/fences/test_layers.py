"""Boxes stand apart within the width, and no link runs through a box."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlearn.figures.fences.layers import Layout, box_width, layout
from tpmlearn.figures.svg import Point

Graph = tuple[dict[str, float], list[tuple[str, str]]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(1, 14))
    names = [str(n) for n in range(count)]
    heights = {name: float(draw(st.integers(30, 90))) for name in names}
    pairs = [(a, b) for b in names for a in names if int(a) < int(b)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=25)) if pairs else []
    return heights, chosen


@pytest.mark.parametrize("width", [340, 600])
@settings(max_examples=60, deadline=None)
@given(graphs())
def test_no_link_crosses_a_box_and_no_box_another(width: float, graph: Graph) -> None:
    heights, pairs = graph
    box = box_width(width=width, least=100)

    found = layout(heights, pairs, box=box, width=width, top=0)

    for name, (x, y) in found.corners.items():
        assert 0 <= x <= x + box <= width
        assert 0 <= y <= y + heights[name] <= found.bottom
        for other, (x2, y2) in found.corners.items():
            apart = abs(x - x2) >= box or not (y2 - heights[name] < y < y2 + heights[other])
            assert apart or name == other
    for route in found.routes.values():
        for start, end in pairwise(route):
            assert not any(
                _crosses(start, end, corner, found, box, heights[name])
                for name, corner in found.corners.items()
            )


def _crosses(
    start: Point, end: Point, corner: Point, found: Layout, box: float, height: float
) -> bool:
    """Whether a piece of a link is inside a box; its borders do not count."""
    (x, y), inside = corner, 0.5
    for step in range(21):
        at = [a + (b - a) * step / 20 for a, b in zip(start, end, strict=True)]
        if x + inside < at[0] < x + box - inside and y + inside < at[1] < y + height - inside:
            return True
    return False


def test_each_link_leads_down_from_border_to_border() -> None:
    heights = {"a": 40.0, "b": 60.0, "c": 40.0}

    found = layout(heights, [("a", "b"), ("b", "c"), ("a", "c")], box=100, width=340, top=10)

    assert [found.corners[name][1] for name in "abc"] == sorted(
        found.corners[name][1] for name in "abc"
    )
    for (before, after), route in found.routes.items():
        assert route[0][1] == found.corners[before][1] + heights[before]
        assert route[-1][1] == found.corners[after][1]
        assert all(a[1] <= b[1] for a, b in pairwise(route))
