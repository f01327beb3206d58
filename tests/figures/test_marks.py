"""The shared grammar."""

import re

from tpmlearn.figures.marks import Key, dot, hatch, legend


def test_it_keeps_hatching_inside_its_box() -> None:
    drawn = hatch((10, 20), (30, 15))

    points = [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", drawn)]
    assert len(points) == 2 * 6
    assert all(10 <= x <= 40 and 20 <= y <= 35 for x, y in points)


def test_it_breaks_a_legend_into_rows() -> None:
    keys = [Key(dot, f"meaning number {index}") for index in range(4)]

    _, one_row = legend(keys, width=1000, top=0)
    drawn, two_rows = legend(keys, width=400, top=0)

    assert two_rows == one_row + 26
    assert drawn.count("<circle") == 4
