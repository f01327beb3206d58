"""Orders, matches and pull-downs: what is read, and the place of every flaw."""

from dataclasses import dataclass

import pytest

from tests.domain.content.sample import QUIZ
from tests.support.every_type import GENERATED, HOTSPOT, MATCH, ORDER, PULL_DOWN, every_type, quiz
from tpmlearn.domain.content.catalogue import ItemType, Variable
from tpmlearn.domain.content.checker import check_files
from tpmlearn.domain.content.drafts import Question
from tpmlearn.domain.content.identity import item_version
from tpmlearn.domain.content.items import read_quiz, read_recall
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.rules import Report

HEAD = QUIZ[: QUIZ.index("## Slip")]
# The text of an item begins with an empty line, after the eight lines of HEAD.
BEFORE = HEAD.count("\n")


def _question(text: str) -> Question:
    found, report = read_quiz("quiz.md", HEAD + text)
    assert [str(problem) for problem in report.problems] == []
    return found.items[0].question


@dataclass(frozen=True)
class Flaw:
    """`old` becomes `new` in an item; ¶ in `new` marks where the problem `code` is expected."""

    text: str
    old: str
    new: str
    code: str

    def __str__(self) -> str:
        return f"{self.code}: {self.new[:40]!r}"


FLAWS = (
    Flaw(ORDER, "3. Add", "4. Add", "E075@6:1"),
    Flaw(ORDER, "2. Ask those who will do it\n   > They know the pieces.\n3.", "2.", "E072@6:1"),
    Flaw(ORDER, "2. Ask those who will do it", "¶2. Split the work", "E070"),
    Flaw(ORDER, "   > They", "¶> They", "E061"),
    Flaw(ORDER, "   > They know the pieces.\n", "", "E060@8:1"),
    Flaw(ORDER, "Add **up**", "Add ¶[[01-start]]", "E059"),
    Flaw(ORDER, "Split the work", "Split the work {¶trap=hero-mode}", "E053"),
    Flaw(ORDER, "source=own}", "source=own ¶type=match}", "E073"),
    Flaw(ORDER, "Add **up** the ranges", "- nested", "E059@10:1"),
    Flaw(MATCH, "- Issue :: It has happened", "¶- Issue, it has happened", "E076"),
    Flaw(MATCH, "- Issue :: It", "¶- Issue :: So :: It", "E076"),
    Flaw(MATCH, "- Issue :: It has happened", "¶- Issue ::", "E076"),
    Flaw(MATCH, "- Issue", "¶- Risk", "E070"),
    Flaw(MATCH, ":: It cannot happen", ":: It may happen", "E070@12:1"),
    Flaw(
        MATCH,
        "- Issue :: It has happened\n  > Certain already.\n- Blocker",
        "- :: It never has\n  > x\n-",
        "E072@6:1",
    ),
    Flaw(MATCH, "  > Certain already.\n", "", "E060@8:1"),
    Flaw(MATCH, "Risk ::", "A ¶[Risk](https://example.org) ::", "E059"),
    Flaw(PULL_DOWN, "The {{1}} owns", "¶The sponsor owns", "E077"),
    Flaw(PULL_DOWN, "The {{1}} owns", "¶The {{2}} owns", "E077"),
    Flaw(PULL_DOWN, "The {{1}} owns", "¶The `{{1}}` owns", "E077"),
    Flaw(PULL_DOWN, "The {{1}} owns", "¶The [{{1}}](https://example.org/) owns", "E077"),
    Flaw(PULL_DOWN, "The {{1}} owns", "¶The [x](https://example.org/{{1}}) owns", "E077"),
    Flaw(PULL_DOWN, "Gap 2:", "¶Gap 3:", "E077"),
    Flaw(PULL_DOWN, "Gap 2:\n", "¶Gap 2:\n\nGap 3:\n", "E077"),
    Flaw(PULL_DOWN, "- [x] lead", "¶- lead", "E058"),
    Flaw(PULL_DOWN, "- [ ] auditor", "¶- [x] auditor", "E078"),
    Flaw(PULL_DOWN, "- [x] sponsor", "¶- [ ] sponsor", "E078"),
    Flaw(PULL_DOWN, "- [ ] auditor\n  > Auditors only look.\n", "", "E072@15:1"),
    Flaw(PULL_DOWN, "- [ ] auditor", "- [ ] Lead.", "E070@17:1"),
    Flaw(PULL_DOWN, "  > Testers own", "¶> Testers own", "E061"),
    Flaw(PULL_DOWN, "[x] sponsor", "[x] sponsor {¶trap=hero-mode}", "E066"),
    Flaw(GENERATED, "low: 2..5", "¶low: 2-5", "E097 E098@13:3"),
    Flaw(GENERATED, "low: 2..5", "¶low: 5..2", "E097 E098@13:3"),
    Flaw(GENERATED, "low: 2..5", "¶low: 2..5 step 9", "E097 E098@13:3"),
    Flaw(GENERATED, "low: 2..5", "¶low: 2..99999999999", "E097 E098@13:3"),
    Flaw(GENERATED, "low: 2..5", "low: 2..5\n¶low: 3..4", "E097"),
    Flaw(GENERATED, "low: 2..5", "low: 2..5\n¶answer: 3..4", "E097"),
    Flaw(GENERATED, "low: 2..5", "low: 2..5\nspare: 3..4", "E097@11:1"),
    Flaw(GENERATED, "takes {{low}} days", "takes {{low}} to ¶{{top}} days", "E097"),
    Flaw(GENERATED, "= {{answer}}", "= ¶{{sum}}", "E097"),
    Flaw(GENERATED, "- = (low +", "- ¶= (lowest +", "E098"),
    Flaw(GENERATED, "- = (low", "- ¶= (low)(low", "E098"),
    Flaw(GENERATED, "- = (low", "- ¶= __import__('os').system('x') + (low", "E098"),
    Flaw(GENERATED, "- = (low", "- ¶= low.real + (low", "E098"),
    Flaw(GENERATED, "- = (low", "- ¶= [low for low in (low,)][0] + (low", "E098"),
    Flaw(GENERATED, "- = (low", "- ¶= 9 ** 9 ** 9 + (low", "E098"),
    Flaw(GENERATED, "- = (low", "- ¶= 'x' * 9 + (low", "E098"),
    Flaw(GENERATED, "/ 6 ±", "/ (low - 3) ±", "E098@13:3"),
    Flaw(GENERATED, "± 0.05 days", "", "E098@13:3"),
    Flaw(GENERATED, "± 0.05 days", "± 0 days", "E098@13:3"),
    Flaw(GENERATED, "low: 2..5\nlikely: 6..9\nhigh: 12..30 step 6\n", "", "E097@4:1 E098@10:3"),
    Flaw(HOTSPOT, " {region=reserve}", "", "E079@10:1"),
    Flaw(HOTSPOT, "{region=reserve}", "{region=Reserve}", "E079@10:1"),
    Flaw(HOTSPOT, "{region=reserve}", "{region=work}", "E079@10:1"),
    Flaw(HOTSPOT, "![Three bars: work, reserve, date](plan.svg)\n\n", "", "E079@4:1"),
    Flaw(PULL_DOWN, "Gap 1:\n", "Then:\n\n", "E077@4:1 E068@14:1 E068@16:1 E068@21:1 E069@9:1"),
)


