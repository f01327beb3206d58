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
