"""The warnings about items, each with an item that has the flaw and one that has not."""

from dataclasses import dataclass

import pytest

from tpmlearn.domain.content.item_rules import warn_about
from tpmlearn.domain.content.items import read_quiz

HEAD = """\
---
{skill: DEL4, approach: hybrid, kind: apply, difficulty: 2, source: own,
 sources: {own: {title: Own work, checked: 2026-11-22}}}
---

## Title {#an-item}

"""


@dataclass(frozen=True)
class Case:
    """An item as stem and options (`x` marks the keys), and the warnings that it deserves."""

    stem: str
    options: tuple[str, ...]
    codes: str


KEY = "x Size the effect first"
OTHERS = ("o Tell the sponsor now", "o Move the date at once")
CASES = (
    Case("What first?", (KEY, *OTHERS), ""),
    # length: 23 characters; 1.25 times and 15 more than 23 is 38
    Case("What first?", ("x " + "k" * 37, "o " + "w" * 23, "o " + "v" * 22), ""),
    Case("What first?", ("x " + "k" * 39, "o " + "w" * 23, "o " + "v" * 22), "W101"),
    Case("What first?", ("o " + "k" * 39, "x " + "w" * 23, "o " + "v" * 22), ""),
    Case("What first?", ("x " + "k" * 20, "o " + "w" * 50, "o " + "v" * 40), ""),
    Case("What first?", ("x " + "k" * 20, "o " + "w" * 51, "o " + "v" * 40), "W102"),
    Case("What first?", ("x Yes, we do", "o No, we do not", "o Ask the other one"), ""),
    # words that show
    Case("What first?", (KEY, "o Always tell the sponsor", "o Never move the date"), "W103 W103"),
    Case("What first?", ("x Size it only once", "o Always tell the boss", "o Move the date"), ""),
    Case("What first?", ("x Usually size the effect", *OTHERS), "W104"),
    Case(
        "What first?",
        ("x Usually size the effect", "o Often tell her", "o Move it at once"),
        "",
    ),
    Case("What should you **not** do?", (KEY, *OTHERS), ""),
    Case("What should you NOT do?", (KEY, *OTHERS), ""),
    Case("What should you not do?", (KEY, *OTHERS), "W105"),
    Case("She did not come. What first?", (KEY, *OTHERS), ""),
    Case("What takes at least a day?", (KEY, *OTHERS), ""),
    Case("Why **don't** they **not** ask?", (KEY, *OTHERS), "W105"),
    # grammar
    Case("Choose: the owner is an", ("x architect", "o manager", "o sponsor"), "W106"),
    Case("Choose: the owner is an", ("x architect", "o engineer", "o sponsor"), ""),
    Case("Which metrics count?", ("x lead times", "o velocity", "o uptime"), "W106"),
    Case("Which metrics count?", ("x lead times", "o story points", "o uptime"), ""),
    # echoes of the stem
    Case("The vendor slips. What first?", ("x Ask the vendor", "o Ask Ada", "o Ask Bo"), "W107"),
    Case("The vendor slips. What first?", ("x Ask the vendor", "o Tell the vendor", "o Ask"), ""),
    Case("Two vendors slip. What first?", ("x Ask the vendor", "o Ask Ada", "o Ask Bo"), "W107"),
    # numbers, length, triviality, question
    Case("How long?", ("o 9 days", "x 14 days", "o 21 days"), ""),
    Case("How long?", ("o 14 days", "x 9 days", "o 21 days"), "W108"),
    Case("How much?", ("o 1,200 euros", "x 900 euros", "o 2 000 euros"), "W108"),
    Case("What first?", ("x " + "ab " * 25, "o " + "cd " * 25, "o " + "ef " * 25), ""),
    Case("What first?", ("x " + "ab " * 26, "o " + "cd " * 25, "o " + "ef " * 25), "W109"),
    Case("What first?", (KEY, "o Do nothing.", OTHERS[0]), "W110"),
    Case("The vendor slips.", (KEY, *OTHERS), "W111"),
    Case("The vendor slips. Choose the first step.", (KEY, *OTHERS), ""),
    Case("Float belongs to the path.", ("x True", "o False"), ""),
    Case("Float does not belong to a task.", ("x True", "o False"), "W105"),
)


def _quiz(case: Case) -> str:
    rows = [f"- [{'x' if one[0] == 'x' else ' '}] {one[2:]}\n  > Reason." for one in case.options]
    return HEAD + case.stem + "\n\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.codes}-{case.stem}")
def test_it_warns_of_what_gives_the_key_away_and_of_nothing_else(case: Case) -> None:
    quiz, report = read_quiz("quiz.md", _quiz(case))
    assert report.problems == []

    found = sorted(problem.code for item in quiz.items for problem in warn_about(item))

    assert found == case.codes.split()


def test_it_judges_a_number_by_its_question_alone() -> None:
    stems = {"How long is it, in days?": [], "It is long.": ["W111"], "How long not?": ["W105"]}

    for stem, expected in stems.items():
        quiz, _ = read_quiz("quiz.md", f"{HEAD}{stem}\n\n- = 7 ± 1 days\n  > Reason.\n")
        assert [problem.code for problem in warn_about(quiz.items[0])] == expected