def test_a_folder_with_every_type_is_without_flaw() -> None:
    _, problems = check_files(every_type())

    assert [one for one in problems if one.code != "W122"] == []


def test_it_tells_the_type_from_the_rows() -> None:
    found, _ = read_quiz("quiz.md", quiz())

    assert {item.id: item.question.type for item in found.items[4:9]} == {
        "m01-order": ItemType.ORDER,
        "m01-match": ItemType.MATCH,
        "m01-gaps": ItemType.PULL_DOWN,
        "m01-drawn": ItemType.GENERATED,
        "m01-spot": ItemType.HOTSPOT,
    }


def test_it_reads_steps_pairs_and_values() -> None:
    steps, pairs, values = _question(ORDER), _question(MATCH), _question(PULL_DOWN)

    assert [one.text for one in steps.options] == [
        "Split the work",
        "Ask those who will do it",
        "Add **up** the ranges",
    ]
    assert steps.options[2].reason.text == "Sums come last."
    assert [(one.left, one.text, one.correct) for one in pairs.options] == [
        ("Risk", "It may happen", True),
        ("Issue", "It has happened", True),
        ("Blocker", "It has happened", True),
        ("", "It cannot happen", False),
    ]
    assert [(one.gap, one.text, one.correct) for one in values.options] == [
        (1, "sponsor", True),
        (1, "tester", False),
        (2, "auditor", False),
        (2, "lead", True),
    ]
    assert values.explanation.text == "Two owners, two things."


