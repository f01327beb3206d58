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
