"""A figure of a question shows its data and leaves what follows from them to the reader."""

import pytest

from tests.figures.fences.samples import read
from tpmlearn.figures.fences.drawing import draw_fence

BURN = (
    "direction: up\nunit: points\nperiod: sprint\nperiods: 8\nscope: [252]\ndone: [26, 50, 76, 100]"
)
EVM = "unit: EUR\nperiod: month\npv: [10, 30, 55, 80]\nev: [8, 25]\nac: [10, 33]"
FLOW = "unit: items\nperiod: week\nstates:\n" + "\n".join(
    f"  - {{name: {name}, counts: {counts}}}"
    for name, counts in (("Ready", [6, 7]), ("Busy", [12, 12]), ("Done", [0, 3]))
)
NETWORK = "unit: days\nactivities:\n" + "\n".join(
    f"  - {row}"
    for row in (
        "{id: A, name: Agree, duration: 3}",
        "{id: B, name: Build, duration: 4, after: [A]}",
        "{id: C, name: Check, duration: 2, after: [A]}",
    )
)
TREE = """unit: EUR
name: Reporting
choices:
  - name: Build
    cost: 50
    chances:
      - {name: Many, probability: 0.6, value: 120}
      - {name: Few, probability: 0.4, value: 30}
  - {name: Buy, cost: 80, value: 130}"""

CASES = [
    ("burn", BURN, ("mean pace", "all is done after")),
    ("evm", EVM, ("CPI", "EAC", "Earned schedule", "SPI")),
    ("flow", FLOW, ("Little", "On average")),
    ("network", NETWORK, ("ritical", "float", "Early start", "7 days")),
    ("tree", TREE, ("best", "xpected")),
]


def _all_that_is_shown(kind: str, text: str) -> str:
    drawing = draw_fence(read(kind, f"title: A figure\n{text}"), prefix="x")
    cells = [
        cell
        for titled in drawing.tables
        for row in (titled.table.header, *titled.table.rows, (titled.caption,))
        for cell in row
    ]
    return "\n".join([drawing.wide, drawing.narrow, *cells])


@pytest.mark.parametrize(("kind", "text", "words"), CASES)
def test_what_is_computed_stays_away_where_the_author_says_so(
    kind: str, text: str, words: tuple[str, ...]
) -> None:
    shown = _all_that_is_shown(kind, f"computed: false\n{text}")
    usual = _all_that_is_shown(kind, text)

    assert [word for word in words if word in shown] == []
    assert [word for word in words if word not in usual] == []


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("burn", BURN, ("76", "100", "252")),
        ("evm", EVM, ("55", "25", "33")),
        ("network", NETWORK, ("Build", "4")),
        ("tree", TREE, ("0.6", "120", "50")),
    ],
)
def test_the_data_stay(kind: str, text: str, words: tuple[str, ...]) -> None:
    shown = _all_that_is_shown(kind, f"computed: false\n{text}")

    assert [word for word in words if word not in shown] == []
