"""One flaw at a time in each kind of figure: the checker names line, column and code."""

import pytest

from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.text_rules import check_text

NETWORK = """\
title: A network
activities:
  - {id: A, duration: 3}
  - {id: B, duration: 4, after: [A]}
"""
EVM = """\
title: Value
pv: [10, 20, 30]
ev: [8, 18]
ac: [9, 19]
"""
BURN = """\
title: Sprint
periods: 5
scope: [10]
done: [1, 2, 3]
"""
FLOW = """\
title: Flow
states:
  - {name: Open, counts: [1, 2]}
  - {name: Done, counts: [0, 1]}
"""
HISTOGRAM = """\
title: Times
values: [1, 2, 3]
width: 1
"""
GRID = """\
title: Risks
items:
  - {name: Slip, probability: 2, impact: 3}
"""
PEOPLE = """\
title: People
kind: power-interest
items:
  - {name: Board, power: high, interest: low}
"""
TREE = """\
title: Build or buy
name: Top
choices:
  - {name: Build, cost: 5, value: 9}
  - name: Buy
    chances:
      - {name: Good, probability: 0.6, value: 9}
      - {name: Bad, probability: 0.4, value: -1}
"""
PARTS = """\
title: Work
name: Pilot
parts:
  - name: Service
"""
GANTT = """\
title: Plan
tasks:
  - {id: A, name: First, duration: 2}
  - {id: B, name: Then, duration: 1, after: [A]}
"""
BOXES = """\
title: Shop
boxes:
  - {id: a, name: Buyer}
  - {id: b, name: Shop}
arrows:
  - {from: a, to: b, label: orders}
"""