def test_it_reads_variables_and_expression_and_takes_the_fence_out_of_the_stem() -> None:
    question = _question(GENERATED)

    assert question.formula is not None
    assert question.formula.variables == (
        Variable("low", 2, 5),
        Variable("likely", 6, 9),
        Variable("high", 12, 30, 6),
    )
    assert question.formula.expression == "(low + 4 * likely + high) / 6"
    assert (question.formula.tolerance, question.formula.unit) == (0.05, "days")
    assert question.stem.text.startswith("A task takes {{low}} days")
    assert question.stem.line == BEFORE + 10


def test_all_ones_number_an_order_too() -> None:
    text = ORDER.replace("2. Ask", "1. Ask").replace("3. Add", "1. Add")

    assert _question(text) == _question(ORDER)


def test_a_numbered_list_in_the_stem_of_a_choice_stays_there() -> None:
    text = PULL_DOWN.replace("\nGap 1:", "\n1. One\n2. Two\n\nGap 1:")

    assert _question(text).type is ItemType.PULL_DOWN
    assert _question(text).stem.text.endswith("2. Two")


@pytest.mark.parametrize("flaw", FLAWS, ids=str)
def test_it_names_the_place_and_the_rule_of_each_flaw(flaw: Flaw) -> None:
    assert flaw.old in flaw.text
    text = flaw.text.replace(flaw.old, flaw.new, 1)
    before, _, _ = text.partition("¶")
    place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    expected = [
        f"{code} {at or place}" for code, _, at in (one.partition("@") for one in flaw.code.split())
    ]

    _, report = read_quiz("quiz.md", HEAD + text.replace("¶", ""))

    found = [f"{one.code} {one.line - BEFORE}:{one.column}" for one in report.problems]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (ORDER, "Split the work", "Cut the work"),
        (MATCH, "- Risk ::", "- A risk ::"),
        (MATCH, "It may happen", "It might happen"),
        (MATCH, "- Blocker :: It has happened", "- :: It blocks"),
        (PULL_DOWN, "[ ] tester", "[ ] coder"),
        (PULL_DOWN, "The {{1}} owns", "Here {{1}} owns"),
        (GENERATED, "low: 2..5", "low: 2..4"),
        (HOTSPOT, "region=work", "region=other"),
        (GENERATED, "+ high) / 6", "+ high) / 5"),
    ],
)
def test_its_version_changes_with_what_learners_see(text: str, old: str, new: str) -> None:
    assert item_version(_question(text), []) != item_version(_question(text.replace(old, new)), [])


def test_its_version_stays_when_a_reason_is_mended() -> None:
    changed = ORDER.replace("Sums come last.", "The sum comes last.")

    assert item_version(_question(ORDER), []) == item_version(_question(changed), [])


@pytest.mark.parametrize(
    "text",
    [
        "\n1. " * 5_000,
        "\n- :: " * 5_000,
        "\n- ::\n",
        "\nGap 1:\n" * 2_000,
        "\n{{1}}" * 3_000,
        "\nGap 1:\n\nGap 99999999999999999999:\n\n- [ ]\n",
        "\n" + "1. " * 300 + "x",
        "\n- a :: <script>alert(1)</script>\n  > x\n" * 3,
        "\n999999999. a\n   > x\n",
    ],
)
def test_hostile_rows_are_problems_and_no_fault(text: str) -> None:
    _, report = read_quiz(
        "quiz.md", HEAD + "## T {#abc kind=apply difficulty=1 source=own}\n" + text
    )

    assert report.problems


def test_a_lesson_cannot_ask_a_generated_number() -> None:
    question = GENERATED.partition("source=own}")[2]
    report = Report("lesson.md")

    assert read_recall(Document(question), report) is None
    assert [problem.code for problem in report.problems] == ["E099"]


def test_a_region_that_the_figure_does_not_have_is_reported() -> None:
    files = every_type()
    name = "modules/01-start/quiz.md"
    files[name] = files[name].replace("region=reserve", "region=reserves")

    _, problems = check_files(files)

    assert [one.code for one in problems if one.code != "W122"] == ["E096"]
