"""Items become values: types, keys, slices with their lines, and a version that means something."""

import pytest

from tests.domain.content.sample import QUIZ
from tpmlearn.domain.content.catalogue import Approach, ItemKind, ItemType
from tpmlearn.domain.content.drafts import ItemDraft, Slice
from tpmlearn.domain.content.identity import item_version
from tpmlearn.domain.content.items import read_quiz


def _items(text: str = QUIZ) -> dict[str, ItemDraft]:
    quiz, report = read_quiz("content/modules/01-start/quiz.md", text)
    assert report.problems == []
    return {item.id: item for item in quiz.items}


def _version(text: str = QUIZ, name: str = "m01-slip") -> str:
    return item_version(_items(text)[name].question, [])


def test_it_tells_the_type_from_the_rows() -> None:
    types = {name: item.question.type for name, item in _items().items()}

    assert types == {
        "m01-slip": ItemType.SINGLE,
        "m01-two": ItemType.MULTIPLE,
        "m01-true": ItemType.TRUE_FALSE,
        "m01-sum": ItemType.NUMBER,
    }


def test_it_reads_attributes_and_defaults() -> None:
    item = _items()["m01-slip"]

    assert (item.title, item.kind, item.approach) == (
        "Slip",
        ItemKind.SITUATION,
        Approach.HYBRID,
    )
    assert (item.skill.text, item.difficulty, item.source.text) == ("DEL4", 3, "own")
    assert [task.text for task in item.tasks] == ["pmp-2026:PR8"]
    assert (item.path, item.line) == ("content/modules/01-start/quiz.md", 8)


def test_an_item_overrides_the_defaults_of_its_file() -> None:
    text = QUIZ.replace("#m01-slip kind", "#m01-slip approach=agile skill=DEL5 kind")

    item = _items(text)["m01-slip"]

    assert (item.approach, item.skill.text) == (Approach.AGILE, "DEL5")


def test_an_item_counts_one_mark_unless_it_says_more() -> None:
    item = _items(QUIZ.replace("#m01-slip kind", "#m01-slip marks=2 minutes=4 kind"))["m01-slip"]

    assert (item.marks, item.minutes) == (2, 4)
    assert (_items()["m01-slip"].marks, _items()["m01-slip"].minutes) == (1, 0)


def test_it_keeps_source_slices_with_their_lines() -> None:
    question = _items()["m01-slip"].question

    assert question.stem == Slice(
        "The vendor reports a slip of two weeks. What should you do **first**?", 10
    )
    assert question.options[0].text == "Tell the buyers that their date moves."
    assert question.options[0].reason == Slice("You do not know yet what it does.", 13)
    assert question.options[0].trap.text == "hero-mode"
    assert [option.correct for option in question.options] == [False, True, False]
    assert question.explanation == Slice(
        "A slip is a fact, its effect a calculation. [[01-start]]", 19
    )


def test_a_reason_may_have_several_paragraphs_and_lists() -> None:
    text = QUIZ.replace(
        "  > You do not know yet what it does.\n", "  > One.\n  >\n  > - Two\n  > - Three\n"
    )

    assert _items(text)["m01-slip"].question.options[0].reason.text == "One.\n\n- Two\n- Three"


@pytest.mark.parametrize(
    ("row", "value", "tolerance", "unit"),
    [
        ("= 7.0 ± 0.05 days", 7.0, 0.05, "days"),
        ("= -3 ± 0", -3.0, 0.0, ""),
        ("= −3.5 +/- 0.5 % of the total", -3.5, 0.5, "% of the total"),
        ("=1200 ± 10 euros", 1200.0, 10.0, "euros"),
    ],
)
def test_it_reads_a_number_with_tolerance_and_unit(
    row: str, value: float, tolerance: float, unit: str
) -> None:
    number = _items(QUIZ.replace("= 7.0 ± 0.05 days", row))["m01-sum"].question.number

    assert number is not None
    assert (number.value, number.tolerance, number.unit) == (value, tolerance, unit)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a slip of two weeks", "a slip of three weeks"),
        ("Tell the buyers that their", "Tell the sponsor that their"),
        (
            "- [ ] Tell the buyers that their date moves. {trap=hero-mode}",
            "- [x] Tell the buyers that their date moves.",
        ),
    ],
)
def test_its_version_changes_with_what_learners_see_and_with_the_key(old: str, new: str) -> None:
    text = QUIZ.replace(old, new)
    if "[x] Tell" in new:
        text = text.replace("do **first**?", "do **first**? Choose two.")

    assert _version(text) != _version()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## Slip", "## Another working title"),
        ("difficulty=3", "difficulty=5"),
        ("You do not know yet what it does.", "A better reason."),
        ("A slip is a fact, its effect", "A slip is a fact; its effect"),
        ("moves. {trap=hero-mode}", "moves. {trap=list-and-forget}"),
    ],
)
def test_its_version_stays_when_only_titles_ratings_or_reasons_change(old: str, new: str) -> None:
    assert _version(QUIZ.replace(old, new)) == _version()


def test_its_version_changes_with_the_number_and_with_a_figure() -> None:
    question = _items()["m01-sum"].question

    assert _version(QUIZ.replace("= 7.0", "= 8.0"), "m01-sum") != item_version(question, [])
    assert item_version(question, ["<title>x</title>"]) != item_version(question, [])
    assert len(item_version(question, [])) == 32


def test_an_unclosed_item_does_not_hide_the_others() -> None:
    quiz, report = read_quiz("quiz.md", QUIZ.replace("- [x] Work out", "- [ ] Work out"))

    assert [problem.code for problem in report.problems] == ["E062", "E065"]
    assert [item.id for item in quiz.items] == ["m01-slip", "m01-two", "m01-true", "m01-sum"]