# kind, text, what is replaced, by what; ¶ marks where the problem is.
FLAWS = (
    ("network", NETWORK, "title: A network\n", "¶", "E020"),
    ("network", NETWORK, "title", "¶titel", "E021 E020@2:1"),
    ("network", NETWORK, "duration: 3", "duration: ¶three", "E022"),
    ("network", NETWORK, "duration: 3", "duration: ¶-3", "E023"),
    ("network", NETWORK, "duration: 3", "duration: ¶.inf", "E022"),
    ("network", NETWORK, "id: A", "id: ¶A to Z", "E028 E110@5:34"),
    ("network", NETWORK, "id: B", "id: ¶A", "E026 E111@5:34"),
    ("network", NETWORK, "after: [A]", "after: [¶C]", "E110"),
    ("network", NETWORK, "after: [A]", "after: [¶B]", "E111"),
    ("network", NETWORK, "after: [A]", "after: [¶A XX]", "E112"),
    ("network", NETWORK, "after: [A]", "after: ¶A", "E022"),
    ("network", NETWORK, "A network", "¶" + "x" * 81, "E025"),
    ("network", NETWORK, NETWORK, "¶- a list", "E012"),
    ("network", NETWORK, NETWORK, "¶", "E012"),
    ("network", NETWORK, "A network", "¶&x A network", "E013"),
    ("network", NETWORK, "A network", "¶!!python/name:os.system x", "E017"),
    ("network", NETWORK, "A network", "A network # ¶".replace("¶", "x" * 20_000), "E117@2:1"),
    ("evm", EVM, "ev: [8, 18]", "ev: [8, ¶7]", "E114"),
    ("evm", EVM, "ev: [8, 18]", "ev: ¶[8, 18, 28, 29]", "E113 E113@5:5"),
    ("evm", EVM, "ac: [9, 19]", "ac: ¶[9]", "E113"),
    ("evm", EVM, "ac: [9, 19]", "ac: ¶[]", "E027"),
    ("evm", EVM, "ac: [9, 19]", "ac: ¶9", "E022"),
    ("evm", EVM, "ac: [9, 19]", "ac: [9, ¶many]", "E022"),
    ("evm", EVM, "ac: [9, 19]", "ac: [9, ¶1e12]", "E022"),
    ("evm", EVM, "ac: [9, 19]", "ac: [9, ¶1000000000]", "E023"),
    ("burn", BURN, "periods: 5", "periods: 5\ndirection: ¶sideways", "E118"),
    ("burn", BURN, "periods: 5", "periods: ¶0", "E023"),
    ("burn", BURN, "scope: [10]", "scope: ¶[10, 10]", "E113"),
    ("burn", BURN, "done: [1, 2, 3]", "done: [1, 2, ¶11]", "E119"),
    ("flow", FLOW, "counts: [1, 2]", "counts: [1, ¶-2]", "E023"),
    ("flow", FLOW, "counts: [0, 1]", "counts: [2, ¶1]", "E114"),
    ("flow", FLOW, "counts: [0, 1]", "counts: ¶[0]", "E113"),
    ("flow", FLOW, "name: Done", "nam: Done", "E020@5:5 E021@5:6"),
    ("flow", FLOW, "states:\n", "states: ¶[]\nx:\n", "E027 E021@4:1"),
    ("histogram", HISTOGRAM, "width: 1", "width: ¶0.01", "E117"),
    ("histogram", HISTOGRAM, "width: 1", "width: ¶0", "E023"),
    ("histogram", HISTOGRAM, "width: 1", "width: 1\npercentiles: [50, ¶101]", "E023"),
    (
        "histogram",
        HISTOGRAM,
        "values: [1, 2, 3]\nwidth: 1",
        "bars: [{label: A, count: ¶x}]",
        "E022",
    ),
    ("grid", GRID, "probability: 2", "probability: ¶6", "E023"),
    ("grid", GRID, "title: Risks", "title: Risks\nlevels: ¶6", "E023"),
    ("grid", GRID, "title: Risks", "title: Risks\nkind: ¶danger", "E118"),
    ("grid", PEOPLE, "power: high", "power: ¶huge", "E118"),
    ("grid", PEOPLE, "power: high", "power: ¶3", "E022"),
    ("tree", TREE, "value: 9}", "¶choices: []}", "E027@5:37"),
    ("tree", TREE, "chances:", "chances: ¶[]\n    x:", "E027 E021@8:5"),
    ("tree", TREE, "{name: Build, cost: 5, value: 9}", "¶{name: Build, cost: 5}", "E116"),
    ("tree", TREE, "{name: Build", "¶{name: Build, choices: []", "E116"),
    (
        "tree",
        TREE,
        "      - {name: Good, probability: 0.6",
        "      ¶- {name: Good, probability: 0.7",
        "E115",
    ),
    ("tree", TREE, "probability: 0.6", "probability: ¶1.6", "E023 E115@8:7"),
    ("tree", TREE, "probability: 0.6, ", "", "E020@8:9 E115@8:7"),
    ("tree", PARTS, "- name: Service", "- name: Service\n    ¶value: 3", "E021"),
    (
        "tree",
        PARTS,
        PARTS,
        "¶title: Wide\nname: Top\nparts:\n"
        + ("  - name: A\n    parts:\n" + "      - name: B\n" * 12) * 5,
        "E117",
    ),
    ("gantt", GANTT, "duration: 2", "duration: ¶two", "E022"),
    ("gantt", GANTT, "duration: 2", "duration: 2, done: ¶50", "E023"),
    ("gantt", GANTT, "after: [A]", "after: [¶X]", "E110"),
    ("gantt", GANTT, "id: B", "id: ¶A", "E026 E111@5:46"),
    ("boxes", BOXES, "to: b", "to: ¶c", "E110"),
    ("boxes", BOXES, "to: b", "to: ¶a", "E111"),
    ("boxes", BOXES, "id: b", "id: ¶a", "E026 E110@7:19"),
    ("boxes", BOXES, "name: Shop", "name: Shop, kind: ¶cloud", "E118"),
    ("boxes", BOXES, "name: Shop", "name: ¶''", "E025"),
    ("network", NETWORK, "activities:", "activities: ¶[]\nx:", "E027 E021@4:1"),
)


@pytest.mark.parametrize(
    ("kind", "text", "old", "new", "codes"), FLAWS, ids=[f"{x[0]}-{x[3][:20]}" for x in FLAWS]
)
@pytest.mark.parametrize("indent", [0, 4])
def test_it_names_the_place_and_the_rule_of_each_flaw(
    kind: str, text: str, old: str, new: str, codes: str, indent: int
) -> None:
    assert old in text
    inside = text.replace(old, new, 1)
    before = inside.partition("¶")[0]
    line, column = before.count("\n") + 2, len(before) - before.rfind("\n")

    found = _problems(kind, inside.replace("¶", ""), indent=indent)

    expected = []
    for code in codes.split():
        name, _, at = code.partition("@")
        place = [int(one) for one in at.split(":")] if at else [line, column]
        expected.append((name, place[0] + (2 if indent else 0), place[1] + indent))
    assert sorted(found) == sorted(expected)


def _problems(kind: str, text: str, *, indent: int) -> list[tuple[str, int, int]]:
    lines = [f"```{kind}", *text.rstrip("\n").split("\n"), "```"]
    if indent:
        lines = ["- Text", "", *(" " * indent + line for line in lines)]
    report = Report("lesson.md")
    check_text(Document("\n".join(lines)), report)
    return [(one.code, one.line, one.column) for one in report.problems]


def test_it_finds_nothing_in_the_texts_without_flaw() -> None:
    for kind, text in {(flaw[0], flaw[1]) for flaw in FLAWS}:
        assert _problems(kind, text, indent=0) == []
